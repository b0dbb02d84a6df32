"""One region from start to end: a first plan, prices and a bound, a better plan."""

from dataclasses import dataclass

import numpy as np

from genhun.engine.dual import Ascent, Steps, ascend
from genhun.engine.watch import Watch
from genhun.planning.outcome import Clash, NoPlan
from genhun.planning.rotation.problem import Array, Region
from genhun.planning.rotation.relaxed import Relaxed
from genhun.planning.rotation.roster import Roster, empty_roster, scratch_of
from genhun.planning.rotation.search import Best, Pricing, anneal, best_of, company_of, sow
from genhun.planning.rotation.start import begin, order_of, true_prices

ASCENT_SHARE = 0.3
"""The part of a region's time that goes into prices."""

PASS_US, LOOP_US = 40.0, 300.0
"""Microseconds that one person's pricing and one loop of the search are reckoned at when the work is fixed beforehand."""

HOT, COLD, NOISE = 40_000.0, 2_000.0, 5_000
CHUNK = 500


@dataclass(frozen=True)
class Answer:
    """What a region comes to: one itinerary `(stints, 3)` for each person, a bound in points, prices in thousandths."""

    itineraries: tuple[Array, ...]
    cost: int
    bound: int
    prices: Array
    passes: int
    loops: int


@dataclass(frozen=True)
class Task:
    """A region to solve: the seed, and the seconds its work is fixed by (None: as much as the clock allows)."""

    region: Region
    seed: int
    planned_s: float | None


def solve_region(task: Task, watch: Watch) -> Answer | NoPlan:
    """The best plan of a region within the watch, and a bound proven on its full model."""
    facts, ties = task.region.facts, task.region.ties
    roster, scratch = empty_roster(facts), scratch_of(facts)
    if not begin(facts, ties, roster, scratch, *true_prices(facts), order_of(facts)):
        return NoPlan("rotation", (Clash("ROT-09", "locks", "", "the locks do not go together with the rules"),))
    cost = int(roster.total[0]) // 1000
    watch.report("start", cost)
    relaxed = Relaxed(facts, ties)
    ascent = find_prices(relaxed, task, watch)
    watch.report("prices", cost, min(cost, ascent.points))
    best = best_of(roster)
    loops = improve(task, watch, relaxed, roster, ascent, best) if task.region.size else 0
    cost = int(best.total[0]) // 1000
    watch.report("plan", cost, min(cost, ascent.points))
    return Answer(itineraries_of(best), cost, min(cost, ascent.points), ascent.prices, ascent.passes, loops)


def find_prices(relaxed: Relaxed, task: Task, watch: Watch) -> Ascent:
    """Good prices for the shared rows, and the bound that they prove."""
    people = max(1, task.region.size)
    zero = np.zeros(len(relaxed.rows))
    clock = watch.part(watch.seconds * ASCENT_SHARE)
    seconds = clock.seconds if task.planned_s is None else task.planned_s * ASCENT_SHARE
    passes = int(np.clip(seconds * 1e6 / (people * PASS_US), 1, 1200))
    return ascend(relaxed, zero, Steps(passes=passes, first=0.5, last=0.02, momentum=0.9), lambda: clock.over)


def improve(task: Task, watch: Watch, relaxed: Relaxed, roster: Roster, ascent: Ascent, best: Best) -> int:
    """Anneal from the roster's plan; returns how many loops ran. `best` keeps the best plan."""
    facts, ties = task.region.facts, task.region.ties
    prices = relaxed.unpack(ascent.prices)
    pricing = Pricing(true_prices(facts)[0], prices.seat_sum, prices.entry, prices.bench)
    company, scratch = company_of(facts), scratch_of(facts)
    if not len(company.movable):
        return 0
    sow(task.seed)
    began, loops = watch.elapsed, 0
    planned = None if task.planned_s is None else task.planned_s * (1 - ASCENT_SHARE) * 1e6 / LOOP_US
    while int(best.total[0]) // 1000 > ascent.points:
        by_clock = 1.0 if watch.over else (watch.elapsed - began) / max(1e-9, watch.seconds - began)
        done = by_clock if planned is None else max(by_clock, loops / planned)
        if done >= 1.0:
            break
        heat = HOT * (COLD / HOT) ** done
        anneal(facts, ties, roster, scratch, company, pricing, best, CHUNK, heat, heat, NOISE, 0.95)
        loops += CHUNK
        if loops % (20 * CHUNK) == 0:
            watch.report("plan", int(best.total[0]) // 1000, ascent.points)
    return loops


def itineraries_of(best: Best) -> tuple[Array, ...]:
    """Everybody's itinerary, copied out."""
    return tuple(best.stints[i, : best.count[i]].copy() for i in range(len(best.count)))
