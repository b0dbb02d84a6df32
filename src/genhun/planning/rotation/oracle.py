"""The oracle: one person's cheapest itinerary at given prices, by dynamic programming over the person's own choices.

State at a period in which the person takes something new: level, periods since the last rise, periods gained on both
lanes (capped where nothing more can be earned), whether an industry that was new is already behind, and the place last
left. Stints of any length cost O(1) by prefix sums of the period prices. Exact but for two things that only lower a
value: a third entry pays for no new industry once one is behind, and an entry may lead back into the post just left by
a plan's own entry (never better unless `max_stay` lies inside the horizon).
"""

from typing import NamedTuple

import numpy as np

from genhun.engine.kernel import inlined, kernel
from genhun.planning.rotation.menu import INF, NEXT_POST, NEXT_PRICE, OPTION, POST, PRICE, rung
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
    OTHER_HEAD,
    PLACE,
    SEATS,
    SECRETARY,
    SINCE,
    START,
    STAYS,
    TRACK,
    VACANCY,
    YOUNG,
    Array,
    Facts,
)

RESERVE = -2


class Home(NamedTuple):
    """What the starting post costs at the prices of one call, in thousandths."""

    stay: Array  # (periods + 1,) staying until a period; INF where that is not possible
    hop: Array  # (periods,) going straight on to the other head's post, beside what that costs by itself


def home_for(facts: Facts) -> Home:
    """Room for the prices of a starting post."""
    return Home(np.zeros(facts.periods + 1, np.int64), np.zeros(facts.periods, np.int64))


@inlined
def hop_price(f, start, seat_sum, t):  # type: ignore[no-untyped-def]
    """What going straight from a starting post to the other head's in `t` costs beside what that costs by itself.

    Both heads' posts are never entered in one period (ROT-06). So nobody can follow at once: the seat that was left
    stays empty for a period, and can be nobody else's.
    """
    return f.post[start, VACANCY] * f.post[start, SEATS] + seat_sum[start, t + 1] - seat_sum[start, t]


@kernel
def price_hop(f, start, seat_sum, home):  # type: ignore[no-untyped-def]
    """Fill `hop` of a starting post."""
    for t in range(f.periods):
        home.hop[t] = hop_price(f, start, seat_sum, t)


@kernel
def hops(f, i, stints, k):  # type: ignore[no-untyped-def]
    """Whether the `k`-th stint leads straight from the starting post to that of the other head."""
    start = f.person[i, START]
    straight = stints[k, 1] == 0 or (k == 1 and stints[0, 0] == start and stints[0, 1] == 0)
    return straight and stints[k, 0] >= 0 and stints[k, 0] == f.post[start, OTHER_HEAD]


class Scratch(NamedTuple):
    """Working arrays of one thread; `mark` holds the number of the last call that touched a state."""

    cell: Array  # (periods + 1, states, places, 3): value, option taken, its end
    mark: Array  # (periods + 1, states, 2): last call, whether every place counts or only that of the start
    queue: Array  # (periods + 1, states): the states reached in each period
    number: Array  # (periods + 1,)
    best: Array  # (2, places, 3): the best next stint into a place: value, option, end
    near: Array  # (places,): the places worth going to
    novel: Array  # (places,): whether the industry is new to the person
    open: Array  # (options,): whether the person may ever take an option
    stamp: Array
    row: Array  # (rows,): the shared rows that an itinerary uses
    out: Array  # the itinerary found: (stints, 3): post (RESERVE = -2), from, to


def scratch_for(facts: Facts, options: int) -> Scratch:
    """Working arrays that suffice for every person of a region and a menu of the given size."""
    periods, places = facts.periods, max(1, len(facts.place))
    top = int(max(facts.post[:, LEVEL].max(initial=0), facts.person[:, LEVEL].max(initial=0)))
    rises = top - int(facts.person[:, LEVEL].min(initial=top)) + 1
    states = rises << (facts.since_bits + 2 * facts.lane_bits + 1)

    def ints(*shape: int) -> Array:
        return np.zeros(shape, np.int64)

    return Scratch(
        ints(periods + 1, states, places, 3), ints(periods + 1, states, 2), ints(periods + 1, states),
        ints(periods + 1), ints(2, places, 3), ints(places), ints(places), ints(max(1, options)), ints(1),
        ints(6 * periods + 6), ints(2 * periods + 2, 3),
    )  # fmt: skip


@inlined
def rise_of(f, state):  # type: ignore[no-untyped-def]
    """How many levels above the given one a state is."""
    return state >> (f.since_bits + 2 * f.lane_bits + 1)


@inlined
def after(f, i, state, level, track, length, behind):  # type: ignore[no-untyped-def]
    """The state of person `i` after a stint of some length in a post of a level and track (-1: reserve)."""
    lane_mask, since_mask = (1 << f.lane_bits) - 1, (1 << f.since_bits) - 1
    gain_b = (state >> 1) & lane_mask
    gain_a = (state >> (1 + f.lane_bits)) & lane_mask
    since = (state >> (1 + 2 * f.lane_bits)) & since_mask
    rise = state >> (f.since_bits + 2 * f.lane_bits + 1)
    if level > f.person[i, LEVEL] + rise:
        rise = level - f.person[i, LEVEL]
        since = min(f.since_cap, length)
    elif rise > 0:
        since = min(f.since_cap, since + length)
    if track >= 0 and track != 1:
        gain_a = min(f.lane_cap - f.person[i, LANE_A], gain_a + length)
    if track > 0:
        gain_b = min(f.lane_cap - f.person[i, LANE_B], gain_b + length)
    return (((((rise << f.since_bits) | since) << f.lane_bits) | gain_a) << f.lane_bits | gain_b) << 1 | behind


@inlined
def may_rise(f, i, state, t):  # type: ignore[no-untyped-def]
    """Whether person `i` may be promoted in period `t` (ROT-03)."""
    since = (state >> (1 + 2 * f.lane_bits)) & ((1 << f.since_bits) - 1)
    held = since if rise_of(f, state) > 0 else f.person[i, SINCE] + t
    return t <= f.person[i, LAST_RAISE] and held >= f.promotion_stay


@inlined
def ending(f, i, state, secretary, bench_price):  # type: ignore[no-untyped-def]
    """What the state at the end of the horizon costs: not dual, less what a place on a bench earns."""
    if f.person[i, END] < f.periods:
        return np.int64(0)
    lane_mask = (1 << f.lane_bits) - 1
    gain_b, gain_a = (state >> 1) & lane_mask, (state >> (1 + f.lane_bits)) & lane_mask
    if f.person[i, LANE_A] + gain_a < f.dual or f.person[i, LANE_B] + gain_b < f.dual:
        return f.not_dual * f.person[i, YOUNG]
    if secretary == 0:
        row = f.bench_row[f.person[i, CIRCLE], f.person[i, LEVEL] + rise_of(f, state)]
        if row >= 0:
            return bench_price[row]
    return np.int64(0)


@inlined
def new_lane(f, i, state, track):  # type: ignore[no-untyped-def]
    """`new_track` if a lane of the track has no whole period yet."""
    lane_mask = (1 << f.lane_bits) - 1
    a = f.person[i, LANE_A] + ((state >> (1 + f.lane_bits)) & lane_mask)
    b = f.person[i, LANE_B] + ((state >> 1) & lane_mask)
    return f.new_track if (a == 0 and track != 1) or (b == 0 and track != 0) else np.int64(0)


@kernel
def is_new(f, i, place):  # type: ignore[no-untyped-def]
    """Whether a place's industry is none of those that person `i` had served before the start."""
    industry = f.place[place, INDUSTRY]
    return industry >= 0 and f.served[i, industry] == 0


@inlined
def overdue(f, held, length):  # type: ignore[no-untyped-def]
    """The cost of the overdue periods of a stint held for `held` periods when it begins."""
    return f.overdue * max(0, length - max(0, f.max_stay - held))


@kernel
def lock_free(f, i, post, t, until):  # type: ignore[no-untyped-def]
    """Whether no lock of person `i` asks for another post in [t, until)."""
    if f.person[i, LOCKED] == 1:
        for s in range(t, until):
            if f.lock[i, s] >= 0 and f.lock[i, s] != post:
                return False
    return True


@inlined
def may_leave(f, i, post, t, held):  # type: ignore[no-untyped-def]
    """Whether a post held for `held` periods may be left in `t` for another one (ROT-01, ROT-04, ROT-09)."""
    if f.lock[i, t] >= 0:
        return f.lock[i, t] != post
    return f.person[i, STAYS] == 0 and held >= f.min_stay


@inlined
def earliest(f, i):  # type: ignore[no-untyped-def]
    """The fewest periods after which a post that the plan gave can be left."""
    return 1 if f.person[i, LOCKED] == 1 else max(1, f.min_stay)


@kernel
def find_open(f, i, menu, s):  # type: ignore[no-untyped-def]
    """Mark the options open to person `i` at any time; whether one of them may be in a new industry."""
    any_novel = False
    locked, only_city = f.person[i, LOCKED] == 1, f.person[i, ONLY_CITY]
    for p in range(len(f.place)):
        s.novel[p] = is_new(f, i, p)
    for k in range(len(menu)):
        city = f.place[menu[k, PLACE], CITY]
        free = menu[k, CIRCLE] == f.person[i, CIRCLE] and menu[k, LEVEL] >= f.person[i, LEVEL]
        free = free and f.person[i, STAYS] == 0 and (only_city < 0 or city == only_city)
        if not free and locked:
            free = is_locked_to(f, i, menu[k, OPTION_POST])
        s.open[k] = free and not (menu[k, HEADSHIP] == 1 and city == f.person[i, HOME])
        any_novel = any_novel or (s.open[k] == 1 and s.novel[menu[k, PLACE]] == 1)
    return any_novel


@kernel
def is_locked_to(f, i, post):  # type: ignore[no-untyped-def]
    """Whether a lock puts person `i` into a post."""
    found = False
    for t in range(f.person[i, END]):
        found = found or f.lock[i, t] == post
    return found


@kernel
def push(s, t, state, everywhere):  # type: ignore[no-untyped-def]
    """Note that a state can be reached at `t`, in any place or only in that of the start."""
    if s.mark[t, state, 0] != s.stamp[0]:
        s.mark[t, state, 0] = s.stamp[0]
        s.mark[t, state, 1] = 0
        s.queue[t, s.number[t]] = state
        s.number[t] += 1
    if everywhere:
        s.mark[t, state, 1] = 1


@kernel
def push_on(f, i, o, s, t, state, novel):  # type: ignore[no-untyped-def]
    """Note every state that the next choice at `t` can lead to; `novel`: an industry may fall behind."""
    end, behind = f.person[i, END], state & 1
    everywhere = s.mark[t, state, 0] == s.stamp[0] and s.mark[t, state, 1] == 1
    if f.lock[i, t] < 0 and f.person[i, STAYS] == 0 and t + 1 < end:
        push(s, t + 1, after(f, i, state, -1, -1, 1, behind), everywhere)
    forced = f.lock[i, t]
    own = f.person[i, LEVEL] + rise_of(f, state)
    low, top = own, own + 1 if may_rise(f, i, state, t) else own
    if forced >= 0:
        low = top = f.post[forced, LEVEL]
    for x in range(t + earliest(f, i), end):
        for level in range(low, top + 1):
            for track in range(3):
                if o.rungs[t, x] & rung(level, track) == 0 or (forced >= 0 and track != f.post[forced, TRACK]):
                    continue
                for b in range(behind, 2 if novel else behind + 1):
                    push(s, x, after(f, i, state, level, track, x - t, b), True)


@kernel
def reach(f, i, o, s, any_novel):  # type: ignore[no-untyped-def]
    """Fill the queues with the states that person `i` can be in, beyond those of leaving the starting post."""
    s.stamp[0] += 1
    for t in range(f.periods + 1):
        s.number[t] = 0
    start = f.person[i, START]
    for e in range(f.person[i, END]):
        if not lock_free(f, i, start, 0, e):
            break
        if may_leave(f, i, start, e, f.person[i, HELD] + e):
            push_on(f, i, o, s, e, after(f, i, 0, -1, f.post[start, TRACK], e, 0), False)
    for t in range(1, f.person[i, END]):
        q = 0
        while q < s.number[t]:
            push_on(f, i, o, s, t, s.queue[t, q], any_novel and t >= earliest(f, i))
            q += 1


@kernel
def best_by_place(f, i, o, bench_price, s, t, state, behind, left, hop):  # type: ignore[no-untyped-def]
    """Fill `best[behind]`: the cheapest next stint from `t` by the place it leads to, before the way there.

    `left`: the post just left, which must not be taken again, or -2; `hop`: what the other head's post is dearer then.
    """
    for p in range(len(f.place)):
        s.best[behind, p, 0] = INF
    end, own = f.person[i, END], f.person[i, LEVEL] + rise_of(f, state)
    locked, forced = f.person[i, LOCKED] == 1, f.lock[i, t]
    low, high = own, own + (2 if may_rise(f, i, state, t) else 1)
    if forced >= 0:
        low, high = 0, o.since.shape[2] - 1
    for x in range(min(t + earliest(f, i), end), end + 1):
        late = overdue(f, 0, x - t)
        for q in range(o.since[t, x, low], o.since[t, x, high]):
            k = o.row[t, x, q, OPTION]
            if s.open[k] == 0 or (locked and not keeps_locks(f, i, o.menu, k, t, x)):
                continue
            track, place = o.menu[k, TRACK], o.menu[k, PLACE]
            following = after(f, i, state, o.menu[k, LEVEL], track, x - t, behind)
            if x == end:
                rest = ending(f, i, following, o.menu[k, SECRETARY], bench_price)
            else:
                rest = s.cell[x, following, place, 0]
            price, _ = taken_of(f, o.row[t, x, q], left, hop)
            value = price + rest + new_lane(f, i, state, track) + late
            if price < INF and rest < INF and value < s.best[behind, place, 0]:
                s.best[behind, place, 0], s.best[behind, place, 1], s.best[behind, place, 2] = value, q, x


@inlined
def taken_of(f, line, left, hop):  # type: ignore[no-untyped-def]
    """(price, post) of what a stint on offer comes to for who just left a post (-2: none that matters)."""
    if left < 0:
        return line[PRICE], line[POST]
    dearer = hop if line[POST] == f.post[left, OTHER_HEAD] else 0
    if line[POST] == left or line[PRICE] + dearer > line[NEXT_PRICE]:
        return line[NEXT_PRICE], line[NEXT_POST]
    return line[PRICE] + dearer, line[POST]


@kernel
def keeps_locks(f, i, menu, k, t, x):  # type: ignore[no-untyped-def]
    """Whether a stint in an option fits the locks of person `i` and may be left when it ends."""
    post, forced = menu[k, OPTION_POST], f.lock[i, t]
    if forced != post and (forced >= 0 or not free_to_enter(f, i, menu, k)):
        return False
    return lock_free(f, i, post, t, x) and (x == f.person[i, END] or may_leave(f, i, post, x, x - t))


@kernel
def free_to_enter(f, i, menu, k):  # type: ignore[no-untyped-def]
    """Whether a locked person may enter an option of free will: in reach, and not bound to stay."""
    city = f.place[menu[k, PLACE], CITY]
    in_city = f.person[i, ONLY_CITY] < 0 or city == f.person[i, ONLY_CITY]
    return f.person[i, STAYS] == 0 and menu[k, CIRCLE] == f.person[i, CIRCLE] and in_city


@kernel
def shorten(f, s, behind):  # type: ignore[no-untyped-def]
    """List the places that can be the cheapest to go to from anywhere; returns how many."""
    least, slack, n = INF, f.new_industry + f.travel_spread, 0
    for p in range(len(f.place)):
        least = min(least, s.best[behind, p, 0])
    for p in range(len(f.place)):
        if s.best[behind, p, 0] < INF and s.best[behind, p, 0] <= least + slack:
            s.near[n] = p
            n += 1
    return n


@kernel
def cheapest_way(f, s, near, origin, after_bit, behind):  # type: ignore[no-untyped-def]
    """(value, place) of the cheapest next stint from a place: the move, and `new_industry` where it is due."""
    value, best = INF, -1
    for q in range(near):
        p = s.near[q]
        total = s.best[after_bit, p, 0] + f.travel[origin, p]
        if behind == 0 and s.novel[p] == 1 and f.place[origin, INDUSTRY] != f.place[p, INDUSTRY]:
            total += f.new_industry
        if total < value:
            value, best = total, p
    return value, best


@kernel
def fill_state(f, i, o, bench_price, s, t, state, any_novel):  # type: ignore[no-untyped-def]
    """The value of being in a state at `t`, for every place last left that counts."""
    behind, everywhere = state & 1, s.mark[t, state, 1] == 1
    waiting = after(f, i, state, -1, -1, 1, behind)
    may_wait = f.lock[i, t] < 0 and f.person[i, STAYS] == 0
    leaves_new = behind == 0 and everywhere and any_novel and t >= earliest(f, i)
    for b in range(behind, 2 if leaves_new else behind + 1):
        best_by_place(f, i, o, bench_price, s, t, state, b, -2, 0)
        near = shorten(f, s, b)
        for p in range(len(f.place)):
            if not everywhere and p != f.post[f.person[i, START], PLACE]:
                continue
            if leaves_new and s.novel[p] != b:
                continue
            value, to = cheapest_way(f, s, near, p, b, behind)
            row, until = s.best[b, to, 1], s.best[b, to, 2]
            if may_wait:
                rest = (
                    ending(f, i, waiting, 0, bench_price) if t + 1 == f.person[i, END] else s.cell[t + 1, waiting, p, 0]
                )
                if rest < INF and f.reserve + rest < value:
                    value, row, until = f.reserve + rest, RESERVE, t + 1
            s.cell[t, state, p, 0], s.cell[t, state, p, 1], s.cell[t, state, p, 2] = value, row, until


@kernel
def leave_start(f, i, o, bench_price, s, e, state, hop):  # type: ignore[no-untyped-def]
    """(value, row, end) of the best way on when the starting post is left in `e`."""
    start = f.person[i, START]
    origin = f.post[start, PLACE]
    best_by_place(f, i, o, bench_price, s, e, state, 0, start, hop)
    value, to = cheapest_way(f, s, shorten(f, s, 0), origin, 0, 0)
    row, until = s.best[0, to, 1], s.best[0, to, 2]
    if f.lock[i, e] < 0 and f.person[i, STAYS] == 0:
        waiting = after(f, i, state, -1, -1, 1, 0)
        rest = ending(f, i, waiting, 0, bench_price) if e + 1 == f.person[i, END] else s.cell[e + 1, waiting, origin, 0]
        if rest < INF and f.reserve + rest < value:
            return f.reserve + rest, RESERVE, e + 1
    return value, row, until


@kernel
def cheapest(f, i, o, bench_price, home, s):  # type: ignore[no-untyped-def]
    """(value, stints) of person `i`'s cheapest itinerary of the offers `o`; the stints stand in the scratch.

    A value >= INF: no itinerary.
    """
    start, end = f.person[i, START], f.person[i, END]
    novel = find_open(f, i, o.menu, s)
    reach(f, i, o, s, novel)
    for t in range(end - 1, 0, -1):
        for q in range(s.number[t]):
            fill_state(f, i, o, bench_price, s, t, s.queue[t, q], novel)
    value, leave, row, until = INF, -1, -1, -1
    for e in range(end + 1):
        if not lock_free(f, i, start, 0, e):
            break
        if home.stay[e] >= INF:
            continue
        state = after(f, i, 0, -1, f.post[start, TRACK], e, 0)
        so_far = home.stay[e] + overdue(f, f.person[i, HELD], e)
        if e == end:
            total = so_far + ending(f, i, state, f.post[start, SECRETARY], bench_price)
            if total < value:
                value, leave = total, e
        elif may_leave(f, i, start, e, f.person[i, HELD] + e):
            rest, q, x = leave_start(f, i, o, bench_price, s, e, state, home.hop[e])
            if rest < INF and so_far + rest < value:
                value, leave, row, until = so_far + rest, e, q, x
    if value >= INF:
        return value, 0
    return value, write(f, i, o, s, home, leave, row, until)


@kernel
def write(f, i, o, s, home, leave, row, until):  # type: ignore[no-untyped-def]
    """Write the itinerary that leaves the starting post in `leave` for the stint of a row; returns its stints."""
    start, end, t, count = f.person[i, START], f.person[i, END], leave, 0
    if leave > 0:
        s.out[0, 0], s.out[0, 1], s.out[0, 2] = start, 0, leave
        count = 1
    state, place, q, x = after(f, i, 0, -1, f.post[start, TRACK], leave, 0), f.post[start, PLACE], row, until
    while t < end:
        behind = state & 1
        if q == RESERVE:
            s.out[count, 0] = RESERVE
            state = after(f, i, state, -1, -1, x - t, behind)
        else:
            line = o.row[t, x, q]
            _, s.out[count, 0] = taken_of(f, line, start if t == leave else -2, home.hop[t])
            if t > leave and t >= earliest(f, i) and s.novel[place] == 1:
                behind = 1
            k = line[OPTION]
            state = after(f, i, state, o.menu[k, LEVEL], o.menu[k, TRACK], x - t, behind)
            place = o.menu[k, PLACE]
        s.out[count, 1], s.out[count, 2] = t, x
        count += 1
        t = x
        if t < end:
            q, x = s.cell[t, state, place, 1], s.cell[t, state, place, 2]
    return count
