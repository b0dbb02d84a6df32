"""A bound on training from a minimum-cost flow: seats and the number of classes a worker can fit, nothing else."""

from collections.abc import Sequence

import numpy as np
from ortools.graph.python import min_cost_flow

from benchmarks.linear import Answer
from benchmarks.training_model import TrainingModel
from genhun.core.group import Group, TrainingClass
from genhun.core.policy import CLASS_BY_BAND
from genhun.planning.training.verify import INDUCTION
from genhun.planning.witness import Worker


def seat_flow_bound(group: Group) -> Answer:
    """The exact optimum of the relaxation: a class saves each worker at most its days, and at most one induction."""
    model = TrainingModel(group)
    flow = min_cost_flow.SimpleMinCostFlow()
    source, sink, base = 0, 1, 0
    node = {c.class_id: n + 2 for n, c in enumerate(group.classes)}
    for c in group.classes:
        flow.add_arc_with_capacity_and_unit_cost(node[c.class_id], sink, c.seats, 0)
    for n, (person_id, worker) in enumerate(model.workers.items()):
        at, open_to = n + 2 + len(node), [c for c in group.classes if model.may_attend(worker, c)]
        need = max(0, group.policy["required_days"] - model.credited[person_id])
        base += need * _short(group, worker) + group.policy["no_induction"] * worker.newcomer
        flow.add_arc_with_capacity_and_unit_cost(source, at, _most_classes(open_to), 0)
        for c in open_to:
            saved = _saved(group, worker, c, need) - CLASS_BY_BAND[group.atlas.band(worker.unit.city, c.city)]
            if saved > 0:
                flow.add_arc_with_capacity_and_unit_cost(at, node[c.class_id], 1, -saved)
    everybody = int(np.sum([c.seats for c in group.classes]))
    flow.add_arc_with_capacity_and_unit_cost(source, sink, everybody, 0)
    flow.set_node_supply(source, everybody)
    flow.set_node_supply(sink, -everybody)
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("the seat flow has no optimum; the network is built wrongly")
    return Answer(None, None, base + flow.optimal_cost())


def _short(group: Group, worker: Worker) -> int:
    return group.policy["short"] * (2 if worker.newcomer else 1)


def _saved(group: Group, worker: Worker, c: TrainingClass, need: int) -> int:
    """The most points that a class can save a worker, whatever else is attended."""
    induction = group.policy["no_induction"] if c.kind == INDUCTION and worker.newcomer else 0
    return min(need, c.days) * _short(group, worker) + induction


def _most_classes(open_to: Sequence[TrainingClass]) -> int:
    """How many classes without a shared day fit into the year."""
    count, last = 0, None
    for c in sorted(open_to, key=lambda c: c.end):
        if last is None or c.start > last:
            count, last = count + 1, c.end
    return count
