"""Bounds by telling cases apart: never weaker than the prices alone, never above the least cost of any plan."""

from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.planning.enumeration import least_rotation_cost
from tests.planning.planted import planted_rotation
from tests.planning.test_against_enumeration import TINY, small_enough

from genhun.core.group import Group
from genhun.engine.dual import Steps, ascend
from genhun.engine.rows import SCALE
from genhun.engine.watch import Watch
from genhun.planning.rotation.branching import Cases
from genhun.planning.rotation.problem import Problem, Region
from genhun.planning.rotation.region import Task, known_of
from genhun.planning.rotation.relaxed import Relaxed
from genhun.planning.rotation.roster import Roster, scratch_of
from genhun.planning.rotation.search import best_of
from genhun.planning.rotation.start import first_plan
from genhun.planning.rotation.verify import verify


@dataclass(frozen=True)
class Bounds:
    """What prices and cases prove for a group, in points, and the cost of the plan that the cases were held against."""

    prices: int
    cases: int
    cost: int


def bounds_of(group: Group, passes: int) -> Bounds:
    """Both bounds, summed over the regions."""
    found = [_of_region(region, passes) for region in Problem.of(group).regions]
    return Bounds(sum(b.prices for b in found), sum(b.cases for b in found), sum(b.cost for b in found))


def _of_region(region: Region, passes: int) -> Bounds:
    known = known_of(Task(region, 0, 1, None))
    roster = first_plan(region, known, scratch_of(region.facts), Watch(60.0))
    assert isinstance(roster, Roster)
    relaxed = Relaxed(region.facts, known.adopted)
    ascent = ascend(relaxed, relaxed.guess(), Steps(passes, 0.5, 0.02, 0.9, scaled=True))
    cases = Cases(relaxed, ascent, best_of(roster))
    cases.work_off(lambda: cases.pricings > 20_000)
    assert not relaxed.barred.any()
    cost = int(roster.total[0]) // SCALE
    return Bounds(min(cost, ascent.points), cases.points, cost)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**48), passes=st.sampled_from((1, 10, 200)))
def test_no_case_is_left_out(seed: int, passes: int) -> None:
    group, lines = planted_rotation(Random(seed), 3, TINY)
    assume(small_enough("rotation", group))
    bounds = bounds_of(group, passes)
    assert bounds.prices <= bounds.cases <= least_rotation_cost(group, verify(group, lines).cost)


@pytest.mark.parametrize("seed", [186, 309, 347])
def test_cases_prove_what_prices_cannot(seed: int) -> None:
    group, lines = planted_rotation(Random(seed), 3, TINY)
    bounds = bounds_of(group, 300)
    assert bounds.prices < bounds.cases == least_rotation_cost(group, verify(group, lines).cost)
