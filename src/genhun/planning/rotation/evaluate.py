"""What itineraries cost: own parts, vacancies and benches. The solver's own account, not the verifier's."""

from collections.abc import Sequence

import numpy as np

from genhun.engine.kernel import kernel
from genhun.planning.rotation.oracle import RESERVE
from genhun.planning.rotation.problem import (
    CIRCLE,
    END,
    HELD,
    INDUSTRY,
    LANE_A,
    LANE_B,
    LEVEL,
    PLACE,
    SEATS,
    SECRETARY,
    START,
    TRACK,
    VACANCY,
    YOUNG,
    Array,
    Facts,
)  # fmt: skip
from genhun.planning.rotation.states import is_new, overdue

PARTS = ("vacancy", "move", "unfamiliar", "overdue", "reserve", "not_dual", "thin")
_MOVE, _UNFAMILIAR, _OVERDUE, _RESERVE, _NOT_DUAL = range(5)


@kernel
def starts_here(f, i, stints, k):  # type: ignore[no-untyped-def]
    """Whether the `k`-th stint is the unbroken stay in the starting post."""
    return k == 0 and stints[k, 1] == 0 and stints[k, 0] == f.person[i, START]


@kernel
def own_parts(f, i, stints, count, parts):  # type: ignore[no-untyped-def]
    """Add what person `i`'s itinerary costs by itself to `parts` (move, unfamiliar, overdue, reserve, not dual).

    Returns the bench that the person counts for at the end, or -1.
    """
    start = f.person[i, START]
    a, b, level = f.person[i, LANE_A], f.person[i, LANE_B], f.person[i, LEVEL]
    place, last = f.post[start, PLACE], start
    for k in range(count):
        post, t, x = stints[k, 0], stints[k, 1], stints[k, 2]
        last = post
        if post == RESERVE:
            parts[3] += f.reserve * (x - t)
            continue
        track = f.post[post, TRACK]
        held = f.person[i, HELD] if k == 0 and t == 0 and post == start else 0
        if not (k == 0 and t == 0 and post == start):
            parts[0] += f.travel[place, f.post[post, PLACE]]
            place = f.post[post, PLACE]
            if (track != 1 and a == 0) or (track != 0 and b == 0):
                parts[1] += f.new_track
            if is_new(f, i, place) and not served_in_plan(f, i, stints, k, f.place[place, INDUSTRY]):
                parts[1] += f.new_industry
            level = max(level, f.post[post, LEVEL])
        parts[2] += overdue(f, held, x - t)
        a += x - t if track != 1 else 0
        b += x - t if track != 0 else 0
    if f.person[i, END] < f.periods:
        return -1
    dual = a >= f.dual and b >= f.dual
    if f.person[i, YOUNG] == 1 and not dual:
        parts[4] += f.not_dual
    if not dual or (last != RESERVE and f.post[last, SECRETARY] == 1):
        return -1
    return f.bench_row[f.person[i, CIRCLE], level]


@kernel
def served_in_plan(f, i, stints, k, industry):  # type: ignore[no-untyped-def]
    """Whether a stint before the `k`-th was in an industry (the starting post's is served anyway)."""
    for q in range(k):
        post = stints[q, 0]
        if post != RESERVE and f.place[f.post[post, PLACE], INDUSTRY] == industry:
            return True
    return False


@kernel
def own_cost(f, i, stints, count, parts):  # type: ignore[no-untyped-def]
    """(cost of the itinerary by itself in thousandths, its bench or -1); `parts` is working space of five."""
    for c in range(5):
        parts[c] = 0
    bench = own_parts(f, i, stints, count, parts)
    return parts[0] + parts[1] + parts[2] + parts[3] + parts[4], bench


def cost_by_parts(facts: Facts, itineraries: Sequence[Array]) -> dict[str, int]:
    """The cost of a region's plan by the contract's parts, in points.

    `itineraries`: one array `(stints, 3)` of post (-2 = reserve), from, to for each person, up to retirement.
    """
    own = np.zeros(5, np.int64)
    use = np.zeros((len(facts.post), facts.periods), np.int64)
    supply = np.zeros(len(facts.bench_want), np.int64)
    for i, stints in enumerate(itineraries):
        bench = own_parts(facts, i, stints, len(stints), own)
        if bench >= 0:
            supply[bench] += 1
        for post, t, x in stints:
            if post != RESERVE:
                use[post, t:x] += 1
    vacant = np.maximum(0, facts.post[:, SEATS, None] - use).sum(axis=1)
    thin = facts.thin * int(np.maximum(0, facts.bench_want - supply).sum())
    values = (int((vacant * facts.post[:, VACANCY]).sum()), *own.tolist(), thin)
    return {name: int(value) // 1000 for name, value in zip(PARTS, values, strict=True)}
