"""The peers of the benchmarks solve the same problem: on tiny ones they find what trying everything finds."""

import importlib
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from benchmarks.linear import Answer, Linear, solve_cpsat, solve_highs
from benchmarks.rotation_model import RotationModel
from benchmarks.seat_flow import seat_flow_bound
from benchmarks.training_model import TrainingModel
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.planning.test_against_enumeration import LEAST, PLANT, small_enough

from genhun.core.group import Group

MODEL: dict[str, Callable[[Group], Any]] = {"rotation": RotationModel, "training": TrainingModel}
PEERS: dict[str, Callable[[Linear, float, int], Answer]] = {"cpsat": solve_cpsat, "highs": solve_highs}
SECONDS = 20.0


@pytest.mark.parametrize("planner", MODEL)
@pytest.mark.parametrize("peer", PEERS)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**48))
def test_a_peer_finds_the_optimum(planner: str, peer: str, seed: int) -> None:
    group, lines = PLANT[planner](Random(seed))
    assume(small_enough(planner, group))
    verify = importlib.import_module(f"genhun.planning.{planner}.verify").verify
    least = LEAST[planner](group, verify(group, lines).cost)
    model = MODEL[planner](group)
    answer = PEERS[peer](model.linear, SECONDS, 1)
    assert answer.values is not None
    checked = verify(group, model.lines(answer.values))
    assert checked.breaches == []
    assert (answer.objective, checked.cost) == (least, least)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**48))
def test_the_seat_flow_bounds_the_optimum(seed: int) -> None:
    group, lines = PLANT["training"](Random(seed))
    verify = importlib.import_module("genhun.planning.training.verify").verify
    bound = seat_flow_bound(group).bound
    assert bound is not None
    assert bound <= LEAST["training"](group, verify(group, lines).cost)
