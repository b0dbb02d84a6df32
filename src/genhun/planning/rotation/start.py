"""The first plan of a region: everybody holds what has to be held, then stays or is fitted in."""

import numpy as np

from genhun.engine.kernel import kernel
from genhun.planning.rotation.oracle import INF
from genhun.planning.rotation.problem import END, LEVEL, LOCKED, START, VACANCY, Array, Facts
from genhun.planning.rotation.roster import fit, price_home, put, put_stub, take


def true_prices(facts: Facts) -> tuple[Array, Array, Array]:
    """Prices by which a vacant seat costs what it costs and everything else is free: seat sums, entries, benches."""
    posts, periods = len(facts.post), facts.periods
    seat_sum = -facts.post[:, VACANCY, None] * np.arange(periods + 1)[None, :]
    return seat_sum.astype(np.int64), np.zeros((posts, periods), np.int64), np.zeros(len(facts.bench_want), np.int64)


@kernel
def begin(f, ties, r, s, seat_sum, entry, bench_price, order):  # type: ignore[no-untyped-def]
    """Place everybody; False: the stubs do not go together or somebody cannot be fitted in."""
    for i in range(len(f.person)):
        put_stub(f, r, i)
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
    has_kin = ties.kin_from[i + 1] > ties.kin_from[i] or ties.bar_from[i + 1] > ties.bar_from[i]
    price_home(f, ties, r, i, seat_sum, has_kin)
    end = f.person[i, END]
    if r.home[end] >= INF:
        put_stub(f, r, i)
        return False
    s.out[0, 0], s.out[0, 1], s.out[0, 2] = f.person[i, START], 0, end
    put(f, r, i, s.out, 1)
    return True


def order_of(facts: Facts) -> Array:
    """People in the order in which they are placed: the locked, then from high to low level."""
    return np.lexsort((-facts.person[:, LEVEL], -facts.person[:, LOCKED])).astype(np.int64)
