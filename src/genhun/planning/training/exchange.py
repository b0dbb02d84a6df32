"""Exchanges among many: classes in a ring, each of which loses one worker to the next, if that is cheaper in sum.

Where all seats are full, two or three people who change places rarely help; a ring of ten may. For each pair of classes
the cheapest worker to leave the one for the other is noted; a ring of negative sum is a negative cycle in that graph.
Source: P. Thompson, J. Orlin, The theory of cyclic transfers, MIT Operations Research Center 1989.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from genhun.engine.kernel import kernel
from genhun.engine.rows import Ints
from genhun.engine.watch import Watch
from genhun.planning.training.oracle import Offers
from genhun.planning.training.seating import Seating, has_room, length_of, meet, points_of, put_in, seat_again, take_out

FAR = 1 << 30
"""Points of a change that nobody can make."""
MOST_CLASSES = 4000
"""Classes up to which the table of changes fits in memory (two times 128 MB)."""
MOST_VAIN = 20
"""How many times running rings may be found that cannot be changed: two that share a class can bring each other back
for ever."""
ROUNDS = 60
"""How often distances are passed on before it is said that there is no ring."""


class Swaps(NamedTuple):
    """The cheapest change from each class to each other one, `(classes + 1, classes + 1)`: its points and the worker.

    The last row and column stand for no class: to take one more, to drop one. Worker -1: a free seat is taken.
    """

    points: Ints
    who: Ints


class Ring(NamedTuple):
    """Memory for one ring: its classes, the workers who change and their classes before and after, how many after."""

    classes: Ints
    workers: Ints
    before: NDArray[np.int32]
    after: NDArray[np.int32]
    size: Ints


def exchange(offers: Offers, seating: Seating, watch: Watch) -> None:
    """Change places in rings until none lowers the cost or time is over; only classes on offer are taken."""
    size = len(offers.days) + 1
    if size > MOST_CLASSES or not len(seating.kind):
        return
    swaps = Swaps(np.empty((size, size), dtype=np.int64), np.empty((size, size), dtype=np.int64))
    draw, gain = np.random.default_rng(0), 1
    while gain > 0 and not watch.over:
        note_swaps(offers, seating, swaps)
        gain, vain = 0, 0
        while vain < MOST_VAIN and not watch.over:
            won, found = rings(offers, seating, swaps, draw.permutation(size))
            gain += won
            vain = 0 if won else vain + 1 if found else MOST_VAIN
        watch.report("search", int(seating.cost.sum()))


@njit(cache=True, nogil=True)
def note_swaps(offers, seating, swaps):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Fill the table of changes."""
    rest = np.empty(seating.plan.shape[1] + 1, np.int32)
    swaps.points[:] = FAR
    for worker in range(len(seating.kind)):
        _note(offers, seating, swaps, worker, -1, rest)
    for j in range(len(offers.days)):
        _note_free(seating, swaps, j)


@kernel
def _note_free(seating, swaps, j):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """A free seat can be taken without anybody leaving."""
    nobody = len(swaps.points) - 1
    if seating.seats[j] > 0 and swaps.points[j, nobody] > 0:
        swaps.points[j, nobody] = 0
        swaps.who[j, nobody] = -1


@kernel
def _note(offers, seating, swaps, worker, leaving, rest):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Note what a worker could change, in any class or only in the one that is left."""
    kind, nobody, size = seating.kind[worker], len(swaps.points) - 1, length_of(seating.plan[worker])
    for i in range(size + 1):
        left = seating.plan[worker, i] if i < size else nobody
        if leaving >= 0 and left != leaving:
            continue
        kept = 0
        for c in range(size):
            if c != i:
                rest[kept] = seating.plan[worker, c]
                kept += 1
        if i < size:
            _keep_cheaper(offers, seating, swaps, worker, (left, nobody), rest, kept)
        if kept < seating.plan.shape[1]:
            for e in range(offers.where[kind, 0], offers.where[kind, 1]):
                j = offers.eligible[e]
                if j != left and _may_take(offers, seating, worker, (left, j), rest, kept):
                    rest[kept] = j
                    _keep_cheaper(offers, seating, swaps, worker, (left, j), rest, kept + 1)


@kernel
def _may_take(offers, seating, worker, change, rest, kept):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Whether a class fits beside the others of a worker and into the absences of the unit, the class left gone."""
    left, j = change
    for c in range(kept):
        if meet(offers, rest[c], j):
            return False
    unit = offers.unit[seating.kind[worker]]
    for t in range(offers.first[j], offers.last[j] + 1):
        freed = left < len(offers.days) and offers.first[left] <= t <= offers.last[left]
        if seating.away[unit, t] <= 0 and not freed:
            return False
    return True


@kernel
def _keep_cheaper(offers, seating, swaps, worker, change, classes, count):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    points = points_of(offers, seating.kind[worker], classes, count) - seating.cost[worker]
    if points < swaps.points[change]:
        swaps.points[change] = points
        swaps.who[change] = worker


@njit(cache=True, nogil=True)
def rings(offers, seating, swaps, order):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Make the changes of the first negative rings met: (points won, whether a ring was found at all).

    `order`: in which distances are passed on; another order meets other rings.
    """
    size, width = len(swaps.points), seating.plan.shape[1]
    ring = Ring(
        np.empty(size, np.int64),
        np.empty(size, np.int64),
        np.empty((size, width), np.int32),
        np.empty((size, width + 1), np.int32),
        np.empty(size, np.int64),
    )
    distance, last, seen = np.zeros(size, np.int64), np.full(size, -1, np.int64), np.empty(size, np.int64)
    rest = np.empty(width + 1, np.int32)
    for _ in range(ROUNDS):
        changed = _pass_on(swaps, order, distance, last)
        won, found = 0, False
        seen[:] = -1
        for start in range(size):
            at = start
            while at >= 0 and seen[at] == -1:
                seen[at] = start
                at = last[at]
            if at >= 0 and seen[at] == start:
                found = True
                length = _ring_at(last, at, ring.classes)
                won += _change(offers, seating, swaps, ring, length)
                _note_again(offers, seating, swaps, ring.classes[:length], rest)
                for i in range(length):
                    last[ring.classes[i]] = -1
        if found or not changed:
            return won, found
    return 0, False


@kernel
def _pass_on(swaps, order, distance, last):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """One round of Bellman and Ford: whether any distance fell."""
    changed = False
    for a in order:
        for b in range(len(distance)):
            points = swaps.points[a, b]
            if points < FAR and distance[a] + points < distance[b] and a != b:
                distance[b] = distance[a] + points
                last[b] = a
                changed = True
    return changed


@kernel
def _ring_at(last, at, classes):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Write down the ring through a class in the order in which workers move; its length."""
    length, here = 0, at
    while length == 0 or here != at:
        classes[length] = here
        length += 1
        here = last[here]
    for i in range(length // 2):
        classes[i], classes[length - 1 - i] = classes[length - 1 - i], classes[i]
    return length


@kernel
def _change(offers, seating, swaps, ring, length):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Move everybody of a ring one class on, if it can be done as things stand and is cheaper; the points won."""
    movers, before = 0, 0
    for i in range(length):
        left, taken = ring.classes[i], ring.classes[(i + 1) % length]
        worker = swaps.who[left, taken]
        if worker < 0:
            continue
        if not _moved(offers, seating, ring, movers, worker, (left, taken)):
            return 0
        before += seating.cost[worker]
        movers += 1
    for i in range(movers):
        take_out(offers, seating, ring.workers[i])
    seated, after = 0, 0
    while seated < movers and _fit(offers, seating, ring, seated):
        put_in(offers, seating, ring.workers[seated], ring.after[seated], ring.size[seated])
        after += seating.cost[ring.workers[seated]]
        seated += 1
    if seated == movers and after < before:
        return before - after
    for i in range(seated):
        take_out(offers, seating, ring.workers[i])
    seat_again(offers, seating, ring.workers[:movers], ring.before)
    return 0


@kernel
def _moved(offers, seating, ring, place, worker, change):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Write down a mover's classes before and after; False if the note is out of date or the worker moves already."""
    left, taken = change
    for i in range(place):
        if ring.workers[i] == worker:
            return False
    holds, count = left == len(offers.days), 0
    ring.workers[place] = worker
    for c in range(seating.plan.shape[1]):
        j = seating.plan[worker, c]
        ring.before[place, c] = j
        if j == left:
            holds = True
        elif j >= 0:
            ring.after[place, count] = j
            count += 1
    if taken < len(offers.days):
        ring.after[place, count] = taken
        count += 1
    ring.size[place] = count
    return holds and count <= seating.plan.shape[1]


@kernel
def _fit(offers, seating, ring, place):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Whether a mover's classes have room as things stand and do not meet each other."""
    for c in range(ring.size[place]):
        if not has_room(offers, seating, ring.workers[place], ring.after[place], c, ring.after[place, c]):
            return False
    return True


@kernel
def _note_again(offers, seating, swaps, classes, rest):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Bring the changes from the classes of a ring up to date; the first of a ring that stays as it was is ruled out
    until everything is noted anew."""
    nobody = len(swaps.points) - 1
    first, second = classes[0], classes[1 % len(classes)]
    points, who = swaps.points[first, second], swaps.who[first, second]
    for i in range(len(classes)):
        left = classes[i]
        if left == nobody:
            continue
        swaps.points[left] = FAR
        for place in range(seating.sitting[left]):
            _note(offers, seating, swaps, np.int64(seating.roll[left, place]), left, rest)
        _note_free(seating, swaps, left)
    if swaps.points[first, second] == points and swaps.who[first, second] == who:
        swaps.points[first, second] = FAR
