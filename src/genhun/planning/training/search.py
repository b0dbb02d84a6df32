"""A plan at any time: workers inserted one by one by the exact oracle; then one at a time has its way, and whoever
stands in it is seated anew."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from genhun.engine.kernel import kernel
from genhun.engine.rows import NO_LIMIT, SCALE, Ints
from genhun.planning.training.model import Model
from genhun.planning.training.oracle import SHUT, cheapest, room_for

NOISE = 0.3
"""Points by which prices differ at most from one round to another, so that people ask for different things."""
DRAWS = 16
"""How many are looked at, at most, for one who could do better at the prices."""
CONTENT = 0.5
"""Points by which a worker could do better at the prices and is still content."""


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
        seating.seats[j] -= 1
        for t in range(offers.first[j], offers.last[j] + 1):
            seating.away[unit, t] -= 1
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
            allowed = j >= 0 and may_attend(offers, seating.kind[worker], j)
            if allowed and has_room(offers, seating, worker, chosen, count, j):
                chosen[count] = j
                count += 1
        if count > 0:
            put_in(offers, seating, worker, chosen, count)


class Turn(NamedTuple):
    """One round's notes, to write on: who is in it and their plans before, who has yet to be seated, how many of
    each; `seen[w]`: the last round that worker w was in."""

    seen: Ints
    who: Ints
    before: NDArray[np.int32]
    waiting: Ints
    tally: Ints  # how many in the round, how many waiting, points that all in the round cost before


def turn_of(seating: Seating) -> Turn:
    """Room for any round: at most one is displaced for each class wanted and one for each slot."""
    width = seating.plan.shape[1]
    most = 2 * width + 1
    return Turn(
        seen=np.full(len(seating.kind), -1, dtype=np.int64),
        who=np.empty(most, dtype=np.int64),
        before=np.empty((most, width), dtype=np.int32),
        waiting=np.empty(most, dtype=np.int64),
        tally=np.zeros(3, dtype=np.int64),
    )


@kernel
def _call(offers, seating, turn, worker, number):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Take somebody out, to be seated anew in this round."""
    if turn.seen[worker] != number:
        turn.seen[worker] = number
        turn.who[turn.tally[0]] = worker
        for c in range(seating.plan.shape[1]):
            turn.before[turn.tally[0], c] = seating.plan[worker, c]
        turn.tally[0] += 1
        turn.tally[2] += seating.cost[worker]
    take_out(offers, seating, worker)
    turn.waiting[turn.tally[1]] = worker
    turn.tally[1] += 1


@kernel
def _away_then(offers, seating, first, last, slot):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Somebody among workers first..last - 1 who is away in a slot, from a random one on; -1 if nobody is."""
    begin = np.random.randint(first, last)
    for n in range(last - first):
        worker = first + (begin - first + n) % (last - first)
        for c in range(seating.plan.shape[1]):
            j = seating.plan[worker, c]
            if j < 0:
                break
            if offers.first[j] <= slot <= offers.last[j]:
                return worker
    return -1


@kernel
def _make_way(offers, seating, staff, turn, number, wanted):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Take out whoever holds a seat that a class has no other of, or is away when one more of the unit may not be."""
    unit, j = wanted
    if seating.seats[j] <= 0:
        holder = np.int64(seating.roll[j, np.random.randint(seating.sitting[j])])
        _call(offers, seating, turn, holder, number)
    for t in range(offers.first[j], offers.last[j] + 1):
        if seating.away[unit, t] <= 0:
            _call(offers, seating, turn, _away_then(offers, seating, staff[unit], staff[unit + 1], t), number)


@kernel
def _put_back(offers, seating, turn):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Seat everybody of the round as they were before it."""
    for i in range(turn.tally[0]):
        take_out(offers, seating, turn.who[i])
    seat_again(offers, seating, turn.who[: turn.tally[0]], turn.before)


@kernel
def _discontent(offers, seating, asked, least):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """A worker at random, preferably one whose classes at their prices are dearer than the least of the kind."""
    price, away_price = asked
    worker = 0
    for _ in range(DRAWS):
        worker = np.random.randint(len(seating.kind))
        kind = seating.kind[worker]
        cost = seating.cost[worker] * SCALE
        for c in range(seating.plan.shape[1]):
            j = seating.plan[worker, c]
            if j < 0:
                break
            cost += price[j]
            for t in range(offers.first[j], offers.last[j] + 1):
                cost += away_price[offers.unit[kind], t]
        if cost > least[kind] + CONTENT * SCALE:
            break
    return worker


@njit(cache=True, nogil=True)
def anneal(offers, seating, asked, least, staff, turn, heat, rounds):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """In each round somebody takes what is cheapest at the prices, and whoever was in the way is seated where there is
    room; worse is accepted with a chance that falls with the heat (points).

    `asked`: prices of seats and of absences, thousandths; `least`: of each kind at these prices. `staff`: first worker
    of each unit. `rounds`: their seed, first number, last number + 1.
    """
    price, away_price = asked
    slots, classes = offers.slots, len(price)
    room = (room_for(offers), np.zeros(slots + 1, np.int64), np.empty(slots + 1, np.int32))
    own, sums, chosen = room
    np.random.seed(rounds[0])
    open_to_all, noise = np.ones(classes, np.int64), np.random.random(2 * classes)
    for number in range(rounds[1], rounds[2]):
        spread, shift = NOISE * SCALE * np.random.random(), np.random.randint(classes)
        own_noise = noise[shift : shift + classes]
        worker = _discontent(offers, seating, asked, least)
        unit = offers.unit[seating.kind[worker]]
        turn.tally[:] = 0
        _call(offers, seating, turn, worker, number)
        for t in range(slots):
            sums[t + 1] = sums[t] + away_price[unit, t]
        whole = (price, open_to_all, own_noise, spread)
        _, count = cheapest(offers, seating.kind[worker], whole, sums, own, chosen)
        for c in range(count):
            _make_way(offers, seating, staff, turn, number, (unit, chosen[c]))
        put_in(offers, seating, worker, chosen, count)
        scarce = (price, seating.seats, own_noise, spread)
        for i in range(1, turn.tally[1]):
            other = np.random.randint(i, turn.tally[1])
            turn.waiting[i], turn.waiting[other] = turn.waiting[other], turn.waiting[i]
            insert(offers, seating, turn.waiting[i], scarce, away_price, room)
        cost = 0
        for i in range(turn.tally[0]):
            cost += seating.cost[turn.who[i]]
        if cost > turn.tally[2] and np.random.random() >= np.exp((turn.tally[2] - cost) / heat):
            _put_back(offers, seating, turn)
