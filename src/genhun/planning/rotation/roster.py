"""The plan under construction: who holds what, what is still free, and how a person is fitted in exactly."""

from typing import NamedTuple

import numpy as np

from genhun.engine.kernel import kernel
from genhun.planning.rotation.adopted import Adopted, joined, prefer_adopted, strays
from genhun.planning.rotation.evaluate import own_cost, starts_here
from genhun.planning.rotation.menu import INF, Offers, clear, climb, list_post, no_offers, offer, shown
from genhun.planning.rotation.oracle import RESERVE, Home, Scratch, cheapest, home_for, price_hop, scratch_for
from genhun.planning.rotation.problem import (
    CIRCLE,
    END,
    HELD,
    LEVEL,
    LIMIT,
    LOCKED,
    MANAGER,
    SEATS,
    SECRETARY,
    START,
    STAYS,
    UNIT,
    VACANCY,
    Array,
    Facts,
)  # fmt: skip
from genhun.planning.rotation.states import earliest


class Roster(NamedTuple):
    """Itineraries and what they leave free; kept up to date by `put` and `take`."""

    stints: Array  # (people, slots, 3): post (RESERVE = -2), from, to
    number: Array  # (people,)
    free: Array  # (posts, periods): seats less holders; negative while overbooked
    entrants: Array  # (posts, periods): holders that did not start there
    room: Array  # (units, periods): free entries still allowed
    entered: Array  # (posts, periods): entries, forced ones too
    supply: Array  # (benches,)
    own: Array  # (people,) own cost in thousandths, and the weight of going another way than the adopted one
    bench: Array  # (people,) bench counted for, or -1
    stub: Array  # (people, slots, 3): what a person has to hold in any case
    stub_count: Array
    openings: Array  # (posts,): periods in which a seat is free
    offers: Offers  # working space: what is open to one person
    home: Home
    parts: Array
    by_level: Array  # posts sorted by level
    total: Array  # (1,) the cost of the whole roster in thousandths, stubs priced as vacancies allow
    adopted: Adopted


def empty_roster(facts: Facts, adopted: Adopted, *, full_stubs: bool = True) -> Roster:
    """A roster of a region with nobody placed; stubs are made here (`full_stubs` as for `stub_of`)."""
    people, posts, periods = len(facts.person), len(facts.post), facts.periods
    slots = periods + 1
    stub = np.zeros((people, slots, 3), np.int64)
    stub_count = np.zeros(people, np.int64)
    for i in range(people):
        rows = stub_of(facts, i, full=full_stubs)
        stub_count[i] = len(rows)
        stub[i, : len(rows)] = np.array(rows, np.int64).reshape(len(rows), 3)
    seats = np.repeat(facts.post[:, SEATS, None], periods, axis=1)
    return Roster(
        np.zeros((people, slots, 3), np.int64), np.zeros(people, np.int64), seats, np.zeros((posts, periods), np.int64),
        _free_room(facts), np.zeros((posts, periods), np.int64), np.zeros(len(facts.bench_want), np.int64),
        np.zeros(people, np.int64), np.full(people, -1, np.int64), stub, stub_count,
        (seats > 0).sum(axis=1), no_offers(facts, max(1, posts)), home_for(facts), np.zeros(5, np.int64),
        np.argsort(facts.post[:, LEVEL], kind="stable").astype(np.int64), np.array([_nothing_held(facts)], np.int64),
        adopted,
    )  # fmt: skip


def _nothing_held(facts: Facts) -> int:
    vacancy = int((facts.post[:, SEATS] * facts.post[:, VACANCY]).sum()) * facts.periods
    return vacancy + facts.thin * int(facts.bench_want.sum())


def stub_of(facts: Facts, i: int, *, full: bool) -> list[list[int]]:
    """What person `i` has to hold: `[post, from, to]` rows of the minimum stay at the start and of the locks.

    `full` adds what must still be held after a lock that was entered no earlier than it asks.
    """
    rows: list[list[int]] = []
    post, since = int(facts.person[i, START]), -int(facts.person[i, HELD])
    for t in range(int(facts.person[i, END])):
        lock = int(facts.lock[i, t])
        if lock >= 0 and lock != post:
            post, since = lock, t
        elif lock < 0 and post >= 0 and not facts.person[i, STAYS]:
            bound = t - since < facts.min_stay and (full or since <= 0)
            post = post if bound else -1
        if post < 0:
            continue
        if rows and rows[-1][0] == post and rows[-1][2] == t:
            rows[-1][2] = t + 1
        else:
            rows.append([post, t, t + 1])
    return rows


def _free_room(facts: Facts) -> Array:
    """Free entries allowed `(units, periods)` when every entry that a lock may force is set aside."""
    forced = np.zeros((len(facts.unit_cap), facts.periods), np.int64)
    for i in np.flatnonzero(facts.person[:, LOCKED]):
        for t in range(facts.periods):
            post = facts.lock[i, t]
            if post >= 0 and (t == 0 or facts.lock[i, t - 1] != post):
                forced[facts.post[post, UNIT], t] += 1
    room: Array = np.maximum(0, facts.unit_cap[:, None] - forced)
    return room


@kernel
def mark_stints(f, r, i, stints, count, sign):  # type: ignore[no-untyped-def]
    """Add (`sign` 1) or take away (-1) what stints of person `i` occupy."""
    for k in range(count):
        post = stints[k, 0]
        if post == RESERVE:
            continue
        at_start = starts_here(f, i, stints, k)
        for t in range(stints[k, 1], stints[k, 2]):
            if sign > 0 and r.free[post, t] > 0:
                r.total[0] -= f.post[post, VACANCY]
            elif sign < 0 and r.free[post, t] >= 0:
                r.total[0] += f.post[post, VACANCY]
            had = r.free[post, t] > 0
            r.free[post, t] -= sign
            r.openings[post] += (r.free[post, t] > 0) - had
            if not at_start:
                r.entrants[post, t] += sign
        if not at_start:
            t = stints[k, 1]
            r.entered[post, t] += sign
            if f.lock[i, t] != post:
                r.room[f.post[post, UNIT], t] -= sign


@kernel
def supply(f, r, bench, sign):  # type: ignore[no-untyped-def]
    """Count one person more or less for a bench (-1: for none)."""
    if bench < 0:
        return
    if sign > 0 and r.supply[bench] < f.bench_want[bench]:
        r.total[0] -= f.thin
    elif sign < 0 and r.supply[bench] <= f.bench_want[bench]:
        r.total[0] += f.thin
    r.supply[bench] += sign


@kernel
def put(f, r, i, stints, count):  # type: ignore[no-untyped-def]
    """Give person `i` an itinerary."""
    mark_stints(f, r, i, stints, count, 1)
    for k in range(count):
        for c in range(3):
            r.stints[i, k, c] = stints[k, c]
    r.number[i] = count
    r.own[i], r.bench[i] = own_cost(f, i, stints, count, r.parts)
    if strays(r.adopted, i, stints, count):
        r.own[i] += r.adopted.weight[0]
    r.total[0] += r.own[i]
    supply(f, r, r.bench[i], 1)


@kernel
def put_stub(f, r, i):  # type: ignore[no-untyped-def]
    """Let person `i` hold only what has to be held."""
    mark_stints(f, r, i, r.stub[i], r.stub_count[i], 1)
    r.number[i] = r.stub_count[i]
    for k in range(r.number[i]):
        for c in range(3):
            r.stints[i, k, c] = r.stub[i, k, c]
    r.own[i], r.bench[i] = 0, -1


@kernel
def take(f, r, i):  # type: ignore[no-untyped-def]
    """Take person `i` out, stub and all."""
    mark_stints(f, r, i, r.stints[i], r.number[i], -1)
    r.total[0] -= r.own[i]
    supply(f, r, r.bench[i], -1)
    r.number[i], r.own[i], r.bench[i] = 0, 0, -1


@kernel
def relative_there(f, ties, r, i, unit, t, at_start):  # type: ignore[no-untyped-def]
    """Whether ROT-07 keeps person `i` out of a unit in a period; `at_start`: the person has never left."""
    if not at_start:
        for k in range(ties.bar_from[i], ties.bar_from[i + 1]):
            if ties.bar[k, 0] == unit and t < ties.bar[k, 1]:
                return True
    for q in range(ties.kin_from[i], ties.kin_from[i + 1]):
        other = ties.kin[q]
        for k in range(r.number[other]):
            post = r.stints[other, k, 0]
            if post == RESERVE or f.post[post, UNIT] != unit:
                continue
            there = r.stints[other, k, 1] <= t < r.stints[other, k, 2]
            if there and not (at_start and starts_here(f, other, r.stints[other], k)):
                return True
    return False


@kernel
def other_head_entered(f, ties, r, post, t):  # type: ignore[no-untyped-def]
    """Whether entering a post in `t` would be the second entry of a pair of heads (ROT-06)."""
    unit = f.post[post, UNIT]
    for k in range(ties.head_from[unit], ties.head_from[unit + 1]):
        other = ties.head_posts[k]
        pair = f.post[post, SECRETARY] * f.post[other, MANAGER] + f.post[post, MANAGER] * f.post[other, SECRETARY]
        if other != post and r.entered[other, t] > 0 and pair > 0:
            return True
    return False


@kernel
def may_hold(f, ties, r, i, post, t, has_kin):  # type: ignore[no-untyped-def]
    """Whether person `i` finds a free seat and no relative."""
    if r.free[post, t] <= 0:
        return False
    return not has_kin or not relative_there(f, ties, r, i, f.post[post, UNIT], t, False)


@kernel
def may_enter(f, ties, r, i, post, t):  # type: ignore[no-untyped-def]
    """Whether person `i` finds a free seat, and the unit takes one more entry."""
    if r.free[post, t] <= 0 or (f.lock[i, t] != post and r.room[f.post[post, UNIT], t] <= 0):
        return False
    paired = f.post[post, SECRETARY] + f.post[post, MANAGER] > 0
    return not (paired and other_head_entered(f, ties, r, post, t))


@kernel
def open_to(f, ties, r, i, stints, count, has_kin):  # type: ignore[no-untyped-def]
    """Whether the roster still allows person `i`, who is taken out, a lawful itinerary; `home` is filled."""
    for k in range(count):
        post, t, x = stints[k, 0], stints[k, 1], stints[k, 2]
        if post == RESERVE:
            continue
        if starts_here(f, i, stints, k):
            if r.home.stay[x] >= INF:
                return False
            continue
        if not may_enter(f, ties, r, i, post, t):
            return False
        for p in range(t, x):
            if not may_hold(f, ties, r, i, post, p, has_kin):
                return False
    return True


@kernel
def offer_post(f, ties, r, i, k, post, seat_sum, entry, noise, has_kin):  # type: ignore[no-untyped-def]
    """Offer every stint that person `i` may have in a post now as option `k`; whether there is one."""
    end, found = f.person[i, END], False
    for t in range(end):
        if not may_enter(f, ties, r, i, post, t):
            continue
        shortest = min(t + earliest(f, i), end)
        for x in range(t + 1, end + 1):
            if not may_hold(f, ties, r, i, post, x - 1, has_kin):
                break
            if x >= shortest:
                offer(r.offers, t, x, noise + entry[post, t] + seat_sum[post, x] - seat_sum[post, t], k)
                found = True
    return found


@kernel
def gather(f, ties, r, i, seat_sum, entry, noise, has_kin):  # type: ignore[no-untyped-def]
    """List what is open to person `i`."""
    n, reached = 0, 0
    locked, level = f.person[i, LOCKED] == 1, f.person[i, LEVEL]
    clear(r.offers)
    for q in range(len(r.by_level)):
        post = r.by_level[q]
        if r.openings[post] == 0:
            continue
        if not locked and (f.post[post, CIRCLE] != f.person[i, CIRCLE] or f.post[post, LEVEL] < level):
            continue
        extra = np.int64(np.random.random() * noise) if noise > 0 else np.int64(0)
        reached = climb(r.offers, reached, f.post[post, LEVEL])
        list_post(f, r.offers, n, post)
        n += offer_post(f, ties, r, i, n, post, seat_sum, entry, extra, has_kin)
    climb(r.offers, reached, r.offers.since.shape[2] - 1)
    return n


@kernel
def price_home(f, ties, r, i, seat_sum, has_kin):  # type: ignore[no-untyped-def]
    """Fill `home`; no staying where the roster does not allow it."""
    start = f.person[i, START]
    unit = f.post[start, UNIT]
    possible = True
    price_hop(f, start, seat_sum, r.home)
    for x in range(1, f.person[i, END] + 1):
        t = x - 1
        if r.free[start, t] <= 0 and r.entrants[start, t] > 0:
            possible = False
        if r.free[start, t] <= f.post[start, SEATS] - f.post[start, LIMIT]:
            possible = False
        if has_kin and relative_there(f, ties, r, i, unit, t, True):
            possible = False
        r.home.stay[x] = seat_sum[start, x] if possible else INF
    r.home.stay[0] = 0


@kernel
def fit(f, ties, r, s, i, seat_sum, entry, bench_price, noise):  # type: ignore[no-untyped-def]
    """Replace person `i`'s stub by the cheapest itinerary that the roster still allows; False: there is none."""
    take(f, r, i)
    has_kin = related(ties, i)
    price_home(f, ties, r, i, seat_sum, has_kin)
    n = gather(f, ties, r, i, seat_sum, entry, noise, has_kin)
    value, count = cheapest(f, i, shown(r.offers, n), bench_price, r.home, s)
    count = joined(s.out, count)
    if value >= INF:
        put_stub(f, r, i)
        return False
    kept = r.adopted.number[i]
    if strays(r.adopted, i, s.out, count) and open_to(f, ties, r, i, r.adopted.stints[i], kept, has_kin):
        _, count = prefer_adopted(f, r.adopted, i, value, count, seat_sum, entry, bench_price, r.parts, s)
    put(f, r, i, s.out, count)
    return True


@kernel
def related(ties, i):  # type: ignore[no-untyped-def]
    """Whether person `i` has kin of whom ROT-07 speaks."""
    return ties.kin_from[i + 1] > ties.kin_from[i] or ties.bar_from[i + 1] > ties.bar_from[i]


def scratch_of(facts: Facts) -> Scratch:
    """Working arrays for fitting people into a roster."""
    return scratch_for(facts, len(facts.post))
