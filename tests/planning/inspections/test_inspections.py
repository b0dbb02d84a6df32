"""Inspections: rings of visits, proven best, or the reason why there are none."""

from dataclasses import replace

import pytest

from genhun.core.group import Group
from genhun.engine.watch import Watch
from genhun.madeup.group import Recipe, invent
from genhun.planning.inspections.problem import problem_of, ring
from genhun.planning.inspections.solve import solve
from genhun.planning.inspections.verify import verify
from genhun.planning.lines import Visit
from genhun.planning.outcome import NoPlan, Solved


@pytest.fixture(scope="module")
def group() -> Group:
    return invent(Recipe(600), seed=5)


@pytest.fixture(scope="module")
def plan(group: Group) -> Solved[tuple[Visit, ...]]:
    answer = solve(group, Watch(30.0), threads=1, seed=1)
    assert isinstance(answer, Solved)
    return answer


def test_the_bound_meets_the_cost(group: Group, plan: Solved[tuple[Visit, ...]]) -> None:
    checked = verify(group, plan.lines)
    assert checked.breaches == []
    assert plan.bound == plan.cost == checked.cost


def test_neighbours_on_the_ring_are_of_different_families(group: Group) -> None:
    problem = problem_of(group)
    around = problem.family[ring(problem)]
    assert not (around == around[[*range(1, len(around)), 0]]).any()


def test_two_units_are_too_few(group: Group) -> None:
    known = {u.unit_id for u in problem_of(group).units[:2]}
    few = replace(group, strengths=tuple(s for s in group.strengths if s.unit_id in known))
    answer = solve(few, Watch(5.0), threads=1, seed=1)
    assert isinstance(answer, NoPlan)
    assert {clash.id for clash in answer.clashes} == known


def test_one_large_family_has_too_few_hosts(group: Group) -> None:
    problem = problem_of(group)
    roots = {u.unit_id for u in problem.units[: len(problem) // 2 + 1]}
    units = tuple(replace(u, parent_id="") if u.unit_id in roots else u for u in group.units)
    answer = solve(replace(group, units=units), Watch(5.0), threads=1, seed=1)
    assert isinstance(answer, NoPlan)
    assert {clash.rule for clash in answer.clashes} == {"INS-03"}
