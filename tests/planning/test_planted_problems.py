"""A problem built around a plan has a plan: every solver must find a sound one, with a bound that no plan undercuts."""

import importlib
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.planning.planted import PLANTED

from genhun.engine.watch import Watch
from genhun.planning.lines import PLANNERS
from genhun.planning.outcome import Solved

SECONDS = {"rotation": 20.0, "training": 1.0}
EXAMPLES = {"rotation": 100, "training": 160}
"""Fewer of those that take longer; every planner gets 400 planted plans through its verifier besides."""
QUIET = settings(deadline=None, suppress_health_check=list(HealthCheck))


def check_planted_problem(planner: str, seed: int) -> None:
    """A sound plan with the parts that the verifier finds; bound <= cost, bound <= cost of the planted plan."""
    group, lines = PLANTED[planner](Random(seed))
    verify = importlib.import_module(f"genhun.planning.{planner}.verify").verify
    solve = importlib.import_module(f"genhun.planning.{planner}.solve").solve
    answer = solve(group, Watch(SECONDS.get(planner, 2.0)), threads=1, seed=1)
    assert isinstance(answer, Solved)
    checked = verify(group, answer.lines)
    assert checked.breaches == []
    assert dict(answer.parts) == dict(checked.parts)
    assert answer.cost == checked.cost
    assert answer.bound <= min(answer.cost, verify(group, lines).cost)


def solve_planted_problems(planner: str, examples: int) -> None:
    """Many problems of one planner."""

    @settings(QUIET, max_examples=examples)
    @given(seed=st.integers(0, 2**48))
    @example(seed=24244)  # a plan only if somebody without a lock comes into an overbooked post
    def check(seed: int) -> None:
        check_planted_problem(planner, seed)

    check()


@pytest.mark.parametrize("planner", PLANNERS)
def test_planted_problems_are_solved(planner: str) -> None:
    solve_planted_problems(planner, EXAMPLES.get(planner, 400))


@pytest.mark.drill
@pytest.mark.parametrize("planner", PLANNERS)
def test_many_planted_problems_are_solved(planner: str) -> None:
    solve_planted_problems(planner, 2500)
