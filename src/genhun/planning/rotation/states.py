"""States of the oracle: what a person has become by a period, what a stint makes of it, and what can be reached.

A state is one number: levels risen, periods since the last rise, periods gained on both lanes, and whether an industry
that was new is already behind.
"""

import numpy as np

from genhun.engine.kernel import inlined, kernel
from genhun.planning.rotation.menu import at_home, in_reach, rung
from genhun.planning.rotation.problem import (
    CIRCLE,
    END,
    HELD,
    INDUSTRY,
    LANE_A,
    LANE_B,
    LAST_RAISE,
    LEVEL,
    LOCKED,
    OPTION_POST,
    PLACE,
    SINCE,
    START,
    STAYS,
    TRACK,
    YOUNG,
)


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
def may_wait(f, i, t):  # type: ignore[no-untyped-def]
    """Whether person `i`, who has left the starting post, may spend a period in reserve."""
    return f.lock[i, t] < 0 and f.person[i, STAYS] == 0


@inlined
def earliest(f, i):  # type: ignore[no-untyped-def]
    """The fewest periods after which a post that the plan gave can be left."""
    return 1 if f.person[i, LOCKED] == 1 else max(1, f.min_stay)


@kernel
def find_open(f, i, menu, s):  # type: ignore[no-untyped-def]
    """Mark the options open to person `i` at any time; whether one of them may be in a new industry."""
    any_novel = False
    locked = f.person[i, LOCKED] == 1
    for p in range(len(f.place)):
        s.novel[p] = is_new(f, i, p)
    for k in range(len(menu)):
        free = f.person[i, STAYS] == 0 and menu[k, LEVEL] >= f.person[i, LEVEL] and in_reach(f, i, menu[k])
        if not free and locked:
            free = is_locked_to(f, i, menu[k, OPTION_POST])
        s.open[k] = free and not at_home(f, i, menu[k])
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
    if may_wait(f, i, t) and t + 1 < end:
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
