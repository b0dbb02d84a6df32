"""The verifier of mentoring plans: it names exactly the rule that is broken and recomputes every point."""

from collections.abc import Callable

import pytest
from tests.planning.verify.hand import START, broken, holds, person, policy, post, unit, with_tables

from genhun.core.group import Appointment, Group, Kin
from genhun.planning.lines import Pairing
from genhun.planning.mentoring.verify import verify

Case = tuple[Group, list[Pairing]]

UNITS = (unit("A"), unit("B", "近城"), unit("C", circle="C"))
POSTS = (post("a1", "A", seats=9), post("b1", "B", seats=9), post("c1", "C", seats=9))


def case(
    *lines: tuple[str, str], level: int = 2, mentor_level: int = 2, mentor_at: str = "a1", **tables: object
) -> Case:
    """Newcomers n, o, s and the mentor m, all in A; each line (mentee, mentor)."""
    base = Group(
        units=UNITS,
        posts=POSTS,
        people=(*(person(p, level) for p in "nos"), person("m", mentor_level), person("w", mentor_level)),
        appointments=(*(holds(p, "a1", 1) for p in "nos"), holds("m", mentor_at, 10), holds("w", "a1", 9)),
    )
    return with_tables(base, **tables), [Pairing(*line) for line in lines]


BROKEN: dict[str, list[Callable[[], Case]]] = {
    "MEN-00": [
        lambda: case(("m", "m")),
        lambda: case(("n", "o")),
        lambda: case(("n", "w")),
        lambda: case(("n", "x")),
        lambda: case(("x", "m")),
        lambda: case(("n", "z"), people=[person("z", left=1)], appointments=[holds("z", "a1", 20)]),
    ],
    "MEN-01": [
        lambda: case(("n", "m"), ("n", "m")),
        lambda: case(("n", "m"), ("n", "w"), policy=policy(mentor_months=54)),
    ],
    "MEN-02": [lambda: case(("n", "m"), ("o", "m"), ("s", "m"))],
    "MEN-03": [lambda: case(("n", "m"), mentor_at="c1")],
    "MEN-04": [lambda: case(("n", "m"), level=3)],
    "MEN-05": [lambda: case(("n", "m"), kin=[Kin("m", "n")]), lambda: case(("n", "m"), kin=[Kin("n", "m")])],
}


@pytest.mark.parametrize(("rule", "broken_case"), [(rule, c) for rule, cases in BROKEN.items() for c in cases])
def test_a_dropped_rule_is_named_alone(rule: str, broken_case: Callable[[], Case]) -> None:
    assert broken(verify(*broken_case())) == {rule}


def parts(a_case: Case) -> dict[str, int]:
    checked = verify(*a_case)
    assert checked.breaches == []
    return dict(checked.parts)


def test_newcomers_without_a_mentor_cost() -> None:
    assert parts(case()) == {"no_mentor": 300, "distance": 0, "other_unit": 0, "level_gap": 0}
    assert parts(case(("n", "m"), ("o", "m"))) == {"no_mentor": 100, "distance": 0, "other_unit": 0, "level_gap": 0}


def test_a_mentor_of_another_unit_and_level_costs() -> None:
    assert parts(case(("n", "m"), mentor_at="b1", mentor_level=5)) == {
        "no_mentor": 200,
        "distance": 3,
        "other_unit": 1,
        "level_gap": 2,
    }
    assert parts(case(("n", "m"), mentor_level=4))["level_gap"] == 0


def test_months_of_a_mentor_are_the_union_of_party_posts_up_to_january() -> None:
    """w has 54 months; an overlapping earlier post adds only what it covers alone."""

    def may_mentor(*more: Appointment) -> bool:
        return not broken(verify(*case(("n", "w"), appointments=more)))

    assert may_mentor(Appointment("w", "", START - 60, START - 30, "both", 1))
    assert not may_mentor(Appointment("w", "", START - 59, START - 30, "both", 1))
    assert not may_mentor(Appointment("w", "", START - 90, START - 60, "production", 1))
    assert not may_mentor(Appointment("w", "", START - 10, START + 40, "party", 1))
