"""Pairs, visits and seminars: begun from adopted plans, closed with what was learned, limited to the own part."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.conftest import House
from tests.rooms.training.made_plans import mentoring_plan, visiting_plan
from tests.rooms.training.test_training_pages import queries, signed_in

from genhun.records.actions.plans import adopt_plan
from genhun.records.models import AuditEntry, Person, Unit
from genhun.rooms.training.models import MentorPair, Seminar, UnitVisit
from genhun.rooms.training.queries.together import visits_of

TODAY = timezone.localdate()


@pytest.fixture
def client(house: House) -> Client:
    return signed_in(house.training)


def begin(client: Client, start: date = TODAY, end: date = TODAY + timedelta(days=300)) -> int:
    return client.post(reverse("training:mentors"), {"start": start, "end": end}).status_code


def test_the_pairs_of_an_adopted_plan_begin_at_once_and_only_once(house: House, client: Client) -> None:
    plan = mentoring_plan(house, 3)
    assert begin(client) == 422
    assert MentorPair.objects.count() == 0
    adopt_plan(plan, house.training, "同意")
    entries = AuditEntry.objects.count()
    assert begin(client) == 302
    assert AuditEntry.objects.count() == entries + 1
    found = set(MentorPair.objects.values_list("mentee_id", "mentor_id"))
    assert found == set(plan.lines.values_list("person_id", "other_id"))
    assert begin(client) == 422
    assert begin(client, TODAY, TODAY) == 422
    rows = client.get(reverse("training:mentors")).context["pairs"]
    assert [row["load"] for row in rows] == [1, 1, 1]


def test_a_pair_is_closed_with_what_was_learned_once(house: House, client: Client) -> None:
    adopt_plan(mentoring_plan(house, 1), house.training, "同意")
    begin(client)
    pair = MentorPair.objects.get()
    url = reverse("training:pair", args=[pair.pk])
    assert client.post(url, {"version": 1, "learned": "  "}).status_code == 422
    assert client.post(url, {"version": 7, "learned": "会开支部大会"}).status_code == 422
    assert client.post(url, {"version": 1, "learned": "会开支部大会"}).status_code == 302
    assert client.post(url, {"version": 2, "learned": "再写一遍"}).status_code == 422
    pair.refresh_from_db()
    assert (pair.closed_on, pair.learned) == (TODAY, "会开支部大会")
    closed = client.get(reverse("training:mentors") + "?show=closed").context["pairs"]
    assert [row["pair"] for row in closed] == [pair]
    assert signed_in(house.reader).post(url, {"version": 2, "learned": "x"}).status_code in {404, 422}


def test_visits_are_entered_from_the_plan_and_noted_by_the_visitor(house: House, client: Client) -> None:
    plan = visiting_plan(house)
    due = {"day": TODAY + timedelta(days=60)}
    assert client.post(reverse("training:visits"), due).status_code == 422
    adopt_plan(plan, house.training, "同意")
    assert client.post(reverse("training:visits"), due).status_code == 302
    assert UnitVisit.objects.count() == plan.lines.count()
    visit = UnitVisit.objects.order_by("pk")[0]
    url = reverse("training:visit", args=[visit.pk])
    note = {"version": 1, "day": TODAY, "seen": "班前会讲一条隐患", "taken_home": "停用周报"}
    assert client.post(url, note).status_code == 302
    assert client.post(url, note).status_code == 422
    visit.refresh_from_db()
    assert (visit.day, visit.seen, visit.taken_home) == (TODAY, "班前会讲一条隐患", "停用周报")


def test_the_host_sees_a_visit_but_does_not_note_it(house: House) -> None:
    visit = UnitVisit.objects.create(unit=house.sister, host=house.middle, day=TODAY)
    client = signed_in(house.secretary)
    page = client.get(reverse("training:visit", args=[visit.pk]))
    assert page.context["not_note"] != ""
    note = {"version": 1, "day": TODAY, "seen": "x", "taken_home": "y"}
    assert client.post(reverse("training:visit", args=[visit.pk]), note).status_code == 422
    other = UnitVisit.objects.create(unit=house.sister, host=house.sister, day=TODAY)
    assert client.get(reverse("training:visit", args=[other.pk])).status_code == 404
    assert list(visits_of(house.secretary)) == [visit]


def test_a_seminar_has_a_question_and_what_was_taken_home(house: House, client: Client) -> None:
    sent = {"title": "交流会", "unit": house.root.pk, "guests": [house.root.pk], "day": TODAY, "place": "沈阳"}
    assert client.post(reverse("training:seminars"), sent).status_code == 422
    assert client.post(reverse("training:seminars"), {**sent, "question": "台账怎样减半？"}).status_code == 302
    seminar = Seminar.objects.get()
    assert list(seminar.guests.all()) == []  # the host is no guest
    url = reverse("training:seminar", args=[seminar.pk])
    assert client.post(url, {"version": 1, "taken_home": "停用周报"}).status_code == 302
    seminar.refresh_from_db()
    assert seminar.taken_home == "停用周报"
    outside = {**sent, "question": "问", "unit": house.sister.pk, "guests": []}
    assert signed_in(house.secretary).post(reverse("training:seminars"), outside).status_code == 422


@pytest.mark.parametrize("name", ["mentors", "visits", "seminars"])
def test_pages_cost_the_same_with_one_and_with_three(house: House, client: Client, name: str) -> None:
    people = list(Person.objects.exclude(unit=None).order_by("code")[:6])
    units = list(Unit.objects.order_by("path")[:4])
    counts = []
    for n in range(3):
        unit = people[n].unit
        assert unit is not None
        end = TODAY + timedelta(days=9)
        MentorPair.objects.create(unit=unit, mentee=people[n], mentor=people[n + 3], start=TODAY, end=end)
        UnitVisit.objects.create(unit=units[n], host=units[n + 1], day=TODAY)
        held = Seminar.objects.create(unit=units[n], title="会", question="问", day=TODAY)
        held.guests.add(units[n + 1])
        counts.append(queries(client, reverse(f"training:{name}")))
    assert counts[0] == counts[2] <= 12
