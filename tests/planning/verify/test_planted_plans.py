"""Plans planted together with their problem keep every rule, so the verifiers must find them sound."""

import importlib
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.planning.planted import PLANTED

from genhun.planning.lines import PLANNERS

SEEDS = st.integers(0, 2**48)


def check_planted(planner: str, seed: int) -> None:
    """The planted plan is sound, its cost is the sum of its parts, and only inspections can cost less than nothing."""
    group, lines = PLANTED[planner](Random(seed))
    checked = importlib.import_module(f"genhun.planning.{planner}.verify").verify(group, lines)
    assert checked.breaches == []
    assert checked.cost == sum(checked.parts.values())
    assert planner == "inspections" or min(checked.parts.values()) >= 0


@pytest.mark.parametrize("planner", PLANNERS)
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=SEEDS)
def test_a_planted_plan_is_sound(planner: str, seed: int) -> None:
    check_planted(planner, seed)


@pytest.mark.drill
@pytest.mark.parametrize("planner", PLANNERS)
@settings(max_examples=4000, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=SEEDS)
def test_many_planted_plans_are_sound(planner: str, seed: int) -> None:
    check_planted(planner, seed)
