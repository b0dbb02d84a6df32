"""Many people settled anew at once: integer programs over the ways that good prices recommend.

Annealing moves a handful of people at a time. Near the bound a better plan is a chain through dozens, and the linear
program over their near-best ways is almost whole, so that it is solved exactly within a second or two. The program
knows the shared rows; the roster, on which its answer has to find room, knows every rule and the true cost.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from genhun.engine.kernel import kernel
from genhun.engine.master import Columns, Pool
from genhun.engine.neighbourhoods import Plan
from genhun.engine.rows import SCALE, Ints
from genhun.engine.watch import Watch
from genhun.engine.whole import Effort
from genhun.planning.rotation.adopted import price_of_way, strays
from genhun.planning.rotation.menu import INF
from genhun.planning.rotation.problem import START, Array, Ties
from genhun.planning.rotation.relaxed import Relaxed, rows_of_way
from genhun.planning.rotation.roster import Roster, open_to, price_home, put, related, take
from genhun.planning.rotation.search import Best, go_back, note
from genhun.planning.rotation.start import true_prices
from genhun.planning.rotation.wishes import ask

VERSIONS, ENTERING, STAYING, AMPLITUDE = 60, 13_000, 8_000, (0.3, 1.3)
"""How often everybody is asked at shaken prices; by about how many thousandths at most all entries into a post, and
staying in one's own up to each period, are dearer then, times a factor drawn anew each time between these two."""
CUT = 12_000
"""Thousandths by which a way may be dearer than the person's cheapest to take part."""
EFFORT = Effort(seconds=20.0, nodes=20)
"""Of one program; nodes first, so that equal runs give equal plans."""
PEOPLE, NEAR = 120, 6
"""People in one program; cheapest ways of each that say who is in whose way."""
RENEWED = 40
"""Programs after which other versions of the prices are asked."""
LEAST_EXCESS = 50
"""Thousandths that count for whoever goes the cheapest way when it is drawn whom a program begins with."""


class Ways(NamedTuple):
    """Itineraries, one a row: whose, the stints, how many they are."""

    who: Array  # (ways,)
    stints: Array  # (ways, slots, 3)
    number: Array  # (ways,)

    def pick(self, wanted: Ints) -> "Ways":
        """Some of the ways, by row."""
        return Ways(*(part[wanted] for part in self))


NO_WAYS = Ways(np.zeros(0, np.int64), np.zeros((0, 1, 3), np.int64), np.zeros(0, np.int64))


@dataclass(frozen=True, slots=True)
class Choice:
    """Ways to choose from, how much dearer than the person's cheapest each is (thousandths), which of them take part
    and which say what people are after, all `(ways,)`; the plan over them."""

    ways: Ways
    dearer: Ints
    eligible: NDArray[np.bool_]
    near: NDArray[np.bool_]
    plan: Plan

    def rivals(self, draw: np.random.Generator) -> Ints:
        """People who are in each other's way, found from one who mostly could do better."""
        taken = np.flatnonzero(self.plan.amount)
        weight = np.maximum(self.dearer[taken], LEAST_EXCESS).astype(np.float64)
        first = int(draw.choice(self.plan.pool.columns.kind[taken], p=weight / weight.sum()))
        return self.plan.rivals(first, self.near, PEOPLE)


class Programs:
    """Better plans of a region by integer programs, from the best one known, at the prices of the bound."""

    def __init__(self, relaxed: Relaxed, ties: Ties, roster: Roster, prices: Ints, best: Best, seed: int) -> None:
        self.relaxed, self.ties, self.roster, self.prices, self.best = relaxed, ties, roster, prices, best
        self.draw, self.solved = np.random.default_rng(seed), 0
        relaxed.respond(prices)
        self.least = relaxed.values
        go_back(relaxed.facts, roster, best)

    def run(self, watch: Watch, most: float | None, bound: int) -> None:
        """Solve programs, `most` at most, until the plan costs no more than `bound` points or the watch is over."""
        choice = None
        while (most is None or self.solved < most) and int(self.best.total[0]) // SCALE > bound and not watch.over:
            if choice is None or self.solved % RENEWED == 0:
                choice = self._choice(watch)
            self._solve_one(choice, watch)
            self.solved += 1
            watch.report("plan", int(self.best.total[0]) // SCALE, bound)

    def _choice(self, watch: Watch) -> Choice:
        """The ways of the best plan, and what everybody would take at shaken prices."""
        relaxed, people = self.relaxed, len(self.least)
        sets = [Ways(relaxed.everyone, self.best.stints, self.best.number)]
        sets += [self._wished() for _ in range(VERSIONS) if not watch.over]
        ways = Ways(*(np.concatenate(parts) for parts in zip(*sets, strict=True)))
        columns, dearer = self._columns(ways)
        wanted = np.flatnonzero((dearer <= CUT) | (np.arange(len(dearer)) < people))
        pool = Pool()
        number, _ = pool.add(columns.pick(wanted))
        once = wanted[np.unique(number, return_index=True)[1]]
        eligible = dearer[once] <= CUT
        near = eligible & _cheapest_few(pool.columns.kind, dearer[once], NEAR)
        taken = np.bincount(number[:people], minlength=len(once))
        plan = Plan(relaxed.rows, np.ones(people, np.int64), pool, taken)
        return Choice(ways.pick(once), dearer[once], eligible, near, plan)

    def _wished(self) -> Ways:
        """What everybody would take at shaken prices."""
        relaxed, f = self.relaxed, self.relaxed.facts
        prices, people = relaxed.unpack(self.prices), len(f.person)
        prices.entry[:] += self._shake(ENTERING, (len(f.post), 1))
        stay = prices.seat_sum[f.person[:, START]] + self._shake(STAYING, (people, f.periods + 1))
        ways = Ways(relaxed.everyone, np.zeros((people, f.periods + 1, 3), np.int64), np.zeros(people, np.int64))
        ask(relaxed, prices, stay, ways.stints, ways.number)
        return ways

    def _shake(self, most: int, shape: tuple[int, int]) -> Ints:
        shake: Ints = (self.draw.random(shape) * most * self.draw.uniform(*AMPLITUDE)).astype(np.int64)
        return shake

    def _columns(self, ways: Ways) -> tuple[Columns, Ints]:
        """The ways as columns, and what each comes to beyond the person's cheapest, in thousandths."""
        relaxed, n = self.relaxed, len(ways.who)
        row = np.zeros((n, len(relaxed.scratch.row)), np.int64)
        size, price = np.zeros(n, np.int64), np.zeros(n, np.int64)
        describe(
            relaxed.facts, ways, relaxed.unpack(self.prices), relaxed.pair_of_post, relaxed.adopted,
            np.zeros(5, np.int64), row, size, price,
        )  # fmt: skip
        used = np.arange(row.shape[1]) < size[:, None]
        paid = np.where(used, self.prices[row], 0).sum(axis=1)
        start = np.concatenate([[0], np.cumsum(size)])
        columns = Columns(ways.who, (price - paid) // SCALE, start, row[used], np.ones(start[-1], np.int64))
        return columns, price - self.least[ways.who]

    def _solve_one(self, choice: Choice, watch: Watch) -> None:
        """One program for people who are in each other's way, kept if the roster takes it and it is cheaper."""
        plan, before = choice.plan, choice.plan.amount.copy()
        plan.settle(choice.rivals(self.draw), choice.eligible, EFFORT, watch)
        moved = np.flatnonzero(plan.amount > before)
        if len(moved) and not self._seat(choice.ways.pick(moved)):
            plan.amount = before

    def _seat(self, ways: Ways) -> bool:
        """Whether the roster takes these ways in place of the people's own and costs less; else it stays as it was."""
        f, r = self.relaxed.facts, self.roster
        better = seat(f, self.ties, r, ways, true_prices(f)[0]) and int(r.total[0]) < int(self.best.total[0])
        if better:
            note(r, self.best)
        else:
            go_back(f, r, self.best)
        return better


def _cheapest_few(kind: Ints, price: Ints, few: int) -> NDArray[np.bool_]:
    """Whether each column is among the `few` cheapest of its kind."""
    order = np.lexsort((price, kind))
    since = np.searchsorted(kind[order], kind[order])
    found = np.zeros(len(kind), dtype=bool)
    found[order] = np.arange(len(kind)) - since < few
    return found


@kernel
def describe(f, ways, prices, pair, adopted, parts, row, size, price):  # type: ignore[no-untyped-def]
    """Fill what ways use of the rows, how many rows that is, and what they come to at prices."""
    for k in range(len(ways.who)):
        i, way, count = ways.who[k], ways.stints[k], ways.number[k]
        if count == 0:
            price[k] = INF
            continue
        price[k] = price_of_way(f, i, way, count, prices.seat_sum, prices.entry, prices.bench, parts)
        if strays(adopted, i, way, count):
            price[k] += adopted.weight[0]
        size[k] = rows_of_way(f, i, way, count, pair, parts, row[k])


@kernel
def seat(f, ties, r, ways, seat_sum):  # type: ignore[no-untyped-def]
    """Give people these ways; whether the roster has room for all of them."""
    for i in ways.who:
        take(f, r, i)
    for k in range(len(ways.who)):
        i, has_kin = ways.who[k], related(ties, ways.who[k])
        price_home(f, ties, r, i, seat_sum, has_kin)
        if not open_to(f, ties, r, i, ways.stints[k], ways.number[k], has_kin):
            return False
        put(f, r, i, ways.stints[k], ways.number[k])
    return True
