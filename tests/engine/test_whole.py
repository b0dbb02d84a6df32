"""Whole plans over columns against trying every plan, with limits, wants and what the rest leaves of them."""

from itertools import product
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from genhun.engine.master import Columns, Pool
from genhun.engine.neighbourhoods import Plan
from genhun.engine.rows import NO_LIMIT, Ints, Rows
from genhun.engine.watch import Watch
from genhun.engine.whole import Effort

KINDS, ROWS = 4, 5


def random_plan(rng: Random) -> Plan:
    """Four people with up to four ways each over five rows; everybody takes the first way, which always fits."""
    kind, cost, rows = [], [], []
    for k in range(KINDS):
        for way in range(rng.randint(1, 4)):
            kind.append(k)
            cost.append(rng.randint(0, 20))
            rows.append(sorted(rng.sample(range(ROWS), rng.randint(0, 3))) if way else [])
    start = np.cumsum([0] + [len(r) for r in rows])
    row = np.array([x for r in rows for x in r], np.int64)
    columns = Columns(np.array(kind), np.array(cost), start, row, np.ones(len(row), np.int64))
    limit = np.array([rng.choice((0, 1, 2, NO_LIMIT)) for _ in range(ROWS)], np.int64)
    want = np.array([rng.randint(0, min(2, most)) for most in limit.tolist()], np.int64)
    shared = Rows(want, np.array([rng.randint(0, 15) for _ in range(ROWS)]), limit)
    pool = Pool()
    number, _ = pool.add(columns)
    first = np.unique(pool.columns.kind, return_index=True)[1]
    return Plan(shared, np.ones(KINDS, np.int64), pool, np.bincount(first, minlength=number.max() + 1))


def least_cost(plan: Plan, block: set[int]) -> int:
    """By trying every way of the people in the block while the others stay."""
    columns, taken = plan.pool.columns, np.flatnonzero(plan.amount)
    own = [np.flatnonzero(columns.kind == k) if k in block else taken[columns.kind[taken] == k] for k in range(KINDS)]
    costs = []
    for ways in product(*own):
        use: Ints = np.bincount(columns.pick(np.array(ways)).row, minlength=ROWS)
        if (use <= plan.rows.limit).all():
            costs.append(int(columns.cost[list(ways)].sum()) + plan.rows.cost(use))
    return min(costs)


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 2**48))
def test_a_block_is_settled_as_well_as_can_be(seed: int) -> None:
    rng = Random(seed)
    plan = random_plan(rng)
    for _ in range(2):
        block = np.array(rng.sample(range(KINDS), rng.randint(1, KINDS)), np.int64)
        least = least_cost(plan, set(block.tolist()))
        plan.settle(block, np.ones(len(plan.amount), bool), Effort(5.0), Watch(5.0))
        assert plan.cost == least


def test_rivals_hold_what_others_are_after() -> None:
    columns = Columns(
        np.array([0, 0, 1, 1, 2, 3]),
        np.zeros(6, np.int64),
        np.arange(7),
        np.array([0, 1, 1, 2, 2, 3]),
        np.ones(6, np.int64),
    )
    nothing = np.zeros(4, np.int64)
    pool = Pool()
    pool.add(columns)
    plan = Plan(Rows(nothing, nothing, nothing + 1), nothing + 1, pool, np.array([1, 0, 1, 0, 1, 1]))
    every = np.ones(6, bool)
    assert plan.rivals(0, every, 9).tolist() == [0, 1, 2], "0 wants what 1 holds, 1 what 2 holds; 3 is in nobody's way"
    assert plan.rivals(0, every, 2).tolist() == [0, 1]
    assert plan.rivals(0, np.array([1, 0, 1, 1, 1, 1], bool), 9).tolist() == [0]
