"""The pages of the training room: what they show, to whom, with how many queries."""

import io
import re
from collections import Counter
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from icalendar import Calendar
from tests.conftest import House
from tests.rooms.training.made_plans import mentoring_plan, training_plan, visiting_plan

from genhun.core.group import Group
from genhun.planning.training.problem import problem_of
from genhun.records.actions.plans import adopt_plan, refuse_line
from genhun.records.models import Account, Person, Plan, TrainingClass
from genhun.rooms.training.bridge.year import Year
from genhun.rooms.training.queries.plans import current_plan, seats
from genhun.rooms.training.queries.staff import staff_of

PAGES = ("year", "gaps", "classes", "absence", "mentors", "visits")
MOST_QUERIES = 12


def signed_in(account: Account, language: str = "en") -> Client:
    client = Client()
    account.language = language
    account.save()
    client.force_login(account)
    return client


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.fixture
def plan(house: House) -> Plan:
    """A proposed plan with twelve seats."""
    return training_plan(house, 12)


def busiest(plan: Plan) -> TrainingClass:
    """The class in which the plan seats most people."""
    code, _ = Counter(plan.lines.values_list("training_class__code", flat=True)).most_common(1)[0]
    return TrainingClass.objects.get(code=code)


def test_the_year_owes_what_the_planner_would_cover(house: House, plan: Plan, plant_group: Group) -> None:
    problem = problem_of(plant_group)
    year = Year(staff_of(house.training), seats(house.training, plan))
    assert {row.worker.person_id: row.need for row in year.owing} == dict(problem.need)
    assert {row.worker.person_id: row.unit.code for row in year.owing} == {
        code: worker.unit.unit_id for code, worker in problem.workers.items()
    }
    given = {row.worker.person_id: {c.class_id for c in row.classes} for row in year.owing if row.classes}
    expected = {line.person.code: {line.training_class.code} for line in plan.lines.all()}  # type: ignore[union-attr]
    assert given == expected
    assert sum(row.left for row in year.owing) == sum(
        max(0, row.need - sum(c.days for c in row.classes)) for row in year.owing
    )


def test_people_stand_in_the_order_of_the_tree_never_by_what_they_owe(house: House, plan: Plan) -> None:
    answer = signed_in(house.training).get(reverse("training:gaps") + "?show=all")
    rows = list(answer.context["page"].rows)
    assert [(row.unit.path, row.worker.person_id) for row in rows] == sorted(
        (row.unit.path, row.worker.person_id) for row in rows
    )
    assert len({row.need for row in rows}) > 1


@pytest.mark.parametrize("name", PAGES)
def test_each_page_costs_the_same_with_one_item_and_with_three(house: House, name: str) -> None:
    client, url = signed_in(house.training), reverse(f"training:{name}")
    empty = queries(client, url)
    training_plan(house, 1)
    mentoring_plan(house, 1)
    visiting_plan(house)
    one = queries(client, url)
    training_plan(house, 3)
    mentoring_plan(house, 3)
    three = queries(client, url)
    assert one == three
    assert max(empty, one) <= MOST_QUERIES


def test_a_class_costs_nine_queries_with_one_attendant_and_with_several(house: House) -> None:
    client = signed_in(house.training)
    one = training_plan(house, 1)
    counts = [queries(client, reverse("training:class", args=[busiest(one).pk]))]
    many = training_plan(house, 12)
    offered = busiest(many)
    assert many.lines.filter(training_class=offered).count() > 1
    counts.append(queries(client, reverse("training:class", args=[offered.pk])))
    assert counts == [9, 9]


def test_figures_and_sums_by_unit_agree(house: House, plan: Plan) -> None:
    context = signed_in(house.training).get(reverse("training:year")).context
    sums, figures = context["sums"], context["figures"]
    for name in ("workers", "owing", "days", "newcomers", "left_days", "no_induction"):
        assert sum(getattr(row, name) for row in sums) == getattr(figures, name)
    assert figures.days - figures.left_days == sum(row.covered for row in sums) > 0
    assert context["taken"] == 12
    assert context["finding"] == (
        f"{figures.owing} of {figures.workers} party-affairs workers still owe days by at least one rule."
    )
    assert len(context["picture"]["bars"]) == len({c.pk for c in TrainingClass.objects.all()})


def test_gap_bound_and_prices_are_told_in_words(house: House, plan: Plan) -> None:
    context = signed_in(house.training).get(reverse("training:year")).context
    share = f"{plan.gap * 100:.2f} %"
    assert context["gap_words"] == (
        f"This plan keeps every rule. It is proven that no plan is more than {share} (100 points) better."
    )
    offered = TrainingClass.objects.get(code=plan.prices[0]["id"])
    assert context["prices"] == [f"One more seat in “{offered.title}” would save about 37 points."]


def test_a_reader_in_the_middle_sees_own_people_only(house: House, plan: Plan) -> None:
    own = set(Person.objects.filter(unit__path__startswith=house.middle.path).values_list("code", flat=True))
    for account in (house.secretary, house.reader):
        client = signed_in(account)
        rows = client.get(reverse("training:gaps") + "?show=all").context["page"].rows
        shown = {row.worker.person_id for row in rows}
        assert shown
        assert shown <= own
        for offered in TrainingClass.objects.all():
            page = client.get(reverse("training:class", args=[offered.pk]))
            assert {row["line"].person.code for row in page.context["rows"]} <= own
    client = signed_in(house.secretary)
    assert client.get(reverse("training:gaps") + f"?unit={house.sister.pk}").status_code == 404
    assert client.get(reverse("training:gaps") + f"?unit={house.below.pk}").status_code == 200
    assert client.get(reverse("training:gaps") + "?unit=x").status_code == 404


def test_the_list_can_be_narrowed(house: House, plan: Plan) -> None:
    client = signed_in(house.training)
    everybody = Year(staff_of(house.training), seats(house.training, plan)).owing
    for show, kept in (
        ("owing", [row for row in everybody if any(duty.missing for duty in row.duties)]),
        ("left", [row for row in everybody if any(duty.left for duty in row.duties)]),
        ("newcomers", [row for row in everybody if row.worker.newcomer]),
        ("all", everybody),
    ):
        assert client.get(reverse("training:gaps") + f"?show={show}").context["page"].about == len(kept)
    person = everybody[0].worker.person
    found = client.get(reverse("training:gaps") + f"?show=all&q={person.person_id}").context["page"].rows
    assert [row.worker.person_id for row in found] == [person.person_id]


def test_the_absence_of_a_unit_counts_its_people_on_the_fullest_day(house: House, plan: Plan) -> None:
    rows = signed_in(house.training).get(reverse("training:absence")).context["rows"]
    assert {load.unit.code for load, _weeks, _peaks in rows} == set(plan.lines.values_list("unit__code", flat=True))
    for load, weeks, peaks in rows:
        line = plan.lines.get(unit=load.unit)
        assert load.busiest == 1
        assert set(peaks).isdisjoint(day for day, _n in weeks)
        offered = line.training_class
        assert offered is not None
        assert all(n == 1 for _day, n in weeks)
        assert weeks[0][0] <= offered.start <= offered.end
        assert len(weeks) == offered.end.isocalendar().week - offered.start.isocalendar().week + 1


def test_mentors_and_visits(house: House) -> None:
    pairs, round_ = mentoring_plan(house, 3), visiting_plan(house)
    client = signed_in(house.training)
    context = client.get(reverse("training:mentors")).context
    assert [row["load"] for row in context["rows"]] == [1, 1, 1]
    assert (context["mentees"], context["mentors"]) == (3, 3)
    assert context["alone"] == pairs.counts["mentees"] - 3
    context = client.get(reverse("training:visits")).context
    assert len(context["rows"]) == round_.lines.count() == 34
    assert all(other > own for row in context["rows"] for _aspect, own, other in row["learns"])


def test_adopted_counts_before_proposed_and_refused_seats_are_free(house: House, plan: Plan) -> None:
    later = training_plan(house, 3)
    assert current_plan(house.training, "training") == later
    adopt_plan(plan, house.training, "同意")
    assert current_plan(house.training, "training") == plan
    line = later.lines.all()[0]
    refuse_line(line, house.training, "本人不宜离岗", later.version)
    assert len(seats(house.training, later).own) == 2


def test_the_notice_is_a_draft_until_the_plan_is_adopted(house: House, plan: Plan) -> None:
    offered = busiest(plan)
    client, url = signed_in(house.training), reverse("training:notice", args=[offered.pk])
    draft = Document(io.BytesIO(client.get(url).content))
    assert [p.text for p in draft.paragraphs[:2]] == [f"关于举办{offered.title}的通知", "（征求意见稿）"]
    adopt_plan(plan, house.training, "同意")
    final = Document(io.BytesIO(client.get(url).content))
    assert final.paragraphs[1].text == ""
    names = [row.cells[1].text for row in final.tables[0].rows][1:]
    kept = plan.lines.filter(training_class=offered).order_by("unit__path", "person__code")
    assert names == list(kept.values_list("person__name", flat=True))


def test_lists_hold_every_seat(house: House, plan: Plan) -> None:
    client, offered = signed_in(house.training, "zh-hans"), busiest(plan)
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(reverse("training:list")).content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:3] == ["单位", "编码", "姓名"]
    assert {(row[1], row[4]) for row in sheet.iter_rows(min_row=2, values_only=True)} == set(
        plan.lines.values_list("person__code", "training_class__code")
    )
    roll = openpyxl.load_workbook(
        io.BytesIO(client.get(reverse("training:class-list", args=[offered.pk])).content)
    ).active
    assert roll is not None
    assert roll.max_row == plan.lines.filter(training_class=offered).count() + 2


def test_calendars_name_nobody(house: House, plan: Plan) -> None:
    client, offered = signed_in(house.training), busiest(plan)
    names = set(Person.objects.values_list("name", flat=True))
    for url, events in (
        (reverse("training:calendar"), TrainingClass.objects.count()),
        (
            reverse("training:unit-calendar", args=[house.root.pk]),
            plan.lines.values("training_class").distinct().count(),
        ),
        (reverse("training:class-calendar", args=[offered.pk]), 1),
    ):
        content = client.get(url).content
        found = Calendar.from_ical(content).walk("VEVENT")
        assert len(found) == events
        assert [name for name in names if name in content.decode()] == []
    (event,) = found
    assert (event.decoded("DTSTART"), str(event["UID"])) == (offered.start, f"class-{offered.code}@genhun")
    assert isinstance(event.decoded("DTSTART"), date)


def test_the_calendar_of_a_unit_holds_the_classes_of_its_people(house: House, plan: Plan) -> None:
    line = plan.lines.all()[0]
    assert line.training_class is not None
    content = signed_in(house.training).get(reverse("training:unit-calendar", args=[line.unit_id])).content
    below = plan.lines.filter(unit__path__startswith=line.unit.path)
    expected = {f"class-{code}@genhun" for code in below.values_list("training_class__code", flat=True)}
    assert {str(event["UID"]) for event in Calendar.from_ical(content).walk("VEVENT")} == expected
    client = signed_in(house.secretary)
    assert client.get(reverse("training:unit-calendar", args=[house.sister.pk])).status_code == 404


def test_without_a_plan_pages_open_and_lists_do_not_exist(house: House) -> None:
    client, offered = signed_in(house.training), TrainingClass.objects.all()[0]
    for name in PAGES:
        assert client.get(reverse(f"training:{name}")).status_code == 200
    assert client.get(reverse("training:class", args=[offered.pk])).status_code == 200
    empty = client.get(reverse("training:unit-calendar", args=[house.root.pk])).content
    assert Calendar.from_ical(empty).walk("VEVENT") == []
    for url in (
        reverse("training:list"),
        *(reverse(f"training:{name}", args=[offered.pk]) for name in ("notice", "class-list")),
    ):
        assert client.get(url).status_code == 404


def test_readers_take_no_list_of_people(house: House, plan: Plan) -> None:
    offered = busiest(plan)
    client = signed_in(house.reader)
    assert client.get(reverse("training:list")).status_code == 404
    assert client.get(reverse("training:notice", args=[offered.pk])).status_code == 404
    assert client.get(reverse("training:calendar")).status_code == 200


def test_every_page_speaks_chinese(house: House, plan: Plan) -> None:
    client = signed_in(house.training, "zh-hans")
    heads = [
        re.search(r"<h1>(.*?)</h1>", client.get(reverse(f"training:{name}")).content.decode(), re.S) for name in PAGES
    ]
    assert [head[1].strip() for head in heads if head] == [
        "2027 年度培训",
        "应训未训人员",
        "班次",
        "各单位各周离岗情况",
        "新任人员与导师",
        "互检互评",
    ]
