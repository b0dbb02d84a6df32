"""Waiting lists fill by need: who is next and why, groups together, seats given through a draft."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import House
from tests.rooms.training.made_plans import training_plan
from tests.rooms.training.test_training_pages import queries, signed_in

from genhun.planning.training.problem import INDUCTION
from genhun.records.models import Credit, Peak, Person, Plan, TrainingClass
from genhun.rooms.training.bridge.year import Owing, Year
from genhun.rooms.training.models import SeatDraft, Waiting
from genhun.rooms.training.queries.plans import seats
from genhun.rooms.training.queries.staff import staff_of


@pytest.fixture
def plan(house: House) -> Plan:
    """A proposed plan with three seats."""
    return training_plan(house, 3)


@pytest.fixture
def client(house: House) -> Client:
    return signed_in(house.training)


@pytest.fixture
def offered() -> TrainingClass:
    """A class that is open to everybody, late in the year and in no peak, with two seats that nobody has."""
    Peak.objects.all().delete()
    return TrainingClass.objects.create(
        **{"code": "X1", "title": "候补班", "kind": "topic", "city": "沈阳", "days": 3, "seats": 2},
        start=date(2027, 12, 20),
        end=date(2027, 12, 22),
    )


def workers(house: House, plan: Plan, offered: TrainingClass) -> list[Owing]:
    """Those who may attend the class and owe days, in the order of the tree."""
    year = Year(staff_of(house.training), seats(house.training, plan))
    seen = year.problem.classes[offered.code]
    return [row for row in year.owing if not year.problem.forbidding_rule(row.worker, seen) and row.need]


def ask(client: Client, offered: TrainingClass, people: str) -> int:
    url = reverse("training:waiting", args=[offered.pk])
    return client.post(url, {"people": people, "note": "岗位需要"}).status_code


def order(client: Client, offered: TrainingClass) -> list[tuple[list[str], bool, bool]]:
    rows = client.get(reverse("training:waiting", args=[offered.pk])).context["rows"]
    return [([p[0] for p in r["place"].entry.people], r["place"].fits, r["place"].next) for r in rows]


def test_the_nearest_deadline_is_next(house: House, plan: Plan, client: Client, offered: TrainingClass) -> None:
    rows = [row for row in workers(house, plan, offered) if row.worker.person.level < 3]
    free, first, second = (row.worker.person_id for row in rows[:3])
    Credit.objects.create(person=Person.objects.get(code=free), date=date(2027, 1, 2), days=40)
    for code in (free, second, first):
        assert ask(client, offered, code) == 302
    assert order(client, offered) == [([second], True, True), ([first], True, False), ([free], True, False)]
    reasons = [r["reason"] for r in client.get(reverse("training:waiting", args=[offered.pk])).context["rows"]]
    assert "still owed by 2027-12-31" in reasons[0]
    assert reasons[2] == "No days are owed that this class would give; in the order of asking."


def test_a_group_goes_together_or_waits(house: House, plan: Plan, client: Client, offered: TrainingClass) -> None:
    rows = workers(house, plan, offered)
    unit = max({row.unit.code for row in rows}, key=lambda code: sum(row.unit.code == code for row in rows))
    group = [row.worker.person_id for row in rows if row.unit.code == unit][:3]
    other = next(row.worker.person_id for row in rows if row.unit.code != unit)
    assert ask(client, offered, "、".join(group)) == 302
    assert ask(client, offered, other) == 302
    found = order(client, offered)
    assert (group, False, False) in found
    assert ([other], True, True) in found
    assert ask(client, offered, f"{group[0]}，{other}") == 422


def test_who_cannot_attend_is_refused_with_the_rule(
    house: House, plan: Plan, client: Client, offered: TrainingClass
) -> None:
    row = next(row for row in workers(house, plan, offered) if not row.worker.newcomer)
    TrainingClass.objects.filter(pk=offered.pk).update(kind=INDUCTION)
    answer = client.post(reverse("training:waiting", args=[offered.pk]), {"people": row.worker.person_id})
    assert answer.status_code == 422
    assert answer.context["form"].errors["people"] == [
        f"{row.worker.person.name}: Induction classes are for newcomers only."
    ]
    assert ask(client, offered, "查无此人") == 422
    assert Waiting.objects.count() == 0


def test_nobody_is_put_on_the_list_of_a_class_that_is_over(
    house: House, plan: Plan, client: Client, offered: TrainingClass
) -> None:
    code = workers(house, plan, offered)[0].worker.person_id
    TrainingClass.objects.filter(pk=offered.pk).update(start=date(2026, 1, 5), end=date(2026, 1, 6))
    assert ask(client, offered, code) == 422
    assert Waiting.objects.count() == 0
    text = client.get(reverse("training:waiting", args=[offered.pk])).content.decode()
    assert "This class is over." in text


def test_a_seat_is_given_in_a_draft_and_the_entry_ends_when_it_is_saved(
    house: House, plan: Plan, client: Client, offered: TrainingClass
) -> None:
    code = workers(house, plan, offered)[0].worker.person_id
    ask(client, offered, code)
    assert ask(client, offered, code) == 422
    entry = Waiting.objects.get()
    answer = client.post(reverse("training:seat-waiting", args=[entry.pk]))
    draft = SeatDraft.objects.get()
    assert answer["Location"] == reverse("training:draft", args=[draft.pk]) + "?class=X1"
    assert draft.edits == [["add", code, "X1"]]
    url = reverse("training:save-draft", args=[draft.pk])
    client.post(url, {"version": draft.version, "reason": "候补递补"})
    entry.refresh_from_db()
    assert entry.state == Waiting.State.SEATED
    assert Plan.objects.latest("pk").lines.filter(person__code=code, training_class=offered).exists()
    assert order(client, offered) == []


def test_a_secretary_asks_for_own_people_only(house: House, plan: Plan, offered: TrainingClass) -> None:
    client = signed_in(house.secretary)
    rows = workers(house, plan, offered)
    own = next(r.worker.person_id for r in rows if r.unit.path.startswith(house.middle.path))
    other = next(r.worker.person_id for r in rows if not r.unit.path.startswith(house.middle.path))
    assert ask(client, offered, other) == 422
    assert ask(client, offered, own) == 302
    entry = Waiting.objects.get()
    assert client.post(reverse("training:seat-waiting", args=[entry.pk])).status_code == 404
    assert client.post(reverse("training:end-waiting", args=[entry.pk])).status_code == 302
    entry.refresh_from_db()
    assert entry.state == Waiting.State.ENDED
    assert ask(signed_in(house.reader), offered, own) == 422


def test_a_waiting_list_costs_twelve_queries_with_one_entry_and_with_three(
    house: House, plan: Plan, client: Client, offered: TrainingClass
) -> None:
    counts = []
    for row in workers(house, plan, offered)[:3]:
        ask(client, offered, row.worker.person_id)
        client.get(reverse("training:waiting", args=[offered.pk]))  # the flash message goes
        counts.append(queries(client, reverse("training:waiting", args=[offered.pk])))
    assert counts == [12, 12, 12]
