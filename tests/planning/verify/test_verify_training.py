"""The verifier of training plans: it names exactly the rule that is broken and recomputes every point."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from tests.planning.verify.hand import START, broken, course, holds, person, policy, post, unit, with_tables

from genhun.core.group import Appointment, Credit, Group, Peak
from genhun.planning.lines import Attendance
from genhun.planning.training.verify import verify

Case = tuple[Group, list[Attendance]]

UNITS = (unit("A"), unit("B", "中城", parent="A"))
POSTS = (
    post("a1", "A", seats=9),
    post("b1", "B", track="both", seats=9, fixed=True),
    post("b2", "B", track="production", seats=9),
)
MARCH, APRIL = date(2027, 3, 1), date(2027, 4, 1)
CLASSES = (
    course("march", MARCH, date(2027, 3, 5)),
    course("also march", date(2027, 3, 5), date(2027, 3, 9)),
    course("april", APRIL, date(2027, 4, 10), days=8, city="近城"),
    course("welcome", date(2027, 5, 1), date(2027, 5, 2), days=2, kind="induction"),
)


def case(*lines: tuple[str, str], newcomers: str = "", at: str = "a1", **tables: object) -> Case:
    """Workers p, q, r (held five years, newcomers one) who attend what the lines say, each (person, class)."""
    base = Group(
        units=UNITS,
        posts=POSTS,
        people=tuple(person(p) for p in "pqr"),
        appointments=tuple(holds(p, at, 2 if p in newcomers else 10) for p in "pqr"),
        classes=CLASSES,
    )
    return with_tables(base, **tables), [Attendance(*line) for line in lines]


def with_class(class_id: str, change: dict[str, object], *lines: tuple[str, str]) -> Case:
    group, rows = case(*lines)
    changed = tuple(replace(c, **change) if c.class_id == class_id else c for c in group.classes)  # type: ignore[arg-type]
    return replace(group, classes=changed), rows


def no_worker(**facts: object) -> Case:
    """A fourth person who holds nothing, or retires in the last month of the year."""
    stranger = person("z", left=1 if facts else 60)
    return case(("z", "march"), people=[stranger], appointments=[holds("z", "a1" if facts else "b2")])


BROKEN: dict[str, list[Callable[[], Case]]] = {
    "TRN-00": [
        no_worker,
        lambda: no_worker(retiring=True),
        lambda: case(("p", "unknown")),
        lambda: case(("nobody", "march")),
    ],
    "TRN-01": [lambda: with_class("march", {"seats": 0}, ("p", "march"))],
    "TRN-02": [
        lambda: case(("p", "march"), ("p", "march")),
        lambda: case(("p", "march"), ("p", "also march")),
    ],
    "TRN-03": [
        lambda: with_class("march", {"min_level": 3}, ("p", "march")),
        lambda: with_class("march", {"max_level": 1}, ("p", "march")),
    ],
    "TRN-04": [
        lambda: case(("p", "march"), ("q", "march")),
        lambda: case(("p", "march"), ("q", "also march")),
        lambda: case(("p", "march"), ("q", "march"), policy=policy(absent_share="0.6666")),
    ],
    "TRN-05": [
        lambda: case(("p", "march"), peaks=[Peak("A", date(2027, 3, 5), date(2027, 3, 5))]),
        lambda: case(("p", "march"), at="b1", peaks=[Peak("A", date(2027, 2, 1), MARCH)]),
    ],
    "TRN-06": [lambda: case(("p", "welcome"))],
}


@pytest.mark.parametrize(("rule", "broken_case"), [(rule, c) for rule, cases in BROKEN.items() for c in cases])
def test_a_dropped_rule_is_named_alone(rule: str, broken_case: Callable[[], Case]) -> None:
    assert broken(verify(*broken_case())) == {rule}


SOUND: dict[str, Callable[[], Case]] = {
    "seats just taken": lambda: with_class("march", {"seats": 1}, ("p", "march")),
    "level at both bounds": lambda: with_class("march", {"min_level": 2, "max_level": 2}, ("p", "march")),
    "two of three away by an exact share": lambda: case(
        ("p", "march"), ("q", "march"), policy=policy(absent_share="2/3")
    ),
    "peak of a unit below": lambda: case(("p", "march"), peaks=[Peak("B", MARCH, MARCH)]),
    "peak on the day after": lambda: case(("p", "march"), peaks=[Peak("A", date(2027, 3, 6), APRIL)]),
    "induction for a newcomer": lambda: case(("p", "welcome"), newcomers="p"),
    "no plan at all": case,
}


@pytest.mark.parametrize("sound", SOUND.values(), ids=SOUND.keys())
def test_what_the_contract_allows_is_sound(sound: Callable[[], Case]) -> None:
    assert verify(*sound()).breaches == []


def parts(a_case: Case) -> dict[str, int]:
    checked = verify(*a_case)
    assert checked.breaches == []
    return dict(checked.parts)


def test_missing_days_cost_twice_for_a_newcomer_and_each_newcomer_needs_an_induction() -> None:
    assert parts(case(newcomers="p")) == {"short": 10 * 15 * 4, "no_induction": 60, "distance": 0, "surplus": 0}
    assert parts(case(("p", "welcome"), newcomers="p")) == {
        "short": 10 * (13 * 2 + 15 + 15),
        "no_induction": 0,
        "distance": 0,
        "surplus": 0,
    }


def test_credits_of_the_year_only_lower_the_need_and_days_beyond_it_are_surplus() -> None:
    credits = [
        Credit("p", date(2027, 1, 1), 4),
        Credit("p", date(2027, 12, 31), 3),
        Credit("p", date(2026, 12, 31), 9),
        Credit("q", date(2027, 2, 1), 99),
    ]
    assert parts(case(("p", "april"), ("p", "march"), credits=credits)) == {
        "short": 10 * 15,
        "no_induction": 0,
        "distance": 2,
        "surplus": 8 + 5 - (15 - 7),
    }


def test_distance_counts_from_the_city_of_the_workers_own_unit() -> None:
    """From 中城 it is band 2 to 近城 and 北城; a city without a place is band 3, the same city band 0."""
    assert parts(case(("p", "april"), ("p", "march"), at="b1"))["distance"] == 5 + 5
    away = [course("away", date(2027, 6, 1), date(2027, 6, 2), city="无图")]
    assert parts(case(("p", "away"), classes=away))["distance"] == 9
    near = [course("near", date(2027, 6, 1), date(2027, 6, 2), city="中城")]
    assert parts(case(("p", "near"), classes=near, at="b1"))["distance"] == 0


def test_the_unit_is_that_of_the_post_that_moves_then_of_the_latest() -> None:
    """p holds the fixed b1 of B; the non-fixed a1 of A decides however early, else the later start."""
    both = case(("p", "april"), at="b1", appointments=[holds("p", "a1", 20)])
    assert parts(both)["distance"] == 2
    later = case(("p", "april"), at="b1", posts=[post("a9", "A", fixed=True)], appointments=[holds("p", "a9", 1)])
    assert parts(later)["distance"] == 2
    earlier = case(("p", "april"), at="b1", posts=[post("a9", "A", fixed=True)], appointments=[holds("p", "a9", 20)])
    assert parts(earlier)["distance"] == 5


def test_who_is_a_newcomer_counts_from_the_first_party_post_ever() -> None:
    """Just below 24 months is new, 24 are not; an old outside post ends it; production does not."""

    def new(months: int, *more: Appointment) -> bool:
        group, _ = case(appointments=more)
        moved = tuple(replace(a, start=START - months) if a == holds("p", "a1", 10) else a for a in group.appointments)
        return verify(replace(group, appointments=moved), []).parts["no_induction"] == 60

    assert (new(23), new(24)) == (True, False)
    assert not new(5, Appointment("p", "", START - 90, START - 89, "both", 1))
    assert new(5, Appointment("p", "", START - 90, START - 9, "production", 1))
    assert new(-11)
