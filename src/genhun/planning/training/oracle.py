"""The cheapest set of classes of one worker at given prices: exact dynamic programming over slots and days covered.

State at the start of a slot: days covered so far (at most the need) and whether an induction class was taken. Missing
days and a missing induction class are paid for at the end. Everything is in whole thousandths of a point. Among classes
of one shape, which share slots, days and kind, only the cheapest can be in a cheapest set, so the number of classes
hardly matters.
"""

from typing import NamedTuple

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

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
    way: NDArray[np.int8]
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


@njit(cache=True, nogil=True)
def _cheapest_by_shape(offers, kind, price, best, which):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """The cheapest class of each shape that a kind may attend, seat and way together."""
    unit, level, newcomer = offers.unit[kind], offers.level[kind], offers.newcomer[kind]
    for j in range(len(price)):
        barred = offers.induction[j] and not newcomer
        if price[j] >= SHUT or barred or not offers.free[unit, j]:
            continue
        if level < offers.least[j] or level > offers.most[j]:
            continue
        cost = price[j] + offers.way[unit, j] * SCALE
        if cost < best[offers.shape[j]]:
            best[offers.shape[j]] = cost
            which[offers.shape[j]] = j


@njit(cache=True, nogil=True)
def _extend(offers, kind, shape, cost, tables):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Go on with a class of a shape from every state at the start of its first slot."""
    cost_to, taken, origin = tables
    need = offers.need[kind]
    first, after, days = offers.shapes[shape, 0], offers.shapes[shape, 1] + 1, offers.shapes[shape, 2]
    surplus = offers.points[2] * SCALE
    for s in range((need + 1) * 2):
        if cost_to[first, s] >= NEVER:
            continue
        total = s // 2 + days
        now = cost_to[first, s] + cost + surplus * max(0, total - need)
        after_state = min(total, need) * 2 + (s % 2 | offers.shapes[shape, 3])
        if now < cost_to[after, after_state]:
            cost_to[after, after_state] = now
            taken[after, after_state] = shape
            origin[after, after_state] = s


@njit(cache=True, nogil=True)
def _walk_back(offers, which, tables, state, chosen):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """The classes on the way to a last state, written to `chosen`; how many."""
    _, taken, origin = tables
    count, t = 0, len(taken) - 1
    while t > 0:
        shape = taken[t, state]
        if shape < 0:
            t -= 1
            continue
        chosen[count] = which[shape]
        count += 1
        state = origin[t, state]
        t = offers.shapes[shape, 0]
    return count


@njit(cache=True, nogil=True)
def cheapest(offers, kind, price, away, chosen):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Least cost (thousandths) of a worker of a kind and how many classes that takes; the classes go to `chosen`.

    `price`: of a seat by class; `away`: prices of the unit's slots, summed up: `away[last + 1] - away[first]` for a
    class.
    """
    slots, shapes, need = len(offers.shape_from) - 1, len(offers.shapes), offers.need[kind]
    short = offers.points[0] * SCALE * (2 if offers.newcomer[kind] else 1)
    missing = offers.points[1] * SCALE if offers.newcomer[kind] else 0
    if need == 0 and missing == 0:
        return 0, 0
    best = np.full(shapes, NEVER, dtype=np.int64)
    which = np.full(shapes, -1, dtype=np.int64)
    _cheapest_by_shape(offers, kind, price, best, which)
    states = (need + 1) * 2
    cost_to = np.full((slots + 1, states), NEVER, dtype=np.int64)
    taken = np.full((slots + 1, states), -1, dtype=np.int64)
    tables = (cost_to, taken, np.zeros((slots + 1, states), dtype=np.int64))
    cost_to[0, 0] = 0
    for t in range(slots):
        for s in range(states):
            if cost_to[t, s] < cost_to[t + 1, s]:
                cost_to[t + 1, s] = cost_to[t, s]
                taken[t + 1, s] = -1
        for k in range(offers.shape_from[t], offers.shape_from[t + 1]):
            cost = best[k] + away[offers.shapes[k, 1] + 1] - away[t]
            if which[k] >= 0 and cost < short * min(offers.shapes[k, 2], need) + missing * offers.shapes[k, 3]:
                _extend(offers, kind, k, cost, tables)
    least, last = np.int64(NEVER), 0
    for s in range(states):
        total = cost_to[slots, s] + short * (need - s // 2) + (0 if s % 2 else missing)
        if total < least:
            least, last = total, s
    return least, _walk_back(offers, which, tables, last, chosen)


@njit(cache=True, nogil=True, parallel=True)
def cheapest_of_all(offers, price, away):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """The cheapest set of classes of each kind: cost `(kinds,)`, number of classes `(kinds,)`, classes `(kinds,
    slots)`."""
    kinds = len(offers.unit)
    cost = np.zeros(kinds, dtype=np.int64)
    count = np.zeros(kinds, dtype=np.int64)
    chosen = np.full((kinds, len(offers.shape_from)), -1, dtype=np.int32)
    for kind in prange(kinds):
        cost[kind], count[kind] = cheapest(offers, kind, price, away[offers.unit[kind]], chosen[kind])
    return cost, count, chosen
