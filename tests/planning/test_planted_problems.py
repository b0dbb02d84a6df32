"""A problem built around a plan has a plan: every solver must find a sound one, with a bound that no plan undercuts."""

import importlib
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.planning.planted import PLANTED

from genhun.engine.watch import Watch
from genhun.planning.lines import PLANNERS
from genhun.planning.outcome import Solved

SECONDS = 2.0
QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def check_planted_problem(planner: str, seed: int) -> None:
    """A sound plan with the parts that the verifier finds; bound <= cost, bound <= cost of the planted plan."""
    group, lines = PLANTED[planner](Random(seed))
    verify = importlib.import_module(f"genhun.planning.{planner}.verify").verify
    solve = importlib.import_module(f"genhun.planning.{planner}.solve").solve
    answer = solve(group, Watch(SECONDS), threads=1, seed=1)
    assert isinstance(answer, Solved)
    checked = verify(group, answer.lines)
    assert checked.breaches == []
    assert dict(answer.parts) == dict(checked.parts)
    assert answer.cost == checked.cost
    assert answer.bound <= min(answer.cost, verify(group, lines).cost)


@pytest.mark.parametrize("planner", PLANNERS)
@settings(max_examples=340, **QUIET)
@given(seed=st.integers(0, 2**48))
def test_a_planted_problem_is_solved(planner: str, seed: int) -> None:
    check_planted_problem(planner, seed)


@pytest.mark.drill
@pytest.mark.parametrize("planner", PLANNERS)
@settings(max_examples=2500, **QUIET)
@given(seed=st.integers(0, 2**48))
def test_many_planted_problems_are_solved(planner: str, seed: int) -> None:
    check_planted_problem(planner, seed)
