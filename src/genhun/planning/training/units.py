"""A stronger bound: the workers of a unit together, in whole numbers, no more of them away than may be.

At the prices of the bound two workers of a unit may share by halves the one day on which one of them may go. So the
inner minimum is taken over whole units: prices for the seats only, absences kept exactly. Above what prices say of a
unit, a choice of its workers comes to the sum of how much dearer each one's itinerary is than the cheapest, plus what
is left of absences that have a price. Itineraries dearer by a budget or more cannot be in a choice that comes to less;
so all that are less dear are listed, and the best choice among them is searched for. Where there is none, the budget
itself is proven. Everything is in whole thousandths of a point.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from genhun.engine.kernel import kernel
from genhun.engine.rows import NO_LIMIT, SCALE, Ints
from genhun.engine.watch import Watch
from genhun.planning.training.kinds import Trainees
from genhun.planning.training.oracle import candidates, room_for, state

BUDGETS = np.array([SCALE // 8, SCALE // 2, 2 * SCALE, 8 * SCALE], dtype=np.int64)
"""What a unit may come to above its prices, tried one after the other until a choice is found."""
MOST_WAYS = 20_000
"""Itineraries of a unit beyond which a budget is too large."""
MOST_STEPS = 50_000
"""Steps of the search for one unit and budget."""
AT_ONCE = 8
"""Units between two looks at the clock."""


class Listed(NamedTuple):
    """Itineraries of the workers of one unit: `excess` over the cheapest `(ways,)`, classes `(ways, slots + 2)`, how
    many classes; those of worker w are `order[first[w]:last[w]]`, cheapest first."""

    excess: Ints
    classes: NDArray[np.int32]
    size: NDArray[np.int32]
    order: Ints
    first: Ints
    last: Ints


class Stack(NamedTuple):
    """Memory for listing one kind's itineraries, by classes chosen: next candidate, days owed, induction owed, paid."""

    at: Ints
    owed: Ints
    half: Ints
    paid: Ints
    chosen: NDArray[np.int32]


def gained(trainees: Trainees, prices: Ints, watch: Watch) -> int:
    """What whole units add to the bound at prices (both thousandths); a unit not reached in time adds nothing."""
    bounded = np.flatnonzero(trainees.model.away < NO_LIMIT)
    total = 0
    for begin in range(0, len(bounded), AT_ONCE):
        if watch.over:
            break
        total += int(gained_by(trainees, prices, bounded[begin : begin + AT_ONCE]).sum())
    return total


def gained_by(trainees: Trainees, prices: Ints, units: Ints) -> Ints:
    """What each of some units adds, `(units,)` thousandths."""
    model, away = trainees.model, trainees.away_prices(prices)
    first_kind = np.searchsorted(model.unit, np.arange(len(model.away) + 1)).astype(np.int64)
    workers = int(np.bincount(model.unit, model.number, 1).max())
    gain, deep = np.zeros(len(units), np.int64), model.slots + 2
    listed = Listed(
        np.empty(MOST_WAYS, np.int64), np.empty((MOST_WAYS, deep), np.int32), np.empty(MOST_WAYS, np.int32),
        np.empty(MOST_WAYS, np.int64), np.empty(workers, np.int64), np.empty(workers, np.int64),
    )  # fmt: skip
    at, owed, half, paid = np.empty((4, deep), np.int64)
    stack = Stack(at, owed, half, paid, np.empty(deep, np.int32))
    seat = prices[: len(model.seats)].copy()
    _gained(trainees.offers, (seat, away), (model.away, first_kind, model.number), (listed, stack), units, gain)
    return gain


@njit(cache=True, nogil=True)
def _gained(offers, prices, staff, memory, units, gain):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Fill `gain`. `prices`: of seats by class, of absences by unit and slot; `staff`: limit of absences and first kind
    by unit, workers by kind."""
    (seat, away), (limit, first_kind, number) = prices, staff
    listed = memory[0]
    room, sums = room_for(offers), np.zeros(offers.slots + 1, np.int64)
    asked = (seat, np.ones(len(seat), np.int64), np.zeros(len(seat)), 0.0)
    for n in range(len(units)):
        unit = units[n]
        for t in range(offers.slots):
            sums[t + 1] = sums[t] + away[unit, t]
        kinds = (first_kind[unit], first_kind[unit + 1])
        for budget in BUDGETS:
            workers = _list_unit(offers, kinds, number, (asked, sums), budget, room, memory)
            found = _least(offers, away[unit], limit[unit], listed, workers, budget) if workers >= 0 else -1
            if found >= 0:
                gain[n] = found
            if found < budget:
                break


@njit(cache=True, nogil=True)
def _list_unit(offers, kinds, number, asked, budget, room, memory):  # type: ignore[no-untyped-def]
    """List what each worker could do for less than the budget; how many workers, -1 if that is too much."""
    listed, stack = memory
    size, worker = 0, 0
    for kind in range(*kinds):
        begin = size
        size = _list_kind(offers, kind, asked, budget, room, stack, listed, begin)
        if size < 0:
            return -1
        listed.order[begin:size] = begin + np.argsort(listed.excess[begin:size], kind="mergesort")
        for _ in range(number[kind]):
            listed.first[worker], listed.last[worker] = begin, size
            worker += 1
    return worker


@kernel
def _list_kind(offers, kind, asked, budget, room, stack, listed, size):  # type: ignore[no-untyped-def]
    """Write down every itinerary of a kind that is dearer than the cheapest by less than a budget, from `size` on; how
    many there are then, -1 if there is no room."""
    need, half = offers.need[kind], 1 if offers.newcomer[kind] else 0
    surplus, width = offers.points[2] * SCALE, need + 1
    total = candidates(offers, kind, *asked, budget, room)
    stride = state(offers, kind, room, total)
    least = room.owed[half * width + need]
    most = least + budget
    stack.at[0], stack.owed[0], stack.half[0], stack.paid[0] = 0, need, half, 0
    depth, fresh = 0, True
    while depth >= 0:
        owed, half, paid = stack.owed[depth], stack.half[depth], stack.paid[depth]
        here = half * width + owed
        cost = paid + room.owed[total * stride + here]
        if fresh and cost < most:
            if size >= len(listed.excess):
                return -1
            listed.excess[size], listed.size[size] = cost - least, depth
            for c in range(depth):
                listed.classes[size, c] = stack.chosen[c]
            size += 1
        i = stack.at[depth]
        fresh = i < total and paid + room.owed[i * stride + here] < most
        if not fresh:
            depth -= 1
            continue
        stack.at[depth] = i + 1
        j = room.candidate[i]
        following, left = room.after[offers.last[j] + 1], max(0, owed - offers.days[j])
        half = 0 if offers.induction[j] else half
        paid += room.cost[i] + surplus * max(0, offers.days[j] - owed)
        fresh = paid + room.owed[following * stride + half * width + left] < most
        if fresh:
            stack.chosen[depth] = j
            depth += 1
            stack.at[depth], stack.owed[depth], stack.half[depth], stack.paid[depth] = following, left, half, paid
    return size


@njit(cache=True, nogil=True)
def _least(offers, price, limit, listed, workers, budget):  # type: ignore[no-untyped-def]
    """The least that a choice for all workers comes to, `budget` if that is not less, -1 if the search was too long."""
    used = np.zeros(offers.slots, np.int64)
    pick, spent = np.zeros(workers, np.int64), np.zeros(workers + 1, np.int64)
    best, w, steps, placed = budget, 0, 0, False
    if workers == 0:
        return np.int64(0)
    pick[0] = listed.first[0] - 1
    while w >= 0:
        if placed:
            _hold(offers, listed, listed.order[pick[w]], used, -1)
        placed, pick[w] = False, pick[w] + 1
        while pick[w] < listed.last[w] and spent[w] + listed.excess[listed.order[pick[w]]] < best:
            if _fits(offers, listed, listed.order[pick[w]], used, limit):
                placed = True
                break
            pick[w] += 1
        if not placed:
            w, placed = w - 1, True
            continue
        steps += 1
        if steps > MOST_STEPS:
            return np.int64(-1)
        way = listed.order[pick[w]]
        _hold(offers, listed, way, used, 1)
        spent[w + 1] = spent[w] + listed.excess[way]
        rest = _at_least(offers, price, limit, listed, used, (w + 1, workers), best - spent[w + 1])
        if spent[w + 1] + rest >= best:
            continue
        if w == workers - 1:
            best = spent[w + 1] + rest
            if best == 0:
                break
            continue
        w, placed = w + 1, False
        pick[w] = (pick[w - 1] if listed.first[w] == listed.first[w - 1] else listed.first[w]) - 1
    return best


@kernel
def _at_least(offers, price, limit, listed, used, workers, most):  # type: ignore[no-untyped-def]
    """What the workers of a range come to at least, each apart, and the absences that stay unused; exact when nobody
    is left. No more than `most` is asked for."""
    rest, left = 0, workers[1] - workers[0]
    for t in range(offers.slots):
        if price[t] > 0:
            rest += price[t] * max(0, limit - used[t] - left)
    for w in range(*workers):
        found = most
        for p in range(listed.first[w], listed.last[w]):
            way = listed.order[p]
            if rest + listed.excess[way] >= most:
                break
            if _fits(offers, listed, way, used, limit):
                found = listed.excess[way]
                break
        rest += found
        if rest >= most:
            break
    return rest


@kernel
def _fits(offers, listed, way, used, limit):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Whether one more may go an itinerary."""
    for c in range(listed.size[way]):
        j = listed.classes[way, c]
        for t in range(offers.first[j], offers.last[j] + 1):
            if used[t] >= limit:
                return False
    return True


@kernel
def _hold(offers, listed, way, used, one):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Count an itinerary's days among those used, or no longer."""
    for c in range(listed.size[way]):
        j = listed.classes[way, c]
        for t in range(offers.first[j], offers.last[j] + 1):
            used[t] += one
