"""Tiny problems solved by trying everything: no bound may lie above the optimum, no cost below it."""

import importlib
from collections.abc import Callable
from math import log
from random import Random

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from tests.planning.enumeration import (
    least_bench_cost,
    least_inspection_cost,
    least_mentoring_cost,
    least_rotation_cost,
    least_training_cost,
)
from tests.planning.planted import (
    planted_benches,
    planted_inspections,
    planted_mentoring,
    planted_rotation,
    planted_training,
)
from tests.planning.planted.rotation import Size

from genhun.core.group import Group
from genhun.engine.watch import Watch
from genhun.planning.lines import PLANNERS
from genhun.planning.outcome import Solved

MOST_WAYS = 20_000
MOST_STATES = 1_300
TINY = Size(periods=5, units=3, posts=6)
SECONDS = 5.0

Problem = tuple[Group, tuple[object, ...]]
PLANT: dict[str, Callable[[Random], Problem]] = {
    "rotation": lambda rng: planted_rotation(rng, 3, TINY),
    "training": lambda rng: planted_training(rng, 4, 4),
    "mentoring": lambda rng: planted_mentoring(rng, 6),
    "benches": lambda rng: planted_benches(rng, 5),
    "inspections": lambda rng: planted_inspections(rng, 6),
}
LEAST: dict[str, Callable[[Group, int], int]] = {
    "rotation": least_rotation_cost,
    "training": least_training_cost,
    "mentoring": lambda group, _: least_mentoring_cost(group),
    "benches": lambda group, _: least_bench_cost(group),
    "inspections": lambda group, _: least_inspection_cost(group),
}


def small_enough(planner: str, group: Group) -> bool:
    """Whether trying everything ends soon."""
    if planner == "benches":
        heads = sum("secretary" in p.roles for p in group.posts)
        places = heads * group.policy["bench_size"]
        return places * log(1 + len(group.people)) <= log(MOST_WAYS)
    if planner == "rotation":
        states = 1 + sum(not p.fixed for p in group.posts)
        return group.policy["periods"] * log(states) <= log(MOST_STATES)
    return True


def check_against_enumeration(planner: str, seed: int) -> None:
    """bound <= least cost <= cost, and the plan is sound."""
    group, lines = PLANT[planner](Random(seed))
    if not small_enough(planner, group):
        reject()
    verify = importlib.import_module(f"genhun.planning.{planner}.verify").verify
    solve = importlib.import_module(f"genhun.planning.{planner}.solve").solve
    least = LEAST[planner](group, verify(group, lines).cost)
    answer = solve(group, Watch(SECONDS), threads=1, seed=1)
    assert isinstance(answer, Solved)
    checked = verify(group, answer.lines)
    assert checked.breaches == []
    assert dict(answer.parts) == dict(checked.parts)
    assert answer.bound <= least <= answer.cost


@pytest.mark.parametrize("planner", PLANNERS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**48))
def test_the_optimum_lies_between_bound_and_cost(planner: str, seed: int) -> None:
    check_against_enumeration(planner, seed)


@pytest.mark.drill
@pytest.mark.parametrize("planner", PLANNERS)
@settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**48))
def test_the_optimum_lies_between_bound_and_cost_many_times(planner: str, seed: int) -> None:
    check_against_enumeration(planner, seed)


def test_a_stint_cut_short_by_the_horizon_counts_in_the_bound() -> None:
    check_against_enumeration("rotation", 739)
