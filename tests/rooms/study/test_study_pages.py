"""The pages of the room: what they show, to whom, with how many queries."""

import io
import re
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar
from tests.conftest import House
from tests.rooms.study.texts import FIRST, SECOND, confirmed, measured, signed_in, taken

from genhun.records.models import Account, Document, Measure, Person, Requirement, Role, Waiver
from genhun.records.scope import units_below
from genhun.rooms.study.actions.documents import take_version
from genhun.rooms.study.actions.groups import Wish, keep_group, plan_programme
from genhun.rooms.study.models import Memory, Programme, Question, StudyGroup

MOST_QUERIES = 12


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def formed(house: House, name: str = "中心组") -> StudyGroup:
    people = list(Person.objects.filter(unit=house.middle)[:5])
    return keep_group(house.middle, house.secretary, name, "centre", people)


def planned(group: StudyGroup, house: House, required: list[Requirement], sessions: int) -> Programme:
    wish = Wish("学习", date(2027, 3, 1), date(2027, 7, 30), sessions, 14)
    return plan_programme(group, house.secretary, wish, required)


def everything(house: House, n: int) -> None:
    """`n` of what each list shows."""
    for _time in range(n):
        required = confirmed(house.officer, house.root)
        taken(house.officer, house.root)
        take_version(required[0].clause.version.document, house.officer, SECOND, date(2027, 1, 1))
        measured(house.middle, *required)
        group = formed(house, f"中心组{StudyGroup.objects.count()}")
        Question.objects.create(group=group, requirement=required[0], prompt="学习几次？", answer="一次")
        planned(group, house, required, 1 + n)


@pytest.mark.parametrize("name", ["requirements", "documents", "groups", "recall"])
def test_a_list_costs_the_same_with_one_item_and_with_three(house: House, name: str) -> None:
    client, url = signed_in(house.officer), reverse(f"study:{name}")
    everything(house, 1)
    one = queries(client, url)
    everything(house, 2)
    assert queries(client, url) == one <= MOST_QUERIES


@pytest.mark.parametrize("name", ["requirement", "document", "proposals", "compare", "group", "questions", "programme"])
def test_a_page_about_one_thing_keeps_to_twelve_queries(house: House, name: str) -> None:
    everything(house, 1)
    latest: dict[str, Any] = {
        "requirement": Requirement.objects.filter(measures__isnull=False)[0],
        "group": StudyGroup.objects.all()[0],
        "questions": StudyGroup.objects.all()[0],
        "programme": Programme.objects.all()[0],
    }
    about = latest.get(name) or Document.objects.order_by("pk")[0]
    client, url = signed_in(house.officer), reverse(f"study:{name}", args=[about.pk])
    one = queries(client, url)
    for unit in (house.below, house.sister):
        measured(unit, *Requirement.objects.all())
    everything(house, 2)
    assert queries(client, url) == one <= MOST_QUERIES


def send(client: Client, url: str, **said: Any) -> Any:
    return client.post(url, said)


def test_from_a_file_to_what_is_in_force(house: House) -> None:
    client = signed_in(house.officer)
    file = SimpleUploadedFile("规定.txt", FIRST.encode("gb18030"))
    answer = send(client, reverse("study:new-document"), title="规定", since="2026-01-01", file=file)
    document = Document.objects.get()
    assert answer.url == reverse("study:proposals", args=[document.pk])
    page = client.get(answer.url)
    boxes = re.findall(r'name="pick" id="pick-\d+" value="(\d+:\d+)"', page.content.decode())
    assert len(boxes) == 4
    send(client, answer.url, pick=boxes[:3], act="confirm")
    send(client, answer.url, pick=boxes[3:], act="aside")
    states = list(Requirement.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["confirmed"] * 3 + ["aside"]
    again = send(client, answer.url, pick=boxes[:1], act="aside")
    assert again.status_code == 422
    assert "changed since you opened the page" in again.content.decode()


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"text": ""}, "Send a file, or paste the text."),
        ({"file": ("规定.exe", b"MZ")}, "Files of this kind cannot be read: .exe."),
        ({"file": ("规定.docx", b"PK no archive")}, "This file cannot be read:"),
        ({"file": ("规定.txt", b" \n ")}, "There is no text in this file."),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_nothing_is_lost(
    house: House, sent: dict[str, Any], wrong: str
) -> None:
    if "file" in sent:
        sent = {"file": SimpleUploadedFile(*sent["file"])}
    answer = send(signed_in(house.officer), reverse("study:new-document"), title="若干规定", since="2026-01-01", **sent)
    assert answer.status_code == 422
    assert wrong in answer.content.decode()
    assert "若干规定" in answer.content.decode()
    assert not Document.objects.exists()


def test_units_without_a_measure_are_listed_in_the_order_of_the_tree(house: House) -> None:
    learn = confirmed(house.officer, house.root)[0]
    measured(house.middle, learn)
    client, url = signed_in(house.officer), reverse("study:requirement", args=[learn.pk])
    context = client.get(url + "?show=without").context
    units = [row.unit for row in context["rows"]]
    assert house.middle not in units
    assert [unit.path for unit in units] == sorted(unit.path for unit in units)
    assert len(units) == context["figures"].without
    mine = signed_in(house.secretary).get(url).context
    assert {row.unit.path.startswith(house.middle.path) for row in mine["rows"]} == {True}
    assert mine["figures"].concerned == len(mine["rows"])


def test_the_workbook_holds_every_unit_of_the_list_and_its_gap(house: House) -> None:
    learn = confirmed(house.officer, house.root)[0]
    measured(house.middle, learn, state="met")
    Waiver.objects.create(
        requirement=learn, unit=house.sister, reason="检修", until="2099-01-01", given_by=house.officer
    )
    client, url = signed_in(house.officer), reverse("study:units-list", args=[learn.pk])

    def states(address: str) -> dict[str, str]:
        sheet = openpyxl.load_workbook(io.BytesIO(client.get(address).content)).active
        assert sheet is not None
        return {str(row[1]): str(row[3]) for row in sheet.iter_rows(min_row=3, values_only=True)}

    all_units = states(url)
    assert set(all_units) == {unit.name for unit in units_below(house.root)}
    named = {house.middle.name: "Met", house.sister.name: "Waived until 2099-01-01", house.root.name: "No measure"}
    assert {name: all_units[name] for name in named} == named
    assert set(states(url + "?show=without").values()) == {"No measure"}
    assert len(states(url + "?show=without")) == len(all_units) - 2


def test_a_secretary_records_for_the_own_part_only(house: House) -> None:
    learn, _pair, talk, _trace = confirmed(house.officer, house.root)
    client, url = signed_in(house.secretary), reverse("study:new-measure", args=[learn.pk])
    said = {"title": "季度学习", "state": "running", "serves": [learn.pk, talk.pk], "version": 1}
    assert client.post(f"{url}?unit={house.sister.pk}", said).status_code == 404
    assert client.post(f"{url}?unit={house.below.pk}", said).status_code == 302
    assert list(Measure.objects.get().requirements.order_by("pk")) == [learn, talk]
    excuse = reverse("study:waive", args=[learn.pk])
    refused = client.post(f"{excuse}?unit={house.middle.pk}", {"reason": "人手不足", "until": "2099-01-01"})
    assert refused.status_code == 422
    assert not Waiver.objects.exists()


def test_unknown_units_are_named_when_a_requirement_is_worded(house: House) -> None:
    learn = confirmed(house.officer, house.root)[0]
    learn.refresh_from_db()
    client, url = signed_in(house.officer), reverse("study:word", args=[learn.pk])
    said = {"text": "学习", "binding": "on", "reach": "chosen", "version": learn.version}
    wrong = client.post(url, {**said, "units": f"{house.middle.name}\n没有的单位"})
    assert wrong.status_code == 422
    assert "没有的单位" in wrong.context["form"].errors["units"][0]
    assert client.post(url, {**said, "units": f"{house.middle.name}\n{house.below.code}"}).status_code == 302
    assert set(learn.chosen.all()) == {house.middle, house.below}


def test_the_differences_are_marked_for_ears_too(house: House) -> None:
    required = confirmed(house.officer, house.root)
    document = required[0].clause.version.document
    take_version(document, house.officer, SECOND, date(2027, 1, 1))
    page = signed_in(house.officer).get(reverse("study:compare", args=[document.pk]))
    assert page.context["counts"] == {"changed": 1, "new": 1, "gone": 1, "moved": 1, "same": 2}
    text = page.content.decode()
    assert '<del><span class="unseen"> went: </span>半年</del>' in text
    assert '<ins><span class="unseen"> came: </span>季度</ins>' in text
    assert {one.clause.label for one in page.context["again"]} == {"第二条", "第四条"}


def test_recall_shows_one_question_and_forgets_who_clicked_twice(house: House) -> None:
    group, required = formed(house), confirmed(house.officer, house.root)
    for prompt in ("每＿＿＿＿集中学习", "书记应当＿＿＿＿谈话"):
        Question.objects.create(group=group, requirement=required[0], prompt=prompt, answer="季度", state="confirmed")
    person = group.members.all()[0]
    account = Account.objects.create(username="young", role=Role.CADRE, unit=house.middle, person=person)
    client, url = signed_in(account), reverse("study:recall")
    first = client.get(url).context["question"]
    for _click in range(2):
        assert client.post(url, {"question": first.pk, "rating": "3"}).status_code == 302
    assert Memory.objects.get().question == first
    second = client.get(url).context["question"]
    assert second != first
    client.post(url, {"question": second.pk, "rating": "9"})
    client.post(url, {"question": "x", "rating": "3"})
    assert Memory.objects.count() == 1
    client.post(url, {"question": second.pk, "rating": "1"})
    assert "Done for today." in client.get(url).content.decode()


def test_no_page_about_a_group_names_who_remembers_what(house: House) -> None:
    everything(house, 1)
    group = StudyGroup.objects.all()[0]
    programme = group.programmes.all()[0]
    names = set(group.members.values_list("name", flat=True))
    client = signed_in(house.officer)
    for name, about in (("group", group), ("questions", group), ("programme", programme)):
        text = client.get(reverse(f"study:{name}", args=[about.pk])).content.decode()
        assert [n for n in names if n in text] == []
    content = client.get(reverse("study:programme-calendar", args=[programme.pk])).content
    assert len(Calendar.from_ical(content).walk("VEVENT")) == programme.sessions.count()
    assert [n for n in names if n in content.decode()] == []


def test_pages_speak_chinese(house: House) -> None:
    client = signed_in(house.officer, "zh-hans")
    heads = [
        re.search(r"<h1>(.*?)</h1>", client.get(reverse(f"study:{name}")).content.decode(), re.S)
        for name in ("requirements", "documents", "groups", "recall")
    ]
    assert [head[1].strip() for head in heads if head] == ["有什么要求，谁已落实", "指导性文件", "学习组", "我的两分钟"]
