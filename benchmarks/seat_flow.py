"""A bound on training from a minimum-cost flow of days: seats and needs, nothing of calendars and absence.

A class of d days gives its attendee up to d days in pieces, each at 1/d of the way's points; a newcomer's induction is
worth 1/min(d, need) of its points a day. Whatever a plan costs, the days that it seats (cut down to the need, those of
an induction last) flow at no more.
"""

from math import lcm

from ortools.graph.python import min_cost_flow

from benchmarks.linear import Answer
from benchmarks.training_model import TrainingModel
from genhun.core.group import Group, TrainingClass
from genhun.core.policy import CLASS_BY_BAND
from genhun.planning.training.verify import INDUCTION
from genhun.planning.witness import Worker

SOURCE, SINK = 0, 1


def seat_flow_bound(group: Group) -> Answer:
    """The exact optimum of the relaxation, rounded up to whole points."""
    model = TrainingModel(group)
    flow = min_cost_flow.SimpleMinCostFlow()
    node = {c.class_id: n + 2 for n, c in enumerate(group.classes)}
    for c in group.classes:
        flow.add_arc_with_capacity_and_unit_cost(node[c.class_id], SINK, c.seats * c.days, 0)
    needs = {p: max(0, group.policy["required_days"] - model.credited[p]) for p in model.workers}
    scale = lcm(*(c.days for c in group.classes if c.days), *(n for n in needs.values() if n))
    base = 0
    for n, (person_id, worker) in enumerate(model.workers.items()):
        at, need = n + 2 + len(node), needs[person_id]
        base += need * _short(group, worker) + (group.policy["no_induction"] if worker.newcomer and need else 0)
        flow.add_arc_with_capacity_and_unit_cost(SOURCE, at, need, 0)
        for c in group.classes:
            if need and c.days and model.may_attend(worker, c):
                points = _scaled_points_a_day(group, worker, c, need, scale)
                flow.add_arc_with_capacity_and_unit_cost(at, node[c.class_id], min(c.days, need), points)
    everything = sum(needs.values())
    flow.add_arc_with_capacity_and_unit_cost(SOURCE, SINK, everything, 0)
    flow.set_node_supply(SOURCE, everything)
    flow.set_node_supply(SINK, -everything)
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("the seat flow has no optimum; the network is built wrongly")
    return Answer(None, None, -(-(base * scale + flow.optimal_cost()) // scale))


def _short(group: Group, worker: Worker) -> int:
    return group.policy["short"] * (2 if worker.newcomer else 1)


def _scaled_points_a_day(group: Group, worker: Worker, c: TrainingClass, need: int, scale: int) -> int:
    """What a day in a class costs a worker more than a missing day (negative: saves), in points / scale."""
    way = CLASS_BY_BAND[group.atlas.band(worker.unit.city, c.city)] * scale // c.days
    welcome = group.policy["no_induction"] if worker.newcomer and c.kind == INDUCTION else 0
    return way - _short(group, worker) * scale - welcome * scale // min(c.days, need)
