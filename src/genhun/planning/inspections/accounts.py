"""The books of one plan of visits: who visits whom, what a visit costs, and what the visitor can learn by aspect.

Kept apart from the solver, so that any plan can be explained, also one made by hand.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from genhun.core.aspects import Aspect
from genhun.core.group import Group
from genhun.planning.inspections.problem import PARTS, Problem, problem_of
from genhun.planning.lines import Visit


class Accounts:
    """The books of one plan; `host` is whom each unit visits, by id. Visits of units that take no part are left out."""

    def __init__(self, group: Group, lines: Iterable[Visit]) -> None:
        self.group = group
        self.problem: Problem = problem_of(group)
        self.number = {unit.unit_id: n for n, unit in enumerate(self.problem.units)}
        self.host = {v.visitor_id: v.host_id for v in lines if {v.visitor_id, v.host_id} <= self.number.keys()}
        self.visitor = {host: visitor for visitor, host in self.host.items()}
        self.family = Counter(self.problem.family.tolist())

    def points(self, visitor: str, host: str) -> dict[str, int]:
        """Points of one visit by part of the cost."""
        return self.problem.parts(self.number[visitor], self.number[host])

    def change(self, hosts: Mapping[str, str]) -> dict[str, int]:
        """Points by part that the plan would cost more (less: negative) with these hosts of these visitors instead."""
        points: Counter[str] = Counter()
        for visitor, host in hosts.items():
            points.update(self.points(visitor, host))
            points.subtract(self.points(visitor, self.host[visitor]))
        return {part: points[part] for part in PARTS if points[part]}

    def learnt(self, visitor: str, host: str) -> dict[Aspect, int]:
        """How far the host is ahead of the visitor, for each aspect in which it is."""
        ahead = self.problem.strength[self.number[host]] - self.problem.strength[self.number[visitor]]
        return {aspect: int(ahead[n]) for n, aspect in enumerate(Aspect) if ahead[n] > 0}

    def hosts_open_to(self, unit_id: str) -> int:
        """How many hosts rules leave to a unit whatever the others do: all of other families."""
        return len(self.problem) - self.family[int(self.problem.family[self.number[unit_id]])]

    def forbids(self, visitor: str, host: str) -> str:
        """The rule that forbids a visit whatever the others do; empty if none does."""
        return self.problem.forbidding_rule(self.number[visitor], self.number[host])
