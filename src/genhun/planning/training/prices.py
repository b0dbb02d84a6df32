"""Good prices fast: unit after unit asks for what is cheapest, and prices move before the next ones ask.

If everybody asks at once, kinds that are alike all turn to the cheapest class together, and prices take thousands of
passes to settle. Here a seat's price moves after every few units, in proportion to how far they asked for more than
their share of the seats; the price of an absence moves when its own unit has asked. What counts in the end are prices
averaged over the last passes: they swing less, and prove more. Whatever the prices, the bound is the one of
`engine.dual`.
Source: A. Nedic, D. Bertsekas, Incremental subgradient methods, SIAM Journal on Optimization 12 (2001).
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from genhun.engine.dual import Ascent, evaluate
from genhun.engine.rows import NO_LIMIT, SCALE, Floats, Ints
from genhun.engine.watch import Watch
from genhun.planning.training.kinds import Trainees
from genhun.planning.training.oracle import cheapest, room_for

GUESSES = (0.1, 0.25, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)
"""Shares of the points that a class saves which its seat may cost to begin with."""
PASSES = 2000
FIRST, LAST = 2.0, 0.001
"""Step of a pass in which everybody asks for twice the seats there are, in points of a missing day, at the first pass
and at the last; geometric between."""
GENTLE = 0.05
"""The first step where prices are known already."""
AWAY = 0.035
"""The step of an absence's price to that of a seat's."""
UNITS_A_MOVE = 40
MEMORY = 0.05
"""Of all passes, over how many prices are averaged."""
LOOKS = 20
"""How often the bound is computed on the way."""


class Prices(NamedTuple):
    """Thousandths of a point, whole only when they are asked: of seats `(classes,)`, of absences `(units, slots)`."""

    seat: Floats
    away: Floats


class Stock(NamedTuple):
    """What there is: `number` of workers of each kind, first kind of each unit `(units + 1,)`, seats, absences."""

    number: Ints
    first_kind: Ints
    seats: Ints
    away: Ints


def climb(trainees: Trainees, watch: Watch) -> Ascent:
    """The best prices found within the watch, from the best of a few guesses on; no prices at all prove something
    too."""
    model = trainees.model
    guess = np.zeros(len(trainees.rows))
    best = _looked(trainees, guess, None)
    for n, share in enumerate(GUESSES):
        if watch.over:
            return best
        guess[: len(model.seats)] = share * SCALE * model.points[0] * model.days
        best = _looked(trainees, guess, best)
        best.passes = n + 1
    return _swept(trainees, best, FIRST, watch)


def go_on(trainees: Trainees, prices: Ints, watch: Watch) -> Ascent:
    """Better prices than those of an earlier plan."""
    return _swept(trainees, _looked(trainees, prices.astype(np.float64), None), GENTLE, watch)


def _swept(trainees: Trainees, best: Ascent, first: float, watch: Watch) -> Ascent:
    """Sweeps with falling steps, as many as there is time for."""
    model, draw = trainees.model, np.random.default_rng(0)
    stock = _stock(trainees)
    now, mean = _split(trainees, best.prices), _split(trainees, best.prices)
    point, done, passes = float(SCALE * model.points[0]), 0, PASSES
    while done < passes and not watch.over:
        step = point * first * (LAST / first) ** (done / max(1, passes - 1))
        fade = 1.0 / max(2.0, MEMORY * passes)
        before = watch.left
        sweep(trainees.offers, stock, draw.permutation(len(model.away)), now, mean, (step, AWAY * step, fade))
        done += 1
        if done == 2:  # the first one may have been compiled
            passes = int(np.clip(watch.left / max(1e-5, before - watch.left), 1, PASSES))
        if done % max(1, passes // LOOKS) == 0 or done >= passes or watch.over:
            best = _looked(trainees, _joined(mean), _looked(trainees, _joined(now), best))
            watch.report("prices", None, best.points)
    best.passes += done
    return best


def _looked(trainees: Trainees, prices: Floats, best: Ascent | None) -> Ascent:
    """The better of what is known and what these prices (thousandths) prove."""
    admissible = trainees.rows.admissible(prices / SCALE)
    bound, _ = evaluate(trainees, admissible)
    return best if best and best.bound >= bound else Ascent(bound, admissible, best.passes if best else 1)


def _stock(trainees: Trainees) -> Stock:
    model = trainees.model
    first_kind = np.searchsorted(model.unit, np.arange(len(model.away) + 1)).astype(np.int64)
    return Stock(model.number, first_kind, model.seats, model.away)


def _split(trainees: Trainees, prices: Ints) -> Prices:
    seat = prices[: len(trainees.model.seats)]
    return Prices(seat.astype(np.float64), trainees.away_prices(prices).astype(np.float64))


def _joined(prices: Prices) -> Floats:
    return np.concatenate([prices.seat, prices.away.ravel()])


@njit(cache=True, nogil=True)
def sweep(offers, stock, order, now, mean, steps):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """One pass over all units in an order; moves the prices `now` and draws `mean` after them. `steps`: of a seat, of
    an absence (thousandths), share of the mean that is renewed in a pass."""
    step, step_away, fade = steps
    slots, workers = offers.slots, max(1, stock.number.sum())
    asked, used = np.zeros(len(stock.seats)), np.zeros(slots)
    whole = (now.seat.astype(np.int64), np.ones(len(asked), np.int64), np.zeros(len(asked)), 0.0)
    own, chosen, sums = room_for(offers), np.empty(slots + 1, np.int32), np.zeros(slots + 1, np.int64)
    waiting = 0
    for place in range(len(order)):
        unit = order[place]
        bounded = stock.away[unit] < NO_LIMIT
        for t in range(slots):
            sums[t + 1] = sums[t] + (np.int64(now.away[unit, t]) if bounded else 0)
        used[:] = 0
        for kind in range(stock.first_kind[unit], stock.first_kind[unit + 1]):
            _, count = cheapest(offers, kind, whole, sums, own, chosen)
            waiting += stock.number[kind]
            for c in range(count):
                j = chosen[c]
                asked[j] += stock.number[kind]
                used[offers.first[j] : offers.last[j] + 1] += stock.number[kind]
        if bounded:
            limit = stock.away[unit]
            for t in range(slots):
                now.away[unit, t] = max(0.0, now.away[unit, t] + step_away * (used[t] - limit) / max(1, limit))
                mean.away[unit, t] += fade * (now.away[unit, t] - mean.away[unit, t])
        if place % UNITS_A_MOVE == UNITS_A_MOVE - 1 or place == len(order) - 1:
            part = waiting / workers
            renewed = 1.0 - (1.0 - fade) ** part
            for j in range(len(asked)):
                seats = stock.seats[j]
                now.seat[j] = max(0.0, now.seat[j] + step * (asked[j] - part * seats) / max(1, seats))
                mean.seat[j] += renewed * (now.seat[j] - mean.seat[j])
                whole[0][j] = np.int64(now.seat[j])
                asked[j] = 0
            waiting = 0
