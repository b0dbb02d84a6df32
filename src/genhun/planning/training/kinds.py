"""Training as the engine sees it: kinds of worker, rows for seats and absences, and columns of classes."""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from genhun.engine.master import Columns
from genhun.engine.rows import NO_LIMIT, Ints, Rows
from genhun.planning.training.model import Model
from genhun.planning.training.oracle import Offers, cheapest_of_all, offers_of, use_of_all


@dataclass(frozen=True)
class Trainees:
    """Everybody to be trained. Rows: a seat row a class, then an absence row a unit and slot (unit by unit)."""

    model: Model
    offers: Offers
    rows: Rows
    number: Ints

    def propose(self, prices: Ints) -> tuple[Ints, Columns]:
        """The least price of each kind and the classes that have it."""
        seats, sums = self.split(prices)
        values, count, chosen = cheapest_of_all(self.offers, seats, sums)
        return values, columns_of(self, np.arange(len(self.number)), chosen, count)

    def respond(self, prices: Ints) -> tuple[int, Ints]:
        """(sum of the cheapest itineraries, use of the rows) at prices in thousandths."""
        seats, sums = self.split(prices)
        values, count, chosen = cheapest_of_all(self.offers, seats, sums)
        use = use_of_all(self.offers, self.number, chosen, count, len(self.rows))
        return int((values * self.number).sum()), use

    def split(self, prices: Ints) -> tuple[Ints, Ints]:
        """Prices of seats `(classes,)`, and of slots summed up `(units, slots + 1)`."""
        away = self.away_prices(prices)
        sums = np.zeros((len(away), self.model.slots + 1), dtype=np.int64)
        np.cumsum(away, axis=1, out=sums[:, 1:])
        return prices[: len(self.model.seats)].copy(), sums

    def away_prices(self, prices: Ints) -> Ints:
        """Prices of absences, `(units, slots)`."""
        return prices[len(self.model.seats) :].reshape(len(self.model.away), self.model.slots)


def trainees_of(model: Model) -> Trainees:
    """The kinds and rows of a model."""
    limit = np.concatenate([model.seats, np.repeat(model.away, model.slots)])
    nothing = np.zeros(len(limit), dtype=np.int64)
    return Trainees(model, offers_of(model), Rows(nothing, nothing, limit), model.number)


def columns_of(trainees: Trainees, kind: Ints, chosen: NDArray[np.int32], count: Ints) -> Columns:
    """Sets of classes `(columns, slots + 1)`, of which the first `count` count, as columns."""
    model = trainees.model
    start, row, cost = _uses(trainees.offers, kind.astype(np.int64), chosen, count)
    bounded = model.away < NO_LIMIT
    classes = len(model.seats)
    keep = (row < classes) | bounded[np.maximum(row - classes, 0) // max(1, model.slots)]
    start = np.concatenate([[0], np.cumsum(keep)])[start]
    row = row[keep]
    return Columns(kind.astype(np.int64), cost, start, row, np.ones(len(row), dtype=np.int64))


@njit(cache=True)
def _uses(offers, kind, chosen, count):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    slots = offers.slots
    classes = len(offers.days)
    start = np.zeros(len(kind) + 1, np.int64)
    for c in range(len(kind)):
        size = 0
        for i in range(count[c]):
            j = chosen[c, i]
            size += 2 + offers.last[j] - offers.first[j]
        start[c + 1] = start[c] + size
    row = np.empty(start[-1], np.int64)
    cost = np.zeros(len(kind), np.int64)
    for c in range(len(kind)):
        k = kind[c]
        at, days, inducted = start[c], 0, False
        for i in range(count[c]):
            j = chosen[c, i]
            row[at] = j
            at += 1
            for t in range(offers.first[j], offers.last[j] + 1):
                row[at] = classes + offers.unit[k] * slots + t
                at += 1
            days += offers.days[j]
            inducted = inducted or offers.induction[j]
            cost[c] += offers.way[offers.unit[k], j]
        lacking = offers.need[k] - days
        each = offers.points[0] * (2 if offers.newcomer[k] else 1) if lacking > 0 else -offers.points[2]
        cost[c] += each * lacking
        if offers.newcomer[k] and not inducted:
            cost[c] += offers.points[1]
    return start, row, cost


def columns_of_plan(trainees: Trainees, plan: NDArray[np.int32], kind: Ints) -> Columns:
    """A plan `(workers, slots + 1)` of workers of the given kinds as columns, one a worker."""
    return columns_of(trainees, kind, plan, (plan >= 0).sum(axis=1).astype(np.int64))
