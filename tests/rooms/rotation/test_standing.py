"""Decisions already taken, and wishes: who records them, who reads them, and that they bind what they should bind."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.conftest import House
from tests.rooms.rotation.test_rotation_pages import MOST_QUERIES, signed_in

from genhun.records.bridge import group_below
from genhun.records.models import AuditEntry, Lock, Person, Post, Role, Tenure
from genhun.rooms.rotation.models import Wish


def somebody(house: House) -> tuple[Person, Post]:
    """A person of the middle and another rotating post of the same circle."""
    inside = Tenure.objects.filter(end=None, post__fixed=False, person__unit__path__startswith=house.middle.path)
    held = inside.filter(person__locks=None).select_related("person__unit", "post").earliest("pk")
    assert held.person.unit is not None
    near = Post.objects.filter(unit__circle=held.person.unit.circle, fixed=False).exclude(pk=held.post_id)
    return held.person, near.filter(unit__path__startswith=house.middle.path).order_by("pk")[0]


def recorded(house: House, **other: str) -> tuple[Person, Post, int]:
    person, post = somebody(house)
    sent = {"post": post.code, "start": "2027-07", "end": "2028-07", "reason": "decided in June", **other}
    url = reverse("rotation:new-lock") + f"?person={person.code}"
    return person, post, signed_in(house.personnel).post(url, sent).status_code


def test_a_decision_is_recorded_with_who_and_why_and_binds_the_next_run(house: House) -> None:
    person, post, status = recorded(house)
    lock = Lock.objects.get(person=person)
    assert (status, lock.post, lock.start, lock.end) == (302, post, date(2027, 7, 1), date(2028, 7, 1))
    assert (lock.reason, lock.by) == ("decided in June", house.personnel)
    asked = [(row.person_id, row.post_id) for row in group_below(house.root).locks]
    assert (person.code, post.code) in asked
    assert AuditEntry.objects.get(action="add_lock").reason == "decided in June"


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"end": "2027-07"}, "The end lies after the beginning."),
        ({"start": "next year"}, "Write the month as 2027-01."),
        ({"start": "2027-13"}, "Write the month as 2027-01."),
        ({"reason": " "}, "This field is required."),
        ({"post": "nowhere"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_with_a_decision_is_said_and_nothing_is_kept(
    house: House, other: dict[str, str], words: str
) -> None:
    person, post = somebody(house)
    before = Lock.objects.count()
    sent = {"post": post.code, "start": "2027-07", "end": "2028-07", "reason": "decided", **other}
    answer = signed_in(house.personnel).post(reverse("rotation:new-lock") + f"?person={person.code}", sent)
    assert (answer.status_code, Lock.objects.count()) == (422, before)
    assert words in answer.content.decode()


def test_nobody_is_fixed_to_two_posts_at_once(house: House) -> None:
    person, post, _status = recorded(house)
    assert person.unit is not None
    other = Post.objects.filter(unit__circle=person.unit.circle, fixed=False).exclude(pk=post.pk).order_by("pk")[0]
    url = reverse("rotation:new-lock") + f"?person={person.code}"
    for start, end, status in (("2028-01", "", 422), ("2026-01", "2027-08", 422), ("2028-07", "", 302)):
        sent = {"post": other.code, "start": start, "end": end, "reason": "again"}
        assert signed_in(house.personnel).post(url, sent).status_code == status


def test_a_lock_is_ended_with_its_reason_and_one_not_begun_is_taken_out(house: House) -> None:
    person, _post, _status = recorded(house)
    client, lock = signed_in(house.personnel), Lock.objects.get(person=person)
    url = reverse("rotation:end-lock", args=[lock.pk])
    assert client.post(url, {"end": "2029-01", "reason": "r"}).status_code == 422
    assert client.post(url, {"end": "2028-01", "reason": "resigned"}).status_code == 302
    lock.refresh_from_db()
    assert lock.end == date(2028, 1, 1)
    assert client.post(url, {"end": "2027-01", "reason": "never began"}).status_code == 302
    assert not Lock.objects.filter(pk=lock.pk).exists()
    assert list(AuditEntry.objects.filter(action="end_lock").values_list("reason", flat=True)) == [
        "never began",
        "resigned",
    ]


def test_officers_of_another_part_neither_see_nor_end_a_lock(house: House) -> None:
    person, _post, _status = recorded(house)
    lock = Lock.objects.get(person=person)
    beside = signed_in(house.account("personnel_officer", house.sister))
    assert lock not in beside.get(reverse("rotation:locks")).context["page"].rows
    assert (
        beside.post(reverse("rotation:end-lock", args=[lock.pk]), {"end": "2027-01", "reason": "x"}).status_code == 404
    )
    page = signed_in(house.reader).get(reverse("rotation:locks"))
    assert lock in page.context["page"].rows
    assert page.context["against"].startswith("This is done by")


def cadre(house: House, person: Person) -> object:
    account = house.account(Role.CADRE, person.unit)  # type: ignore[arg-type]
    account.person = person
    account.save()
    return account


def test_a_person_states_a_wish_that_only_the_person_and_those_who_plan_read(house: House) -> None:
    person, _post = somebody(house)
    own = signed_in(cadre(house, person))  # type: ignore[arg-type]
    sent = {"kind": "lane", "track": "party", "words": "party work, near home", "stated_on": "2026-10-01"}
    assert own.post(reverse("rotation:new-wish"), sent).status_code == 302
    wish = Wish.objects.get()
    assert (wish.person, wish.track, wish.words) == (person, "party", "party work, near home")
    assert list(own.get(reverse("rotation:wishes")).context["page"].rows) == [wish]
    assert list(signed_in(house.personnel).get(reverse("rotation:wishes")).context["page"].rows) == [wish]
    beside = signed_in(house.account("personnel_officer", house.sister))
    assert list(beside.get(reverse("rotation:wishes")).context["page"].rows) == []
    for account in (house.reader, house.training, house.discipline, house.secretary):
        assert signed_in(account).get(reverse("rotation:wishes")).status_code == 404
    assert AuditEntry.objects.get(action="record_wish").detail == {}
    page = reverse("hall:person", args=[person.pk])
    assert "near home" in signed_in(house.personnel).get(page).content.decode()
    assert "near home" not in signed_in(house.secretary).get(page).content.decode()


def test_a_wish_is_withdrawn_by_the_person_and_by_nobody_beside(house: House) -> None:
    person, _post = somebody(house)
    wish = Wish.objects.create(
        person=person, kind="stay", words="children", stated_on=date(2026, 9, 1), by=house.personnel
    )
    url, sent = reverse("rotation:withdraw-wish"), {"wish": wish.pk}
    signed_in(house.account("personnel_officer", house.sister)).post(url, sent)
    wish.refresh_from_db()
    assert wish.ended_on is None
    signed_in(cadre(house, person)).post(url, sent)  # type: ignore[arg-type]
    wish.refresh_from_db()
    assert wish.ended_on is not None


@pytest.mark.parametrize(("kind", "missing"), [("place", "Name the city."), ("lane", "Choose the lane.")])
def test_a_wish_says_what_it_is_about(house: House, kind: str, missing: str) -> None:
    person, _post = somebody(house)
    url = reverse("rotation:new-wish") + f"?person={person.code}"
    answer = signed_in(house.personnel).post(url, {"kind": kind, "words": "w", "stated_on": "2026-10-01"})
    assert (answer.status_code, Wish.objects.count()) == (422, 0)
    assert missing in answer.content.decode()


def test_lists_cost_the_same_with_one_item_and_with_three(house: House) -> None:
    client, (person, post) = signed_in(house.personnel), somebody(house)
    counts: dict[str, list[int]] = {"locks": [], "wishes": []}
    Lock.objects.all().delete()
    for number in (1, 2, 3):
        Lock.objects.create(person=person, post=post, start=date(2027 + number, 1, 1), by=house.personnel)
        Wish.objects.create(person=person, kind="stay", words="w", stated_on=date(2026, 9, number), by=house.personnel)
        for name, found in counts.items():
            with CaptureQueriesContext(connection) as captured:
                assert len(client.get(reverse(f"rotation:{name}")).context["page"].rows) == number
            found.append(len(captured))
    assert all(found[0] == found[2] <= MOST_QUERIES for found in counts.values())
