"""The rotation of one region with its shared rules priced instead of kept: a proven bound at any prices.

Rows: seats `(posts x periods)`, entries `(units x periods)`, benches, and pairs of heads `(units with one each x
periods)`. Avoidance between people of the scope and the first-fit part of ROT-02 are left out, which can only lower
the bound.
"""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from genhun.engine.kernel import kernel
from genhun.engine.rows import NO_LIMIT, Floats, Ints, Rows
from genhun.planning.rotation.adopted import Adopted, prefer_adopted
from genhun.planning.rotation.evaluate import own_cost, starts_here
from genhun.planning.rotation.menu import INF, menu_of_kinds, menu_of_posts, offers_of, price_offers, table_of
from genhun.planning.rotation.oracle import RESERVE, cheapest, home_for, hops, price_hop, scratch_for
from genhun.planning.rotation.problem import (
    LEVEL,
    LIMIT,
    LOCKED,
    OTHER_HEAD,
    SEATS,
    START,
    TRACK,
    UNIT,
    VACANCY,
    Array,
    Facts,
)

MEMORY = 0.97
"""What is kept of `leaves` from one pricing to the next."""


class Prices(NamedTuple):
    """Prices of a region in thousandths, as the compiled parts read them."""

    seat_sum: Array  # (posts, periods + 1)
    entry: Array  # (posts, periods)
    bench: Array


class Relaxed:
    """The oracle of a region for `engine.dual`: rows, and what everybody would do at given prices."""

    def __init__(self, facts: Facts, adopted: Adopted) -> None:
        self.facts, self.adopted = facts, adopted
        self.seats = len(facts.post) * facts.periods
        self.entries = len(facts.unit_cap) * facts.periods
        self.pairs = [(one, other) for one, other in enumerate(facts.post[:, OTHER_HEAD].tolist()) if one < other]
        self.rows = self._rows()
        kinds, self.kind_members = menu_of_kinds(facts)
        singles, self.single_members = menu_of_posts(facts)
        self.kinds = offers_of(facts, kinds)._replace(table=table_of(facts))
        self.singles = offers_of(facts, singles)
        self.scratch = scratch_for(facts, len(facts.post))
        self.everyone = np.arange(len(facts.person), dtype=np.int64)
        self.leaves = np.zeros((len(facts.person), facts.periods + 1))
        """How often of late everybody left the starting post in each period, `(people, periods + 1)`."""
        self.barred = np.zeros((len(facts.person), facts.periods + 1), np.bool_)
        """Periods in which a person may not leave the starting post, `(people, periods + 1)`; `branching` sets them."""

    def _rows(self) -> Rows:
        f, t = self.facts, self.facts.periods
        benches = len(f.bench_want)
        free = self.entries + len(self.pairs) * t
        want = np.concatenate([np.repeat(f.post[:, SEATS], t), np.zeros(self.entries, np.int64), f.bench_want])
        under = np.concatenate(
            [np.repeat(f.post[:, VACANCY], t), np.zeros(self.entries, np.int64), np.full(benches, f.thin)]
        )
        limit = np.concatenate([np.repeat(f.post[:, LIMIT], t), _entry_limits(f).ravel(), np.full(benches, NO_LIMIT)])
        pairs = np.zeros(free - self.entries, np.int64)
        points = under // 1000
        return Rows(np.concatenate([want, pairs]), np.concatenate([points, pairs]), np.concatenate([limit, pairs + 1]))

    def guess(self) -> Floats:
        """Prices to start from, in points: every seat rewards its holder with the least cost of a vacancy.

        Whoever takes a better seat leaves another one, so that in the end the cheapest seats stay vacant.
        """
        start = np.zeros(len(self.rows))
        start[: self.seats] = -float(self.rows.under[: self.seats].min(initial=1 << 40)) if self.seats else 0.0
        return start

    def bundles(self) -> Ints:
        """The number of each row's bundle, `(rows,)`: seats of a level, a track and a period; -1 for all other rows."""
        f = self.facts
        bundles = np.full(len(self.rows), -1)
        sort = f.post[:, LEVEL, None] * (f.post[:, TRACK].max(initial=0) + 1) + f.post[:, TRACK, None]
        bundles[: self.seats] = (sort * f.periods + np.arange(f.periods)).ravel()
        return bundles

    def unpack(self, prices: Ints) -> Prices:
        """Row prices `(rows,)` in thousandths as the tables that the oracle reads."""
        f, t = self.facts, self.facts.periods
        posts, units = len(f.post), len(f.unit_cap)
        seat_sum = np.zeros((posts, t + 1), np.int64)
        np.cumsum(prices[: self.seats].reshape(posts, t), axis=1, out=seat_sum[:, 1:])
        by_unit = prices[self.seats : self.seats + self.entries].reshape(units, t)
        entry = by_unit[f.post[:, UNIT]].copy()
        bench = prices[self.seats + self.entries :][: len(f.bench_want)].copy()
        pair = prices[self.seats + self.entries + len(f.bench_want) :].reshape(len(self.pairs), t)
        for row, (one, other) in enumerate(self.pairs):
            entry[one] += pair[row]
            entry[other] += pair[row]
        return Prices(seat_sum, entry, bench)

    def offer(self, prices: Prices) -> None:
        """Fill the offers of both menus at the given prices."""
        price_offers(self.kinds.row, self.kind_members, prices.seat_sum, prices.entry)
        self.kinds.table.shown[0] = -1
        if self.facts.person[:, LOCKED].any():
            price_offers(self.singles.row, self.single_members, prices.seat_sum, prices.entry)

    def respond(self, prices: Ints, who: Array | None = None) -> tuple[int, Ints]:
        """(sum of the cheapest itineraries of `who` or everybody, use of the rows) at row prices, all in thousandths.

        A sum >= INF: somebody has no itinerary at all, so there is no plan.
        """
        unpacked, asked = self.unpack(prices), self.everyone if who is None else who
        self.offer(unpacked)
        stay = np.where(self.barred, INF, unpacked.seat_sum[self.facts.person[:, START]])
        use = np.zeros(len(self.rows), np.int64)
        values = np.zeros(len(self.facts.person), np.int64)
        everybody(
            self.facts, self.by_reach(asked), self.kinds, self.singles, unpacked, stay,
            home_for(self.facts), self.adopted, self.scratch, use, values, self.leaves, self.pair_of_post,
            np.zeros(5, np.int64),
        )  # fmt: skip
        self.values = values
        return int(values.sum()) if values.max(initial=0) < INF else int(INF), use

    def by_reach(self, who: Array) -> Array:
        """People of one reach after another: between them the table of the offers has to be filled anew."""
        return who[np.argsort(self.kinds.table.reach[who], kind="stable")]

    @cached_property
    def pair_of_post(self) -> Array:
        """The row of `pairs` that each post is in, `(posts,)`, or -1."""
        pair = np.full(len(self.facts.post), -1, np.int64)
        for row, posts in enumerate(self.pairs):
            pair[list(posts)] = row
        return pair


def _entry_limits(facts: Facts) -> Array:
    """Entries allowed `(units, periods)`: the cap, or the locked entries where they may be more."""
    forced = np.zeros((len(facts.unit_cap), facts.periods), np.int64)
    for i in np.flatnonzero(facts.person[:, LOCKED]):
        for t in range(facts.periods):
            post = facts.lock[i, t]
            if post >= 0 and (t == 0 or facts.lock[i, t - 1] != post):
                forced[facts.post[post, UNIT], t] += 1
    return np.maximum(facts.unit_cap[:, None], forced)


@kernel
def cheapest_at(f, i, kinds, singles, prices, stay, home, s):  # type: ignore[no-untyped-def]
    """(value, stints) of person `i`'s cheapest itinerary; `stay`: the price of staying in the starting post up to each
    period, INF where nobody may."""
    price_hop(f, f.person[i, START], prices.seat_sum, home)
    for x in range(len(home.stay)):
        home.stay[x] = stay[x]
    return cheapest(f, i, singles if f.person[i, LOCKED] == 1 else kinds, prices.bench, home, s)


@kernel
def everybody(f, who, kinds, singles, prices, stay, home, adopted, s, use, values, leaves, pair, parts):  # type: ignore[no-untyped-def]
    """Price people once: each person's value, and what they all use of the rows."""
    for i in who:
        values[i], count = cheapest_at(f, i, kinds, singles, prices, stay[i], home, s)
        if values[i] < INF:
            values[i], count = prefer_adopted(
                f, adopted, i, values[i], count, prices.seat_sum, prices.entry, prices.bench, parts, s
            )
            for k in range(rows_of_way(f, i, s.out, count, pair, parts, s.row)):
                use[s.row[k]] += 1
            for x in range(len(home.stay)):
                leaves[i, x] *= MEMORY
            leaves[i, s.out[0, 2] if starts_here(f, i, s.out, 0) else 0] += 1 - MEMORY


@kernel
def rows_of_way(f, i, stints, count, pair, parts, rows):  # type: ignore[no-untyped-def]
    """List the rows of which an itinerary of person `i` uses one unit each; returns how many they are."""
    periods, n = f.periods, 0
    entries = len(f.post) * periods
    benches = entries + len(f.unit_cap) * periods
    pairs = benches + len(f.bench_want)
    for k in range(count):
        post, t, x = stints[k, 0], stints[k, 1], stints[k, 2]
        if post == RESERVE:
            continue
        for p in range(t, x):
            rows[n] = post * periods + p
            n += 1
        if starts_here(f, i, stints, k):
            continue
        rows[n] = entries + f.post[post, UNIT] * periods + t
        n += 1
        if hops(f, i, stints, k):
            rows[n] = f.person[i, START] * periods + t
            n += 1
        if pair[post] >= 0:
            rows[n] = pairs + pair[post] * periods + t
            n += 1
    _, bench = own_cost(f, i, stints, count, parts)
    if bench >= 0:
        rows[n] = benches + bench
        n += 1
    return n
