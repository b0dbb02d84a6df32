"""What leaves the room in the official layout says what the records say, to those who may take it away."""

import io
from datetime import date
from zipfile import ZipFile

from django.urls import reverse
from openpyxl import load_workbook
from tests.conftest import House
from tests.rooms.guidance.test_exchange import problem, signed_in
from tests.rooms.guidance.test_norms import pilot

from genhun.records.models import AuditEntry
from genhun.rooms.guidance.models import FollowUp, Meeting


def rows_in(content: bytes) -> list[tuple[object, ...]]:
    """The filled rows of the first sheet."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [row for row in sheet.iter_rows(values_only=True) if any(cell is not None for cell in row)]


def text_in(content: bytes) -> str:
    return ZipFile(io.BytesIO(content)).read("word/document.xml").decode()


def test_a_norm_leaves_with_its_stage_and_text(house: House) -> None:
    norm = pilot(house)
    url = reverse("guidance:norm-document", args=[norm.pk])
    assert url in signed_in(house.officer).get(reverse("guidance:norm", args=[norm.pk])).content.decode()
    text = text_in(signed_in(house.officer).get(url).content)
    assert [said for said in ("备件办法（试点稿）", "第一条　就近存放。") if said not in text] == []
    assert AuditEntry.objects.filter(action="export_norm", subject=f"norm:{norm.pk}").count() == 1
    assert signed_in(house.reader).get(url).status_code == 404
    norm.texts.all().delete()
    assert signed_in(house.officer).get(url).status_code == 404


def test_minutes_name_who_does_what_by_when(house: House) -> None:
    facts = {"unit": house.root, "host": house.middle, "title": "备件等待", "day": date(2026, 9, 1)}
    meeting = Meeting.objects.create(kind="visit", questions="为何等待？", decisions="设前置柜", **facts)
    FollowUp.objects.create(meeting=meeting, unit=house.below, task="清点备件", due=date(2026, 10, 1))
    text = text_in(signed_in(house.officer).get(reverse("guidance:minutes", args=[meeting.pk])).content)
    wanted = ("为何等待？", "设前置柜", "清点备件", house.below.name, "2026-10-01", "办理中")
    assert [said for said in wanted if said not in text] == []
    assert "了解到的情况" not in text
    stranger = house.account("unit_secretary", house.sister)
    assert signed_in(stranger).get(reverse("guidance:minutes", args=[meeting.pk])).status_code == 404


def test_problems_leave_with_what_was_tried_and_none_that_others_keep_to_themselves(house: House) -> None:
    problem(house, house.secretary, tried="加派人手")
    problem(house, house.officer, unit=house.root.pk, title="只在本级", kept_own="on")
    url = reverse("guidance:problem-list")
    assert url in signed_in(house.secretary).get(reverse("guidance:problems")).content.decode()
    told = [str(row) for row in rows_in(signed_in(house.secretary).get(url).content)]
    assert any("夜班等备件" in row and "加派人手" in row for row in told)
    assert not any("只在本级" in row for row in told)
    assert signed_in(house.reader).get(url).status_code == 404
