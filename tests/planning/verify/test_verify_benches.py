"""The verifier of benches: it names exactly the rule that is broken and recomputes every point."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from tests.planning.verify.hand import START, broken, holds, person, post, unit, with_tables

from genhun.core.calendar import Month
from genhun.core.group import Appointment, Group, Kin, Person
from genhun.planning.benches.verify import verify
from genhun.planning.lines import BenchPlace

Case = tuple[Group, list[BenchPlace]]

UNITS = (unit("A"), unit("B", "近城"), unit("C", circle="C"))
POSTS = (
    post("s1", "A", 3, roles="secretary chair"),
    post("s2", "B", 3, roles="secretary", fixed=True),
    post("s3", "A", 2, roles="secretary"),
    post("a1", "A", 2, "both", seats=9),
    post("c1", "C", 3, roles="chair"),
)


def case(
    *lines: tuple[str, int, str, str],
    people: Sequence[Person] = (person("p"), person("q"), person("r"), person("t")),
    at: str = "a1",
    **tables: object,
) -> Case:
    """People of level 2, eight periods in a post of both tracks; each line (post, place, person, readiness)."""
    base = Group(
        units=UNITS,
        posts=POSTS,
        people=tuple(people),
        appointments=tuple(holds(p.person_id, at) for p in people),
    )
    return with_tables(base, **tables), [BenchPlace(*line) for line in lines]


NOW = ("s1", 1, "p", "now")


def kin_in_the_unit() -> Case:
    """The kin z holds the secretary's post itself; he is p's kin whichever way the row is written."""
    group, lines = case(("s2", 1, "p", "now"), kin=[Kin("z", "p")])
    return with_tables(group, people=[person("z")], appointments=[holds("z", "s2")]), lines


def closed_post() -> Case:
    """z has held the post until lately."""
    group, lines = case(("s1", 1, "z", "now"))
    past = Appointment("z", "a1", Month(START - 60), Month(START - 1))
    return with_tables(group, people=[person("z")], appointments=[past]), lines


BROKEN: dict[str, list[Callable[[], Case]]] = {
    "BEN-00": [
        lambda: case(("s1", 2, "p", "now")),
        lambda: case(NOW, ("s1", 1, "q", "now")),
        lambda: case(("c1", 1, "p", "now")),
        lambda: case(("unknown", 1, "p", "now")),
        lambda: case(*[("s1", n + 1, p, "now") for n, p in enumerate("pqrt")]),
    ],
    "BEN-01": [
        lambda: case(("s1", 1, "nobody", "now")),
        closed_post,
        lambda: case(NOW, at="c1"),
        lambda: case(NOW, people=[person("p", 1)]),
        lambda: case(NOW, people=[person("p", 4)]),
        lambda: case(("s3", 1, "p", "later"), at="s3"),
        lambda: case(NOW, people=[replace(person("p"), retire=Month(START + 35))]),
        lambda: case(("s1", 1, "p", "soon")),
    ],
    "BEN-02": [lambda: case(NOW, ("s2", 1, "p", "now"), ("s3", 1, "p", "now"))],
    "BEN-03": [lambda: case(NOW, ("s1", 2, "p", "now"))],
    "BEN-04": [kin_in_the_unit],
}


@pytest.mark.parametrize(("rule", "broken_case"), [(rule, c) for rule, cases in BROKEN.items() for c in cases])
def test_a_dropped_rule_is_named_alone(rule: str, broken_case: Callable[[], Case]) -> None:
    assert broken(verify(*broken_case())) == {rule}


EMPTY = 3 * 3 * 50
"""Three places on each of the three secretaries' benches."""


def parts(a_case: Case) -> dict[str, int]:
    checked = verify(*a_case)
    assert checked.breaches == []
    return dict(checked.parts)


def test_a_place_costs_by_distance_and_an_empty_one_its_points() -> None:
    assert parts(case()) == {"empty_place": EMPTY, "readiness": 0, "distance": 0}
    assert parts(case(NOW, ("s2", 1, "p", "now"))) == {"empty_place": EMPTY - 100, "readiness": 0, "distance": 1}


def soonest(periods: int, at_level: int, post_id: str, *more: Appointment, track_post: str = "a1") -> str:
    """The one readiness that the verifier accepts for p."""
    found = []
    for word in ("now", "soon", "later"):
        group, lines = case((post_id, 1, "p", word), people=[person("p", at_level=at_level)], appointments=more)
        held = tuple(
            replace(a, post_id=track_post, start=START - 6 * periods) if a == holds("p", "a1") else a
            for a in group.appointments
        )
        if not broken(verify(replace(group, appointments=held), lines)):
            found.append(word)
    assert len(found) == 1
    return found[0]


def test_readiness_asks_for_both_tracks_and_for_time_at_the_level_where_it_is_a_rise() -> None:
    assert [soonest(n, 8, "s1") for n in (4, 3, 2, 1)] == ["now", "soon", "soon", "later"]
    assert [soonest(8, n, "s1") for n in (4, 3, 2, 1)] == ["now", "soon", "soon", "later"]
    assert soonest(8, 0, "s3") == "now"
    assert soonest(2, 2, "s1") == "soon"


def test_two_periods_on_teach_only_the_tracks_of_open_posts() -> None:
    """On a party post the production of three periods does not grow; an open outside post lets it grow."""
    past = Appointment("p", "", START - 90, START - 72, "production", 1)
    assert soonest(8, 8, "s1", past, track_post="s3") == "later"
    assert soonest(8, 8, "s1", Appointment("p", "", START - 18, None, "production", 1), track_post="s3") == "soon"


def test_readiness_costs_its_points() -> None:
    group, lines = case(("s1", 1, "p", "soon"), people=[person("p", at_level=3)])
    assert parts((group, lines))["readiness"] == 4
    group, lines = case(("s1", 1, "p", "later"), people=[person("p", at_level=0)])
    assert parts((group, lines))["readiness"] == 10


def test_what_is_just_allowed_is_sound() -> None:
    assert parts(case(NOW, people=[replace(person("p"), retire=Month(START + 36))]))["empty_place"] == EMPTY - 50
    assert parts(case(NOW, people=[person("p", 3)]))["empty_place"] == EMPTY - 50
    assert parts(case(("s2", 1, "p", "now"), kin=[Kin("p", "q")]))["empty_place"] == EMPTY - 50
