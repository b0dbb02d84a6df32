"""What people would take if nobody stood in the way, and who of them gains most by it."""

from typing import NamedTuple

import numpy as np

from genhun.engine.kernel import kernel
from genhun.planning.rotation.adopted import joined, prefer_adopted, price_of_way
from genhun.planning.rotation.menu import Members, Offers, price_offers
from genhun.planning.rotation.oracle import cheapest, price_hop
from genhun.planning.rotation.problem import START, Array

ASKED, PICKY = 16, 0.9
"""Most loops begin with the one who could do most better, of so many drawn at random."""


class Pricing(NamedTuple):
    """Two sets of prices in thousandths by which people are fitted in: the true costs, and those of the bound."""

    true_seats: Array  # (posts, periods + 1) prefix sums
    seats: Array
    entry: Array  # (posts, periods)
    bench: Array


class Wishes(NamedTuple):
    """What people would take if nobody stood in the way: the menu of kinds at slightly different prices."""

    offers: Offers
    rows: Array  # (versions, periods, periods + 1, options, 5)
    stints: Array  # (versions, people, slots, 3): what was found, as long as `number` is not -1
    number: Array  # (versions, people)
    least: Array  # (people,) what everybody's cheapest itinerary comes to at the prices of the bound


def no_wishes(offers: Offers, versions: int, least: Array) -> Wishes:
    """Room for a number of versions of the prices of a menu."""
    people, slots = len(least), offers.row.shape[1]
    return Wishes(
        offers, np.stack([offers.row] * versions), np.zeros((versions, people, slots, 3), np.int64),
        np.full((versions, people), -1, np.int64), least,
    )  # fmt: skip


def renew(wishes: Wishes, members: Members, pricing: Pricing, noise: float, rng: np.random.Generator) -> None:
    """Draw every version of the prices anew, each post dearer by up to `noise` thousandths per entry."""
    wishes.number[:] = -1
    for version in wishes.rows:
        extra = (rng.random((len(pricing.entry), 1)) * noise).astype(np.int64)
        price_offers(version, members, pricing.seats, pricing.entry + extra)


@kernel
def find_wish(f, r, s, wishes, pricing, version, i):  # type: ignore[no-untyped-def]
    """Note what person `i` would take at a version of the prices."""
    base, start = wishes.offers, f.person[i, START]
    price_hop(f, start, pricing.seats, r.home)
    for x in range(len(r.home.stay)):
        r.home.stay[x] = pricing.seats[start, x]
    offers = Offers(base.menu, wishes.rows[version], base.since, base.rungs)
    value, count = cheapest(f, i, offers, pricing.bench, r.home, s)
    _, count = prefer_adopted(
        f, r.adopted, i, value, joined(s.out, count), pricing.seats, pricing.entry, pricing.bench, r.parts, s
    )
    wishes.number[version, i] = count
    for k in range(count):
        for c in range(3):
            wishes.stints[version, i, k, c] = s.out[k, c]


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
