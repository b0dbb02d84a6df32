"""Ruin and recreate with annealing: a few people who compete for the same posts are taken out and fitted in anew.

Each is fitted in exactly (the oracle on what is free), at true costs or at the prices of the bound, slightly perturbed. The
plan keeps every hard rule at all times; stubs guarantee that everybody taken out can be put back.
"""

from typing import NamedTuple

import numpy as np

from genhun.engine.kernel import kernel
from genhun.planning.rotation.problem import CIRCLE, END, LEVEL, PLACE, START, STAYS, Array, Facts
from genhun.planning.rotation.roster import Roster, fit, put, put_stub, take


class Pricing(NamedTuple):
    """Two sets of prices in thousandths by which people are fitted in: the true costs, and those of the bound."""

    true_seats: Array  # (posts, periods + 1) prefix sums
    seats: Array
    entry: Array  # (posts, periods)
    bench: Array


class Best(NamedTuple):
    """The best plan seen."""

    stints: Array
    count: Array
    total: Array  # (1,)


class Company(NamedTuple):
    """Who may be taken out, and the working space of one loop."""

    movable: Array
    chosen: Array  # (most,)
    stints: Array  # (most, slots, 3) their itineraries before the loop
    count: Array
    no_entry: Array  # (posts, periods) zeros
    bench: Array


MOST = 8


def company_of(facts: Facts) -> Company:
    """Everybody whose itinerary is not fixed."""
    fixed = (facts.person[:, STAYS] == 1) | (facts.person[:, END] == 0)
    slots = facts.periods + 1
    return Company(
        np.flatnonzero(~fixed).astype(np.int64), np.zeros(MOST, np.int64), np.zeros((MOST, slots, 3), np.int64),
        np.zeros(MOST, np.int64), np.zeros((len(facts.post), facts.periods), np.int64),
        np.zeros(len(facts.bench_want), np.int64),
    )  # fmt: skip


def best_of(roster: Roster) -> Best:
    """The plan as it stands."""
    return Best(roster.stints.copy(), roster.count.copy(), roster.total.copy())


@kernel
def sow(seed):  # type: ignore[no-untyped-def]
    """Start the generator of this thread from a seed."""
    np.random.seed(seed)


@kernel
def chain(f, r, c, size):  # type: ignore[no-untyped-def]
    """Choose up to `size` people of neighbouring levels, near each other rather than far; returns how many."""
    n = 1
    c.chosen[0] = c.movable[np.random.randint(len(c.movable))]
    tries = 0
    while n < size and tries < 40:
        tries += 1
        a = c.chosen[np.random.randint(n)]
        other = c.movable[np.random.randint(len(c.movable))]
        gap = f.person[other, LEVEL] - f.person[a, LEVEL]
        if gap < -1 or gap > 1 or f.person[other, CIRCLE] != f.person[a, CIRCLE]:
            continue
        far = f.travel[f.post[f.person[a, START], PLACE], f.post[f.person[other, START], PLACE]]
        if np.random.random() * 40000 < far:
            continue
        known = False
        for k in range(n):
            known = known or c.chosen[k] == other
        if not known:
            c.chosen[n] = other
            n += 1
    return n


@kernel
def true_benches(f, r, c):  # type: ignore[no-untyped-def]
    """What one more person on each bench earns as things stand."""
    for b in range(len(c.bench)):
        c.bench[b] = -f.thin if r.supply[b] < f.bench_want[b] else 0


@kernel
def shuffle(c, n):  # type: ignore[no-untyped-def]
    """Put the chosen into random order."""
    for k in range(n - 1, 0, -1):
        q = np.random.randint(k + 1)
        c.chosen[k], c.chosen[q] = c.chosen[q], c.chosen[k]


@kernel
def keep(r, c, n):  # type: ignore[no-untyped-def]
    """Remember the itineraries of the chosen."""
    for k in range(n):
        i = c.chosen[k]
        c.count[k] = r.count[i]
        for q in range(r.count[i]):
            for x in range(3):
                c.stints[k, q, x] = r.stints[i, q, x]


@kernel
def restore(f, r, c, n):  # type: ignore[no-untyped-def]
    """Give the chosen their remembered itineraries back."""
    for k in range(n):
        take(f, r, c.chosen[k])
    for k in range(n):
        put(f, r, c.chosen[k], c.stints[k], c.count[k])


@kernel
def recreate(f, ties, r, s, c, n, pricing, guided, noise):  # type: ignore[no-untyped-def]
    """Take the chosen out and fit them in again in their order; False: somebody found no place."""
    for k in range(n):
        take(f, r, c.chosen[k])
        put_stub(f, r, c.chosen[k])
    for k in range(n):
        if guided:
            found = fit(f, ties, r, s, c.chosen[k], pricing.seats, pricing.entry, pricing.bench, noise)
        else:
            true_benches(f, r, c)
            found = fit(f, ties, r, s, c.chosen[k], pricing.true_seats, c.no_entry, c.bench, noise)
        if not found:
            return False
    return True


@kernel
def note(r, best):  # type: ignore[no-untyped-def]
    """Remember the plan as it stands."""
    best.total[0] = r.total[0]
    for i in range(len(r.count)):
        best.count[i] = r.count[i]
        for k in range(r.count[i]):
            for c in range(3):
                best.stints[i, k, c] = r.stints[i, k, c]


@kernel
def anneal(f, ties, r, s, c, pricing, best, loops, hot, cold, noise, guidance):  # type: ignore[no-untyped-def]
    """`loops` loops from temperature `hot` down to `cold` (thousandths); the best plan is kept in `best`."""
    if len(c.movable) == 0:
        return
    factor = (cold / hot) ** (1.0 / max(1, loops - 1))
    heat = hot
    for _ in range(loops):
        n = chain(f, r, c, 1 + np.random.randint(1, 5))
        shuffle(c, n)
        keep(r, c, n)
        before = r.total[0]
        guided = np.random.random() < guidance
        good = recreate(f, ties, r, s, c, n, pricing, guided, noise)
        worse = r.total[0] - before
        if not good or (worse > 0 and np.random.random() >= np.exp(-worse / heat)):
            restore(f, r, c, n)
        elif r.total[0] < best.total[0]:
            note(r, best)
        heat *= factor
