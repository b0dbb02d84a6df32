"""The table of what is on offer by place: nobody's cheapest way changes by it, and ways cost what they are said to."""

import numpy as np
import pytest

from genhun.engine.rows import Ints
from genhun.madeup.group import Recipe, invent
from genhun.planning.rotation.adopted import nothing_adopted
from genhun.planning.rotation.branching import price_ways
from genhun.planning.rotation.menu import no_table
from genhun.planning.rotation.problem import START, Problem
from genhun.planning.rotation.relaxed import Relaxed
from genhun.planning.rotation.search import Best
from genhun.planning.rotation.wishes import ask

RECIPES = [Recipe(people=300), Recipe(people=150, one_circle=True, few_party_posts=True)]


def shaken(relaxed: Relaxed, points: float) -> Ints:
    """Prices around those that the ascent begins at, in thousandths."""
    draw = np.random.default_rng(7)
    return relaxed.rows.admissible(relaxed.guess() * draw.choice([0.5, 1]) + draw.normal(0, points, len(relaxed.rows)))


@pytest.mark.parametrize("points", [0.5, 10, 60])
@pytest.mark.parametrize("recipe", RECIPES)
def test_everybodys_cheapest_is_the_same_with_and_without(
    recipe: Recipe, points: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    for region in Problem.of(invent(recipe)).regions[:4]:
        relaxed = Relaxed(region.facts, nothing_adopted(region.facts))
        prices = shaken(relaxed, points)
        by_table, _ = relaxed.respond(prices)
        values = relaxed.values
        monkeypatch.setattr(relaxed, "kinds", relaxed.kinds._replace(table=no_table()))
        monkeypatch.setattr(relaxed, "by_reach", lambda who: who)
        assert relaxed.respond(prices)[0] == by_table
        assert (relaxed.values == values).all()


@pytest.mark.parametrize("recipe", RECIPES)
def test_the_ways_that_are_found_cost_what_was_promised(recipe: Recipe) -> None:
    for region in Problem.of(invent(recipe)).regions[:4]:
        relaxed, facts = Relaxed(region.facts, nothing_adopted(region.facts)), region.facts
        prices = shaken(relaxed, 10)
        relaxed.respond(prices)
        unpacked, people = relaxed.unpack(prices), region.size
        ways = Best(
            np.zeros((people, facts.periods + 1, 3), np.int64), np.zeros(people, np.int64), np.zeros(1, np.int64)
        )
        ask(relaxed, unpacked, unpacked.seat_sum[facts.person[:, START]], ways.stints, ways.number)
        cost = np.zeros(people, np.int64)
        price_ways(facts, ways, unpacked, np.zeros(5, np.int64), cost)
        # a third entry pays for no new industry once one is behind: what is promised may be less, never more
        assert (cost >= relaxed.values).all()
        assert (cost == relaxed.values).mean() > 0.95
