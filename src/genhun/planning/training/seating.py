"""Who sits where: workers seated one by one by the exact oracle, with what is left of everything."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from genhun.engine.kernel import kernel
from genhun.engine.rows import NO_LIMIT, Ints
from genhun.planning.training.model import Model
from genhun.planning.training.oracle import SHUT, cheapest, room_for


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
def hold(offers, seating, unit, j, number):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """So many more workers of a unit (fewer if negative) hold a seat of a class and are away on its days."""
    seating.seats[j] -= number
    for t in range(offers.first[j], offers.last[j] + 1):
        seating.away[unit, t] -= number


@kernel
def take_out(offers, seating, worker):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Free all that a worker's classes use."""
    unit = offers.unit[seating.kind[worker]]
    for c in range(seating.plan.shape[1]):
        j = seating.plan[worker, c]
        if j < 0:
            break
        hold(offers, seating, unit, j, -1)
        place = 0
        while seating.roll[j, place] != worker:
            place += 1
        seating.sitting[j] -= 1
        seating.roll[j, place] = seating.roll[j, seating.sitting[j]]
        seating.plan[worker, c] = -1


@kernel
def points_of(offers, kind, classes, count):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """What a worker of a kind who attends some classes costs, in points."""
    unit, days, inducted, points = offers.unit[kind], 0, False, 0
    for c in range(count):
        j = classes[c]
        days += offers.days[j]
        inducted = inducted or offers.induction[j]
        points += offers.way[unit, j]
    points += offers.points[2] * max(0, days - offers.need[kind])
    points += offers.points[0] * (2 if offers.newcomer[kind] else 1) * max(0, offers.need[kind] - days)
    if offers.newcomer[kind] and not inducted:
        points += offers.points[1]
    return points


@kernel
def meet(offers, one, other):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Whether two classes share a day."""
    return offers.first[one] <= offers.last[other] and offers.first[other] <= offers.last[one]


@kernel
def put_in(offers, seating, worker, classes, count):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Seat a worker in classes that have room, and note what that costs."""
    kind = seating.kind[worker]
    unit = offers.unit[kind]
    for c in range(count):
        j = classes[c]
        seating.plan[worker, c] = j
        hold(offers, seating, unit, j, 1)
        seating.roll[j, seating.sitting[j]] = worker
        seating.sitting[j] += 1
    seating.cost[worker] = points_of(offers, kind, classes, count)


@kernel
def length_of(classes):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """How many classes stand in a row that is padded with -1."""
    count = 0
    while count < len(classes) and classes[count] >= 0:
        count += 1
    return count


@kernel
def seat_again(offers, seating, workers, before):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Seat workers who are out as they were before: one row of classes each."""
    for i in range(len(workers)):
        put_in(offers, seating, workers[i], before[i], length_of(before[i]))


@kernel
def sum_open(seating, unit, away_price, sums):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Sum up the prices of a unit's slots, to `sums` `(slots + 1,)`; those on which nobody else may go are shut."""
    for t in range(len(sums) - 1):
        sums[t + 1] = sums[t] + (away_price[unit, t] if seating.away[unit, t] > 0 else SHUT)


@kernel
def insert(offers, seating, worker, asked, away_price, room):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Give a worker the cheapest classes at given prices among those that have room. `room`: (oracle's room, sums,
    chosen) to write on."""
    own, sums, chosen = room
    sum_open(seating, offers.unit[seating.kind[worker]], away_price, sums)
    _, count = cheapest(offers, seating.kind[worker], asked, sums, own, chosen)
    put_in(offers, seating, worker, chosen, count)


@njit(cache=True, nogil=True)
def settle(offers, seating, order):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Let workers in the given order take, at no price, whatever free seats are better for them than their own."""
    room = (room_for(offers), np.zeros(offers.slots + 1, np.int64), np.empty(offers.slots + 1, np.int32))
    asked = (np.zeros(len(seating.seats), np.int64), seating.seats, np.zeros(len(seating.seats)), 0.0)
    away_price = np.zeros(seating.away.shape, np.int64)
    for worker in order:
        take_out(offers, seating, worker)
        insert(offers, seating, worker, asked, away_price, room)


@kernel
def may_attend(offers, kind, j):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Whether a class is open to workers of a kind."""
    found = False
    for e in range(offers.where[kind, 0], offers.where[kind, 1]):
        found = found or offers.eligible[e] == j
    return found


@kernel
def has_room(offers, seating, worker, classes, count, j):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Whether a class has a seat, and a worker the days for it beside some others, as things stand."""
    if seating.seats[j] <= 0:
        return False
    for c in range(count):
        if meet(offers, classes[c], j):
            return False
    room, unit = True, offers.unit[seating.kind[worker]]
    for t in range(offers.first[j], offers.last[j] + 1):
        room = room and seating.away[unit, t] > 0
    return room


@kernel
def seat_as(offers, seating, wanted, chosen):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Seat everybody as an earlier plan `(workers, slots + 1)` does, as far as that is still allowed."""
    for worker in range(len(wanted)):
        count = 0
        for c in range(wanted.shape[1]):
            j = wanted[worker, c]
            room = j >= 0 and has_room(offers, seating, worker, chosen, count, j)
            if room and may_attend(offers, seating.kind[worker], j):
                chosen[count] = j
                count += 1
        if count > 0:
            put_in(offers, seating, worker, chosen, count)
