"""Which newcomers need a mentor, who may be one, and what each pair costs."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from genhun.core.distance import Atlas
from genhun.core.group import Group
from genhun.core.policy import MENTOR_BY_BAND, Policy
from genhun.planning.staff import Worker, kin_pairs, workers

WIDE_GAP = 2
"""Levels apart beyond which `level_gap` is due."""


@dataclass(frozen=True)
class Problem:
    """Newcomers and possible mentors of a group, each by person id."""

    mentees: Mapping[str, Worker]
    mentors: Mapping[str, Worker]
    kin: frozenset[tuple[str, str]]
    atlas: Atlas
    policy: Policy

    @property
    def load(self) -> int:
        """Newcomers that one mentor may have."""
        return self.policy["mentor_load"]

    def parts(self, mentee: Worker, mentor: Worker) -> dict[str, int]:
        """Points of a pair by part of the cost."""
        gap = abs(mentor.person.level - mentee.person.level) > WIDE_GAP
        return {
            "distance": MENTOR_BY_BAND[self.atlas.band(mentee.unit.city, mentor.unit.city)],
            "other_unit": self.policy["other_unit"] if mentee.unit.unit_id != mentor.unit.unit_id else 0,
            "level_gap": self.policy["level_gap"] if gap else 0,
        }

    def forbidding_rule(self, mentee: Worker, mentor: Worker) -> str:
        """The rule that keeps a mentor from a newcomer; empty if none does."""
        if mentee.unit.circle != mentor.unit.circle:
            return "MEN-03"
        if mentor.person.level < mentee.person.level:
            return "MEN-04"
        return "MEN-05" if (mentee.person_id, mentor.person_id) in self.kin else ""


def problem_of(group: Group) -> Problem:
    """The mentoring problem of a group."""
    everyone = workers(group)
    months = group.policy["mentor_months"]
    return Problem(
        mentees={w.person_id: w for w in everyone if w.newcomer},
        mentors={w.person_id: w for w in everyone if not w.newcomer and w.party_months >= months},
        kin=kin_pairs(group),
        atlas=group.atlas,
        policy=group.policy,
    )


@dataclass(frozen=True, slots=True)
class Circle:
    """The newcomers and mentors of one circle: nobody is mentored across circles, so circles are planned apart."""

    mentees: tuple[Worker, ...]
    mentors: tuple[Worker, ...]


def circles_of(problem: Problem) -> list[Circle]:
    """The circles that have newcomers, by circle id."""
    mentees: dict[str, list[Worker]] = defaultdict(list)
    mentors: dict[str, list[Worker]] = defaultdict(list)
    for worker in problem.mentees.values():
        mentees[worker.unit.circle].append(worker)
    for worker in problem.mentors.values():
        mentors[worker.unit.circle].append(worker)
    return [Circle(tuple(mentees[c]), tuple(mentors.get(c, ()))) for c in sorted(mentees)]
