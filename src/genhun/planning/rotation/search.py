"""Ruin and recreate with annealing: a few people who compete for the same posts are taken out and fitted in anew.

Each is fitted in exactly (the oracle on what is free), at true costs or at the prices of the bound, slightly
perturbed. The plan keeps every hard rule at all times; stubs guarantee that everybody taken out can be put back.
"""

from typing import NamedTuple

import numpy as np

from genhun.engine.kernel import kernel
from genhun.planning.rotation.evaluate import starts_here
from genhun.planning.rotation.problem import (
    CIRCLE,
    END,
    LEVEL,
    LOCKED,
    MANAGER,
    PLACE,
    SECRETARY,
    START,
    STAYS,
    UNIT,
    Array,
    Facts,
)
from genhun.planning.rotation.roster import Roster, fit, other_head_entered, put, put_stub, take
from genhun.planning.rotation.wishes import discontent


class Best(NamedTuple):
    """The best plan seen."""

    stints: Array
    number: Array
    total: Array  # (1,)


class Company(NamedTuple):
    """Who may be taken out, and the working space of one loop."""

    movable: Array
    chosen: Array  # (most,)
    stints: Array  # (most, slots, 3) their itineraries before the loop
    number: Array
    no_entry: Array  # (posts, periods) zeros
    bench: Array


MOST = 7
"""People taken out and put back together at most."""

DEEPER = 0.3
"""How often whoever stands in the way of those in the way is taken out too."""


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
    return Best(roster.stints.copy(), roster.number.copy(), roster.total.copy())


@kernel
def go_back(f, r, to):  # type: ignore[no-untyped-def]
    """Put a kept plan on the roster in place of what is there."""
    for i in range(len(f.person)):
        take(f, r, i)
    for i in range(len(f.person)):
        put(f, r, i, to.stints[i], to.number[i])


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
def join(c, n, other):  # type: ignore[no-untyped-def]
    """Add a person to the chosen, once; returns how many they are then."""
    for k in range(n):
        if c.chosen[k] == other:
            return n
    c.chosen[n] = other
    return n + 1


@kernel
def in_the_way(f, ties, r, c, n, size, me, post, t, x):  # type: ignore[no-untyped-def]
    """Add to the chosen whoever keeps a stint from being taken; -1 if that cannot be had.

    In the way are holders of a full post, those who use up the unit's entries, whoever enters the other head's post in
    the same period, and relatives in the unit.
    """
    unit = f.post[post, UNIT]
    if t == 0 and post == f.person[me, START]:
        return in_the_seat(f, r, c, n, size, me, post, t, x)
    n = in_the_seat(f, r, c, n, size, me, post, t, x)
    crowded = r.room[unit, t] <= 0
    paired = f.post[post, SECRETARY] + f.post[post, MANAGER] > 0 and other_head_entered(f, ties, r, post, t)
    if n >= 0 and (crowded or paired):
        n = at_the_door(f, r, c, n, size, me, post, t, crowded, paired)
    for q in range(ties.kin_from[me], ties.kin_from[me + 1]):
        other = ties.kin[q]
        for k in range(r.number[other]):
            held = r.stints[other, k, 0]
            meets = r.stints[other, k, 1] < x and r.stints[other, k, 2] > t
            if n >= 0 and held >= 0 and f.post[held, UNIT] == unit and meets:
                n = -1 if f.person[other, STAYS] == 1 or n + 1 >= size else join(c, n, other)
    return n


@kernel
def in_the_seat(f, r, c, n, size, me, post, t, x):  # type: ignore[no-untyped-def]
    """Add the holders of a post that is full in some period of [t, x); -1 if one of them has to be there."""
    full = False
    for p in range(t, x):
        full = full or r.free[post, p] <= 0
    if not full:
        return n
    for other in range(len(f.person)):
        for k in range(r.number[other]):
            if r.stints[other, k, 0] != post or other == me:
                continue
            if r.stints[other, k, 1] < x and r.stints[other, k, 2] > t:
                if f.person[other, STAYS] == 1 or bound_there(r, other, post, t, x):
                    return -1
                n = join(c, n, other)
                if n >= size:
                    return -1
    return n


@kernel
def at_the_door(f, r, c, n, size, me, post, t, crowded, paired):  # type: ignore[no-untyped-def]
    """Add one who enters the unit of a post in `t` where it is crowded, and all who enter the other head's post."""
    unit = f.post[post, UNIT]
    for other in range(len(f.person)):
        for k in range(r.number[other]):
            held = r.stints[other, k, 0]
            if held < 0 or other == me or r.stints[other, k, 1] != t or f.post[held, UNIT] != unit:
                continue
            if starts_here(f, other, r.stints[other], k):
                continue
            pair = f.post[post, SECRETARY] * f.post[held, MANAGER] + f.post[post, MANAGER] * f.post[held, SECRETARY]
            if crowded or (paired and held != post and pair > 0):
                if f.person[other, STAYS] == 1:
                    return -1
                n = join(c, n, other)
                crowded = False
                if n >= size:
                    return -1
    return n


@kernel
def bound_there(r, i, post, t, x):  # type: ignore[no-untyped-def]
    """Whether person `i` has to hold a post in a part of [t, x) in any case."""
    found = False
    for k in range(r.stub_count[i]):
        found = found or (r.stub[i, k, 0] == post and r.stub[i, k, 1] < x and r.stub[i, k, 2] > t)
    return found


@kernel
def wish(f, ties, r, c, wishes, pricing, size):  # type: ignore[no-untyped-def]
    """Choose a person, whoever stands in the way of what the person wants most, and at times whoever stands in theirs.

    Returns how many they are; 0 if it cannot be had.
    """
    c.chosen[0] = discontent(f, r, c.movable, wishes, pricing)
    n, q = 1, 0
    while q < n:
        i = c.chosen[q]
        if f.person[i, LOCKED] == 1:
            return 0 if q == 0 else n
        version = np.random.randint(min(wishes.asked[0], len(wishes.number)))
        way = wishes.stints[version, i]
        for k in range(wishes.number[version, i]):
            if way[k, 0] >= 0:
                more = in_the_way(f, ties, r, c, n, size, i, way[k, 0], way[k, 1], way[k, 2])
                if more < 0:
                    return 0 if q == 0 else n
                n = more
        q += 1
        if np.random.random() >= DEEPER:
            break
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
        c.number[k] = r.number[i]
        for q in range(r.number[i]):
            for x in range(3):
                c.stints[k, q, x] = r.stints[i, q, x]


@kernel
def restore(f, r, c, n):  # type: ignore[no-untyped-def]
    """Give the chosen their remembered itineraries back."""
    for k in range(n):
        take(f, r, c.chosen[k])
    for k in range(n):
        put(f, r, c.chosen[k], c.stints[k], c.number[k])


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
    for i in range(len(r.number)):
        best.number[i] = r.number[i]
        for k in range(r.number[i]):
            for c in range(3):
                best.stints[i, k, c] = r.stints[i, k, c]


@kernel
def anneal(f, ties, r, s, c, wishes, pricing, best, loops, hot, cold, noise, guidance, wishing):  # type: ignore[no-untyped-def]
    """`loops` loops from temperature `hot` down to `cold` (thousandths); the best plan is kept in `best`."""
    if len(c.movable) == 0:
        return
    factor = (cold / hot) ** (1.0 / max(1, loops - 1))
    heat = hot
    for _ in range(loops):
        n = 0
        if np.random.random() < wishing:
            n = wish(f, ties, r, c, wishes, pricing, MOST)
        if n == 0:
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
