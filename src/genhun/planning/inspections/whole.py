"""The plan itself: an integer program over the few pairs that a best plan can contain, and visits along its rings."""

from dataclasses import dataclass

import highspy
import numpy as np

from genhun.engine.rows import SCALE, Ints
from genhun.engine.watch import Watch
from genhun.planning.inspections.pairs import Ground, doubled_of, price_out
from genhun.planning.inspections.relaxed import Relaxed, listed, master_over, unique_pairs

CLOSE = 8
"""Doubled points of reduced cost up to which a pair enters the first integer program."""
MOST_PARTNERS = 60


@dataclass(frozen=True, slots=True)
class Whole:
    """Pairs of a plan `(units, 2)`, its points, and a proven bound on every plan's points."""

    pairs: Ints
    cost: int
    bound: int


def points_of(ground: Ground, pairs: Ints) -> int:
    """What a plan's pairs cost in points."""
    return int(doubled_of(ground, pairs).sum()) // 2


def whole_plan(ground: Ground, relaxed: Relaxed, start: Ints, watch: Watch) -> Whole:
    """The best plan found in time, starting from the pairs of one.

    A plan with a pair of reduced cost r costs at least the relaxation + r. So once the program holds every pair with
    r < 2 x (cost - bound), its own bound holds for all plans.
    """
    best = Whole(start, points_of(ground, start), relaxed.bound)
    reach = CLOSE
    while best.cost > best.bound and not watch.over:
        pairs, complete = _within(ground, relaxed.price, reach)
        best, proven = _improved(ground, np.concatenate([pairs, best.pairs]), best, watch)
        watch.report("program", best.cost, best.bound)
        slack = 2 * (best.cost - relaxed.bound)
        if reach >= slack or not complete:
            bound = max(best.bound, min(best.cost, proven)) if complete and reach >= slack else best.bound
            return Whole(best.pairs, best.cost, bound)
        reach = slack
    return best


def _within(ground: Ground, price: Ints, reach: int) -> tuple[Ints, bool]:
    """The pairs up to a reduced cost (doubled points), and whether these are all there are."""
    partner, reduced, _ = price_out(ground, price, min(MOST_PARTNERS, len(price)))
    close = reduced <= reach * SCALE
    complete = len(price) <= MOST_PARTNERS or not close[:, -1].any()
    return listed(np.where(close, partner, -1)), complete


def _improved(ground: Ground, pairs: Ints, best: Whole, watch: Watch) -> tuple[Whole, int]:
    """The plan improved over some pairs, and the bound of that program in points, rounded up."""
    pairs = unique_pairs(pairs)
    program = master_over(ground, pairs, len(best.pairs))
    columns = np.arange(len(pairs), dtype=np.int32)
    program.changeColsIntegrality(len(pairs), columns, np.full(len(pairs), highspy.HighsVarType.kInteger))
    for option, value in (("time_limit", max(0.5, watch.left)), ("mip_rel_gap", 0.0), ("mip_abs_gap", 1.5)):
        program.setOptionValue(option, value)
    known = np.isin(_code(pairs), _code(unique_pairs(best.pairs))).astype(np.float64)
    program.setSolution(len(pairs), columns, known)
    program.run()
    info = program.getInfo()
    proven = int(np.ceil(info.mip_dual_bound / 2 - 1e-6)) if np.isfinite(info.mip_dual_bound) else best.bound
    found = pairs[np.array(program.getSolution().col_value) > 0.5]
    partners = np.bincount(found.reshape(-1), minlength=len(best.pairs))
    if len(found) and (partners == 2).all() and points_of(ground, found) < best.cost:
        best = Whole(found, points_of(ground, found), best.bound)
    return best, proven


def _code(pairs: Ints) -> Ints:
    return pairs[:, 0] * (1 << 32) + pairs[:, 1]


def rings_of(pairs: Ints) -> list[list[int]]:
    """The rings that pairs form when every unit is in two of them; each starts at its smallest unit, towards its
    smaller partner."""
    partners: dict[int, list[int]] = {}
    for a, b in pairs.tolist():
        partners.setdefault(a, []).append(b)
        partners.setdefault(b, []).append(a)
    seen: set[int] = set()
    rings = []
    for first in sorted(partners):
        if first in seen:
            continue
        around, at, came = [first], min(partners[first]), first
        while at != first:
            around.append(at)
            one, other = partners[at]
            at, came = (other if one == came else one), at
        seen.update(around)
        rings.append(around)
    return rings
