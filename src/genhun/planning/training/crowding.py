"""A plan in which seats may be over-full for a while: one after the other takes what is cheapest, and a class gets
dearer with each who attends it.

With all seats taken, a better plan is a long chain of people who each make way for the next; here nobody has to wait
for a seat. A worker's choice lowers the sum of all costs and of a penalty that grows with the square of what is over or
under in each class (a game with a potential: D. Monderer, L. Shapley, Potential games, Games and Economic Behavior 14
(1996)), so the turns settle; noise that dies down keeps them from settling early. The penalty stiffens, and prices move
with what stays crowded, as in an augmented Lagrangian. In the end few classes hold one too many.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from genhun.engine.kernel import kernel
from genhun.engine.rows import SCALE, Ints
from genhun.engine.watch import Watch
from genhun.planning.training.oracle import Offers, cheapest, room_for
from genhun.planning.training.seating import Seating, hold, length_of, sum_open

MOST_TURNS = 1000
"""How often each worker's turn comes at most."""
SOFT, STIFF = 0.04, 4.0
"""Points by which one more makes a class dearer, at first and at last; geometric between."""
MOVE = 0.2
"""Of that, how far a price moves for good for each seat that was over or under after a round of turns."""
NOISE = 0.3
"""Points by which prices differ at most from turn to turn at first."""


class Crowd(NamedTuple):
    """As in `Seating`, but seats left may be negative."""

    plan: NDArray[np.int32]
    kind: Ints
    seats: Ints
    away: Ints


def crowded(offers: Offers, empty: Seating, prices: tuple[Ints, Ints], watch: Watch, seed: int) -> NDArray[np.int32]:
    """A plan `(workers, slots + 1)` near the cheapest one in which a few seats are over-full, all else as it must be.

    `prices`: of seats and of absences, thousandths.
    """
    crowd = Crowd(empty.plan.copy(), empty.kind, empty.seats.copy(), empty.away.copy())
    seat, away = prices[0].astype(np.float64), prices[1]
    draw, done, spent = np.random.default_rng(seed), 0, 0.0
    noise = draw.random(2 * len(seat))
    while spent < 1.0 and not watch.over:
        stiff = SCALE * SOFT * (STIFF / SOFT) ** spent
        order = draw.permutation(len(crowd.kind))
        take_turns(offers, crowd, order, seat, away, stiff, (done, noise, NOISE * SCALE * (1.0 - spent)))
        seat = np.maximum(0.0, seat - MOVE * stiff * crowd.seats)
        done += 1
        spent = max(done / MOST_TURNS, watch.elapsed / max(watch.seconds, 1e-9))
        watch.report("search")
    return crowd.plan


@njit(cache=True, nogil=True)
def take_turns(offers, crowd, order, price, away_price, stiff, noise):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Let workers in the given order choose anew. `stiff`: by how much (thousandths) each attendant more makes a class
    dearer; `noise`: (seed, random numbers for twice the classes, thousandths that they stand for)."""
    own, sums = room_for(offers), np.zeros(offers.slots + 1, np.int64)
    chosen, open_to_all = np.empty(offers.slots + 1, np.int32), np.ones(len(price), np.int64)
    now = np.empty(len(price), np.int64)
    for j in range(len(price)):
        now[j] = _next_price(price, crowd, stiff, j)
    np.random.seed(noise[0])
    for worker in order:
        unit = offers.unit[crowd.kind[worker]]
        for c in range(length_of(crowd.plan[worker])):
            j = crowd.plan[worker, c]
            hold(offers, crowd, unit, j, -1)
            now[j] = _next_price(price, crowd, stiff, j)
            crowd.plan[worker, c] = -1
        sum_open(crowd, unit, away_price, sums)
        shift = np.random.randint(len(price))
        asked = (now, open_to_all, noise[1][shift : shift + len(price)], noise[2])
        _, count = cheapest(offers, crowd.kind[worker], asked, sums, own, chosen)
        for c in range(count):
            j = chosen[c]
            crowd.plan[worker, c] = j
            hold(offers, crowd, unit, j, 1)
            now[j] = _next_price(price, crowd, stiff, j)


@kernel
def _next_price(price, crowd, stiff, j):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """What the next attendant of a class pays: the slope of half the penalty's square, midway to one more."""
    return max(np.int64(0), np.int64(price[j] + stiff * (0.5 - crowd.seats[j])))
