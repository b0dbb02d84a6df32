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
from genhun.planning.rotation.menu import (
    INF,
    NEXT_POST,
    NEXT_PRICE,
    OPTION,
    POST,
    PRICE,
    in_reach,
    is_tabled,
    rung,
    show,
)
from genhun.planning.rotation.problem import (
    END,
    HELD,
    INDUSTRY,
    LEVEL,
    LOCKED,
    OPTION_POST,
    OTHER_HEAD,
    PLACE,
    SEATS,
    SECRETARY,
    START,
    STAYS,
    TRACK,
    VACANCY,
    Array,
    Facts,
)
from genhun.planning.rotation.states import (
    after,
    earliest,
    ending,
    find_open,
    lock_free,
    may_leave,
    may_rise,
    may_wait,
    new_lane,
    overdue,
    reach,
    rise_of,
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

    cell: Array  # (periods + 1, states, places): what the rest of the way costs
    mark: Array  # (periods + 1, states, 2): last call, whether every place counts or only that of the start
    queue: Array  # (periods + 1, states): the states reached in each period
    number: Array  # (periods + 1,)
    best: Array  # (2, places): what the best next stint into a place costs
    stint: Array  # (2, places, 2): which one that is: its row and its end
    toll: Array  # (2, places, places): getting to a place from another, with a new industry; the move alone
    way: Array  # (2, places): what the best next stint from a place costs
    novel: Array  # (places,): whether the industry is new to the person
    open: Array  # (options,): whether the person may ever take an option
    stamp: Array
    least: Array  # (periods + 1,): what leaving the starting post then costs at least
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

    toll = ints(2, places, places)
    toll[1, : len(facts.place), : len(facts.place)] = facts.travel.T
    return Scratch(
        ints(periods + 1, states, places), ints(periods + 1, states, 2), ints(periods + 1, states), ints(periods + 1),
        ints(2, places), ints(2, places, 2), toll, ints(2, places), ints(places), ints(max(1, options)), ints(1),
        ints(periods + 1), ints(6 * periods + 6), ints(2 * periods + 2, 3),
    )  # fmt: skip


@kernel
def best_by_place(f, i, o, bench_price, s, t, state, behind, only, left, hop):  # type: ignore[no-untyped-def]
    """Fill `best[behind]` and `stint[behind]`: the cheapest next stint from `t` by its place, before the way there.

    `only`: the one place asked for, or -1; `left`: the post just left, which must not be taken again, or -2; `hop`:
    what the other head's post is dearer then.
    """
    best, stint = s.best[behind], s.stint[behind]
    for p in range(len(f.place)):
        best[p] = INF
    end, own = f.person[i, END], f.person[i, LEVEL] + rise_of(f, state)
    locked, forced = f.person[i, LOCKED] == 1, f.lock[i, t]
    low, high = own, own + (2 if may_rise(f, i, state, t) else 1)
    if forced >= 0:
        low, high = 0, o.since.shape[2] - 1
    for x in range(min(t + earliest(f, i), end), end + 1):
        late = overdue(f, 0, x - t)
        for q in range(o.since[t, x, low], o.since[t, x, high]):
            k = o.row[t, x, q, OPTION]
            track, place = o.menu[k, TRACK], o.menu[k, PLACE]
            if s.open[k] == 0 or (only >= 0 and place != only):
                continue
            if locked and not keeps_locks(f, i, o.menu, k, t, x):
                continue
            following = after(f, i, state, o.menu[k, LEVEL], track, x - t, behind)
            if x == end:
                rest = ending(f, i, following, o.menu[k, SECRETARY], bench_price)
            else:
                rest = s.cell[x, following, place]
            price, _ = taken_of(f, o.row[t, x, q], left, hop)
            value = price + rest + new_lane(f, i, state, track) + late
            if price < INF and rest < INF and value < best[place]:
                best[place], stint[place, 0], stint[place, 1] = value, q, x


@kernel
def best_of_table(f, i, o, bench_price, s, t, state, behind):  # type: ignore[no-untyped-def]
    """The same but for `stint`, from the table of somebody who is not locked."""
    best, end, own = s.best[behind], f.person[i, END], f.person[i, LEVEL] + rise_of(f, state)
    for p in range(len(best)):
        best[p] = INF
    high = own + (2 if may_rise(f, i, state, t) else 1)
    for x in range(min(t + earliest(f, i), end), end + 1):
        for level in range(own, high):
            for track in range(3):
                if o.rungs[t, x] & rung(level, track) == 0:
                    continue
                following = after(f, i, state, level, track, x - t, behind)
                extra, price = new_lane(f, i, state, track) + overdue(f, 0, x - t), o.table.price[t, x, level, track]
                if x < end:
                    lower_each(best, price, s.cell[x, following], extra)
                    continue
                any_post = ending(f, i, following, 1, bench_price)
                lower(best, price, extra + any_post)
                on_bench = ending(f, i, following, 0, bench_price)
                if on_bench != any_post:
                    lower(best, o.table.no_secretary[t, level, track], extra + on_bench)
    for p in range(len(best)):
        if best[p] > INF // 2:
            best[p] = INF


@inlined
def lower(best, price, extra):  # type: ignore[no-untyped-def]
    """Lower the best values by place to these, where they are less."""
    for p in range(len(best)):
        best[p] = min(best[p], price[p] + extra)


@inlined
def lower_each(best, price, rest, extra):  # type: ignore[no-untyped-def]
    """The same with a rest of its own for each place."""
    for p in range(len(best)):
        best[p] = min(best[p], price[p] + rest[p] + extra)


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
    return f.person[i, STAYS] == 0 and in_reach(f, i, menu[k])


@kernel
def find_tolls(f, s):  # type: ignore[no-untyped-def]
    """Fill `toll[0]`: the move to a place from each, and `new_industry` where it is due."""
    for to in range(len(f.place)):
        for p in range(len(f.place)):
            is_due = s.novel[to] == 1 and f.place[p, INDUSTRY] != f.place[to, INDUSTRY]
            s.toll[0, to, p] = s.toll[1, to, p] + (f.new_industry if is_due else 0)


@kernel
def find_ways(f, s, after_bit, behind):  # type: ignore[no-untyped-def]
    """Fill `way[after_bit]`: what the cheapest next stint costs, the way there included, from each place."""
    best, way, least = s.best[after_bit], s.way[after_bit], INF
    for p in range(len(best)):
        way[p] = INF
        least = min(least, best[p])
    for to in range(len(best)):
        if best[to] < INF and best[to] <= least + f.new_industry + f.travel_spread:
            lower(way, s.toll[behind, to], best[to])


@kernel
def cheapest_way(s, origin, after_bit, behind):  # type: ignore[no-untyped-def]
    """(value, place) of the cheapest next stint from a place."""
    value, found = INF, -1
    for to in range(s.best.shape[1]):
        total = s.best[after_bit, to] + s.toll[behind, to, origin]
        if total < value:
            value, found = total, to
    return value, found


@kernel
def wait_for(f, i, bench_price, s, t, state, place):  # type: ignore[no-untyped-def]
    """What a period in reserve and the rest of the way from there cost; INF where nobody may wait."""
    if not may_wait(f, i, t):
        return INF
    waiting = after(f, i, state, -1, -1, 1, state & 1)
    if t + 1 == f.person[i, END]:
        return f.reserve + ending(f, i, waiting, 0, bench_price)
    return min(INF, f.reserve + s.cell[t + 1, waiting, place])


@kernel
def fill_state(f, i, o, bench_price, s, t, state, any_novel):  # type: ignore[no-untyped-def]
    """The value of being in a state at `t`, for every place last left (none counts but the start's, maybe)."""
    behind, cell = state & 1, s.cell[t, state]
    leaves_new = behind == 0 and s.mark[t, state, 1] == 1 and any_novel and t >= earliest(f, i)
    for b in range(behind, 2 if leaves_new else behind + 1):
        if is_tabled(f, i, o):
            best_of_table(f, i, o, bench_price, s, t, state, b)
        else:
            best_by_place(f, i, o, bench_price, s, t, state, b, -1, -2, 0)
        find_ways(f, s, b, behind)
    for p in range(len(cell)):
        cell[p] = s.way[s.novel[p] if leaves_new else behind, p]
    if not may_wait(f, i, t):
        return
    waiting = after(f, i, state, -1, -1, 1, behind)
    if t + 1 < f.person[i, END]:
        lower(cell, s.cell[t + 1, waiting], f.reserve)
    else:
        end = f.reserve + ending(f, i, waiting, 0, bench_price)
        for p in range(len(cell)):
            cell[p] = min(cell[p], end)


@kernel
def next_stint(f, i, o, bench_price, s, t, state, place, behind, left, hop):  # type: ignore[no-untyped-def]
    """(value, row, end) of the best way on from a place at `t`; `behind`: whether a new industry is, from then on."""
    only = -1
    if left < 0 and is_tabled(f, i, o):
        best_of_table(f, i, o, bench_price, s, t, state, behind)
        only = cheapest_way(s, place, behind, state & 1)[1]
    best_by_place(f, i, o, bench_price, s, t, state, behind, only, left, hop)
    value, to = cheapest_way(s, place, behind, state & 1)
    waiting = wait_for(f, i, bench_price, s, t, state, place)
    if waiting < value:
        return waiting, RESERVE, t + 1
    return value, s.stint[behind, to, 0], s.stint[behind, to, 1]


@inlined
def left(f, i, home, e):  # type: ignore[no-untyped-def]
    """(state, cost so far) of whoever leaves the starting post in `e`."""
    state = after(f, i, 0, -1, f.post[f.person[i, START], TRACK], e, 0)
    return state, home.stay[e] + overdue(f, f.person[i, HELD], e)


@kernel
def leaving(f, i, o, bench_price, home, s, e):  # type: ignore[no-untyped-def]
    """What an itinerary costs at least that leaves the starting post in `e`; INF where there is none."""
    start, end = f.person[i, START], f.person[i, END]
    if home.stay[e] >= INF or not lock_free(f, i, start, 0, e):
        return INF
    state, so_far = left(f, i, home, e)
    if e == end:
        return so_far + ending(f, i, state, f.post[start, SECRETARY], bench_price)
    if not may_leave(f, i, start, e, f.person[i, HELD] + e):
        return INF
    if not is_tabled(f, i, o):
        return so_far - INF
    place = f.post[start, PLACE]
    best_of_table(f, i, o, bench_price, s, e, state, 0)
    value = min(cheapest_way(s, place, 0, 0)[0], wait_for(f, i, bench_price, s, e, state, place))
    return so_far + value if value < INF else INF


@kernel
def cheapest(f, i, o, bench_price, home, s):  # type: ignore[no-untyped-def]
    """(value, stints) of person `i`'s cheapest itinerary of the offers `o`; the stints stand in the scratch.

    A value >= INF: no itinerary.
    """
    start, end = f.person[i, START], f.person[i, END]
    novel = find_open(f, i, o.menu, s)
    if is_tabled(f, i, o):
        show(f, i, o)
    find_tolls(f, s)
    reach(f, i, o, s, novel)
    for t in range(end - 1, 0, -1):
        for q in range(s.number[t]):
            fill_state(f, i, o, bench_price, s, t, s.queue[t, q], novel)
    for e in range(end + 1):
        s.least[e] = leaving(f, i, o, bench_price, home, s, e)
    value, leave, row, until = INF, -1, -1, -1
    while True:
        e = 0
        for later in range(1, end + 1):
            e = later if s.least[later] < s.least[e] else e
        if s.least[e] >= value:
            break
        if e == end:
            value, leave = s.least[e], e
            continue
        s.least[e] = INF
        state, so_far = left(f, i, home, e)
        rest, q, x = next_stint(f, i, o, bench_price, s, e, state, f.post[start, PLACE], 0, start, home.hop[e])
        if rest < INF and so_far + rest < value:
            value, leave, row, until = so_far + rest, e, q, x
    if value >= INF:
        return value, 0
    return value, write(f, i, o, bench_price, s, home, leave, row, until)


@kernel
def write(f, i, o, bench_price, s, home, leave, row, until):  # type: ignore[no-untyped-def]
    """Write the itinerary that leaves the starting post in `leave` for the stint of a row; returns its stints."""
    start, end, t, count = f.person[i, START], f.person[i, END], leave, 0
    if leave > 0:
        s.out[0, 0], s.out[0, 1], s.out[0, 2] = start, 0, leave
        count = 1
    state, place, q, x = after(f, i, 0, -1, f.post[start, TRACK], leave, 0), f.post[start, PLACE], row, until
    behind = 0
    while t < end:
        if q == RESERVE:
            s.out[count, 0] = RESERVE
            state = after(f, i, state, -1, -1, x - t, state & 1)
        else:
            line = o.row[t, x, q]
            _, s.out[count, 0] = taken_of(f, line, start if t == leave else -2, home.hop[t])
            k = line[OPTION]
            state = after(f, i, state, o.menu[k, LEVEL], o.menu[k, TRACK], x - t, behind)
            place = o.menu[k, PLACE]
        s.out[count, 1], s.out[count, 2] = t, x
        count += 1
        t = x
        if t < end:
            behind = 1 if t >= earliest(f, i) and s.novel[place] == 1 else state & 1
            _, q, x = next_stint(f, i, o, bench_price, s, t, state, place, behind, -2, 0)
    return count
