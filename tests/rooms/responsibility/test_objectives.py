"""Objectives: a workbook taken in whole or not at all with every bad cell named; figures entered on a page."""

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.conftest import House
from tests.rooms.responsibility.made import YEAR, actuals, objective
from tests.rooms.responsibility.test_duties import signed_in

from genhun.core.errors import BadInput
from genhun.records.models import Actual, Objective
from genhun.records.policies import Refused
from genhun.records.uploads import sheets_in
from genhun.rooms.responsibility.actions.objectives import record_actual
from genhun.rooms.responsibility.queries.objectives import around
from genhun.tables.objectives import OBJECTIVES, read_objectives
from genhun.tables.sentences import KINDS, in_chinese, in_english

HEAD = [column.zh for column in OBJECTIVES.columns]


def workbook(rows: Sequence[Sequence[Any]], sheet: str = "经营目标") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in ([], HEAD, *rows):
        page.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def send(house: House, content: bytes) -> Any:
    url = reverse("responsibility:objectives-import")
    return signed_in(house.secretary).post(url, {"file": SimpleUploadedFile("目标.xlsx", content)})


def test_a_workbook_is_taken_in_and_a_second_time_changes_nothing(house: House) -> None:
    code = house.middle.code
    rows = [
        [code, "非计划停机", "小时", 40, 20, f"{YEAR}-01", f"{YEAR}-12", f"{YEAR}-01", 39.5],
        [code, "非计划停机", "小时", 40, 20, f"{YEAR}-01", f"{YEAR}-12", f"{YEAR}-02", "38"],
        [house.below.code, "准时交付率", "%", 86, 95, f"{YEAR}年1月", f"{YEAR}年12月", None, None],
    ]
    assert send(house, workbook(rows)).status_code == 302
    down, up = Objective.objects.order_by("baseline")
    assert (down.higher_is_better, up.higher_is_better) == (False, True)
    assert (down.start, down.end) == (date(YEAR, 1, 1), date(YEAR, 12, 31))
    assert list(down.actuals.values_list("month", "value")) == [
        (date(YEAR, 1, 1), Decimal("39.5")),
        (date(YEAR, 2, 1), Decimal(38)),
    ]
    again = signed_in(house.secretary).post(
        reverse("responsibility:objectives-import"),
        {"file": SimpleUploadedFile("目标.xlsx", workbook(rows))},
        follow=True,
    )
    assert "0 new, 0 changed, 4 the same" in again.content.decode()
    rows[1][8] = 37
    send(house, workbook(rows))
    assert down.actuals.get(month=date(YEAR, 2, 1)).value == 37


def test_every_bad_cell_is_named_at_once_and_nothing_is_written(house: House) -> None:
    code, year = house.middle.code, [f"{YEAR}-01", f"{YEAR}-12"]
    rows = [
        ["U-NOWHERE", "目标甲", "小时", 40, 20, *year, None, None],
        [house.sister.code, "别人的目标", "小时", 40, 20, *year, None, None],
        [code, "目标乙", "小时", "四十", 20, *year, None, None],
        [code, "目标丙", "小时", 40, 40, *year, None, None],
        [code, "目标丁", "小时", 40, 20, f"{YEAR}-12", f"{YEAR}-01", None, None],
        [code, "目标戊", None, 40, 20, *year, None, None],
        [code, "目标己", "小时", 40, 20, *year, f"{YEAR}-13", 4],
        [code, "目标庚", "小时", 40, 20, *year, f"{YEAR}-03", None],
        [code, "目标辛", "小时", 40, 20, *year, f"{YEAR}-03", 4],
        [code, "目标辛", "小时", 41, 20, *year, f"{YEAR}-03", 5],
        [code, "长" * 201, "小时", 40, 20, *year, None, None],
        [code, "目标壬", "小时", 40, 10**12, *year, None, None],
    ]
    with pytest.raises(BadInput) as bad:
        read_objectives(sheets_in("目标.xlsx", workbook(rows)), {code, house.below.code})
    assert {(f.row, f.column, f.kind) for f in bad.value.faults} == {
        (3, "unit_id", "unknown_reference"),
        (4, "unit_id", "unknown_reference"),
        (5, "baseline", "not_a_number"),
        (6, "target", "no_direction"),
        (7, "end", "end_before_start"),
        (8, "measured_in", "missing_value"),
        (9, "month", "bad_date"),
        (10, "value", "missing_value"),
        (11, "baseline", "contradiction"),
        (11, "month", "duplicate_row"),
        (13, "title", "too_long"),
        (14, "target", "out_of_range"),
    }
    for fault in bad.value.faults:
        assert fault.kind in KINDS
        assert "经营目标" in in_chinese(fault)
        assert not any(mark in in_chinese(fault).split("应为：")[1] for mark in ("a ", "the "))
        assert str(fault.row) in in_english(fault)
    answer = send(house, workbook(rows))
    assert answer.status_code == 422
    assert len(answer.context["faults"]) == 12
    assert not Objective.objects.exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", workbook([], "另一张表")])
def test_a_file_that_is_none_is_refused_with_a_sentence(house: House, content: bytes) -> None:
    assert send(house, content).status_code in {302, 422}
    assert not Objective.objects.exists()


def test_figures_are_entered_and_mended_on_the_page(house: House) -> None:
    goal = objective(house.middle)
    client, url = signed_in(house.secretary), reverse("responsibility:objective", args=[goal.pk])
    for value in ("39", "38.5"):
        assert client.post(url, {"month": f"{YEAR}-03", "value": value}).status_code == 302
    assert list(goal.actuals.values_list("month", "value")) == [(date(YEAR, 3, 1), Decimal("38.5"))]
    assert client.post(url, {"month": f"{YEAR + 1}-03", "value": "1"}).status_code == 422
    with pytest.raises(Refused):
        record_actual(house.reader, goal, date(YEAR, 3, 1), Decimal(1))


def test_a_target_that_equals_its_baseline_says_nothing(house: House) -> None:
    url = reverse("responsibility:new-objective", args=[house.middle.pk])
    sent = {
        "title": "零事故",
        "measured_in": "起",
        "baseline": 0,
        "target": 0,
        "start": f"{YEAR}-01",
        "end": f"{YEAR}-12",
    }
    client = signed_in(house.secretary)
    answer = client.post(url, sent)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"target"})
    assert client.post(url, {**sent, "baseline": 3}).status_code == 302
    assert client.post(url, {**sent, "baseline": 3}).status_code == 422  # the same name from the same month on


def test_before_and_after_are_the_nearest_months(house: House) -> None:
    goal = objective(house.middle)
    assert around(goal, date(YEAR, 5, 20)) == (None, None)
    actuals(goal, {3: 36, 5: 33, 7: 30})
    assert around(goal, date(YEAR, 5, 20)) == (36, 30)
    assert around(goal, date(YEAR, 9, 1)) == (30, None)
    assert Actual.objects.count() == 3
