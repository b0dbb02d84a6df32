"""The cheapest set of classes of one worker at given prices: exact dynamic programming over slots and days covered.

State at the start of a slot: days covered so far (at most the need) and whether an induction class was taken. Missing days and a
missing induction class are paid for at the end. Everything is in whole thousandths of a point. Among classes of one shape, which share
slots, days and kind, only the cheapest can be in a cheapest set, so the number of classes hardly matters.
"""

from typing import NamedTuple

import numpy as np
from numba import njit, prange

from genhun.engine.rows import SCALE, Ints
from genhun.planning.training.model import Flags, Model

SHUT = 1 << 40
"""A price (thousandths) that nobody pays: a full class, a day on which nobody else of the unit may go."""
NEVER = 1 << 55


class Offers(NamedTuple):
    """The parts of a model that the compiled oracle reads."""

    first: Ints
    last: Ints
    days: Ints
    induction: Flags
    least: Ints
    most: Ints
    shape: Ints
    shapes: Ints
    shape_from: Ints
    way: Ints
    free: Flags
    unit: Ints
    level: Ints
    need: Ints
    newcomer: Flags
    points: Ints


def offers_of(model: Model) -> Offers:
    """What the oracle needs of a model."""
    return Offers(
        model.first,
        model.last,
        model.days,
        model.induction,
        model.least,
        model.most,
        model.shape,
        model.shapes,
        model.shape_from,
        model.way,
        model.free,
        model.unit,
        model.level,
        model.need,
        model.newcomer,
        model.points,
    )


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]  # numba has no types
def cheapest(offers, kind, price, away, chosen):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Least cost (thousandths) of a worker of a kind and how many classes that takes; the classes go to `chosen`.

    `price`: of a seat by class; `away`: prices of the unit's slots, summed up: `away[last + 1] - away[first]` for a class.
    """
    slots, shapes = len(offers.shape_from) - 1, len(offers.shapes)
    need, newcomer, unit = offers.need[kind], offers.newcomer[kind], offers.unit[kind]
    short = offers.points[0] * SCALE * (2 if newcomer else 1)
    missing = offers.points[1] * SCALE if newcomer else 0
    surplus = offers.points[2] * SCALE
    if need == 0 and not newcomer:
        return 0, 0
    best = np.full(shapes, NEVER, dtype=np.int64)
    which = np.full(shapes, -1, dtype=np.int64)
    for j in range(len(price)):
        if price[j] >= SHUT or not offers.free[unit, j] or (offers.induction[j] and not newcomer):
            continue
        if offers.level[kind] < offers.least[j] or offers.level[kind] > offers.most[j]:
            continue
        cost = price[j] + offers.way[unit, j] * SCALE
        if cost < best[offers.shape[j]]:
            best[offers.shape[j]] = cost
            which[offers.shape[j]] = j
    states = (need + 1) * 2
    cost_to = np.full((slots + 1, states), NEVER, dtype=np.int64)
    taken = np.full((slots + 1, states), -1, dtype=np.int64)
    origin = np.zeros((slots + 1, states), dtype=np.int64)
    cost_to[0, 0] = 0
    for t in range(slots):
        for s in range(states):
            if cost_to[t, s] < cost_to[t + 1, s]:
                cost_to[t + 1, s] = cost_to[t, s]
                taken[t + 1, s] = -1
        for k in range(offers.shape_from[t], offers.shape_from[t + 1]):
            if which[k] < 0:
                continue
            after, days = offers.shapes[k, 1] + 1, offers.shapes[k, 2]
            inducts = offers.shapes[k, 3]
            cost = best[k] + away[after] - away[t]
            if cost >= short * min(days, need) + missing * inducts:
                continue
            for s in range(states):
                if cost_to[t, s] >= NEVER:
                    continue
                covered, had = s // 2, s % 2
                total = covered + days
                extra = 0
                if total > need:
                    extra, total = (total - need) * surplus, need
                s2 = total * 2 + (had | inducts)
                if cost_to[t, s] + cost + extra < cost_to[after, s2]:
                    cost_to[after, s2] = cost_to[t, s] + cost + extra
                    taken[after, s2] = k
                    origin[after, s2] = s
    least, state = NEVER, 0
    for s in range(states):
        total_cost = cost_to[slots, s] + short * (need - s // 2) + (0 if s % 2 else missing)
        if total_cost < least:
            least, state = total_cost, s
    count, t = 0, slots
    while t > 0:
        k = taken[t, state]
        if k < 0:
            t -= 1
        else:
            chosen[count] = which[k]
            count += 1
            state = origin[t, state]
            t = offers.shapes[k, 0]
    return least, count


@njit(cache=True, nogil=True, parallel=True)  # type: ignore[untyped-decorator]  # numba has no types
def cheapest_of_all(offers, price, away):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """The cheapest set of classes of each kind: cost `(kinds,)`, number of classes `(kinds,)`, classes `(kinds, slots)`."""
    kinds = len(offers.unit)
    cost = np.zeros(kinds, dtype=np.int64)
    count = np.zeros(kinds, dtype=np.int64)
    chosen = np.full((kinds, len(offers.shape_from)), -1, dtype=np.int32)
    for kind in prange(kinds):
        cost[kind], count[kind] = cheapest(offers, kind, price, away[offers.unit[kind]], chosen[kind])
    return cost, count, chosen
