"""The classes worth trying for each kind of worker: those that an itinerary near the cheapest one at the prices has.

For the search only. What a class costs at best, itinerary and all, is exact: the least cost up to it plus the least
cost after it.
"""

import numpy as np
from numba import njit

from genhun.engine.kernel import kernel
from genhun.engine.rows import SCALE, Ints
from genhun.planning.training.kinds import Trainees
from genhun.planning.training.oracle import Offers, candidates, room_for, state

NEVER = np.int64(1) << 60


def likely(trainees: Trainees, prices: Ints, slack: float) -> Offers:
    """The offers cut down to classes in an itinerary at most `slack` points dearer than the cheapest one at prices in
    thousandths."""
    seat, sums = trainees.split(prices)
    offers, most = trainees.offers, np.int64(slack * SCALE)
    eligible, where = _worthwhile(offers, seat, sums, most)
    return offers._replace(eligible=eligible, where=where)


@njit(cache=True, nogil=True)
def _worthwhile(offers, price, away, slack):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """The classes of all kinds, one kind after the other, and where each kind's lie."""
    room = room_for(offers)
    reached, through = np.empty(len(room.owed), np.int64), np.empty(len(room.cost), np.int64)
    asked = (price, np.ones(len(price), np.int64), np.zeros(len(price)), 0.0)
    where, size, eligible = np.zeros((len(offers.unit), 2), np.int64), 0, np.empty(0, np.int32)
    for kind in range(len(offers.unit)):
        where[kind, 0] = size
        if offers.need[kind] > 0 or offers.newcomer[kind]:
            sums = away[offers.unit[kind]]
            total = candidates(offers, kind, asked, sums, slack, room)
            most = size + offers.where[kind, 1] - offers.where[kind, 0]
            if most > len(eligible):
                eligible = np.concatenate((eligible, np.empty(2 * most - len(eligible), np.int32)))
            least = _through(offers, kind, room, total, reached, through)
            size = _kept(offers, kind, (price, sums, slack + least), (room, through, total), eligible, size)
        where[kind, 1] = size
    return eligible[:size].copy(), where


@kernel
def _through(offers, kind, room, total, reached, through):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """The least cost of all itineraries; that of those with candidate i goes to `through[i]`. `reached`: least cost up
    to a candidate in a state."""
    stride = state(offers, kind, room, total)
    need, halves = offers.need[kind], 2 if offers.newcomer[kind] else 1
    width, surplus = need + 1, offers.points[2] * SCALE
    reached[: (total + 1) * stride] = NEVER
    reached[(halves - 1) * width + need] = 0
    for i in range(total):
        j, through[i] = room.candidate[i], NEVER
        following = room.after[offers.last[j] + 1] * stride
        for half in range(halves):
            then = following + (0 if offers.induction[j] else half * width)
            here = i * stride + half * width
            for s in range(width):
                if reached[here + s] == NEVER:
                    continue
                left = max(0, s - offers.days[j])
                cost = reached[here + s] + room.cost[i] + surplus * max(0, offers.days[j] - s)
                through[i] = min(through[i], cost + room.owed[then + left])
                reached[then + left] = min(reached[then + left], cost)
                reached[here + stride + s] = min(reached[here + stride + s], reached[here + s])
    return room.owed[(halves - 1) * width + need]


@kernel
def _kept(offers, kind, asked, found, eligible, size):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Write down the classes whose itineraries cost at most `most`, those that share a candidate's shape too."""
    price, sums, most = asked
    room, through, total = found
    unit, e = offers.unit[kind], offers.where[kind, 0]
    for i in range(total):
        shape = offers.shape[room.candidate[i]]
        while offers.shape[offers.eligible[e]] < shape:
            e += 1
        while e < offers.where[kind, 1] and offers.shape[offers.eligible[e]] == shape:
            j = offers.eligible[e]
            cost = price[j] + offers.way[unit, j] * SCALE + sums[offers.last[j] + 1] - sums[offers.first[j]]
            if through[i] + cost - room.cost[i] <= most:
                eligible[size] = j
                size += 1
            e += 1
    return size
