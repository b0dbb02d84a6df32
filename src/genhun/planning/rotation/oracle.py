"""The oracle: one person's cheapest itinerary at given prices, by dynamic programming over the person's own choices.

State at a period in which the person takes something new: level, periods since the last rise, periods gained on both lanes
(capped where nothing more can be earned), whether an industry that was new is already behind, and the place last left.
Stints of any length cost O(1) by prefix sums of the period prices. Exact but for two things that only lower a value: a third
entry pays for no new industry once one is behind, and an entry may lead back into the post just left by a *plan's* entry
(never better unless `max_stay` lies inside the horizon).
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from genhun.planning.rotation.problem import (
    CIRCLE,
    CITY,
    END,
    HEADSHIP,
    HELD,
    HOME,
    INDUSTRY,
    LANE_A,
    LANE_B,
    LAST_RAISE,
    LEVEL,
    LOCKED,
    ONLY_CITY,
    OPTION_POST,
    PLACE,
    SECRETARY,
    SINCE,
    START,
    STAYS,
    TRACK,
    YOUNG,
    Array,
    Facts,
)

INF = np.int64(1) << 60
RESERVE = -2


class Scratch(NamedTuple):
    """Working arrays of one thread; `mark` holds the number of the last call that touched a state."""

    cell: Array  # (periods + 1, states, places, 3): value, option taken, its end
    mark: Array  # (periods + 1, states)
    queue: Array  # the same: the states reached in each period
    count: Array  # (periods + 1,)
    best: Array  # (2, places, 3): the best next stint into a place: value, option, end
    eligible: Array
    level_from: Array
    stamp: Array
    out: Array  # the itinerary found: (stints, 3): post (RESERVE = -2), from, to


def scratch_for(facts: Facts, options: int) -> Scratch:
    """Working arrays that suffice for every person of a region and a menu of the given size."""
    periods, places = facts.periods, max(1, len(facts.place))
    states = _levels(facts) * (_since_cap(facts) + 1) * (_lane_gain(facts) + 1) ** 2 * 2
    top = int(max(facts.post[:, LEVEL].max(initial=0), facts.person[:, LEVEL].max(initial=0))) + 3

    def ints(*shape: int) -> Array:
        return np.zeros(shape, np.int64)

    return Scratch(
        ints(periods + 1, states, places, 3), ints(periods + 1, states), ints(periods + 1, states), ints(periods + 1),
        ints(2, places, 3), ints(max(1, options)), ints(top + 1), ints(1), ints(2 * periods + 2, 3),
    )  # fmt: skip


def _levels(facts: Facts) -> int:
    top = max(facts.post[:, LEVEL].max(initial=0), facts.person[:, LEVEL].max(initial=0))
    return int(top - facts.person[:, LEVEL].min(initial=top)) + 2


def _since_cap(facts: Facts) -> int:
    return min(facts.promotion_stay, facts.periods + 1)


def _lane_gain(facts: Facts) -> int:
    return min(facts.lane_cap, facts.periods)


@njit(cache=True, nogil=True)
def encode(f, rise, since, gain_a, gain_b, behind):  # type: ignore[no-untyped-def]
    """The number of a state."""
    since_cap = min(f.promotion_stay, f.periods + 1)
    lanes = min(f.lane_cap, f.periods) + 1
    return (((rise * (since_cap + 1) + since) * lanes + gain_a) * lanes + gain_b) * 2 + behind


@njit(cache=True, nogil=True)
def decode(f, state):  # type: ignore[no-untyped-def]
    """(rise, since, gain_a, gain_b, behind) of a state."""
    since_cap = min(f.promotion_stay, f.periods + 1)
    lanes = min(f.lane_cap, f.periods) + 1
    behind = state % 2
    state //= 2
    gain_b = state % lanes
    state //= lanes
    gain_a = state % lanes
    state //= lanes
    return state // (since_cap + 1), state % (since_cap + 1), gain_a, gain_b, behind


@njit(cache=True, nogil=True)
def after(f, i, state, t, level, track, until, behind):  # type: ignore[no-untyped-def]
    """The state of person `i` at `until` after a stint from `t` in a post of a level and track (-1: reserve)."""
    rise, since, gain_a, gain_b, _ = decode(f, state)
    since_cap = min(f.promotion_stay, f.periods + 1)
    if level > f.person[i, LEVEL] + rise:
        rise = level - f.person[i, LEVEL]
        since = min(since_cap, until - t)
    elif rise > 0:
        since = min(since_cap, since + until - t)
    if track == 0 or track == 2:
        gain_a = min(f.lane_cap - f.person[i, LANE_A], gain_a + until - t)
    if track == 1 or track == 2:
        gain_b = min(f.lane_cap - f.person[i, LANE_B], gain_b + until - t)
    return encode(f, rise, since, gain_a, gain_b, behind)


@njit(cache=True, nogil=True)
def may_rise(f, i, state, t):  # type: ignore[no-untyped-def]
    """Whether person `i` may be promoted in period `t` (ROT-03)."""
    rise, since, _, _, _ = decode(f, state)
    if t > f.person[i, LAST_RAISE]:
        return False
    if rise == 0:
        return f.person[i, SINCE] + t >= f.promotion_stay
    return since >= f.promotion_stay


@njit(cache=True, nogil=True)
def ending(f, i, state, secretary, bench_price):  # type: ignore[no-untyped-def]
    """What the state at the end of the horizon costs: not dual, less what a place on a bench earns."""
    if f.person[i, END] < f.periods:
        return np.int64(0)
    rise, _, gain_a, gain_b, _ = decode(f, state)
    dual = f.person[i, LANE_A] + gain_a >= f.dual and f.person[i, LANE_B] + gain_b >= f.dual
    cost = np.int64(0)
    if not dual and f.person[i, YOUNG] == 1:
        cost += f.not_dual
    if dual and secretary == 0:
        row = f.bench_row[f.person[i, CIRCLE], f.person[i, LEVEL] + rise]
        if row >= 0:
            cost += bench_price[row]
    return cost


@njit(cache=True, nogil=True)
def new_lane(f, i, state, track):  # type: ignore[no-untyped-def]
    """`new_track` if a lane of the track has no whole period yet."""
    _, _, gain_a, gain_b, _ = decode(f, state)
    no_a = f.person[i, LANE_A] + gain_a == 0 and track != 1
    no_b = f.person[i, LANE_B] + gain_b == 0 and track != 0
    return f.new_track if no_a or no_b else np.int64(0)


@njit(cache=True, nogil=True)
def is_new(f, i, place):  # type: ignore[no-untyped-def]
    """Whether a place's industry is none of those that person `i` had served before the start."""
    industry = f.place[place, INDUSTRY]
    return industry >= 0 and f.served[i, industry] == 0


@njit(cache=True, nogil=True)
def overdue(f, held, length):  # type: ignore[no-untyped-def]
    """The cost of the overdue periods of a stint held for `held` periods when it begins."""
    return f.overdue * max(0, length - max(0, f.max_stay - held))


@njit(cache=True, nogil=True)
def lock_free(f, i, post, t, until):  # type: ignore[no-untyped-def]
    """Whether no lock of person `i` asks for another post in [t, until)."""
    for s in range(t, until):
        if f.lock[i, s] >= 0 and f.lock[i, s] != post:
            return False
    return True


@njit(cache=True, nogil=True)
def may_leave(f, i, post, t, held):  # type: ignore[no-untyped-def]
    """Whether a post held for `held` periods may be left in `t` for another one (ROT-01, ROT-04, ROT-09)."""
    if f.person[i, LOCKED] and f.lock[i, t] >= 0:
        return f.lock[i, t] != post
    return f.person[i, STAYS] == 0 and held >= f.min_stay


@njit(cache=True, nogil=True)
def may_enter(f, i, state, t, level, circle, place, headship, post):  # type: ignore[no-untyped-def]
    """Whether person `i` may enter an option in `t` (ROT-03, ROT-04, ROT-08, ROT-09)."""
    if headship == 1 and f.place[place, CITY] == f.person[i, HOME]:
        return False
    if f.person[i, LOCKED] and f.lock[i, t] >= 0:
        return f.lock[i, t] == post
    if f.person[i, STAYS] == 1 or circle != f.person[i, CIRCLE]:
        return False
    if f.person[i, ONLY_CITY] >= 0 and f.place[place, CITY] != f.person[i, ONLY_CITY]:
        return False
    rise, _, _, _, _ = decode(f, state)
    own = f.person[i, LEVEL] + rise
    return level == own or (level == own + 1 and may_rise(f, i, state, t))


@njit(cache=True, nogil=True)
def novel_from(f, i):  # type: ignore[no-untyped-def]
    """The first period in which a post that the plan gave can be left."""
    return 1 if f.person[i, LOCKED] == 1 else max(1, f.min_stay)


@njit(cache=True, nogil=True)
def push(s, t, state):  # type: ignore[no-untyped-def]
    """Note that a state can be reached at `t`."""
    if s.mark[t, state] != s.stamp[0]:
        s.mark[t, state] = s.stamp[0]
        s.queue[t, s.count[t]] = state
        s.count[t] += 1


@njit(cache=True, nogil=True)
def push_stints(f, i, s, t, state, novel):  # type: ignore[no-untyped-def]
    """Note every state that stints from `state` at `t` can lead to; `novel`: an industry may fall behind."""
    end = f.person[i, END]
    rise, _, _, _, behind = decode(f, state)
    own = f.person[i, LEVEL] + rise
    if f.person[i, LOCKED] and f.lock[i, t] >= 0:
        post = f.lock[i, t]
        for x in range(t + 1, end):
            for b in range(behind, 2 if novel else behind + 1):
                push(s, x, after(f, i, state, t, f.post[post, LEVEL], f.post[post, TRACK], x, b))
        return
    top = own + 1 if may_rise(f, i, state, t) else own
    first = t + 1 if f.person[i, LOCKED] else t + f.min_stay
    for level in range(own, top + 1):
        if s.level_from[level + 1] == s.level_from[level]:
            continue
        for track in range(3):
            for x in range(max(first, t + 1), end):
                for b in range(behind, 2 if novel else behind + 1):
                    push(s, x, after(f, i, state, t, level, track, x, b))


@njit(cache=True, nogil=True)
def reach(f, i, s, any_novel):  # type: ignore[no-untyped-def]
    """Fill the queues with the states that person `i` can be in, beyond those of leaving the starting post."""
    s.stamp[0] += 1
    end, start = f.person[i, END], f.person[i, START]
    for t in range(f.periods + 1):
        s.count[t] = 0
    zero = encode(f, 0, 0, 0, 0, 0)
    for e in range(end):
        if not lock_free(f, i, start, 0, e):
            break
        if not may_leave(f, i, start, e, f.person[i, HELD] + e):
            continue
        state = after(f, i, zero, 0, -1, f.post[start, TRACK], e, 0)
        push_stints(f, i, s, e, state, False)
        if f.lock[i, e] < 0 and e + 1 < end:
            push(s, e + 1, after(f, i, state, e, -1, -1, e + 1, 0))
    for t in range(1, end):
        q = 0
        while q < s.count[t]:
            state = s.queue[t, q]
            _, _, _, _, behind = decode(f, state)
            push_stints(f, i, s, t, state, any_novel and t >= novel_from(f, i))
            if f.lock[i, t] < 0 and t + 1 < end:
                push(s, t + 1, after(f, i, state, t, -1, -1, t + 1, behind))
            q += 1


@njit(cache=True, nogil=True)
def best_stint(f, i, menu, offers, bench_price, s, k, t, state, behind, skip):  # type: ignore[no-untyped-def]
    """(value, end) of the best stint in option `k` from `t` with all that follows; `skip`: a post not to be used."""
    end = f.person[i, END]
    value, until = INF, -1
    locked = f.person[i, LOCKED] == 1
    first = t + 1 if locked else max(t + 1, t + f.min_stay)
    for x in range(min(first, end), end + 1):
        price = offers[k, t, x, 0]
        if offers[k, t, x, 1] == skip:
            price = offers[k, t, x, 2]
        if price >= INF:
            continue
        if locked and not lock_free(f, i, menu[k, OPTION_POST], t, x):
            break
        total = price + overdue(f, 0, x - t)
        later = after(f, i, state, t, menu[k, LEVEL], menu[k, TRACK], x, behind)
        if x == end:
            total += ending(f, i, later, menu[k, SECRETARY], bench_price)
        else:
            if s.mark[x, later] != s.stamp[0]:
                continue
            if locked and not may_leave(f, i, menu[k, OPTION_POST], x, x - t):
                continue
            rest = s.cell[x, later, menu[k, PLACE], 0]
            if rest >= INF:
                continue
            total += rest
        if total < value:
            value, until = total, x
    return value, until


@njit(cache=True, nogil=True)
def best_by_place(f, i, menu, offers, bench_price, s, n, t, state, behind, skip):  # type: ignore[no-untyped-def]
    """Fill `best[behind]`: the cheapest next stint from `t` by the place it leads to, before the way there."""
    places = len(f.place)
    for p in range(places):
        s.best[behind, p, 0] = INF
    rise, _, _, _, _ = decode(f, state)
    own = f.person[i, LEVEL] + rise
    forced = f.person[i, LOCKED] == 1 and f.lock[i, t] >= 0
    low = 0 if forced else s.level_from[own]
    high = n if forced else s.level_from[own + (2 if may_rise(f, i, state, t) else 1)]
    for q in range(low, high):
        k = s.eligible[q]
        if f.person[i, LOCKED] == 1 and not may_enter(
            f, i, state, t, menu[k, LEVEL], menu[k, CIRCLE], menu[k, PLACE], menu[k, HEADSHIP], menu[k, OPTION_POST]
        ):
            continue
        value, until = best_stint(f, i, menu, offers, bench_price, s, k, t, state, behind, skip)
        if value >= INF:
            continue
        value += new_lane(f, i, state, menu[k, TRACK])
        p = menu[k, PLACE]
        if value < s.best[behind, p, 0]:
            s.best[behind, p, 0] = value
            s.best[behind, p, 1] = k
            s.best[behind, p, 2] = until


@njit(cache=True, nogil=True)
def way(f, i, origin, place, behind):  # type: ignore[no-untyped-def]
    """What the entry itself costs: the move, and `new_industry` where it is due."""
    cost = f.travel[origin, place]
    if behind == 0 and is_new(f, i, place) and f.place[origin, INDUSTRY] != f.place[place, INDUSTRY]:
        cost += f.new_industry
    return cost


@njit(cache=True, nogil=True)
def cheapest_way(f, i, s, origin, after_bit, behind):  # type: ignore[no-untyped-def]
    """(value, place) of the cheapest next stint from a place."""
    value, best = INF, -1
    for p in range(len(f.place)):
        if s.best[after_bit, p, 0] < INF:
            total = s.best[after_bit, p, 0] + way(f, i, origin, p, behind)
            if total < value:
                value, best = total, p
    return value, best


@njit(cache=True, nogil=True)
def fill_state(f, i, menu, offers, bench_price, s, n, t, state, any_novel):  # type: ignore[no-untyped-def]
    """The value of being in a state at `t`, for every place last left."""
    _, _, _, _, behind = decode(f, state)
    top = 1 if any_novel and t >= novel_from(f, i) else behind
    for b in range(behind, top + 1):
        best_by_place(f, i, menu, offers, bench_price, s, n, t, state, b, -1)
    may_wait = f.lock[i, t] < 0 and f.person[i, STAYS] == 0
    waiting = after(f, i, state, t, -1, -1, t + 1, behind)
    for p in range(len(f.place)):
        b = 1 if behind == 1 or (top == 1 and is_new(f, i, p)) else 0
        value, place = cheapest_way(f, i, s, p, b, behind)
        s.cell[t, state, p, 1] = s.best[b, place, 1] if place >= 0 else -1
        s.cell[t, state, p, 2] = s.best[b, place, 2] if place >= 0 else -1
        if may_wait:
            if t + 1 == f.person[i, END]:
                rest = ending(f, i, waiting, 0, bench_price)
            else:
                rest = s.cell[t + 1, waiting, p, 0]
            if rest < INF and f.reserve + rest < value:
                value = f.reserve + rest
                s.cell[t, state, p, 1] = RESERVE
                s.cell[t, state, p, 2] = t + 1
        s.cell[t, state, p, 0] = value


@njit(cache=True, nogil=True)
def find_eligible(f, i, menu, s):  # type: ignore[no-untyped-def]
    """List the options open to person `i` at any time, by level; whether one of them may be in a new industry."""
    n = 0
    novel = False
    level = 0
    for k in range(len(menu)):
        forced = False
        if f.person[i, LOCKED] == 1:
            for t in range(f.person[i, END]):
                forced = forced or f.lock[i, t] == menu[k, OPTION_POST]
        city = f.place[menu[k, PLACE], CITY]
        if menu[k, HEADSHIP] == 1 and city == f.person[i, HOME]:
            continue
        if not forced:
            if menu[k, CIRCLE] != f.person[i, CIRCLE] or menu[k, LEVEL] < f.person[i, LEVEL] or f.person[i, STAYS] == 1:
                continue
            if f.person[i, ONLY_CITY] >= 0 and city != f.person[i, ONLY_CITY]:
                continue
        while level <= menu[k, LEVEL]:
            s.level_from[level] = n
            level += 1
        s.eligible[n] = k
        n += 1
        novel = novel or is_new(f, i, menu[k, PLACE])
    while level < len(s.level_from):
        s.level_from[level] = n
        level += 1
    return n, novel


@njit(cache=True, nogil=True)
def follow(f, i, menu, offers, s, t, state, place, count):  # type: ignore[no-untyped-def]
    """Write the stints from a state onwards into the scratch; returns how many stints there are in all."""
    while t < f.person[i, END]:
        k, x = s.cell[t, state, place, 1], s.cell[t, state, place, 2]
        _, _, _, _, behind = decode(f, state)
        if k == RESERVE:
            if count > 0 and s.out[count - 1, 0] == RESERVE:
                s.out[count - 1, 2] = x
            else:
                s.out[count, 0], s.out[count, 1], s.out[count, 2] = RESERVE, t, x
                count += 1
            state = after(f, i, state, t, -1, -1, x, behind)
        else:
            s.out[count, 0], s.out[count, 1], s.out[count, 2] = offers[k, t, x, 1], t, x
            count += 1
            gone = 1 if behind == 1 or (t >= novel_from(f, i) and is_new(f, i, place)) else 0
            state = after(f, i, state, t, menu[k, LEVEL], menu[k, TRACK], x, gone)
            place = menu[k, PLACE]
        t = x
    return count


@njit(cache=True, nogil=True)
def leave_start(f, i, menu, offers, bench_price, s, n, e, state):  # type: ignore[no-untyped-def]
    """(value, option, end) of the best way on when the starting post is left in `e`."""
    start = f.person[i, START]
    origin = f.post[start, PLACE]
    best_by_place(f, i, menu, offers, bench_price, s, n, e, state, 0, start)
    value, place = cheapest_way(f, i, s, origin, 0, 0)
    option = s.best[0, place, 1] if place >= 0 else -1
    until = s.best[0, place, 2] if place >= 0 else -1
    if f.lock[i, e] < 0 and f.person[i, STAYS] == 0:
        waiting = after(f, i, state, e, -1, -1, e + 1, 0)
        rest = ending(f, i, waiting, 0, bench_price) if e + 1 == f.person[i, END] else s.cell[e + 1, waiting, origin, 0]
        if rest < INF and f.reserve + rest < value:
            return f.reserve + rest, RESERVE, e + 1
    return value, option, until


@njit(cache=True, nogil=True)
def cheapest(f, i, menu, offers, bench_price, home, s):  # type: ignore[no-untyped-def]
    """(value, stints) of person `i`'s cheapest itinerary; the stints stand in the scratch.

    `home`: `(periods + 1,)` the price of staying in the starting post up to a period, INF where that is not possible.
    A value >= INF: no itinerary.
    """
    start, end = f.person[i, START], f.person[i, END]
    n, novel = find_eligible(f, i, menu, s)
    reach(f, i, s, novel)
    for t in range(end - 1, 0, -1):
        for q in range(s.count[t]):
            fill_state(f, i, menu, offers, bench_price, s, n, t, s.queue[t, q], novel)
    zero = encode(f, 0, 0, 0, 0, 0)
    value, leave, option, until = INF, -1, -1, -1
    for e in range(end + 1):
        if home[e] >= INF or not lock_free(f, i, start, 0, e):
            break
        state = after(f, i, zero, 0, -1, f.post[start, TRACK], e, 0)
        so_far = home[e] + overdue(f, f.person[i, HELD], e)
        if e == end:
            total = so_far + ending(f, i, state, f.post[start, SECRETARY], bench_price)
            if total < value:
                value, leave = total, e
        elif may_leave(f, i, start, e, f.person[i, HELD] + e):
            rest, k, x = leave_start(f, i, menu, offers, bench_price, s, n, e, state)
            if rest < INF and so_far + rest < value:
                value, leave, option, until = so_far + rest, e, k, x
    if value >= INF:
        return value, 0
    return value, write(f, i, menu, offers, s, zero, leave, option, until)


@njit(cache=True, nogil=True)
def write(f, i, menu, offers, s, zero, leave, option, until):  # type: ignore[no-untyped-def]
    """Write the itinerary that leaves the starting post in `leave` for a stint in `option` up to `until`."""
    start, count = f.person[i, START], 0
    if leave > 0:
        s.out[0, 0], s.out[0, 1], s.out[0, 2] = start, 0, leave
        count = 1
    if leave == f.person[i, END]:
        return count
    state = after(f, i, zero, 0, -1, f.post[start, TRACK], leave, 0)
    place = f.post[start, PLACE]
    if option == RESERVE:
        s.out[count, 0] = RESERVE
        state = after(f, i, state, leave, -1, -1, until, 0)
    else:
        post = offers[option, leave, until, 1]
        s.out[count, 0] = post if post != start else offers[option, leave, until, 3]
        state = after(f, i, state, leave, menu[option, LEVEL], menu[option, TRACK], until, 0)
        place = menu[option, PLACE]
    s.out[count, 1], s.out[count, 2] = leave, until
    return follow(f, i, menu, offers, s, until, state, place, count + 1)
