"""The parts of the training planner: prices, the classes worth trying, and the search, each against a plain count."""

import numpy as np
import pytest

from genhun.engine.dual import evaluate
from genhun.engine.rows import SCALE, Floats, Ints
from genhun.engine.watch import Watch
from genhun.madeup.group import Recipe, invent
from genhun.planning.training.crowding import Crowd, crowded, take_turns
from genhun.planning.training.exchange import exchange
from genhun.planning.training.kinds import Trainees, trainees_of
from genhun.planning.training.likely import likely
from genhun.planning.training.model import model_of
from genhun.planning.training.oracle import cheapest_of_all
from genhun.planning.training.prices import climb, go_on
from genhun.planning.training.problem import problem_of
from genhun.planning.training.search import anneal, turn_of
from genhun.planning.training.seating import Seating, empty_seating, seat_again, seat_as, settle


@pytest.fixture(scope="module")
def trainees() -> Trainees:
    return trainees_of(model_of(problem_of(invent(Recipe(300), seed=4))))


def counted(trainees: Trainees, seating: Seating) -> bool:
    """Whether what is left of seats and absences, and who sits where, is what the plan says."""
    model = trainees.model
    seats, away = model.seats.copy(), empty_seating(model).away
    for worker, kind in enumerate(seating.kind.tolist()):
        for j in [j for j in seating.plan[worker].tolist() if j >= 0]:
            seats[j] -= 1
            away[model.unit[kind], model.first[j] : model.last[j] + 1] -= 1
            assert worker in seating.roll[j, : seating.sitting[j]]
    assert (seats >= 0).all()
    assert (away >= 0).all()
    return bool((seats == seating.seats).all() and (away == seating.away).all())


def test_prices_prove_more_than_no_prices_and_what_they_prove(trainees: Trainees) -> None:
    nothing = np.zeros(len(trainees.rows), dtype=np.int64)
    found = climb(trainees, Watch(20.0))
    assert found.bound > evaluate(trainees, nothing)[0]
    assert found.bound == evaluate(trainees, found.prices)[0]
    assert go_on(trainees, found.prices, Watch(1.0)).bound >= found.bound


def test_no_time_still_gives_a_bound(trainees: Trainees) -> None:
    assert climb(trainees, Watch(0.0)).bound == evaluate(trainees, np.zeros(len(trainees.rows), dtype=np.int64))[0]


@pytest.mark.parametrize("slack", [0.0, 2.0, 1000.0])
def test_the_cheapest_itinerary_has_only_likely_classes(trainees: Trainees, slack: float) -> None:
    prices = climb(trainees, Watch(1.0)).prices
    few, (seat, sums) = likely(trainees, prices, slack), trainees.split(prices)
    cost, _, _ = cheapest_of_all(trainees.offers, seat, sums)
    assert (cheapest_of_all(few, seat, sums)[0] == cost).all()
    assert len(few.eligible) <= int(np.diff(trainees.offers.where).sum())


def test_a_class_is_likely_exactly_if_an_itinerary_with_it_is_near_the_cheapest(trainees: Trainees) -> None:
    """Each class of a few kinds is made so cheap that it is taken; the cost without the gift tells how dear it is."""
    prices, gift = climb(trainees, Watch(1.0)).prices, 10_000 * SCALE
    seat, sums = trainees.split(prices)
    few, (least, _, _) = likely(trainees, prices, 2.0), cheapest_of_all(trainees.offers, seat, sums)
    for kind in range(0, len(least), 7):
        near = []
        for j in trainees.offers.eligible[slice(*trainees.offers.where[kind])].tolist():
            given = seat.copy()
            given[j] -= gift
            cost = cheapest_of_all(trainees.offers, given, sums)[0][kind] + gift
            if cost - least[kind] <= 2 * SCALE and (trainees.model.need[kind] or trainees.model.newcomer[kind]):
                near.append(j)
        assert set(near) == set(few.eligible[slice(*few.where[kind])].tolist())


def test_the_search_keeps_count_and_settling_never_costs(trainees: Trainees) -> None:
    model, seating = trainees.model, empty_seating(trainees.model)
    prices = climb(trainees, Watch(1.0)).prices
    seat, _ = trainees.split(prices)
    away = trainees.away_prices(prices)
    order = np.arange(len(seating.kind))
    settle(trainees.offers, seating, order)
    assert counted(trainees, seating)
    staff = np.searchsorted(model.unit[seating.kind], np.arange(len(model.away) + 1)).astype(np.int64)
    least, _ = trainees.propose(prices)
    anneal(trainees.offers, seating, (seat, away), least, staff, turn_of(seating), 5.0, (1, 0, 5000))
    assert counted(trainees, seating)
    before = int(seating.cost.sum())
    settle(trainees.offers, seating, order)
    assert counted(trainees, seating)
    assert int(seating.cost.sum()) <= before


def potential(trainees: Trainees, crowd: Crowd, seat: Floats, away: Ints, stiff: float) -> int:
    """Cost of a plan and all that its attendants pay one after the other, thousandths."""
    model, offers = trainees.model, trainees.offers
    full = empty_seating(model)._replace(roll=np.full((len(model.seats), len(crowd.kind)), -1, dtype=np.int32))
    seat_again(offers, full, np.arange(len(crowd.kind)), crowd.plan)
    assert (full.seats == crowd.seats).all()
    assert (full.away == crowd.away).all()
    assert (full.away >= 0).all()
    total = int(full.cost.sum()) * SCALE + int((away * (empty_seating(model).away - full.away)).sum())
    for j, limit in enumerate(model.seats.tolist()):
        total += sum(max(0, int(seat[j] + stiff * (0.5 + n - limit))) for n in range(limit - full.seats[j]))
    return total


def test_without_noise_no_turn_raises_the_potential(trainees: Trainees) -> None:
    model, empty = trainees.model, empty_seating(trainees.model)
    prices = climb(trainees, Watch(1.0)).prices
    seat, away = prices[: len(model.seats)].astype(np.float64), trainees.away_prices(prices)
    crowd, order = Crowd(empty.plan, empty.kind, empty.seats, empty.away), np.arange(len(empty.kind))
    quiet, seen = np.zeros(2 * len(seat)), []
    for n in range(6):
        take_turns(trainees.offers, crowd, order, seat, away, 500.0, (n, quiet, 0.0))
        seen.append(potential(trainees, crowd, seat, away, 500.0))
    assert seen == sorted(seen, reverse=True)
    assert seen[-1] < seen[0]


def test_a_crowded_plan_has_few_seats_too_many(trainees: Trainees) -> None:
    model, empty = trainees.model, empty_seating(trainees.model)
    prices = climb(trainees, Watch(1.0)).prices
    seat, _ = trainees.split(prices)
    away = trainees.away_prices(prices)
    plan = crowded(trainees.offers, empty, (seat, away), Watch(20.0), 1)
    taken = np.bincount(plan[plan >= 0], minlength=len(seat))
    assert np.maximum(0, taken - model.seats).sum() <= 0.02 * model.seats.sum()
    assert (empty.plan == -1).all()
    assert (empty.seats == model.seats).all()


def test_exchanges_keep_count_and_find_what_two_alone_do_not(trainees: Trainees) -> None:
    """After a plain insertion in the order of the list, rings of three and more lower the cost; nothing is broken."""
    model, seating = trainees.model, empty_seating(trainees.model)
    settle(trainees.offers, seating, np.arange(len(seating.kind)))
    before, watch = int(seating.cost.sum()), Watch(120.0)
    exchange(trainees.offers, seating, watch)
    assert not watch.over  # it ends by itself
    assert counted(trainees, seating)
    again = empty_seating(model)
    seat_as(trainees.offers, again, seating.plan, np.empty(model.slots + 1, dtype=np.int32))
    assert (again.cost == seating.cost).all()  # every class is open to who attends it, and the points are true
    assert int(seating.cost.sum()) < before


def test_no_worker_and_no_time_leave_everything_as_it_is(trainees: Trainees) -> None:
    seating = empty_seating(trainees.model)
    exchange(trainees.offers, seating, Watch(0.0))
    assert (seating.plan == -1).all()
