"""A stronger bound by distinguishing cases: when a person first leaves the starting post.

What prices cannot prove sits with few people: two who both need the one post that makes them dual, say, and share it
by halves at the best prices. Every plan has each person leave the starting post in some period (or never), so the
least of the bounds of these cases holds for all plans, and so on within each case. In a case the prices move only
where the person competes: those who may hold a seat of the person's level or above, and these seats; everything else
stands as it was.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from heapq import heappop, heappush
from itertools import count

import numpy as np

from genhun.engine.dual import Ascent, Steps, ascend, evaluate
from genhun.engine.kernel import kernel
from genhun.engine.rows import SCALE, Floats, Ints, Rows
from genhun.planning.rotation.adopted import price_of_way
from genhun.planning.rotation.problem import END, LEVEL, Array
from genhun.planning.rotation.relaxed import Relaxed
from genhun.planning.rotation.search import Best

STEPS = Steps(300, 3.0, 0.01, 0.95, scaled=True)
"""How the prices of a case are found."""

LEAST_EXCESS, LEAST_SPLIT = 500, 0.05
"""Thousandths by which a person's way has to be dearer than the cheapest at the prices to be worth a case; or, where
nobody's is, the part of the last pricings in which the person left in another period than mostly."""


@dataclass(frozen=True, slots=True)
class Case:
    """Plans in which some people leave their starting posts in a given period: a bound for them, in thousandths.

    `split`: how undecided everybody was about that period at prices near these, `(people,)`. `settled`: the prices
    have been moved for this case, not only taken over from the one that it is part of.
    """

    bound: int
    prices: Ints
    split: Floats
    leaves: Mapping[int, int] = field(default_factory=dict)
    settled: bool = True


class Corner:
    """Those who may hold seats of a level or above, and these seats, for `engine.dual`; the rest stands still."""

    def __init__(self, relaxed: Relaxed, level: int) -> None:
        f, t = relaxed.facts, relaxed.facts.periods
        high = f.post[:, LEVEL] >= level
        pairs = [bool(high[list(pair)].all()) for pair in relaxed.pairs]
        free = np.zeros(relaxed.entries + len(f.bench_want), np.bool_)
        self.relaxed = relaxed
        self.who = np.flatnonzero(f.person[:, LEVEL] >= level - 1).astype(np.int64)
        self.at = np.flatnonzero(np.concatenate([np.repeat(high, t), free, np.repeat(np.array(pairs, np.bool_), t)]))
        rows = relaxed.rows
        self.rows = Rows(rows.want[self.at], rows.under[self.at], rows.limit[self.at])

    def stand(self, prices: Ints) -> None:
        """Take over the prices of a case, and what everybody and every row outside adds at them."""
        bound, use = evaluate(self.relaxed, prices)
        value, used = self.relaxed.respond(prices, self.who)
        self.prices, self.rest_use = prices.copy(), (use - used)[self.at]
        self.rest = bound - value - self.rows.worth(prices[self.at])

    def respond(self, prices: Ints) -> tuple[int, Ints]:
        """(what all add, use of the rows here) at prices of the rows here."""
        self.prices[self.at] = prices
        value, use = self.relaxed.respond(self.prices, self.who)
        return value + self.rest, use[self.at] + self.rest_use


class Cases:
    """The cases still open of one region, the one with the least bound first."""

    def __init__(self, relaxed: Relaxed, ascent: Ascent, best: Best) -> None:
        self.relaxed, self.best, self.cost = relaxed, best, int(best.total[0])
        self.pricings, self._number = 0, count()
        self._open: list[tuple[int, int, Case]] = []
        self._add(Case(ascent.bound, ascent.prices, self._split()))

    @property
    def bound(self) -> int:
        """What all cases together prove, in thousandths: no plan costs less."""
        return min(self.cost, self._open[0][0])

    @property
    def points(self) -> int:
        """The bound rounded up to whole points, which every plan's cost is."""
        return -(-self.bound // SCALE)

    def work_off(self, over: Callable[[], bool]) -> None:
        """Settle or divide the weakest case, again and again, until nothing is left to prove or nothing helps."""
        while self.bound < self.cost and not over():
            case = heappop(self._open)[2]
            self._bar(case)
            parts = self._parts(case) if case.settled else [self._settled(case, over)]
            if not parts:
                self._add(case)
                break
            for part in parts:
                self._add(part)
        self.relaxed.barred[:] = False

    def _add(self, case: Case) -> None:
        heappush(self._open, (case.bound, next(self._number), case))

    def _bar(self, case: Case) -> None:
        self.relaxed.barred[:] = False
        for i, period in case.leaves.items():
            self.relaxed.barred[i] = True
            self.relaxed.barred[i, period] = False

    def _settled(self, case: Case, over: Callable[[], bool]) -> Case:
        """The case with prices of its own, proven on everybody."""
        *_, last = case.leaves
        corner = self._corners[int(self.relaxed.facts.person[last, LEVEL])]
        corner.stand(case.prices)
        found = ascend(corner, case.prices[corner.at] / SCALE, STEPS, over)
        prices = case.prices.copy()
        prices[corner.at] = found.prices
        bound, _ = evaluate(self.relaxed, prices)
        self.pricings += len(corner.who) * found.passes + 2 * len(self.relaxed.facts.person)
        if bound > case.bound:
            return Case(bound, prices, self._split(), case.leaves)
        return replace(case, settled=True, split=self._split())

    @cached_property
    def _corners(self) -> dict[int, Corner]:
        levels = np.unique(self.relaxed.facts.person[:, LEVEL]).tolist()
        return {level: Corner(self.relaxed, level) for level in levels}

    def _parts(self, case: Case) -> list[Case]:
        """The case divided by when one more person leaves; what cannot be better than the plan is left out.

        Empty: nobody's way is dearer than the cheapest, or nobody is left to tell apart.
        """
        relaxed, f = self.relaxed, self.relaxed.facts
        i = self._who(case)
        if i is None:
            return []
        rest, parts = case.bound - int(relaxed.values[i]), []
        for period in range(int(f.person[i, END]) + 1):
            relaxed.barred[i] = True
            relaxed.barred[i, period] = False
            value, _ = relaxed.respond(case.prices, np.array([i], np.int64))
            self.pricings += 1
            if rest + value < self.cost:
                parts.append(Case(rest + value, case.prices, case.split, {**case.leaves, i: period}, settled=False))
        return parts or [Case(self.cost, case.prices, case.split, case.leaves)]

    def _who(self, case: Case) -> int | None:
        """Whose way in the plan is dearest against the cheapest, for the work that telling apart takes; where it is
        nobody's, for the plan is none of the case, who is most undecided."""
        relaxed, f = self.relaxed, self.relaxed.facts
        relaxed.respond(case.prices)
        self.pricings += len(f.person)
        excess = self._prices_of_plan(case.prices) - relaxed.values
        for sign, least in ((excess, LEAST_EXCESS), (case.split.copy(), LEAST_SPLIT)):
            sign[[*case.leaves]] = 0
            i = int(np.argmax(sign / self._work)) if len(sign) else -1
            if i >= 0 and sign[i] >= least:
                return i
        return None

    def _split(self) -> Floats:
        """The part of the last pricings in which people did not leave in their most frequent period, `(people,)`."""
        leaves = self.relaxed.leaves
        split: Floats = 1.0 - leaves.max(axis=1) / np.maximum(leaves.sum(axis=1), 1e-9)
        return split

    @cached_property
    def _work(self) -> Array:
        """How many are priced at once in a case of each person, `(people,)`."""
        return np.array([len(self._corners[level].who) for level in self.relaxed.facts.person[:, LEVEL].tolist()])

    def _prices_of_plan(self, prices: Ints) -> Array:
        """What everybody's way in the plan comes to at prices, `(people,)`."""
        values = np.zeros(len(self.relaxed.facts.person), np.int64)
        price_ways(self.relaxed.facts, self.best, self.relaxed.unpack(prices), np.zeros(5, np.int64), values)
        return values


@kernel
def price_ways(f, best, prices, parts, values):  # type: ignore[no-untyped-def]
    """Fill `values`: what everybody's way comes to at prices."""
    for i in range(len(values)):
        way, length = best.stints[i], best.number[i]
        values[i] = price_of_way(f, i, way, length, prices.seat_sum, prices.entry, prices.bench, parts)
