"""The cheapest set of classes of one worker at given prices: exact dynamic programming over candidates and days owed.

Candidates are the classes that a worker may attend and that save more than they cost, by first slot. State before a
candidate: days still owed, and whether an induction class is still owed. What is owed in the end is paid for.
Everything is in whole thousandths of a point. Among classes of one shape, which share slots, days and kind, only the
cheapest can be in a cheapest set.
"""

from typing import NamedTuple

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from genhun.engine.kernel import kernel
from genhun.engine.rows import SCALE, Ints
from genhun.planning.training.model import Flags, Model

SHUT = 1 << 40
"""A price (thousandths) that nobody pays: a day on which nobody else of the unit may go."""
BLOCK = 256
"""Kinds priced on one piece of memory."""


class Offers(NamedTuple):
    """What the compiled code reads of a model; `eligible[where[k, 0]:where[k, 1]]`: classes open to kind k."""

    first: Ints
    last: Ints
    days: Ints
    induction: Flags
    shape: Ints
    way: NDArray[np.int8]
    unit: Ints
    need: Ints
    newcomer: Flags
    points: Ints
    eligible: NDArray[np.int32]
    where: Ints
    slots: int


class Room(NamedTuple):
    """Memory to write on while one worker is priced: candidates, their costs, states, the first candidate by slot."""

    candidate: NDArray[np.int32]
    cost: Ints
    owed: Ints
    after: Ints


def offers_of(model: Model) -> Offers:
    """What the oracle needs of a model."""
    eligible, where = _eligible(model)
    return Offers(
        model.first,
        model.last,
        model.days,
        model.induction,
        model.shape,
        model.way,
        model.unit,
        model.need,
        model.newcomer,
        model.points,
        eligible,
        where,
        model.slots,
    )


def _eligible(model: Model) -> tuple[NDArray[np.int32], Ints]:
    """The classes open to each kind; kinds alike in peaks, level and being new share a list."""
    by_shape = np.argsort(model.shape, kind="stable")
    peaks = [row.tobytes() for row in model.free]
    lists: list[NDArray[np.int32]] = []
    found: dict[tuple[bytes, int, bool], tuple[int, int]] = {}
    where, total = np.zeros((len(model.unit), 2), dtype=np.int64), 0
    for k, (unit, level, new) in enumerate(zip(model.unit, model.level.tolist(), model.newcomer.tolist(), strict=True)):
        key = (peaks[unit], level, new)
        if key not in found:
            may = model.free[unit] & (model.least <= level) & (level <= model.most) & (model.seats > 0)
            may &= new | ~model.induction
            lists.append(by_shape[may[by_shape]].astype(np.int32))
            found[key] = (total, total + len(lists[-1]))
            total += len(lists[-1])
        where[k] = found[key]
    return np.concatenate([np.zeros(0, dtype=np.int32), *lists]), where


@njit(cache=True, nogil=True)
def room_for(offers):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Room for any worker."""
    shapes = 1
    for j in range(len(offers.shape)):
        shapes = max(shapes, offers.shape[j] + 1)
    most = 1
    for k in range(len(offers.need)):
        most = max(most, offers.need[k] + 1)
    return Room(
        np.empty(shapes, np.int32),
        np.empty(shapes, np.int64),
        np.empty((shapes + 1) * 2 * most, np.int64),
        np.empty(offers.slots + 2, np.int64),
    )


@kernel
def candidates(offers, kind, asked, away, slack, room):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """The cheapest open class of each shape that costs less than it saves and `slack`; how many. `asked`: see
    `cheapest`."""
    price, left, noise, spread = asked
    unit, need = offers.unit[kind], offers.need[kind]
    short = offers.points[0] * SCALE * (2 if offers.newcomer[kind] else 1)
    count, shape = 0, -1
    for e in range(offers.where[kind, 0], offers.where[kind, 1]):
        j = offers.eligible[e]
        if left[j] <= 0:
            continue
        cost = price[j] + offers.way[unit, j] * SCALE + away[offers.last[j] + 1] - away[offers.first[j]]
        cost += np.int64(spread * noise[j])
        saved = short * min(offers.days[j], need)
        if offers.induction[j]:
            saved += offers.points[1] * SCALE
        if cost >= saved + slack:
            continue
        if offers.shape[j] != shape:
            shape = offers.shape[j]
            count += 1
        elif cost >= room.cost[count - 1]:
            continue
        room.candidate[count - 1] = j
        room.cost[count - 1] = cost
    return count


@kernel
def _least_of(here, rest, then, cost, days):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """here[s] = min(rest[s], cost + then[s - days]) where s >= days; apart, so that it is done several at a time."""
    for s in range(len(here) - days):
        here[s + days] = min(rest[s + days], cost + then[s])


@kernel
def state(offers, kind, room, count):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Least cost from each candidate on in each state, written to `room.owed`; the state stride is 2 x (need + 1)."""
    need, width = offers.need[kind], offers.need[kind] + 1
    halves = 2 if offers.newcomer[kind] else 1
    short, missing = offers.points[0] * SCALE * halves, offers.points[1] * SCALE
    surplus, stride = offers.points[2] * SCALE, 2 * width
    owed, following, slot = room.owed, count, offers.slots + 1
    for half in range(halves):
        for s in range(width):
            owed[count * stride + half * width + s] = short * s + missing * half
    for i in range(count - 1, -1, -1):
        j = room.candidate[i]
        while slot > offers.first[j]:
            room.after[slot] = i + 1
            slot -= 1
        following = room.after[offers.last[j] + 1]
        days, cost = min(offers.days[j], need), room.cost[i]
        extra = offers.days[j] - days
        for half in range(halves):
            here = i * stride + half * width
            then = following * stride + (0 if offers.induction[j] else half * width)
            _least_of(owed[here : here + width], owed[here + stride :], owed[then:], cost + surplus * extra, days)
            for s in range(days):
                owed[here + s] = min(owed[here + stride + s], cost + surplus * (extra + days - s) + owed[then])
    return stride


@kernel
def cheapest(offers, kind, asked, away, room, chosen):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Least cost (thousandths) of a worker of a kind and how many classes that takes; the classes go to `chosen`.

    `asked`: (price of a seat, seats left, noise, spread), the first three by class; a class without seats left is
    shut, and spread x noise is added to each price. `away`: prices of the unit's slots, summed up:
    `away[last + 1] - away[first]` for a class.
    """
    need, half = offers.need[kind], 1 if offers.newcomer[kind] else 0
    if need == 0 and half == 0:
        return np.int64(0), 0
    total = candidates(offers, kind, asked, away, np.int64(0), room)
    stride = state(offers, kind, room, total)
    i, s, count = 0, need, 0
    least = room.owed[half * (need + 1) + need]
    while i < total:
        at = i * stride + half * (need + 1) + s
        if room.owed[at] == room.owed[at + stride]:
            i += 1
            continue
        j = room.candidate[i]
        chosen[count] = j
        count += 1
        s = max(0, s - offers.days[j])
        half = 0 if offers.induction[j] else half
        i = room.after[offers.last[j] + 1]
    return least, count


@njit(cache=True, nogil=True, parallel=True)
def cheapest_of_all(offers, price, away):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """The cheapest set of classes of each kind: cost `(kinds,)`, number of classes `(kinds,)`, classes `(kinds,
    slots)`."""
    kinds = len(offers.unit)
    cost = np.zeros(kinds, dtype=np.int64)
    count = np.zeros(kinds, dtype=np.int64)
    chosen = np.full((kinds, offers.slots + 1), -1, dtype=np.int32)
    asked = (price, np.ones(len(price), dtype=np.int64), np.zeros(len(price)), 0.0)
    for block in prange((kinds + BLOCK - 1) // BLOCK):
        room = room_for(offers)
        for kind in range(block * BLOCK, min(kinds, (block + 1) * BLOCK)):
            cost[kind], count[kind] = cheapest(offers, kind, asked, away[offers.unit[kind]], room, chosen[kind])
    return cost, count, chosen


@njit(cache=True, nogil=True)
def use_of_all(offers, number, chosen, count, rows):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """What all workers use of the rows `(rows,)` if each of a kind attends the classes chosen for it."""
    use = np.zeros(rows, np.int64)
    classes = len(offers.days)
    for k in range(len(count)):
        unit_row = classes + offers.unit[k] * offers.slots
        for c in range(count[k]):
            j = chosen[k, c]
            use[j] += number[k]
            for t in range(offers.first[j], offers.last[j] + 1):
                use[unit_row + t] += number[k]
    return use
