"""Reasons of visits: their figures are exactly what the independent verifier counts."""

from itertools import permutations
from random import Random

import pytest
from tests.planning.planted import planted_inspections
from tests.planning.verify.hand import unit

from genhun.core.group import Group, Strength
from genhun.engine.watch import Watch
from genhun.planning.inspections.explain import why
from genhun.planning.inspections.solve import solve
from genhun.planning.inspections.verify import verify
from genhun.planning.inspections.whynot import why_not
from genhun.planning.lines import Visit
from genhun.planning.outcome import ExtraCost, Forbidden, Solved

SEEDS = range(80)
MOST_UNITS = 5


def group_of(**family: str) -> Group:
    """Units of the parents told, each stronger in study than the one before by 10; all in one city but the last."""
    units = [unit(p) for p in dict.fromkeys(family.values())]
    names = list(family)
    units += [unit(u, "近城" if u == names[-1] else "北城", parent=parent) for u, parent in family.items()]
    values = [Strength(u, a, 10 * n if a == 1 else 50) for n, u in enumerate(names) for a in range(1, 7)]
    return Group(units=tuple(units), strengths=tuple(values))


RING = group_of(a="x", b="y", c="x", d="y")
AROUND = [Visit("a", "b"), Visit("b", "c"), Visit("c", "d"), Visit("d", "a")]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_gain_of_a_visit_is_the_difference_of_two_verified_plans(seed: int) -> None:
    check_gains(*planted_inspections(Random(seed)))


def check_gains(group: Group, lines: tuple[Visit, ...], step: int = 1) -> None:
    """Every line has a reason in both languages, every `step`th with the exact gains."""
    cost, reasons = verify(group, lines).parts, why(group, lines)
    assert list(reasons) == list(lines)
    for line, reason in list(reasons.items())[::step]:
        without = verify(group, [other for other in lines if other != line]).parts
        assert reason.gains == {part: without[part] - cost[part] for part in cost if without[part] != cost[part]}
        assert reason.zh.endswith("。")
        assert reason.en.endswith(".")


def test_the_gains_of_a_plan_of_the_plant_are_exact(plant_group: Group) -> None:
    solved = solve(plant_group, Watch(4.0), threads=1, seed=1)
    assert isinstance(solved, Solved)
    check_gains(plant_group, tuple(solved.lines), step=max(1, len(solved.lines) // 25))


def test_a_visit_says_in_which_aspects_the_host_is_ahead() -> None:
    reasons = why(RING, AROUND)
    far, back = reasons[Visit("c", "d")], reasons[Visit("d", "a")]
    assert (far.kind, far.forced_by, far.gains) == ("learn", "", {"distance": -10, "gain": 10})
    assert far.zh == "被检查单位学习高 10；省：可学之处 10，费：路程 10，合计省 0。"
    assert far.en == (
        "The host is ahead in study 10; what can be learnt is worth 10, the way costs 10 (0 saved in all)."
    )
    assert (back.kind, back.gains) == ("pair", {"distance": -10})


def test_the_only_host_that_rules_leave_is_forced() -> None:
    group = group_of(a="x", b="x", c="y")
    assert why(group, [Visit("a", "c")])[Visit("a", "c")].forced_by == "INS-03"


@pytest.mark.parametrize("seed", SEEDS)
def test_every_host_is_refused_by_a_broken_rule_or_priced_exactly(seed: int) -> None:
    group, lines = planted_inspections(Random(seed))
    before = verify(group, lines)
    units = [u.unit_id for u in group.units]
    for visit in [Visit(a, b) for a in units for b in units]:
        answer = why_not(group, lines, visit.visitor_id, visit.host_id)
        if isinstance(answer, Forbidden):
            named = {r.rule for r in answer.refusals}
            alone = {b.rule for b in verify(group, [visit]).breaches}
            taking_part = {visit.visitor_id, visit.host_id} <= {line.host_id for line in lines}
            assert named == (alone - {"INS-00"} or {"INS-02"} if taking_part else {"INS-00"})
        elif visit in lines:
            assert answer == ExtraCost({}, ())
        else:
            assert visit in answer.lines
            checked = verify(group, [line for line in lines if line not in answer.gone] + list(answer.lines))
            assert checked.breaches == []
            change = {part: checked.parts[part] - before.parts[part] for part in before.parts}
            assert answer.points == {part: n for part, n in change.items() if n}


def test_three_units_turn_their_ring_around() -> None:
    group = group_of(a="x", b="y", c="z")
    ring = [Visit("a", "b"), Visit("b", "c"), Visit("c", "a")]
    back = (Visit("a", "c"), Visit("b", "a"), Visit("c", "b"))
    assert why_not(group, ring, "b", "a") == ExtraCost({}, back, tuple(ring))


def test_four_units_of_two_families_turn_their_ring_around() -> None:
    answer = why_not(RING, AROUND, "b", "a")
    assert isinstance(answer, ExtraCost)
    assert set(answer.lines) == {Visit(v.host_id, v.visitor_id) for v in AROUND}


@pytest.mark.parametrize("seed", range(30))
def test_in_small_groups_a_visit_is_forbidden_only_where_no_plan_holds_it(seed: int) -> None:
    group, lines = planted_inspections(Random(seed), 6)
    units = [line.visitor_id for line in lines]
    if len(units) > MOST_UNITS:
        return
    plans = [[Visit(*pair) for pair in zip(units, hosts, strict=True)] for hosts in permutations(units)]
    possible = {visit for plan in plans if verify(group, plan).sound for visit in plan}
    pairs = [Visit(a, b) for a in units for b in units]
    assert {v for v in pairs if isinstance(why_not(group, lines, v.visitor_id, v.host_id), ExtraCost)} == possible


def test_every_rule_that_stands_against_a_host_is_named() -> None:
    answers = [why_not(RING, AROUND, *pair) for pair in (("a", "c"), ("a", "a"), ("a", "x"))]
    told = [[(r.rule, r.got) for r in a.refusals] for a in answers if isinstance(a, Forbidden)]
    assert told == [[("INS-03", "x")], [("INS-01", "")], [("INS-00", "x")]]
