"""A seat for everyone who needs one, near the least possible cost, with a bound proven by exact pricing."""

from collections import Counter

import numpy as np
from numba import set_num_threads

from genhun.core.group import Group
from genhun.engine.dual import evaluate
from genhun.engine.rows import SCALE, Ints
from genhun.engine.watch import Watch
from genhun.planning.lines import Attendance
from genhun.planning.outcome import Duals, NoPlan, Price, Solved, Warm
from genhun.planning.training.kinds import Trainees, trainees_of
from genhun.planning.training.model import Model, model_of
from genhun.planning.training.plan import Planned, Start, best_plan
from genhun.planning.training.problem import problem_of

KINDS_A_THREAD = 4000
"""Kinds priced together by one thread: with fewer, threads wait for each other longer than they work."""


def solve(
    group: Group, watch: Watch, *, threads: int, seed: int, warm: Warm | None = None
) -> Solved[tuple[Attendance, ...]] | NoPlan:
    """The best plan found in time. A plan always exists: nobody has to go anywhere. `warm`: a plan to go on from."""
    problem = problem_of(group)
    model = model_of(problem)
    set_num_threads(max(1, min(threads, len(model.number) // KINDS_A_THREAD)))
    trainees = trainees_of(model)
    planned = best_plan(trainees, watch, seed, start_of(model, warm) if warm else None)
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
        duals=duals_of(trainees, planned.prices),
    )


def bound_at(group: Group, duals: Duals) -> int:
    """The bound, in thousandths, that known prices prove for a group."""
    trainees = trainees_of(model_of(problem_of(group)))
    return evaluate(trainees, prices_from(trainees.model, duals))[0]


def start_of(model: Model, warm: Warm) -> Start:
    """An earlier plan as far as its people and classes are still there."""
    worker = {person: w for w, person in enumerate(p for members in model.members for p in members)}
    number = {class_id: j for j, class_id in enumerate(model.class_ids)}
    plan = np.full((len(worker), model.slots + 1), -1, dtype=np.int32)
    taken: Counter[int] = Counter()
    for line in sorted(warm.lines):
        w = worker.get(line.person_id)
        if w is not None and line.class_id in number and taken[w] <= model.slots:
            plan[w, taken[w]] = number[line.class_id]
            taken[w] += 1
    return Start(plan, prices_from(model, warm.duals) if warm.duals else None)


def duals_of(trainees: Trainees, prices: Ints) -> Duals:
    """The prices that are not 0, in thousandths: of a seat by class, of an absence by unit and day."""
    model, classes = trainees.model, len(trainees.model.seats)
    found = {}
    for row in np.flatnonzero(prices).tolist():
        if row < classes:
            found["class", model.class_ids[row]] = (int(prices[row]),)
        else:
            unit, slot = divmod(row - classes, model.slots)
            found["absence", f"{model.unit_ids[unit]} {model.slot_days[slot]}"] = (int(prices[row]),)
    return found


def prices_from(model: Model, duals: Duals) -> Ints:
    """Known prices as row prices `(rows,)` in thousandths; 0 where nothing is known."""
    names = [("class", c) for c in model.class_ids]
    names += [("absence", f"{unit} {day}") for unit in model.unit_ids for day in model.slot_days]
    return np.array([duals.get(name, (0,))[0] for name in names], dtype=np.int64)


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
