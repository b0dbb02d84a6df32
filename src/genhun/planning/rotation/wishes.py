"""What people would take if nobody stood in the way, and who of them gains most by it."""

from typing import NamedTuple

import numpy as np

from genhun.engine.kernel import kernel
from genhun.planning.rotation.adopted import joined, prefer_adopted, price_of_way
from genhun.planning.rotation.menu import INF
from genhun.planning.rotation.oracle import home_for
from genhun.planning.rotation.problem import START, Array
from genhun.planning.rotation.relaxed import Prices, Relaxed, cheapest_at

ASKED, PICKY = 16, 0.9
"""Most loops begin with the one who could do most better, of so many drawn at random."""


class Pricing(NamedTuple):
    """Two sets of prices in thousandths by which people are fitted in: the true costs, and those of the bound."""

    true_seats: Array  # (posts, periods + 1) prefix sums
    seats: Array
    entry: Array  # (posts, periods)
    bench: Array


class Wishes(NamedTuple):
    """What people would take if nobody stood in the way, at slightly different prices."""

    stints: Array  # (versions, people, slots, 3)
    number: Array  # (versions, people): how many stints; 0 where there is no way
    least: Array  # (people,) what everybody's cheapest itinerary comes to at the prices of the bound
    asked: Array  # (1,) how often everybody was asked


def no_wishes(relaxed: Relaxed, versions: int) -> Wishes:
    """Room for a number of versions of the prices; `relaxed` has just been asked at those of the bound."""
    size = versions, len(relaxed.everyone)
    stints = np.zeros((*size, relaxed.facts.periods + 1, 3), np.int64)
    return Wishes(stints, np.zeros(size, np.int64), relaxed.values, np.zeros(1, np.int64))


def renew(wishes: Wishes, relaxed: Relaxed, pricing: Pricing, noise: float, rng: np.random.Generator) -> None:
    """Ask everybody anew in place of the oldest version, each post dearer by up to `noise` thousandths per entry."""
    oldest = int(wishes.asked[0]) % len(wishes.number)
    extra = (rng.random((len(pricing.entry), 1)) * noise).astype(np.int64)
    prices = Prices(pricing.seats, pricing.entry + extra, pricing.bench)
    stay = pricing.seats[relaxed.facts.person[:, START]]
    ask(relaxed, prices, stay, wishes.stints[oldest], wishes.number[oldest])
    wishes.asked[0] += 1


def ask(relaxed: Relaxed, prices: Prices, stay: Array, stints: Array, number: Array) -> None:
    """Fill everybody's cheapest way at prices: `stints` `(people, slots, 3)`, `number` `(people,)`, 0 if there is none.

    `stay`: `(people, periods + 1)` the price of staying in the starting post up to a period.
    """
    relaxed.offer(prices)
    ask_all(
        relaxed.facts, relaxed.by_reach(relaxed.everyone), relaxed.kinds, relaxed.singles, prices, stay,
        home_for(relaxed.facts), relaxed.adopted, np.zeros(5, np.int64), relaxed.scratch, stints, number,
    )  # fmt: skip


@kernel
def ask_all(f, order, kinds, singles, prices, stay, home, adopted, parts, s, stints, number):  # type: ignore[no-untyped-def]
    """Fill the ways of people in an order."""
    for i in order:
        value, count = cheapest_at(f, i, kinds, singles, prices, stay[i], home, s)
        number[i] = joined(s.out, count) if value < INF else 0
        if number[i] > 0:
            _, number[i] = prefer_adopted(
                f, adopted, i, value, number[i], prices.seat_sum, prices.entry, prices.bench, parts, s
            )
        for k in range(number[i]):
            for c in range(3):
                stints[i, k, c] = s.out[k, c]


@kernel
def discontent(f, r, movable, wishes, pricing):  # type: ignore[no-untyped-def]
    """Mostly the one of a few drawn at random who could do most better at the prices of the bound, at times anybody."""
    found, most = movable[np.random.randint(len(movable))], np.int64(-1)
    for _ in range(ASKED if np.random.random() < PICKY else 0):
        i = movable[np.random.randint(len(movable))]
        now = price_of_way(f, i, r.stints[i], r.number[i], pricing.seats, pricing.entry, pricing.bench, r.parts)
        if now - wishes.least[i] > most:
            found, most = i, now - wishes.least[i]
    return found
