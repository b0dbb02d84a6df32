"""Units that inspect each other, at the least possible cost over all pairs, with the relaxation as proof."""

from itertools import pairwise

import numpy as np
from numba import set_num_threads

from genhun.core.group import Group
from genhun.engine.watch import Watch
from genhun.planning.inspections.pairs import ground_of
from genhun.planning.inspections.problem import Problem, impossible, problem_of, ring
from genhun.planning.inspections.relaxed import relax
from genhun.planning.inspections.whole import rings_of, whole_plan
from genhun.planning.lines import Visit
from genhun.planning.outcome import NoPlan, Solved


def solve(group: Group, watch: Watch, *, threads: int, seed: int) -> Solved[tuple[Visit, ...]] | NoPlan:
    """The best visits found in time; nothing is drawn by lot, so `seed` changes nothing."""
    problem = problem_of(group)
    if reason := impossible(problem):
        return reason
    set_num_threads(max(1, threads))
    ground, around = ground_of(problem), ring(problem)
    relaxed = relax(ground, around, watch)
    start = np.stack([around, np.roll(around, 1)], axis=1)
    plan = whole_plan(ground, relaxed, start, watch)
    lines = lines_of(problem, rings_of(plan.pairs))
    parts = problem.parts_of(lines)
    watch.report("done", sum(parts.values()), plan.bound)
    return Solved(
        planner="inspections",
        lines=lines,
        cost=sum(parts.values()),
        bound=plan.bound,
        parts=parts,
        counts={"units": len(problem), "pairs_looked_at": len(relaxed.pairs)},
    )


def lines_of(problem: Problem, rings: list[list[int]]) -> tuple[Visit, ...]:
    """Visits along rings of unit numbers."""
    ids = [u.unit_id for u in problem.units]
    return tuple(sorted(Visit(ids[a], ids[b]) for around in rings for a, b in pairwise([*around, around[0]])))
