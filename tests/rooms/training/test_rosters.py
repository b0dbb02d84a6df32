"""Attendance comes back: who is meant, what is wrong, the days given as a whole and taken back as a whole."""

import io
from datetime import timedelta

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.conftest import House
from tests.rooms.training.made_plans import training_plan
from tests.rooms.training.test_training_pages import busiest, queries, signed_in

from genhun.records.models import AuditEntry, Credit, Person, Plan, TrainingClass
from genhun.rooms.training.models import Attendance, Roster

TODAY = timezone.localdate()


@pytest.fixture
def plan(house: House) -> Plan:
    """A proposed plan with twelve seats."""
    return training_plan(house, 12)


@pytest.fixture
def ended(plan: Plan) -> TrainingClass:
    """The fullest class of the plan; it ended yesterday."""
    offered = busiest(plan)
    offered.days = 5
    offered.start, offered.end = TODAY - timedelta(days=5), TODAY - timedelta(days=1)
    offered.save()
    return offered


def going(plan: Plan, offered: TrainingClass) -> list[Person]:
    lines = plan.lines.filter(training_class=offered).order_by("person__code")
    return [line.person for line in lines if line.person]


def send(client: Client, offered: TrainingClass, text: str) -> Roster:
    answer = client.post(reverse("training:send-roster", args=[offered.pk]), {"pasted": text})
    assert answer.status_code == 302, answer.context["form"].errors
    return Roster.objects.latest("pk")


def act(client: Client, roster: Roster, what: str, **more: object) -> int:
    sent = {"version": Roster.objects.get(pk=roster.pk).version, **more}
    return client.post(reverse(f"training:{what}", args=[roster.pk]), sent).status_code


def test_days_flow_to_everybody_and_are_taken_back(house: House, plan: Plan, ended: TrainingClass) -> None:
    client, people = signed_in(house.training), going(plan, ended)
    before = sorted(Credit.objects.values_list("person", "date", "days"))
    roster = send(client, ended, "\n".join(person.code for person in people))
    assert Credit.objects.count() == len(before)
    entries = AuditEntry.objects.count()
    assert act(client, roster, "commit-roster") == 302
    assert AuditEntry.objects.count() == entries + 1
    assert AuditEntry.objects.latest("pk").detail == {
        "class": ended.code,
        "people": len(people),
        "days": 5 * len(people),
        "withdrawn": 0,
    }
    given = sorted(Credit.objects.exclude(attendance=None).values_list("person", "date", "days"))
    assert given == sorted((person.pk, ended.end, 5) for person in people)
    assert act(client, roster, "undo-roster", reason="名册有误") == 302
    assert sorted(Credit.objects.values_list("person", "date", "days")) == before
    assert Attendance.objects.count() == 0
    assert Roster.objects.get(pk=roster.pk).state == Roster.State.UNDONE
    assert AuditEntry.objects.latest("pk").reason == "名册有误"


def test_who_missed_more_than_a_seventh_gets_no_days(house: House, plan: Plan, ended: TrainingClass) -> None:
    client, people = signed_in(house.training), going(plan, ended)[:2]
    roster = send(client, ended, f"{people[0].code} 请假0.5天\n{people[1].code} 请假1天")
    assert act(client, roster, "commit-roster") == 302
    found = {a.person_id: (a.withdrawn, float(a.absent), a.credit_id is None) for a in Attendance.objects.all()}
    assert found == {people[0].pk: (False, 0.5, False), people[1].pk: (True, 1.0, True)}


def test_every_unclear_line_is_named_and_nothing_is_written_before(
    house: House, plan: Plan, ended: TrainingClass
) -> None:
    client, people = signed_in(house.training), going(plan, ended)
    twins = Person.objects.exclude(pk__in=[p.pk for p in people]).order_by("code")[:2]
    Person.objects.filter(pk__in=[p.pk for p in twins]).update(name="重名甲")
    misread = people[1].name[:-1] + "〇"
    lines = [people[0].code, people[0].code, "重名甲", misread, "查无此人", f"{people[2].code} 请假9天"]
    roster = send(client, ended, "\n".join(lines))
    assert [row["found"] for row in roster.rows] == ["known", "twice", "ambiguous", "unknown", "unknown", "known"]
    assert roster.rows[2]["choices"] == [p.pk for p in twins]
    assert people[1].pk in roster.rows[3]["choices"]
    assert roster.rows[5]["absent"] is None
    assert [fault["got"] for fault in roster.rows[5]["faults"]] == ["请假9天"]
    assert act(client, roster, "commit-roster") == 302
    assert Attendance.objects.count() == 0
    answer = client.get(reverse("training:roster", args=[roster.pk]))
    assert answer.context["open"] == 5
    assert answer.context["not_commit"].startswith("5 lines still need a word")
    assert {p.pk for p in answer.context["absentees"]} == {p.pk for p in people} - {people[0].pk, people[2].pk}


def test_a_word_on_each_line_makes_it_clear(house: House, plan: Plan, ended: TrainingClass) -> None:
    client, people = signed_in(house.training), going(plan, ended)
    misread, bad = people[1].name[:-1] + "〇", f"{people[2].code} 请假9天"
    roster = send(client, ended, "\n".join([people[0].code, people[0].code, misread, "查无此人", bad]))
    words = {"version": 1, "who-1": "out", "who-2": people[1].pk, "code-3": "无此码", "absent-4": "0.5"}
    answer = client.post(reverse("training:roster", args=[roster.pk]), words)
    assert answer.status_code == 422
    assert "无此码" in answer.content.decode()
    roster.refresh_from_db()
    assert [row["found"] for row in roster.rows] == ["known", "out", "known", "unknown", "known"]
    assert client.post(reverse("training:roster", args=[roster.pk]), {"version": 1, "who-3": "out"}).status_code == 302
    roster.refresh_from_db()
    assert roster.rows[3]["found"] == "unknown"  # the page that was sent was older than the roster
    client.post(reverse("training:roster", args=[roster.pk]), {"version": roster.version, "code-3": people[3].code})
    assert act(client, roster, "commit-roster") == 302
    assert set(Attendance.objects.values_list("person", flat=True)) == {p.pk for p in people[:4]}


def test_nobody_gets_the_same_class_twice(house: House, plan: Plan, ended: TrainingClass) -> None:
    client, people = signed_in(house.training), going(plan, ended)
    first, second = (send(client, ended, people[0].code) for _ in range(2))
    act(client, first, "commit-roster")
    act(client, second, "commit-roster")
    assert Attendance.objects.count() == 1
    assert send(client, ended, people[0].code).rows[0]["found"] == "had"


def test_a_class_that_still_runs_has_no_roster_yet(house: House, plan: Plan, ended: TrainingClass) -> None:
    client, person = signed_in(house.training), going(plan, ended)[0]
    TrainingClass.objects.filter(pk=ended.pk).update(end=TODAY + timedelta(days=1))
    roster = send(client, ended, person.code)
    act(client, roster, "commit-roster")
    assert Credit.objects.exclude(attendance=None).count() == 0


def test_a_scanned_workbook_is_read_with_its_marks(house: House, plan: Plan, ended: TrainingClass) -> None:
    client, people = signed_in(house.training), going(plan, ended)[:3]
    marks = (["√"] * 5, ["√", "√", "假", "√", "√"], ["√", "?", "√", "√", "√"])
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    page = book.add_worksheet("签名册")
    page.write_row(0, 0, ["第一期参训名册"])
    page.write_row(1, 0, ["序号", "姓  名", *(f"第{n}天" for n in range(1, 6))])
    for n, person in enumerate(people):
        page.write_row(2 + n, 0, [n + 1, "  ".join(person.name), *marks[n]])
    book.close()
    sent = SimpleUploadedFile("扫描.xlsx", content.getvalue())
    client.post(reverse("training:send-roster", args=[ended.pk]), {"file": sent})
    roster = Roster.objects.latest("pk")
    assert roster.name == "扫描.xlsx"
    assert [(row["person"], row["absent"]) for row in roster.rows] == [
        (people[0].pk, "0"),
        (people[1].pk, "1"),
        (people[2].pk, None),
    ]
    assert [(f["column"], f["got"]) for f in roster.rows[2]["faults"]] == [("2", "?")]


@pytest.mark.parametrize(
    ("name", "content"), [("名册.pdf", b"%PDF"), ("名册.xlsx", b"no workbook"), ("空.csv", b"\n\n")]
)
def test_what_cannot_be_read_is_said_at_the_field(
    house: House, ended: TrainingClass, name: str, content: bytes
) -> None:
    answer = signed_in(house.training).post(
        reverse("training:send-roster", args=[ended.pk]), {"file": SimpleUploadedFile(name, content)}
    )
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["file"]
    assert Roster.objects.count() == 0


def test_a_coordinator_below_gives_days_to_own_people_only(house: House, plan: Plan, ended: TrainingClass) -> None:
    below = house.account("training_coordinator", house.middle)
    stranger = Person.objects.exclude(unit__path__startswith=house.middle.path).exclude(unit=None).earliest("code")
    roster = send(signed_in(below), ended, stranger.code)
    assert (roster.rows[0]["found"], roster.rows[0]["person"]) == ("unknown", None)
    sister = signed_in(house.account("training_coordinator", house.sister))
    assert sister.get(reverse("training:roster", args=[roster.pk])).status_code == 404
    assert signed_in(house.reader).get(reverse("training:roster", args=[roster.pk])).status_code == 404


def test_a_seat_that_is_over_is_a_day_had_not_a_day_planned(house: House, plan: Plan, ended: TrainingClass) -> None:
    client, person = signed_in(house.training), going(plan, ended)[0]
    url = reverse("training:gaps") + f"?show=all&q={person.code}"
    (before,) = client.get(url).context["page"].rows
    act(client, send(client, ended, person.code), "commit-roster")
    (after,) = client.get(url).context["page"].rows
    assert [c.class_id for c in before.classes] == [ended.code]
    assert after.classes == ()


@pytest.mark.parametrize("lines", [1, 3])
def test_a_roster_costs_the_same_with_one_line_and_with_three(
    house: House, plan: Plan, ended: TrainingClass, lines: int
) -> None:
    client = signed_in(house.training)
    roster = send(client, ended, "\n".join(person.code for person in going(plan, ended)[:lines]))
    assert queries(client, reverse("training:roster", args=[roster.pk])) == 7
    assert queries(client, reverse("training:rosters")) == 6
