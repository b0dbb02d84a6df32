"""A seat for everyone who needs one, near the least possible cost, with a bound proven by exact pricing."""

from numba import set_num_threads

import numpy as np

from genhun.core.group import Group
from genhun.engine.watch import Watch
from genhun.planning.lines import Attendance
from genhun.planning.outcome import NoPlan, Solved
from genhun.planning.training.model import Model, model_of
from genhun.planning.training.oracle import offers_of
from genhun.planning.training.problem import problem_of
from genhun.planning.training.search import Seating, anneal, empty_seating, fill


def solve(group: Group, watch: Watch, *, threads: int, seed: int) -> Solved[tuple[Attendance, ...]] | NoPlan:
    """A plan always exists: nobody has to go anywhere."""
    problem = problem_of(group)
    model = model_of(problem)
    set_num_threads(max(1, threads))
    seating = empty_seating(model)
    offers = offers_of(model)
    price = np.zeros(len(model.seats), dtype=np.int64)
    away = np.zeros((len(model.away), max(1, model.slots)), dtype=np.int64)
    order = np.random.default_rng(seed).permutation(len(seating.kind)).astype(np.int64)
    if len(model.seats) and len(order):
        fill(offers, seating, order, price, away)
        anneal(offers, seating, price, away, (20000.0, 20.0, 1.0, 5.0), seed)
    lines = lines_of(model, seating)
    parts = problem.parts_of(lines)
    return Solved("training", lines, sum(parts.values()), 0, parts)


def lines_of(model: Model, seating: Seating) -> tuple[Attendance, ...]:
    """The seating as lines of the plan; workers of a kind are interchangeable."""
    people = [person for members in model.members for person in members]
    found = [
        Attendance(people[worker], model.class_ids[j])
        for worker, c in np.argwhere(seating.plan >= 0)
        for j in (seating.plan[worker, c],)
    ]
    return tuple(sorted(found))
