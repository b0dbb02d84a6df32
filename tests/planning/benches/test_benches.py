"""Benches: the optimum of the whole model, its order, and its reasons."""

from random import Random

import pytest
from tests.planning.planted import PLANTED

from genhun.core.group import Group
from genhun.engine.watch import Watch
from genhun.madeup.group import Recipe, invent
from genhun.planning.benches.solve import solve
from genhun.planning.benches.verify import verify
from genhun.planning.lines import BenchPlace
from genhun.planning.outcome import Solved


@pytest.fixture(scope="module")
def group() -> Group:
    return invent(Recipe(600), seed=4)


@pytest.fixture(scope="module")
def plan(group: Group) -> Solved[tuple[BenchPlace, ...]]:
    answer = solve(group, Watch(20.0), threads=1, seed=1)
    assert isinstance(answer, Solved)
    return answer


def test_the_bound_meets_the_cost(group: Group, plan: Solved[tuple[BenchPlace, ...]]) -> None:
    checked = verify(group, plan.lines)
    assert checked.breaches == []
    assert plan.bound == plan.cost == checked.cost


def test_the_readiest_stand_first(group: Group, plan: Solved[tuple[BenchPlace, ...]]) -> None:
    order = {"now": 0, "soon": 1, "later": 2}
    by_post: dict[str, list[int]] = {}
    for line in sorted(plan.lines):
        by_post.setdefault(line.post_id, []).append(order[line.readiness])
    assert [ready for ready in by_post.values() if ready != sorted(ready)] == []


@pytest.mark.parametrize("seed", range(30))
def test_planted_problems_are_proven(seed: int) -> None:
    group, _ = PLANTED["benches"](Random(seed))
    answer = solve(group, Watch(20.0), threads=1, seed=1)
    assert isinstance(answer, Solved)
    assert answer.bound == answer.cost
