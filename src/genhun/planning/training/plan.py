"""From prices to a whole plan: search first, then the integer program over the columns that the prices recommend."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from genhun.engine.dual import Ascent, evaluate
from genhun.engine.master import Columns, Generated, gather, generate, joined
from genhun.engine.neighbourhoods import Plan, Scope
from genhun.engine.rows import SCALE, Ints
from genhun.engine.watch import Watch
from genhun.planning.training.crowding import crowded
from genhun.planning.training.exchange import exchange
from genhun.planning.training.kinds import Trainees, columns_of, columns_of_plan
from genhun.planning.training.likely import likely
from genhun.planning.training.model import Model
from genhun.planning.training.oracle import Offers, cheapest_of_all
from genhun.planning.training.prices import climb, go_on
from genhun.planning.training.search import anneal, turn_of
from genhun.planning.training.seating import Seating, empty_seating, seat_as, settle
from genhun.planning.training.units import gained

MOST_ROUNDS = 4000
"""How often each worker's turn comes at most."""
MANY_KINDS = 3000
"""Kinds beyond which programs bring less than search in the same time."""
SEARCH_SHARE = 0.5
EXCHANGE_SHARE = 0.15
"""Of the time left, what exchanges in rings get before annealing, and again after it; they end by themselves where few
are left."""
PRICE_SHARE = 0.99
"""Of the bound's prices, what the search asks: at full prices staying at home is as good, and seats stay empty."""
CROWD_SHARE = 0.5
"""Of the time of the search, what the crowded plan gets at most."""
CROWD_SLACK = 2.0
"""As SLACK, for the crowded plan, whose prices move."""
SLACK = 1.0
"""Points by which an itinerary may be dearer at the prices than the cheapest one for its classes to be tried."""
STRETCH = 2000
"""Rounds of search between two looks at the clock."""
HOT, COLD = 0.4, 0.15
"""Heat in points at which the search begins and ends."""
FINISH_S = 1e-4
"""Seconds a worker to write the plan down, kept back from the search."""
CLIMB_SHARE = 0.3
"""Of the time, what the prices get."""
UNITS_SHARE = 0.1
"""Of the time then left, what whole units get at most to strengthen the bound."""
MOST_KINDS_EXACT = 400
SHAKEN = 30
"""How often prices are shaken for more columns."""
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


@dataclass(frozen=True, slots=True)
class Start:
    """An earlier plan to go on from, `(workers, slots + 1)`, and its prices (thousandths; None: not known)."""

    plan: NDArray[np.int32]
    prices: Ints | None


def best_plan(trainees: Trainees, watch: Watch, seed: int, start: Start | None = None) -> Planned:
    """The best plan found in time, with its bound."""
    seating = empty_seating(trainees.model)
    if not len(seating.kind) or not len(trainees.model.seats):
        nothing = np.zeros(len(trainees.rows), dtype=np.int64)
        values, _ = trainees.propose(nothing)
        return Planned(seating.plan, -(-int((values * trainees.number).sum()) // SCALE), nothing)
    watch = watch.part(watch.left - FINISH_S * len(seating.kind))
    part = watch.part(CLIMB_SHARE * watch.left)
    known = climb(trainees, part) if start is None or start.prices is None else go_on(trainees, start.prices, part)
    bound = _bound(trainees, known.prices, known.bound, watch)
    many = len(trainees.number) > MANY_KINDS
    part = watch.part(watch.left * (1.0 if many else SEARCH_SHARE))
    seating = _search(trainees, seating, known.prices, part, seed, start)
    if many or watch.over:
        return Planned(seating.plan, bound, known.prices, {"passes": known.passes})
    generated = _columns(trainees, seating, known, watch)
    if generated.prices is not known.prices:
        alone, _ = evaluate(trainees, generated.prices)
        bound = max(bound, _bound(trainees, generated.prices, alone, watch))
    plan = Plan(trainees.rows, trainees.number, generated.pool, np.zeros(0, dtype=np.int64))
    plan.take(columns_of_plan(trainees, seating.plan, seating.kind))
    watch.report("columns", plan.cost, bound)
    plan.improve(generated.reduced, Scope(), watch, seed, bound)
    return Planned(
        plan=plan_of(trainees.model, plan),
        bound=bound,
        prices=generated.prices,
        counts={"columns": len(plan.pool.columns), "passes": known.passes},
    )


def _bound(trainees: Trainees, prices: Ints, alone: int, watch: Watch) -> int:
    """The bound, in points, that prices prove together with whole units; `alone`: without, in thousandths."""
    return -(-(alone + gained(trainees, prices, watch.part(UNITS_SHARE * watch.left))) // SCALE)


def _search(
    trainees: Trainees, seating: Seating, prices: Ints, watch: Watch, seed: int, start: Start | None
) -> Seating:
    """From an earlier plan, or a crowded one near the bound's prices, to a plan that annealing and exchanges improve no
    more in the time."""
    shy = (PRICE_SHARE * prices).astype(np.int64)
    seat, sums = trainees.split(shy)
    asked = (seat, trainees.away_prices(shy))
    if start is None:
        part, several = watch.part(CROWD_SHARE * watch.left), likely(trainees, prices, CROWD_SLACK)
        wanted = crowded(several, seating, asked, part, seed)
    else:
        wanted = start.plan
    seat_as(trainees.offers, seating, wanted, np.empty(trainees.model.slots + 1, np.int32))
    order = np.random.default_rng(seed).permutation(len(seating.kind)).astype(np.int64)
    settle(trainees.offers, seating, order)
    offers = likely(trainees, prices, SLACK)
    exchange(offers, seating, watch.part(EXCHANGE_SHARE * watch.left))
    part = watch.part((1.0 - EXCHANGE_SHARE) * watch.left)
    least, _, _ = cheapest_of_all(trainees.offers, seat, sums)
    seating = _annealed(trainees, offers, seating, (asked, least), part, seed)
    exchange(offers, seating, watch)
    settle(trainees.offers, seating, order)
    return seating


def _annealed(
    trainees: Trainees, offers: Offers, seating: Seating, asked: tuple[tuple[Ints, Ints], Ints], watch: Watch, seed: int
) -> Seating:
    """Annealing whose heat falls with the rounds done, or with the time if that is shorter; the seating before it if
    that was better. `asked`: prices of seats and absences, the least of each kind at these."""
    model, turn = trainees.model, turn_of(seating)
    before, cost = seating.plan.copy(), int(seating.cost.sum())
    staff = np.searchsorted(model.unit[seating.kind], np.arange(len(model.away) + 1)).astype(np.int64)
    most, heat = MOST_ROUNDS * len(seating.kind), HOT
    for done in range(0, most, STRETCH):
        if watch.over:
            break
        anneal(offers, seating, *asked, staff, turn, heat, (seed * 100_003 + done // STRETCH, done, done + STRETCH))
        spent = max((done + STRETCH) / most, watch.elapsed / max(watch.seconds, 1e-9))
        heat = HOT * (COLD / HOT) ** min(1.0, spent)
        if done % (20 * STRETCH) == 0:
            watch.report("search", int(seating.cost.sum()))
    if int(seating.cost.sum()) > cost:
        seating = empty_seating(model)
        seat_as(trainees.offers, seating, before, np.empty(model.slots + 1, np.int32))
    return seating


def _columns(trainees: Trainees, seating: Seating, known: Ascent, watch: Watch) -> Generated:
    """Exact prices, starting from the plan, from nobody going anywhere, and from the itineraries that good prices
    ask for."""
    model = trainees.model
    kinds = len(trainees.number)
    nobody = np.full((kinds, model.slots + 1), -1, dtype=np.int32)
    home = columns_of(trainees, np.arange(kinds), nobody, np.zeros(kinds, dtype=np.int64))
    planned = columns_of_plan(trainees, seating.plan, seating.kind)
    nearby = joined([planned, *_shaken(trainees, known.prices, SHAKEN, watch)])
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
