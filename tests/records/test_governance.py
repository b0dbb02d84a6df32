"""How party leadership and governance meet, computed from the appointments at a day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genhun.records.governance import (
    DEPUTY_ON_BOARD,
    MANAGER_DEPUTY,
    ONE_PERSON,
    Arrangement,
    State,
    arrangements,
    arrangements_over,
)
from genhun.records.models import Person, Post, Tenure, Unit

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 1)
USUAL = ("chair;director;secretary", "deputy_secretary;director;manager", "deputy_secretary;director")


def unit_with(*roles: str, code: str = "u", since: date = date(2024, 1, 1)) -> Unit:
    """A unit with one held post for each text of roles; a text that starts with `-` is a vacant post."""
    unit = Unit.objects.create(code=code, name=code, path=f"/{code}/", tier=1, city="大同")
    for number, text in enumerate(roles):
        post = Post.objects.create(
            code=f"{code}{number}", unit=unit, title=text, track="both", level=4, roles=text.lstrip("-")
        )
        if not text.startswith("-"):
            hold(post, since)
    return unit


def hold(post: Post, start: date, end: date | None = None) -> Person:
    person = Person.objects.create(
        code=f"p{post.code}{start}", name="某", sex="m", birth="1975-01-01", level=4, level_since="2015-01-01"
    )
    Tenure.objects.create(person=person, post=post, start=start, end=end)
    return person


def only(on: date = ON) -> Arrangement:
    (found,) = arrangements(Unit.objects.all(), on)
    return found


@pytest.mark.parametrize(
    ("roles", "states"),
    [
        (USUAL, (State.KEPT, State.KEPT, State.KEPT)),
        (("secretary", "chair;director", "manager"), (State.OTHERWISE, State.OTHERWISE, State.NONE)),
        (("chair;secretary", "manager", "deputy_secretary"), (State.KEPT, State.OTHERWISE, State.OTHERWISE)),
        (("-chair;secretary", "-manager", "-deputy_secretary"), (State.VACANT, State.VACANT, State.VACANT)),
        (("secretary", "-chair", "manager"), (State.VACANT, State.OTHERWISE, State.NONE)),
        (("secretary", "manager"), (State.NONE, State.NONE, State.NONE)),
    ],
)
def test_the_state_of_each_arrangement(roles: tuple[str, ...], states: tuple[State, ...]) -> None:
    unit_with(*roles)
    assert only().states == dict(zip((ONE_PERSON, MANAGER_DEPUTY, DEPUTY_ON_BOARD), states, strict=True))


def test_one_person_in_two_posts_is_one_person() -> None:
    unit = unit_with("secretary", "-chair", "manager")
    secretary = Person.objects.get(tenures__post__roles="secretary")
    Tenure.objects.create(person=secretary, post=Post.objects.get(unit=unit, roles="chair"), start=date(2025, 1, 1))
    assert only().states[ONE_PERSON] == State.KEPT
    assert only(date(2024, 12, 31)).states[ONE_PERSON] == State.VACANT


def test_a_manager_who_is_deputy_is_not_the_full_time_deputy() -> None:
    unit = unit_with("chair;secretary", "manager", "-deputy_secretary;director")
    manager = Person.objects.get(tenures__post__roles="manager")
    Tenure.objects.create(person=manager, post=Post.objects.get(unit=unit, roles__startswith="deputy"), start=ON)
    assert only().states == {
        ONE_PERSON: State.KEPT,
        MANAGER_DEPUTY: State.KEPT,
        DEPUTY_ON_BOARD: State.VACANT,
    }


def test_the_end_of_an_appointment_is_not_part_of_it() -> None:
    unit = unit_with("-secretary", "manager")
    before = hold(Post.objects.get(unit=unit, roles="secretary"), date(2020, 1, 1), date(2026, 5, 1))
    assert [t.person for t in only(date(2026, 4, 30)).holding("secretary")] == [before]
    assert only(date(2026, 5, 1)).holding("secretary") == []


def test_two_queries_however_many_units_and_days() -> None:
    for number in range(3):
        unit_with(*USUAL, code=f"u{number}")
        with CaptureQueriesContext(connection) as captured:
            found = arrangements_over(Unit.objects.all(), [date(year, 1, 1) for year in range(2022, 2027)])
        assert len(captured) == 2
    assert [a.unit.code for a in found[date(2026, 1, 1)]] == ["u0", "u1", "u2"]
    assert {a.states[ONE_PERSON] for a in found[date(2023, 1, 1)]} == {State.VACANT}
