"""The books of one training plan: who attends what, and what other classes for a few people would cost.

Kept apart from the solver, so that any plan can be explained, also one made by hand.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from genhun.core.group import Group, TrainingClass
from genhun.planning.lines import Attendance
from genhun.planning.staff import Worker
from genhun.planning.training.problem import INDUCTION, PARTS, Problem, problem_of

Classes = tuple[TrainingClass, ...]
Profile = tuple[str, int, bool]
"""What static rules look at in a worker: the unit, the level, whether a newcomer."""


def meet(first: TrainingClass, second: TrainingClass) -> bool:
    """Whether two classes share a day."""
    return first.start <= second.end and second.start <= first.end


class Accounts:
    """The books of one plan. Lines of people who are no workers, and of unknown classes, are left out."""

    def __init__(self, group: Group, lines: Iterable[Attendance]) -> None:
        self.problem: Problem = problem_of(group)
        taken: dict[str, list[TrainingClass]] = {person_id: [] for person_id in self.problem.workers}
        for line in lines:
            if line.person_id in taken and line.class_id in self.problem.classes:
                taken[line.person_id].append(self.problem.classes[line.class_id])
        self.taken: dict[str, Classes] = {person_id: tuple(held) for person_id, held in taken.items()}
        self._barred: dict[Profile, dict[str, str]] = {}

    def change(self, ways: Mapping[str, Classes]) -> dict[str, int]:
        """Points by part that the plan would cost more (less: negative) with these classes of these people instead."""
        points: Counter[str] = Counter()
        for person_id, classes in ways.items():
            worker = self.problem.workers[person_id]
            points.update(self.problem.parts_of_person(worker, list(classes)))
            points.subtract(self.problem.parts_of_person(worker, list(self.taken[person_id])))
        return {part: points[part] for part in PARTS if points[part]}

    def barred(self, worker: Worker) -> Mapping[str, str]:
        """The rule that keeps a worker from each class whatever the others do, by class id; others are left out."""
        profile = (worker.unit.unit_id, worker.person.level, worker.newcomer)
        if profile not in self._barred:
            rules = {c.class_id: self.problem.forbidding_rule(worker, c) for c in self.problem.classes.values()}
            self._barred[profile] = {class_id: rule for class_id, rule in rules.items() if rule}
        return self._barred[profile]

    def same_kind(self, offered: TrainingClass) -> list[TrainingClass]:
        """The other classes of a kind with seats: induction classes, or all that are none."""
        induction = offered.kind == INDUCTION
        return [
            c
            for c in self.problem.classes.values()
            if c.class_id != offered.class_id and c.seats and (c.kind == INDUCTION) == induction
        ]


def days_of(classes: Sequence[TrainingClass]) -> int:
    """Days of training that classes give."""
    return sum(c.days for c in classes)
