"""One region from start to end: a first plan, prices and a bound, a better plan."""

from dataclasses import dataclass

import numpy as np

from genhun.engine.dual import Steps, ascend
from genhun.engine.watch import Watch
from genhun.planning.outcome import Clash, NoPlan
from genhun.planning.rotation.problem import Array, Region
from genhun.planning.rotation.relaxed import Relaxed
from genhun.planning.rotation.roster import Roster, empty_roster, scratch_of, total_cost
from genhun.planning.rotation.start import begin, order_of, true_prices


@dataclass(frozen=True)
class Answer:
    """What a region comes to: one itinerary `(stints, 3)` for each person, a bound in points, prices in thousandths."""

    itineraries: tuple[Array, ...]
    cost: int
    bound: int
    prices: Array
    passes: int


def solve_region(region: Region, watch: Watch, seed: int) -> Answer | NoPlan:
    """The best plan of a region within the watch."""
    facts, ties = region.facts, region.ties
    roster, scratch = empty_roster(facts), scratch_of(facts)
    if not begin(facts, ties, roster, scratch, *true_prices(facts), order_of(facts)):
        return NoPlan("rotation", (Clash("ROT-09", "locks", "", "the locks do not go together with the rules"),))
    cost = int(total_cost(facts, roster)) // 1000
    watch.report("start", cost)
    relaxed = Relaxed(facts, ties)
    best = ascend(relaxed, np.zeros(len(relaxed.rows)), Steps(passes=20), lambda: watch.over)
    return Answer(itineraries_of(roster), cost, min(cost, best.points), best.prices, best.passes)


def itineraries_of(roster: Roster) -> tuple[Array, ...]:
    """Everybody's itinerary, copied out of the roster."""
    return tuple(roster.stints[i, : roster.count[i]].copy() for i in range(len(roster.count)))
