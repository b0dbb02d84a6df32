"""The linear relaxation: every unit has two partners, pairs may be halved. Its prices prove the bound over all
pairs."""

from dataclasses import dataclass

import highspy
import numpy as np

from genhun.engine.rows import SCALE, Floats, Ints
from genhun.engine.watch import Watch
from genhun.planning.inspections.pairs import Ground, bound_at, doubled_of, price_out

FIRST_PARTNERS = 10
MORE_PARTNERS = 6


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The pairs looked at `(pairs, 2)`, the share taken of each `(pairs,)`, unit prices (thousandths), the proven
    bound (points)."""

    pairs: Ints
    share: Floats
    price: Ints
    bound: int


def relax(ground: Ground, around: Ints, watch: Watch) -> Relaxed:
    """Solve the relaxation over all pairs by adding those that the prices ask for; `around`, a ring, keeps it
    feasible."""
    partner, _, _ = price_out(ground, np.zeros(len(around), dtype=np.int64), FIRST_PARTNERS)
    pairs = unique_pairs(np.concatenate([np.stack([around, np.roll(around, 1)], axis=1), listed(partner)]))
    lp = master_over(ground, pairs, len(around))
    best: Relaxed | None = None
    while True:
        lp.setOptionValue("time_limit", max(1.0, watch.left))
        lp.run()
        solution = lp.getSolution()
        price = np.rint(np.array(solution.row_dual) * SCALE).astype(np.int64)
        partner, reduced, saving = price_out(ground, price, MORE_PARTNERS)
        bound = bound_at(price, saving)
        if best is None or bound >= best.bound:
            best = Relaxed(pairs, np.array(solution.col_value), price, bound)
        watch.report("relaxation", None, best.bound)
        fresh = _unknown(pairs, unique_pairs(listed(np.where(reduced < -1, partner, -1))))
        if not len(fresh) or watch.over:
            return best
        _add_pairs(lp, fresh, ground)
        pairs = np.concatenate([pairs, fresh])


def unique_pairs(pairs: Ints) -> Ints:
    """Each pair once, the smaller number first, in order."""
    return np.unique(np.sort(pairs, axis=1), axis=0)


def listed(partner: Ints) -> Ints:
    """A table of partners `(units, most)` as pairs; -1 is nobody."""
    units = np.repeat(np.arange(len(partner)), partner.shape[1])
    listed = np.stack([units, partner.reshape(-1)], axis=1)
    return listed[listed[:, 1] >= 0]


def _unknown(known: Ints, pairs: Ints) -> Ints:
    top = 1 << 32
    return pairs[~np.isin(pairs[:, 0] * top + pairs[:, 1], known[:, 0] * top + known[:, 1])]


def master_over(ground: Ground, pairs: Ints, units: int) -> highspy.Highs:
    """The relaxation over some pairs only."""
    lp = highspy.Highs()
    lp.silent()
    lp.setOptionValue("threads", 1)
    twos = np.full(units, 2.0)
    nothing = np.zeros(0, dtype=np.int32)
    lp.addRows(units, twos, twos, 0, np.zeros(units, dtype=np.int32), nothing, np.zeros(0))
    _add_pairs(lp, pairs, ground)
    return lp


def _add_pairs(lp: highspy.Highs, pairs: Ints, ground: Ground) -> None:
    number = len(pairs)
    cost = doubled_of(ground, pairs).astype(np.float64)
    starts = np.arange(0, 2 * number, 2, dtype=np.int32)
    rows = pairs.reshape(-1).astype(np.int32)
    lp.addCols(number, cost, np.zeros(number), np.ones(number), 2 * number, starts, rows, np.ones(2 * number))
