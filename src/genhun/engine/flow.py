"""Minimum-cost flow with its proof: flows, node prices, and the bound that the prices alone give."""

from dataclasses import dataclass, field

import numpy as np
from numba import njit
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from genhun.engine.rows import Ints

FAR = np.int64(1) << 40
"""Distance of a node that no residual path reaches; larger than any sum of costs."""


@dataclass(slots=True)
class Network:
    """A flow network in the making: all supply goes to node 0, the sink."""

    supplies: list[int] = field(default_factory=lambda: [0])
    tails: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    capacities: list[int] = field(default_factory=list)
    costs: list[int] = field(default_factory=list)

    def node(self, supply: int = 0) -> int:
        """A new node that sends `supply` units; its number."""
        self.supplies.append(supply)
        return len(self.supplies) - 1

    def arc(self, tail: int, head: int, capacity: int, cost: int) -> int:
        """A new arc with a capacity (units) and a cost (points a unit, whole); its number."""
        self.tails.append(tail)
        self.heads.append(head)
        self.capacities.append(capacity)
        self.costs.append(cost)
        return len(self.tails) - 1


@dataclass(frozen=True, slots=True)
class Flow:
    """An optimal flow: units on each arc `(arcs,)`, residual distance of each node from the sink `(nodes,)`, cost,
    bound."""

    units: Ints
    distance: Ints
    cost: int
    bound: int

    def worth_of_capacity(self, node: int, cost: int = 0) -> int:
        """Points that one more unit of capacity from a node to the sink would save."""
        return max(0, -int(self.distance[node]) - cost)


def cheapest_flow(network: Network) -> Flow:
    """Send all supplies to the sink at least cost; raises ValueError if the capacities do not allow it.

    `bound` is worked out from the node prices alone: sum over arcs of capacity * min(0, cost + d(tail) - d(head)),
    less sum of supply * d. It equals `cost`, which proves the flow optimal.
    """
    tails, heads, capacities, costs = (
        np.array(column, dtype=np.int64) for column in (network.tails, network.heads, network.capacities, network.costs)
    )
    supplies = np.array(network.supplies, dtype=np.int64)
    supplies[0] = -supplies[1:].sum()
    if not len(tails):
        return Flow(costs, np.zeros(len(supplies), dtype=np.int64), 0, 0)
    units = _solved_units(tails, heads, capacities, costs, supplies)
    distance = _residual_distances(tails, heads, capacities, costs, units, len(supplies))
    reduced = costs + distance[tails] - distance[heads]
    bound = int((capacities * np.minimum(0, reduced)).sum() - (supplies * distance).sum())
    return Flow(units, distance, int((units * costs).sum()), bound)


def _solved_units(tails: Ints, heads: Ints, capacities: Ints, costs: Ints, supplies: Ints) -> Ints:
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(tails, heads, capacities, costs)
    solver.set_nodes_supplies(np.arange(len(supplies)), supplies)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise ValueError(f"no flow takes all supplies to the sink: {status}")
    return np.asarray(solver.flows(arcs), dtype=np.int64)


@njit(cache=True)
def _residual_distances(
    tails: NDArray[np.int64],
    heads: NDArray[np.int64],
    capacities: NDArray[np.int64],
    costs: NDArray[np.int64],
    units: NDArray[np.int64],
    nodes: int,
) -> NDArray[np.int64]:
    distance = np.full(nodes, FAR, dtype=np.int64)
    distance[0] = 0
    changed = True
    while changed:  # Bellman-Ford: an optimal flow leaves no cycle of negative cost
        changed = False
        for a in range(len(tails)):
            u, v = tails[a], heads[a]
            if units[a] < capacities[a] and distance[u] < FAR and distance[u] + costs[a] < distance[v]:
                distance[v] = distance[u] + costs[a]
                changed = True
            if units[a] > 0 and distance[v] < FAR and distance[v] - costs[a] < distance[u]:
                distance[u] = distance[v] - costs[a]
                changed = True
    return distance
