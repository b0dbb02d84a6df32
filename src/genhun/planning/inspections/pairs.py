"""What two units cost together, and which pairs are worth a look at given prices.

Summed over a plan, what hosts are better at equals what visitors are better at, for every unit visits once and hosts
once. So a plan's gain is half the sum of |differences| along its visits, and the cost no longer depends on who visits
whom: a plan is a set of pairs in which every unit has two partners, and no pair is taken twice. Doubled, a pair costs
2 x way - sum over aspects of |difference|, a whole number.
"""

from typing import NamedTuple

import numpy as np
from numba import njit, prange

from genhun.engine.rows import SCALE, Ints
from genhun.planning.inspections.problem import Problem

NEVER = 1 << 40
"""Doubled cost of a pair that a rule forbids."""


class Ground(NamedTuple):
    """The parts of a problem that the compiled loops read."""

    strength: Ints
    city: Ints
    way: Ints
    family: Ints


def ground_of(problem: Problem) -> Ground:
    """What the loops need of a problem."""
    return Ground(problem.strength, problem.city, problem.way, problem.family)


@njit(cache=True, nogil=True)
def doubled(ground, a, b):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Twice the points of a pair; NEVER for siblings and a unit with itself."""
    if ground.family[a] == ground.family[b]:
        return NEVER
    points = 2 * ground.way[ground.city[a], ground.city[b]]
    for aspect in range(ground.strength.shape[1]):
        points -= abs(ground.strength[a, aspect] - ground.strength[b, aspect])
    return points


@njit(cache=True, nogil=True)
def doubled_of(ground, pairs):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """Doubled points of given pairs `(pairs, 2)`."""
    points = np.empty(len(pairs), np.int64)
    for p in range(len(pairs)):
        points[p] = doubled(ground, pairs[p, 0], pairs[p, 1])
    return points


@njit(cache=True, nogil=True, parallel=True)
def price_out(ground, price, most):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """The cheapest pairs of each unit at given prices, and what all pairs together may save.

    `price` (thousandths) is what a unit pays for one partner. Returns partners `(units, most)`, -1 where there is
    none, by falling attraction; their reduced costs (thousandths); and the sum of min(0, reduced cost) over all pairs
    of each unit.
    """
    units = len(price)
    partner = np.full((units, most), -1, np.int64)
    reduced = np.full((units, most), NEVER * SCALE, np.int64)
    saving = np.zeros(units, np.int64)
    for a in prange(units):
        for b in range(units):
            points = doubled(ground, a, b)
            if points >= NEVER:
                continue
            left = points * SCALE - price[a] - price[b]
            if left < 0:
                saving[a] += left
            if left >= reduced[a, most - 1]:
                continue
            place = most - 1
            while place > 0 and reduced[a, place - 1] > left:
                reduced[a, place] = reduced[a, place - 1]
                partner[a, place] = partner[a, place - 1]
                place -= 1
            reduced[a, place] = left
            partner[a, place] = b
    return partner, reduced, saving


def bound_at(price: Ints, saving: Ints) -> int:
    """The bound in points that prices prove: every unit pays twice, every pair is taken at most once; rounded up.

    In doubled thousandths: 2 x sum of prices + sum over pairs of min(0, reduced cost); `saving` counts each pair twice.
    """
    proven = 4 * int(price.sum()) + int(saving.sum())  # quadrupled thousandths
    return -(-proven // (4 * SCALE))
