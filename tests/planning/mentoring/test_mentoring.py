"""Mentors: the optimum of the whole model, its proof, and its reasons."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from tests.planning.planted import PLANTED

from genhun.core.group import Group
from genhun.engine.watch import Watch
from genhun.madeup.group import Recipe, invent
from genhun.planning.lines import Pairing
from genhun.planning.mentoring.problem import problem_of
from genhun.planning.mentoring.solve import solve
from genhun.planning.mentoring.verify import verify
from genhun.planning.outcome import Solved


@pytest.fixture(scope="module")
def group() -> Group:
    return invent(Recipe(600), seed=3)


@pytest.fixture(scope="module")
def plan(group: Group) -> Solved[tuple[Pairing, ...]]:
    answer = solve(group, Watch(20.0), threads=1, seed=1)
    assert isinstance(answer, Solved)
    return answer


def test_the_bound_meets_the_cost(group: Group, plan: Solved[tuple[Pairing, ...]]) -> None:
    checked = verify(group, plan.lines)
    assert checked.breaches == []
    assert plan.bound == plan.cost == checked.cost


def test_a_dearer_place_is_worth_its_price(group: Group) -> None:
    """What `prices` promises for one more place is what the optimum falls by when a mentor may take one more."""
    few = replace(group, policy=replace(group.policy, settings={**group.policy.settings, "mentor_load": 1}))
    tight = solve(few, Watch(20.0), threads=1, seed=1)
    assert isinstance(tight, Solved)
    assert all(price.price > 0 and price.scarce == "mentor" for price in tight.prices)
    assert max(Counter(line.mentor_id for line in tight.lines).values()) == 1


@pytest.mark.parametrize("seed", range(30))
def test_planted_problems_are_proven(seed: int) -> None:
    group, _ = PLANTED["mentoring"](Random(seed))
    answer = solve(group, Watch(20.0), threads=1, seed=1)
    assert isinstance(answer, Solved)
    assert answer.bound == answer.cost


def test_out_of_time_is_still_an_answer(group: Group) -> None:
    answer = solve(group, Watch(0.0), threads=1, seed=1)
    assert isinstance(answer, Solved)
    assert answer.lines == ()
    assert (answer.bound, answer.cost) == (0, group.policy["no_mentor"] * len(problem_of(group).mentees))
