"""What the home page says of the training room, and the demo's content."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.conftest import House
from tests.rooms.training.made_plans import mentoring_plan, training_plan
from tests.rooms.training.test_training_pages import busiest, signed_in

from genhun.core.days import months_after
from genhun.records.actions.plans import adopt_plan
from genhun.records.models import Credit, Tenure, TrainingClass
from genhun.rooms.training import example
from genhun.rooms.training.actions.pairs import begin_pairs
from genhun.rooms.training.agenda import coming, to_decide
from genhun.rooms.training.models import Attendance, MentorPair, Roster, Seminar, Waiting

TODAY = timezone.localdate()


def texts(items: object) -> list[str]:
    return [item.text for item in items]  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def english(house: House) -> None:
    from django.utils import translation  # noqa: PLC0415

    translation.activate("en")


def test_a_class_that_ended_asks_for_its_roster_then_for_a_look_at_it(house: House) -> None:
    offered = busiest(adopt_plan(training_plan(house, 12), house.training, "同意"))
    assert list(to_decide(house.training)) == []
    offered.start, offered.end = TODAY - timedelta(days=6), TODAY - timedelta(days=2)
    offered.save()
    (item,) = to_decide(house.training)
    assert (item.text, item.url) == (
        f"Send in the roster: {offered.title}",
        reverse("training:send-roster", args=[offered.pk]),
    )
    roster = Roster.objects.create(training_class=offered, unit=house.root, sent_by=house.training)
    assert texts(to_decide(house.training)) == [f"Look at the roster and take it in: {offered.title}"]
    Roster.objects.filter(pk=roster.pk).update(state=Roster.State.COMMITTED)
    assert list(to_decide(house.training)) == []
    assert list(to_decide(house.reader)) == []


def test_pairs_whose_time_is_over_are_to_be_closed_and_others_come(house: House) -> None:
    plan = adopt_plan(mentoring_plan(house, 3), house.training, "同意")
    begin_pairs(plan, house.training, TODAY - timedelta(days=9), TODAY + timedelta(days=30))
    first = MentorPair.objects.order_by("pk")[0]
    MentorPair.objects.filter(pk=first.pk).update(end=TODAY)
    assert [item.url for item in to_decide(house.training)] == [reverse("training:pair", args=[first.pk])]
    assert "2 mentor pairs end" in texts(coming(house.training, TODAY))


def test_notices_come_three_weeks_before_a_class_of_the_adopted_plan(house: House) -> None:
    offered = busiest(adopt_plan(training_plan(house, 12), house.training, "同意"))
    TrainingClass.objects.filter(pk=offered.pk).update(start=TODAY + timedelta(days=40), end=TODAY + timedelta(days=44))
    found = [item for item in coming(house.training, TODAY) if item.text == f"Send the notice: {offered.title}"]
    assert [item.due for item in found] == [TODAY + timedelta(days=19)]
    assert signed_in(house.training).get(reverse("training:notice", args=[offered.pk])).status_code == 200
    assert f"Send the notice: {offered.title}" not in texts(coming(house.training, TODAY))


def test_a_new_secretary_without_training_has_a_deadline(house: House) -> None:
    tenure = Tenure.objects.filter(end=None, post__roles__contains="secretary").order_by("pk")[0]
    Tenure.objects.filter(post__roles__contains="secretary").exclude(pk=tenure.pk).update(start="2015-01-01")
    Tenure.objects.filter(pk=tenure.pk).update(start=TODAY - timedelta(days=30))
    words = "1 new secretary is to be trained by then"
    due = {item.text: item.due for item in coming(house.training, TODAY)}
    assert due[words] == months_after(TODAY - timedelta(days=30), 6)
    Credit.objects.create(person=tenure.person, date=TODAY, days=1)
    assert words not in texts(coming(house.training, TODAY))


def test_the_demo_fills_the_room_through_its_own_actions(house: House) -> None:
    example.fill(house.root)
    assert Attendance.objects.filter(withdrawn=False).count() == 11
    assert Attendance.objects.filter(withdrawn=True).count() == 1
    assert sorted(Roster.objects.values_list("state", flat=True)) == ["committed", "preview"]
    assert (MentorPair.objects.count(), MentorPair.objects.exclude(closed_on=None).count()) == (4, 1)
    assert Seminar.objects.exclude(taken_home="").count() == 1
    assert Waiting.objects.count() > 0
    client = signed_in(house.training)
    for name in ("year", "gaps", "classes", "rosters", "mentors", "visits", "seminars", "rules", "feeds"):
        assert client.get(reverse(f"training:{name}")).status_code == 200
