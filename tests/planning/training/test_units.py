"""What whole units add to the bound, against trying every choice of their workers."""

from itertools import product

import numpy as np
import pytest

from genhun.engine.dual import evaluate
from genhun.engine.rows import NO_LIMIT, SCALE, Ints
from genhun.engine.watch import Watch
from genhun.madeup.group import Recipe, invent
from genhun.planning.training.kinds import Trainees, trainees_of
from genhun.planning.training.model import Model, model_of
from genhun.planning.training.plan import best_plan
from genhun.planning.training.prices import climb
from genhun.planning.training.problem import problem_of
from genhun.planning.training.units import BUDGETS, gained, gained_by

FEW = 6
"""Classes left open to each worker."""


@pytest.fixture(scope="module")
def trainees() -> Trainees:
    return trainees_of(model_of(problem_of(invent(Recipe(300), seed=5))))


def ways(trainees: Trainees, kind: int) -> list[tuple[int, ...]]:
    """Every set of open classes of which no two meet."""
    model, found = trainees.model, [()]
    for j in trainees.offers.eligible[slice(*trainees.offers.where[kind])].tolist():
        apart = [
            way for way in found if all(model.first[j] > model.last[c] or model.last[j] < model.first[c] for c in way)
        ]
        found += [(*way, j) for way in apart]
    return found


def points(model: Model, kind: int, way: tuple[int, ...]) -> int:
    """What an itinerary costs, seats apart."""
    short, missing, surplus = model.points.tolist()
    new, lacking = bool(model.newcomer[kind]), int(model.need[kind] - sum(model.days[j] for j in way))
    cost = sum(int(model.way[model.unit[kind], j]) for j in way) - surplus * min(0, lacking)
    cost += short * (2 if new else 1) * max(0, lacking)
    return cost + (missing if new and not any(model.induction[j] for j in way) else 0)


def least_of_unit(trainees: Trainees, unit: int, seat: Ints) -> int:
    """The least cost of all choices of a unit's workers with prices for the seats, thousandths."""
    model, best = trainees.model, None
    kinds = [k for k in np.flatnonzero(model.unit == unit).tolist() for _ in range(model.number[k])]
    priced = [
        [(way, SCALE * points(model, k, way) + int(seat[list(way)].sum())) for way in ways(trainees, k)] for k in kinds
    ]
    for choice in product(*priced):
        used = np.zeros(model.slots, np.int64)
        for way, _ in choice:
            for j in way:
                used[model.first[j] : model.last[j] + 1] += 1
        cost = sum(price for _, price in choice)
        if used.max() <= model.away[unit] and (best is None or cost < best):
            best = cost
    assert best is not None
    return best


@pytest.mark.parametrize("seed", range(3))
def test_a_unit_adds_what_trying_every_choice_says(trainees: Trainees, seed: int) -> None:
    model, draw = trainees.model, np.random.default_rng(seed)
    where = trainees.offers.where.copy()
    where[:, 1] = np.minimum(where[:, 1], where[:, 0] + FEW)
    few = Trainees(model, trainees.offers._replace(where=where), trainees.rows, trainees.number)
    prices = trainees.rows.admissible(draw.uniform(0, 6, len(trainees.rows)) * (draw.random(len(trainees.rows)) < 0.5))
    seat, away = prices[: len(model.seats)], few.away_prices(prices)
    workers = np.bincount(model.unit, weights=model.number, minlength=len(model.away))
    units = np.flatnonzero((workers == 2) & (model.away < NO_LIMIT))
    gain = gained_by(few, prices, units)
    least, _ = few.propose(prices)
    for unit, found in zip(units.tolist(), gain.tolist(), strict=True):
        kinds = np.flatnonzero(model.unit == unit)
        alone = int((least[kinds] * model.number[kinds]).sum() - away[unit].sum() * model.away[unit])
        assert found == min(least_of_unit(few, unit, seat) - alone, BUDGETS[-1])
    assert (gain > 0).any()


def test_whole_units_make_the_bound_stronger_and_never_dearer_than_a_plan(trainees: Trainees) -> None:
    prices = climb(trainees, Watch(2.0)).prices
    alone, more = evaluate(trainees, prices)[0], gained(trainees, prices, Watch(60.0))
    planned = best_plan(trainees, Watch(10.0), seed=1)
    cost = SCALE * int(seated_cost(trainees, planned.plan))
    assert more >= 0
    assert alone + more <= cost
    assert planned.bound * SCALE <= cost + SCALE - 1
    assert gained(trainees, prices, Watch(0.0)) == 0


def seated_cost(trainees: Trainees, plan: Ints) -> int:
    """What a plan costs, points."""
    kinds = np.repeat(np.arange(len(trainees.number)), trainees.number).tolist()
    own = [tuple(j for j in row if j >= 0) for row in plan.tolist()]
    return sum(points(trainees.model, kind, way) for kind, way in zip(kinds, own, strict=True))
