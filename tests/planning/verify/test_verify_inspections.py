"""The verifier of inspections: it names exactly the rule that is broken and recomputes every point."""

from collections.abc import Mapping, Sequence

import pytest
from tests.planning.verify.hand import broken, unit

from genhun.core.group import Group, Strength
from genhun.planning.inspections.verify import verify
from genhun.planning.lines import Visit

UNITS = (
    unit("R"),
    unit("S", "中城"),
    unit("a", parent="R"),
    unit("b", "近城", parent="S"),
    unit("c", "远城", parent="T"),
    unit("d", "中城", parent="S"),
    unit("T"),
)
VALUES: Mapping[str, Sequence[int]] = {
    "a": (10, 20, 30, 40, 50, 60),
    "b": (20, 20, 20, 20, 20, 20),
    "c": (0, 0, 0, 0, 0, 100),
}


def group(taking_part: str) -> Group:
    """Units of which those named have all six strengths; S has five."""
    rows = [Strength(u, n + 1, VALUES.get(u, [50] * 6)[n]) for u in taking_part for n in range(6)]
    rows += [Strength("S", n, 50) for n in range(1, 6) if "S" not in taking_part]
    return Group(units=UNITS, strengths=tuple(rows))


def visits(*pairs: str) -> list[Visit]:
    return [Visit(pair[0], pair[1]) for pair in pairs]


BROKEN = [
    ("INS-00", "abc", ("ab", "bc")),
    ("INS-00", "abc", ("ab", "bc", "ca", "aS")),
    ("INS-00", "abc", ("ab", "bc", "ca", "ax")),
    ("INS-00", "abc", ("ab", "bc", "ca", "ab")),
    ("INS-01", "abcd", ("ab", "bc", "ca", "dd")),
    ("INS-02", "abcd", ("ab", "ba", "cd", "dc")),
    ("INS-03", "abcd", ("ab", "bd", "dc", "ca")),
    ("INS-03", "RTc", ("RT", "Tc", "cR")),
]


@pytest.mark.parametrize(("rule", "taking_part", "pairs"), BROKEN)
def test_a_dropped_rule_is_named_alone(rule: str, taking_part: str, pairs: tuple[str, ...]) -> None:
    assert broken(verify(group(taking_part), visits(*pairs))) == {rule}


def test_a_visit_costs_by_distance_less_what_the_visitor_can_learn() -> None:
    """a-b near, b-c and c-a far; a learns 10 from b, b learns 80 from c, c learns 10+20+30+40+50 from a."""
    checked = verify(group("abc"), visits("ab", "bc", "ca"))
    assert checked.breaches == []
    assert checked.parts == {"distance": 10 + 45 + 45, "gain": -(10 + 80 + 150)}
    assert checked.cost == 100 - 240
