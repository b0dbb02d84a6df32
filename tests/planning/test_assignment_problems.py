"""The engine on assignment problems: the bound never above, the plan never below the optimum of trying everything."""

from itertools import product

import numpy as np
from benchmarks.gap import Instance, solve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genhun.engine.watch import Watch


def least(instance: Instance) -> int | None:
    """The least points of a whole assignment, None if there is none."""
    agents, jobs = instance.points.shape
    best = None
    for choice in product(range(agents), repeat=jobs):
        used = np.zeros(agents, dtype=np.int64)
        np.add.at(used, list(choice), instance.weights[list(choice), range(jobs)])
        if (used <= instance.capacity).all():
            points = int(instance.points[list(choice), range(jobs)].sum())
            best = points if best is None else min(best, points)
    return best


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_bound_and_plan_enclose_the_optimum(seed: int) -> None:
    draw = np.random.default_rng(seed)
    agents, jobs = int(draw.integers(2, 4)), int(draw.integers(2, 6))
    weights = draw.integers(1, 10, (agents, jobs))
    capacity = np.full(agents, max(10, int(weights.min(axis=0).sum() // agents + 6)))
    instance = Instance("drawn", draw.integers(-30, 30, (agents, jobs)), weights, capacity, 0)
    optimum = least(instance)
    cost, bound = solve(instance, Watch(0.8))
    if optimum is None:
        assert cost is None
    else:
        assert cost is not None
        assert bound <= optimum <= cost
