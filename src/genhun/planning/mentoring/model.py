"""One circle as a flow: newcomers alike travel together, so the network stays small and the optimum stays exact.

Newcomers of one unit and level are one node, so are mentors. Inside a unit they meet on an arc of their own; otherwise
they travel over two hubs, `city and level of the newcomer` and `city and level of the mentor`, between which all that a
pair costs is known. Someone who has kin on the other side is a node alone; such a newcomer has an arc to every other
mentor instead of the hub.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from genhun.core.policy import MENTOR_BY_BAND
from genhun.engine.flow import Flow, Network, cheapest_flow
from genhun.planning.mentoring.problem import WIDE_GAP, Circle, Problem
from genhun.planning.staff import Worker

SINK = 0
Kind = tuple[str, int, str]
"""Unit, level, and the person's own id for someone who travels alone."""
Hub = tuple[str, int]
"""City and level."""


@dataclass(slots=True)
class CircleModel:
    """The network of one circle and what its arcs mean, in the order in which people travel over them."""

    problem: Problem
    mentees: dict[Kind, list[Worker]]
    mentors: dict[Kind, list[Worker]]
    kin: set[tuple[str, str]]
    network: Network = field(default_factory=Network)
    place: dict[Kind, int] = field(default_factory=dict)
    direct: dict[int, tuple[Kind, Kind]] = field(default_factory=dict)
    leaving: dict[int, tuple[Kind, Hub]] = field(default_factory=dict)
    between: dict[int, tuple[Hub, Hub]] = field(default_factory=dict)
    arriving: dict[int, tuple[Hub, Kind]] = field(default_factory=dict)

    def solve(self) -> Flow:
        """The cheapest way to give the circle's newcomers mentors."""
        return cheapest_flow(self.network)


def model_of(problem: Problem, circle: Circle) -> CircleModel:
    """The network of one circle."""
    mentees = {w.person_id for w in circle.mentees}
    mentors = {w.person_id for w in circle.mentors}
    kin = {(a, b) for a, b in problem.kin if a in mentees and b in mentors}
    alone = {person for pair in kin for person in pair}
    model = CircleModel(problem, _kinds(circle.mentees, alone), _kinds(circle.mentors, alone), kin)
    hubs = _add_mentors(model)
    _add_mentees(model, hubs)
    return model


def _kinds(people: tuple[Worker, ...], alone: set[str]) -> dict[Kind, list[Worker]]:
    found: dict[Kind, list[Worker]] = defaultdict(list)
    for w in people:
        found[w.unit.unit_id, w.person.level, w.person_id if w.person_id in alone else ""].append(w)
    return {kind: found[kind] for kind in sorted(found)}


def _hub(worker: Worker) -> Hub:
    return (worker.unit.city, worker.person.level)


def _add_mentors(model: CircleModel) -> dict[Hub, int]:
    """A node a kind of mentor with its places, and a hub a city and level before it."""
    network, hubs = model.network, dict[Hub, int]()
    for kind, people in model.mentors.items():
        places = model.problem.load * len(people)
        node = model.place[kind] = network.node()
        network.arc(node, SINK, places, 0)
        hub = _hub(people[0])
        if hub not in hubs:
            hubs[hub] = network.node()
        model.arriving[network.arc(hubs[hub], node, places, 0)] = (hub, kind)
    return hubs


def _add_mentees(model: CircleModel, arrivals: dict[Hub, int]) -> None:
    network, policy = model.network, model.problem.policy
    hubs: dict[Hub, int] = {}
    crowd: dict[Hub, int] = defaultdict(int)
    for kind, people in model.mentees.items():
        node = network.node(len(people))
        network.arc(node, SINK, len(people), policy["no_mentor"])
        if kind[2]:
            _add_pairs(model, kind, node, list(model.mentors))
            continue
        hub = _hub(people[0])
        if hub not in hubs:
            hubs[hub] = network.node()
        crowd[hub] += len(people)
        _add_pairs(model, kind, node, [other for other in model.mentors if other[0] == kind[0]])
        model.leaving[network.arc(node, hubs[hub], len(people), policy["other_unit"])] = (kind, hub)
    for hub, node in hubs.items():
        _join(model, hub, node, crowd[hub], arrivals)


def _add_pairs(model: CircleModel, kind: Kind, node: int, others: list[Kind]) -> None:
    people = model.mentees[kind]
    for other in others:
        if other[1] >= kind[1] and (kind[2], other[2]) not in model.kin:
            cost = sum(model.problem.parts(people[0], model.mentors[other][0]).values())
            model.direct[model.network.arc(node, model.place[other], len(people), cost)] = (kind, other)


def _join(model: CircleModel, hub: Hub, node: int, crowd: int, arrivals: dict[Hub, int]) -> None:
    problem = model.problem
    for other, arrival in arrivals.items():
        if other[1] >= hub[1]:
            gap = problem.policy["level_gap"] if other[1] - hub[1] > WIDE_GAP else 0
            cost = MENTOR_BY_BAND[problem.atlas.band(hub[0], other[0])] + gap
            model.between[model.network.arc(node, arrival, crowd, cost)] = (hub, other)
