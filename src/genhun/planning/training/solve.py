"""A seat for everyone who needs one, near the least possible cost, with a bound proven by exact pricing."""

import numpy as np
from numba import set_num_threads

from genhun.core.group import Group
from genhun.engine.rows import SCALE
from genhun.engine.watch import Watch
from genhun.planning.lines import Attendance
from genhun.planning.outcome import NoPlan, Price, Solved
from genhun.planning.training.kinds import Trainees, trainees_of
from genhun.planning.training.model import Model, model_of
from genhun.planning.training.plan import Planned, best_plan
from genhun.planning.training.problem import problem_of

KINDS_A_THREAD = 4000
"""Kinds priced together by one thread: with fewer, threads wait for each other longer than they work."""


def solve(group: Group, watch: Watch, *, threads: int, seed: int) -> Solved[tuple[Attendance, ...]] | NoPlan:
    """The best plan found in time. A plan always exists: nobody has to go anywhere."""
    problem = problem_of(group)
    model = model_of(problem)
    set_num_threads(max(1, min(threads, len(model.number) // KINDS_A_THREAD)))
    trainees = trainees_of(model)
    planned = best_plan(trainees, watch, seed)
    lines = lines_of(model, planned)
    parts = problem.parts_of(lines)
    watch.report("done", sum(parts.values()), planned.bound)
    return Solved(
        planner="training",
        lines=lines,
        cost=sum(parts.values()),
        bound=planned.bound,
        parts=parts,
        prices=prices_of(trainees, planned),
        counts={
            "workers": len(problem.workers),
            "kinds": len(model.number),
            "classes": len(model.seats),
            "lines": len(lines),
            **planned.counts,
        },
    )


def lines_of(model: Model, planned: Planned) -> tuple[Attendance, ...]:
    """The plan as lines; workers of a kind are interchangeable."""
    people = [person for members in model.members for person in members]
    taken = np.argwhere(planned.plan >= 0)
    return tuple(sorted(Attendance(people[w], model.class_ids[planned.plan[w, c]]) for w, c in taken.tolist()))


def prices_of(trainees: Trainees, planned: Planned) -> tuple[Price, ...]:
    """What one more seat, or one more worker of a unit away on a day, would save: the prices of the bound that are
    not 0."""
    model, found = trainees.model, []
    classes = len(model.seats)
    for row in np.flatnonzero(planned.prices).tolist():
        price = planned.prices[row] / SCALE
        if row < classes:
            found.append(Price("training", "class", model.class_ids[row], "", price))
        else:
            unit, slot = divmod(row - classes, model.slots)
            found.append(Price("training", "absence", model.unit_ids[unit], model.slot_days[slot], price))
    return tuple(found)
