"""A better plan at given prices: one worker at a time has their way, and whoever stands in it is seated anew."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from genhun.engine.kernel import kernel
from genhun.engine.rows import SCALE, Ints
from genhun.planning.training.oracle import cheapest, room_for
from genhun.planning.training.seating import Seating, insert, put_in, seat_again, take_out

NOISE = 0.3
"""Points by which prices differ at most from one round to another, so that people ask for different things."""
DRAWS = 16
"""How many are looked at, at most, for one who could do better at the prices."""
CONTENT = 0.5
"""Points by which a worker could do better at the prices and is still content."""


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
