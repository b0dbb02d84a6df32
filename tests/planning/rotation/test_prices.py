"""Prices of a region: what they reach with little time, where some posts are scarce and where none is."""

import numpy as np
import pytest

from genhun.engine.dual import Steps, ascend
from genhun.engine.shaken import ascend_shaken
from genhun.engine.watch import Watch
from genhun.madeup.group import Recipe, invent
from genhun.planning.rotation.adopted import nothing_adopted
from genhun.planning.rotation.pace import BOTH, pass_s
from genhun.planning.rotation.problem import LEVEL, TRACK, Problem, Region
from genhun.planning.rotation.region import Task, find_prices
from genhun.planning.rotation.relaxed import Relaxed

PASSES = 200


def largest(recipe: Recipe) -> Region:
    """The largest region of an invented group."""
    return max(Problem.of(invent(recipe)).regions, key=lambda region: region.size)


@pytest.mark.parametrize(("few_party_posts", "gain"), [(True, 1.05), (False, 0.999)])
def test_prices_that_first_move_alike_reach_scarce_posts_and_cost_little_elsewhere(
    few_party_posts: bool, gain: float
) -> None:
    region = largest(Recipe(people=200, one_circle=True, few_party_posts=few_party_posts))
    relaxed = Relaxed(region.facts, nothing_adopted(region.facts))
    alone = ascend(relaxed, relaxed.guess(), Steps(PASSES, 0.5, 0.02, 0.9, scaled=True))
    task = Task(region, 0, 0, planned_s=PASSES * pass_s(region) / BOTH.prices)
    found = find_prices(relaxed, task, Watch(600.0))
    assert found.passes == pytest.approx(PASSES, abs=1)
    assert found.points > gain * alone.points


def test_bundles_are_of_seats_of_one_level_and_track_and_period() -> None:
    facts = largest(Recipe(people=60)).facts
    relaxed = Relaxed(facts, nothing_adopted(facts))
    bundles = relaxed.bundles()
    assert (bundles[relaxed.seats :] == -1).all()
    row = np.arange(relaxed.seats)
    post = facts.post[row // facts.periods]
    sorts = np.column_stack([post[:, LEVEL], post[:, TRACK], row % facts.periods, bundles[: relaxed.seats]])
    assert len(np.unique(sorts, axis=0)) == len(np.unique(sorts[:, :3], axis=0)) == len(np.unique(sorts[:, 3]))


def test_shaken_prices_prove_more_than_equal_ones_by_the_same_passes() -> None:
    facts = largest(Recipe(people=300)).facts
    relaxed = Relaxed(facts, nothing_adopted(facts))
    steps = Steps(200, 1.0, 0.01, 0.9, scaled=True)
    shaken, equal = (climb(relaxed, relaxed.guess(), steps) for climb in (ascend_shaken, ascend))
    assert shaken.points > equal.points
