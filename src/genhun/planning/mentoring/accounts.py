"""The books of one mentoring plan: who mentors whom, and what other mentors for a few newcomers would cost.

Kept apart from the solver, so that any plan can be explained, also one made by hand.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from genhun.core.group import Group
from genhun.planning.lines import Pairing
from genhun.planning.mentoring.problem import Problem, problem_of
from genhun.planning.staff import Worker

PARTS = ("no_mentor", "distance", "other_unit", "level_gap")
Mentors = tuple[str, ...]
"""The ids of a newcomer's mentors: one, or none."""


class Accounts:
    """The books of one plan. Pairs of people who are no newcomer or no mentor are left out."""

    def __init__(self, group: Group, lines: Iterable[Pairing]) -> None:
        self.problem: Problem = problem_of(group)
        self.mentors: dict[str, list[str]] = defaultdict(list)
        self.mentees: dict[str, list[str]] = defaultdict(list)
        for line in lines:
            if line.mentee_id in self.problem.mentees and line.mentor_id in self.problem.mentors:
                self.mentors[line.mentee_id].append(line.mentor_id)
                self.mentees[line.mentor_id].append(line.mentee_id)
        self.circle: dict[str, list[Worker]] = defaultdict(list)
        for worker in self.problem.mentors.values():
            self.circle[worker.unit.circle].append(worker)

    def points(self, mentee_id: str, mentors: Mentors) -> dict[str, int]:
        """Points of one newcomer by part of the cost."""
        points = Counter(dict.fromkeys(PARTS, 0))
        points["no_mentor"] = 0 if mentors else self.problem.policy["no_mentor"]
        for mentor_id in mentors:
            points.update(self.problem.parts(self.problem.mentees[mentee_id], self.problem.mentors[mentor_id]))
        return dict(points)

    def change(self, ways: Mapping[str, Mentors]) -> dict[str, int]:
        """Points by part that the plan would cost more (less: negative) with these mentors of these newcomers."""
        points: Counter[str] = Counter()
        for mentee_id, mentors in ways.items():
            points.update(self.points(mentee_id, mentors))
            points.subtract(self.points(mentee_id, self.held(mentee_id)))
        return {part: points[part] for part in PARTS if points[part]}

    def held(self, mentee_id: str) -> Mentors:
        """The mentors that the plan gives a newcomer."""
        return tuple(self.mentors.get(mentee_id, ()))

    def eligible(self, mentee_id: str) -> Iterator[Worker]:
        """The mentors that no rule keeps from a newcomer, whatever the others do."""
        mentee = self.problem.mentees[mentee_id]
        return (m for m in self.circle.get(mentee.unit.circle, ()) if not self.problem.forbidding_rule(mentee, m))
