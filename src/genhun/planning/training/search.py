"""A plan at any time: workers inserted one by one by the exact oracle, then taken out and put back in small circles
of rivals."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from genhun.engine.kernel import kernel
from genhun.engine.rows import NO_LIMIT, SCALE, Ints
from genhun.planning.training.model import Model
from genhun.planning.training.oracle import SHUT, cheapest, room_for

NOISE = 3.0
"""Points by which prices differ at most from one round to another, so that rivals are put back differently."""


class Seating(NamedTuple):
    """Who sits where: the plan `(workers, slots + 1)` of class numbers padded with -1, and what is left of
    everything."""

    plan: NDArray[np.int32]
    kind: Ints  # of each worker
    seats: Ints  # left in each class
    away: Ints  # (units, slots): workers of the unit who may still be away
    cost: Ints  # of each worker, points
    roll: NDArray[np.int32]  # (classes, most seats): who attends
    sitting: Ints  # attendants of each class


def empty_seating(model: Model) -> Seating:
    """The plan in which nobody goes anywhere."""
    kind = np.repeat(np.arange(len(model.number)), model.number).astype(np.int64)
    short, missing, _ = model.points
    alone = short * (1 + model.newcomer) * model.need + missing * model.newcomer
    width = min(int(model.seats.max(initial=0)), len(kind))
    away = np.repeat(np.minimum(model.away, NO_LIMIT)[:, None], max(1, model.slots), axis=1)
    return Seating(
        plan=np.full((len(kind), model.slots + 1), -1, dtype=np.int32),
        kind=kind,
        seats=model.seats.copy(),
        away=away.astype(np.int64),
        cost=alone[kind].astype(np.int64),
        roll=np.full((len(model.seats), width), -1, dtype=np.int32),
        sitting=np.zeros(len(model.seats), dtype=np.int64),
    )


@kernel
def take_out(offers, seating, worker):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Free all that a worker's classes use."""
    unit = offers.unit[seating.kind[worker]]
    for c in range(seating.plan.shape[1]):
        j = seating.plan[worker, c]
        if j < 0:
            break
        seating.seats[j] += 1
        for t in range(offers.first[j], offers.last[j] + 1):
            seating.away[unit, t] += 1
        place = 0
        while seating.roll[j, place] != worker:
            place += 1
        seating.sitting[j] -= 1
        seating.roll[j, place] = seating.roll[j, seating.sitting[j]]
        seating.plan[worker, c] = -1


@kernel
def put_in(offers, seating, worker, classes, count):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Seat a worker in classes that have room, and note what that costs."""
    kind = seating.kind[worker]
    unit = offers.unit[kind]
    days, inducted, points = 0, False, 0
    for c in range(count):
        j = classes[c]
        seating.plan[worker, c] = j
        seating.seats[j] -= 1
        for t in range(offers.first[j], offers.last[j] + 1):
            seating.away[unit, t] -= 1
        seating.roll[j, seating.sitting[j]] = worker
        seating.sitting[j] += 1
        days += offers.days[j]
        inducted = inducted or offers.induction[j]
        points += offers.way[unit, j]
    points += offers.points[2] * max(0, days - offers.need[kind])
    points += offers.points[0] * (2 if offers.newcomer[kind] else 1) * max(0, offers.need[kind] - days)
    if offers.newcomer[kind] and not inducted:
        points += offers.points[1]
    seating.cost[worker] = points


@kernel
def insert(offers, seating, worker, asked, away_price, room):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Give a worker the cheapest classes at given prices among those that have room. `room`: (oracle's room, sums,
    chosen) to write on."""
    own, sums, chosen = room
    unit = offers.unit[seating.kind[worker]]
    for t in range(len(sums) - 1):
        sums[t + 1] = sums[t] + (away_price[unit, t] if seating.away[unit, t] > 0 else SHUT)
    _, count = cheapest(offers, seating.kind[worker], asked, sums, own, chosen)
    put_in(offers, seating, worker, chosen, count)


@njit(cache=True, nogil=True)
def fill(offers, seating, order, price, away_price):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Insert workers in the given order."""
    room = (room_for(offers), np.zeros(offers.slots + 1, np.int64), np.empty(offers.slots + 1, np.int32))
    asked = (price, seating.seats, np.zeros(len(price)), 0.0)
    for worker in order:
        insert(offers, seating, worker, asked, away_price, room)


@kernel
def may_attend(offers, kind, j):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Whether a class is open to workers of a kind."""
    found = False
    for e in range(offers.where[kind, 0], offers.where[kind, 1]):
        found = found or offers.eligible[e] == j
    return found


@kernel
def _fits(offers, seating, worker, classes, count, j):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Whether a worker may attend a class beside some others as things stand."""
    kind = seating.kind[worker]
    if seating.seats[j] <= 0 or not may_attend(offers, kind, j):
        return False
    for c in range(count):
        if offers.first[classes[c]] <= offers.last[j] and offers.first[j] <= offers.last[classes[c]]:
            return False
    room = True
    for t in range(offers.first[j], offers.last[j] + 1):
        room = room and seating.away[offers.unit[kind], t] > 0
    return room


@kernel
def seat_as(offers, seating, wanted, chosen):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Seat everybody as an earlier plan `(workers, slots + 1)` does, as far as that is still allowed."""
    for worker in range(len(wanted)):
        count = 0
        for c in range(wanted.shape[1]):
            j = wanted[worker, c]
            if j >= 0 and _fits(offers, seating, worker, chosen, count, j):
                chosen[count] = j
                count += 1
        if count > 0:
            put_in(offers, seating, worker, chosen, count)


@kernel
def _wanted(offers, seating, worker):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """A class that a worker attends or could attend, the nearer of two; -1 if there is none."""
    if np.random.random() < 0.5 and seating.plan[worker, 0] >= 0:
        width = 1
        while width < seating.plan.shape[1] and seating.plan[worker, width] >= 0:
            width += 1
        return seating.plan[worker, np.random.randint(width)]
    kind = seating.kind[worker]
    start, stop = offers.where[kind]
    if start == stop:
        return -1
    j = offers.eligible[np.random.randint(start, stop)]
    other = offers.eligible[np.random.randint(start, stop)]
    unit = offers.unit[kind]
    return other if offers.way[unit, other] < offers.way[unit, j] else j


@kernel
def rivals(offers, seating, most, out):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """A circle of workers who want the same: one at random, then again and again somebody from a class that fits
    one of them."""
    count, tries = 1, 0
    out[0] = np.random.randint(len(seating.kind))
    while count < most and tries < 4 * most:
        tries += 1
        j = _wanted(offers, seating, out[np.random.randint(count)])
        if j < 0 or seating.sitting[j] == 0:
            continue
        found = seating.roll[j, np.random.randint(seating.sitting[j])]
        fresh = True
        for i in range(count):
            fresh = fresh and out[i] != found
        if fresh:
            out[count] = found
            count += 1
    return count


@njit(cache=True, nogil=True)
def anneal(offers, seating, price, away_price, schedule, seed):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Take out circles of rivals and put them back, worse with a falling chance; `schedule`: (rounds, first, last
    heat, most)."""
    rounds, hot, cold, most = schedule
    np.random.seed(seed)
    slots, classes = offers.slots, len(price)
    room = (room_for(offers), np.zeros(slots + 1, np.int64), np.empty(slots + 1, np.int32))
    circle = np.empty(int(most), np.int64)
    before = np.empty((int(most), slots + 1), np.int32)
    noise = np.random.random(2 * classes)
    for n in range(int(rounds)):
        heat = hot * (cold / hot) ** (n / rounds)
        count = rivals(offers, seating, np.random.randint(1, int(most) + 1), circle)
        old, new = 0, 0
        for i in range(count):
            before[i] = seating.plan[circle[i]]
            old += seating.cost[circle[i]]
            take_out(offers, seating, circle[i])
        spread, turn = NOISE * SCALE * np.random.random(), np.random.randint(classes)
        asked = (price, seating.seats, noise[turn : turn + classes], spread)
        for i in range(count):
            other = np.random.randint(i, count)
            circle[i], circle[other] = circle[other], circle[i]
            for c in range(slots + 1):
                before[i, c], before[other, c] = before[other, c], before[i, c]
            insert(offers, seating, circle[i], asked, away_price, room)
            new += seating.cost[circle[i]]
        if new > old and np.random.random() >= np.exp((old - new) / heat):
            for i in range(count):
                take_out(offers, seating, circle[i])
            for i in range(count):
                width = 0
                while width <= slots and before[i, width] >= 0:
                    width += 1
                put_in(offers, seating, circle[i], before[i], width)
