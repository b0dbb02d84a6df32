"""Pairs and visits that people begin by hand: what the planners' own rules say, and who would suit."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from genhun.core.group import Group
from genhun.planning.inspections.problem import Problem as Inspections
from genhun.planning.inspections.problem import problem_of as inspections_of
from genhun.planning.inspections.rules import RULES as VISIT_RULES
from genhun.planning.mentoring.problem import Problem as Mentoring
from genhun.planning.mentoring.problem import problem_of as mentoring_of
from genhun.planning.mentoring.rules import RULES as PAIR_RULES
from genhun.planning.rule import Rule
from genhun.planning.staff import Worker
from genhun.records import models as m
from genhun.records.contract.read import rows_in
from genhun.rooms.training.queries.staff import Staff
from genhun.rooms.training.queries.together import Visited

SUGGESTED = 8


@dataclass(frozen=True)
class Pairs:
    """Newcomers, mentors and the pairs that are under way, by the codes of people: who leads whom."""

    staff: Staff
    under_way: Sequence[tuple[str, str]]  # mentee, mentor

    @cached_property
    def problem(self) -> Mentoring:
        """The planner's own view, kin included."""
        kin = rows_in("kin", m.Kinship.objects.filter(person__in=self.staff.people.values()))
        return mentoring_of(replace(self.staff.group, kin=kin))

    @cached_property
    def load(self) -> Counter[str]:
        """How many newcomers each mentor leads now."""
        return Counter(mentor for _mentee, mentor in self.under_way)

    @cached_property
    def led(self) -> frozenset[str]:
        """Who has a mentor."""
        return frozenset(mentee for mentee, _mentor in self.under_way)

    @property
    def alone(self) -> list[Worker]:
        """Newcomers without a mentor, by unit in the order of the tree, then by code."""
        found = [w for code, w in self.problem.mentees.items() if code not in self.led]
        return sorted(found, key=lambda w: (self.staff.units[w.unit.unit_id].path, w.person_id))

    def against(self, mentee: str, mentor: str) -> list[Rule]:
        """Every rule that a pair would break."""
        newcomer, leader = self.problem.mentees.get(mentee), self.problem.mentors.get(mentor)
        if newcomer is None or leader is None:
            return _rules(PAIR_RULES, {"MEN-00"})
        broken = {
            "MEN-01": mentee in self.led,
            "MEN-02": self.load[mentor] >= self.problem.load,
            "MEN-03": newcomer.unit.circle != leader.unit.circle,
            "MEN-04": leader.person.level < newcomer.person.level,
            "MEN-05": (mentee, mentor) in self.problem.kin,
        }
        return _rules(PAIR_RULES, {rule for rule, wrong in broken.items() if wrong})

    def suited(self, mentee: Worker) -> list[tuple[Worker, int]]:
        """Mentors who may lead a newcomer by every rule, the nearest first, with how many they lead now."""
        able = [w for code, w in self.problem.mentors.items() if not self.against(mentee.person_id, code)]
        able.sort(key=lambda w: (sum(self.problem.parts(mentee, w).values()), self.load[w.person_id], w.person_id))
        return [(w, self.load[w.person_id]) for w in able[:SUGGESTED]]


@dataclass(frozen=True)
class Visits:
    """Units that can look at each other, and the visits of the year, by the codes of units."""

    of_year: Sequence[Visited]
    units: Mapping[str, m.Unit]
    group: Group = field(default_factory=lambda: Group(units=rows_in("units"), strengths=rows_in("strengths")))

    @cached_property
    def problem(self) -> Inspections:
        """The planner's own view."""
        return inspections_of(self.group)

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The planner's number of each unit with all six strengths."""
        return {unit.unit_id: n for n, unit in enumerate(self.problem.units)}

    @cached_property
    def _known(self) -> frozenset[Visited]:
        return frozenset(self.of_year)

    @cached_property
    def _busy(self) -> tuple[frozenset[str], frozenset[str]]:
        """Who visits, and who hosts, in the year."""
        return frozenset(v.visitor for v in self.of_year), frozenset(v.host for v in self.of_year)

    def against(self, visitor: str, host: str) -> list[Rule]:
        """Every rule that a visit would break, beside those of the same year."""
        parents = [self.group.unit[code].parent_id for code in (visitor, host)]
        broken = {
            "INS-00": visitor in self._busy[0] or host in self._busy[1],
            "INS-01": visitor == host,
            "INS-02": Visited(host, visitor) in self._known,
            "INS-03": visitor != host and parents[0] == parents[1],
        }
        return _rules(VISIT_RULES, {rule for rule, wrong in broken.items() if wrong})

    def suited(self, visitor: str) -> list[str]:
        """Hosts of the part that a unit may visit by every rule, where it can learn most on the shortest way first."""
        own = self.number.get(visitor)
        if own is None:
            return []
        able = [(self._points(own, n), code) for code, n in self.number.items() if code in self.units]
        return [code for points, code in sorted(able) if not self.against(visitor, code)][:SUGGESTED]

    def _points(self, visitor: int, host: int) -> int:
        return sum(self.problem.parts(visitor, host).values())


def _rules(rules: Iterable[Rule], broken: set[str]) -> list[Rule]:
    return [rule for rule in rules if rule.id in broken]
