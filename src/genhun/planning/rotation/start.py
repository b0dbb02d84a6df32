"""The first plan of a region.

Everybody holds what has to be held, then goes the way of an earlier plan, stays, or is fitted in.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from genhun.engine.kernel import kernel
from genhun.engine.watch import Watch
from genhun.planning.outcome import NoPlan
from genhun.planning.rotation.adopted import Adopted
from genhun.planning.rotation.decision import decide
from genhun.planning.rotation.locked import Stints
from genhun.planning.rotation.menu import INF
from genhun.planning.rotation.oracle import RESERVE, Scratch
from genhun.planning.rotation.problem import (
    END,
    LEVEL,
    LIMIT,
    LOCKED,
    SEATS,
    START,
    VACANCY,
    Array,
    Facts,
    Region,
)
from genhun.planning.rotation.roster import (
    Roster,
    empty_roster,
    fit,
    open_to,
    price_home,
    put,
    put_stub,
    related,
    stub_of,
    take,
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """Ways of an earlier plan: `start`, to begin with, and `adopted`, from which nobody should stray."""

    start: Adopted
    adopted: Adopted


def first_plan(region: Region, known: Known, scratch: Scratch, watch: Watch) -> Roster | NoPlan:
    """A roster that keeps every hard rule, near the known start, or the rows of the input that clash."""
    facts, ties, prices = region.facts, region.ties, true_prices(region.facts)
    for hold_on in (True, False) if known.start.number.any() else (False,):
        roster = empty_roster(facts, known.adopted)
        hold(facts, roster)
        if not _goes_together(region, roster):
            break
        waiting = order_of(facts)
        if hold_on:
            waiting = waiting[~keep_ways(facts, ties, roster, known.start, prices[0], waiting, _flags(facts))[waiting]]
        if place_all(facts, ties, roster, scratch, *prices, waiting):
            return roster
    decided = decide(region, watch)
    return decided if isinstance(decided, NoPlan) else _around(region, known, scratch, decided)


def _flags(facts: Facts) -> NDArray[np.bool_]:
    return np.zeros(len(facts.person), np.bool_)


def _goes_together(region: Region, roster: Roster) -> bool:
    """Whether what has to be held fits the seats, and no lock asks for two posts at once."""
    facts = region.facts
    over = roster.free < (facts.post[:, SEATS] - facts.post[:, LIMIT])[:, None]
    torn = any(facts.lock[lock.person, t] != lock.post for lock in region.locks for t in range(lock.first, lock.until))
    return not torn and loose(roster) and not bool(over.any())


def loose(roster: Roster) -> bool:
    """Whether people may be taken out and fitted in anew: not where a plan needs exceptions that a roster ignores."""
    crowded = (roster.free < 0) & (roster.entrants > 0)
    return not bool(crowded.any()) and not bool((roster.room < 0).any())


def _around(region: Region, known: Known, scratch: Scratch, decided: dict[int, Stints]) -> Roster:
    """A roster around decided itineraries: everybody else is fitted in, or holds what has to be held, then reserve."""
    facts = region.facts
    roster = empty_roster(facts, known.adopted, full_stubs=False)
    hold(facts, roster)
    for i, rows in decided.items():
        take(facts, roster, i)
        put(facts, roster, i, np.array(rows, np.int64), len(rows))
    prices = true_prices(facts)
    others = np.array([i for i in order_of(facts).tolist() if i not in decided], np.int64)
    kept = keep_ways(facts, region.ties, roster, known.start, prices[0], others, _flags(facts))
    for i in others.tolist():
        if not kept[i] and not place_all(facts, region.ties, roster, scratch, *prices, np.array([i])):
            rows = stub_of(facts, i, full=False)
            since, end = rows[-1][2] if rows else 0, int(facts.person[i, END])
            rows += [[RESERVE, since, end]] if since < end else []
            take(facts, roster, i)
            put(facts, roster, i, np.array(rows, np.int64), len(rows))
    return roster


def true_prices(facts: Facts) -> tuple[Array, Array, Array]:
    """Prices by which a vacant seat costs what it costs and everything else is free: seat sums, entries, benches."""
    posts, periods = len(facts.post), facts.periods
    seat_sum = -facts.post[:, VACANCY, None] * np.arange(periods + 1)[None, :]
    return seat_sum.astype(np.int64), np.zeros((posts, periods), np.int64), np.zeros(len(facts.bench_want), np.int64)


def order_of(facts: Facts) -> Array:
    """People in the order in which they are placed: the locked, then from high to low level."""
    return np.lexsort((-facts.person[:, LEVEL], -facts.person[:, LOCKED])).astype(np.int64)


@kernel
def hold(f, r):  # type: ignore[no-untyped-def]
    """Let everybody hold what has to be held."""
    for i in range(len(f.person)):
        put_stub(f, r, i)


@kernel
def keep_ways(f, ties, r, ways, seat_sum, order, kept):  # type: ignore[no-untyped-def]
    """Put people into ways of an earlier plan as far as these go together; `kept` says who could."""
    for i in order:
        count = ways.number[i]
        if count == 0:
            continue
        take(f, r, i)
        has_kin = related(ties, i)
        price_home(f, ties, r, i, seat_sum, has_kin)
        kept[i] = open_to(f, ties, r, i, ways.stints[i], count, has_kin)
        if kept[i]:
            put(f, r, i, ways.stints[i], count)
        else:
            put_stub(f, r, i)
    return kept


@kernel
def place_all(f, ties, r, s, seat_sum, entry, bench_price, order):  # type: ignore[no-untyped-def]
    """Place everybody in an order; False: somebody cannot be fitted in."""
    for i in order:
        if f.person[i, LOCKED] == 0 and stay(f, ties, r, i, seat_sum, s):
            continue
        if not fit(f, ties, r, s, i, seat_sum, entry, bench_price, 0):
            return False
    return True


@kernel
def stay(f, ties, r, i, seat_sum, s):  # type: ignore[no-untyped-def]
    """Let person `i` stay in the starting post to the end, if that is possible."""
    take(f, r, i)
    price_home(f, ties, r, i, seat_sum, related(ties, i))
    end = f.person[i, END]
    if r.home.stay[end] >= INF:
        put_stub(f, r, i)
        return False
    s.out[0, 0], s.out[0, 1], s.out[0, 2] = f.person[i, START], 0, end
    put(f, r, i, s.out, 1)
    return True
