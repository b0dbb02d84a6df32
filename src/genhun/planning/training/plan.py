"""From prices to a whole plan: search first, then the integer program over the columns that the prices recommend."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from genhun.engine.dual import Ascent, Steps, ascend, evaluate
from genhun.engine.master import Columns, Generated, Priced, gather, generate, joined
from genhun.engine.neighbourhoods import Plan, Scope
from genhun.engine.rows import SCALE, Ints
from genhun.engine.watch import Watch
from genhun.planning.training.kinds import Trainees, columns_of, columns_of_plan
from genhun.planning.training.model import Model
from genhun.planning.training.search import Seating, anneal, empty_seating, fill

MOST_ROUNDS = 200
MANY_KINDS = 3000
SEARCH_SHARE = 0.5
PRICE_SHARE = 0.9
"""Of the bound's prices, what the search asks: at full prices staying at home is as good, and seats stay empty."""
PASSES = 1000
CLIMB_SHARE = 0.3
FIRST_GUESS = 0.7
"""Of the points that a class saves, the share that its seat may cost to begin with."""
MOST_KINDS_EXACT = 400
SHAKEN, SHAKEN_MANY = 30, 8
"""How often prices are shaken for more columns, in small problems and in large ones."""
CUT = 3.0
"""Reduced cost in points up to which a column is worth its place in a program."""
SHAKE = 2000
"""Thousandths of a point by which prices are shaken to find more columns."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan `(workers, slots + 1)` of class numbers, its proven bound in points, and the prices behind it
    (thousandths)."""

    plan: NDArray[np.int32]
    bound: int
    prices: Ints
    counts: dict[str, int] = field(default_factory=dict)


def best_plan(trainees: Trainees, watch: Watch, seed: int) -> Planned:
    """The best plan found in time, with its bound."""
    seating = empty_seating(trainees.model)
    if not len(seating.kind) or not len(trainees.model.seats):
        nothing = np.zeros(len(trainees.rows), dtype=np.int64)
        values, _ = trainees.propose(nothing)
        return Planned(seating.plan, -(-int((values * trainees.number).sum()) // SCALE), nothing)
    known = _climb(trainees, watch)
    _search(trainees, seating, known.prices, watch, seed)
    generated = _columns(trainees, seating, known, watch)
    plan = Plan(trainees.rows, trainees.number, generated.pool, np.zeros(0, dtype=np.int64))
    plan.take(columns_of_plan(trainees.model, seating.plan, seating.kind))
    watch.report("columns", plan.cost, generated.bound)
    plan.improve(generated.reduced, Scope(), watch, seed, generated.bound)
    return Planned(
        plan=plan_of(trainees.model, plan),
        bound=generated.bound,
        prices=generated.prices,
        counts={"columns": len(plan.pool.columns), "passes": known.passes},
    )


def _search(trainees: Trainees, seating: Seating, prices: Ints, watch: Watch, seed: int) -> None:
    """Insertion at no prices, for what nobody takes is wasted; then annealing near the bound's prices."""
    model = trainees.model
    order = np.random.default_rng(seed).permutation(len(seating.kind)).astype(np.int64)
    shy = (PRICE_SHARE * prices).astype(np.int64)
    seat, _ = trainees.split(shy)
    away = shy[len(seat) :].reshape(len(model.away), model.slots)
    fill(trainees.offers, seating, order, np.zeros_like(seat), np.zeros_like(away))
    rounds = _rounds(trainees, len(order), watch)
    heats = np.geomspace(10.0, 0.3, rounds + 1)
    for n in range(rounds):
        if watch.over:
            break
        schedule = (float(len(order)), heats[n], heats[n + 1], 5.0)
        anneal(trainees.offers, seating, seat, away, schedule, seed * MOST_ROUNDS + n)
        if n % 10 == 0:
            watch.report("search", int(seating.cost.sum()))


def _rounds(trainees: Trainees, workers: int, watch: Watch) -> int:
    """How often each worker's turn comes: often in small problems, as often as time allows in large ones."""
    if len(trainees.number) <= MANY_KINDS:
        return MOST_ROUNDS
    insertion_s = 8e-6 + 1e-8 * len(trainees.model.shapes) * 8 + 2e-8 * len(trainees.model.seats)
    return int(np.clip(SEARCH_SHARE * watch.left / (3 * insertion_s * workers), 20, MOST_ROUNDS))


def _climb(trainees: Trainees, watch: Watch) -> Ascent:
    """Good prices fast: no prices (their bound holds in any case), a guess of what a day is worth, then ascent."""
    model, priced = trainees.model, Priced(trainees)
    nothing = np.zeros(len(trainees.rows), dtype=np.int64)
    part = watch.part(CLIMB_SHARE * watch.left)
    free = Ascent(evaluate(priced, nothing)[0], nothing)
    passes = min(PASSES, 200 + len(trainees.number))
    if len(trainees.number) > MANY_KINDS:
        before = part.left
        evaluate(priced, nothing)
        passes = int(np.clip(part.left / max(1e-3, before - part.left), 30, passes))
    guess = np.zeros(len(trainees.rows))
    guess[: len(model.seats)] = FIRST_GUESS * model.points[0] * model.days
    best = ascend(priced, guess, Steps(passes, 10.0, 0.01, 0.9, scaled=True), lambda: part.over, free)
    watch.report("prices", None, best.points)
    return best


def _columns(trainees: Trainees, seating: Seating, known: Ascent, watch: Watch) -> Generated:
    """Exact prices, starting from the plan, from nobody going anywhere, and from the itineraries that good prices
    ask for."""
    model = trainees.model
    kinds = len(trainees.number)
    nobody = np.full((kinds, model.slots + 1), -1, dtype=np.int32)
    home = columns_of(model, np.arange(kinds), nobody, np.zeros(kinds, dtype=np.int64))
    planned = columns_of_plan(model, seating.plan, seating.kind)
    times = SHAKEN if kinds <= MANY_KINDS else SHAKEN_MANY
    nearby = joined([planned, *_shaken(trainees, known.prices, times, watch)])
    values, _ = trainees.propose(known.prices)
    close = nearby.pick(np.flatnonzero(nearby.reduced(known.prices / SCALE, values / SCALE) <= CUT))
    start = joined([home, planned, close])
    if kinds > MOST_KINDS_EXACT:
        return gather(trainees, start, known)
    return generate(trainees, start, known, watch.part(0.5 * watch.left))


def _shaken(trainees: Trainees, prices: Ints, times: int, watch: Watch) -> list[Columns]:
    """Columns that would be best at prices nearby: a whole plan needs more choice than the program at its optimum."""
    draw = np.random.default_rng(0)
    found = []
    for _ in range(times):
        if watch.over:
            break
        shake = draw.integers(-SHAKE, SHAKE + 1, len(prices)) * (prices > 0)
        found.append(trainees.propose(np.maximum(0, prices + shake))[1])
    return found


def plan_of(model: Model, plan: Plan) -> NDArray[np.int32]:
    """Class numbers `(workers, slots + 1)` of a plan over columns."""
    columns, classes = plan.pool.columns, len(model.seats)
    seats = empty_seating(model).plan
    worker = np.concatenate([[0], np.cumsum(model.number)])[:-1]
    for c in np.flatnonzero(plan.amount).tolist():
        uses = columns.row[columns.start[c] : columns.start[c + 1]]
        taken = np.sort(uses[uses < classes])
        kind = columns.kind[c]
        seats[worker[kind] : worker[kind] + plan.amount[c], : len(taken)] = taken
        worker[kind] += plan.amount[c]
    return seats
