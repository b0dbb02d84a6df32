"""Seats that people have promised: a plan is changed as little as it takes to hold them, every rule kept.

The contract's tables have no such input. A promise only narrows the choice, so the bound of the plan, proven with every
choice open, holds all the more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from genhun.core.group import TrainingClass
from genhun.planning.lines import Attendance
from genhun.planning.outcome import Reason
from genhun.planning.staff import Worker
from genhun.planning.training.problem import Problem

SAID = (
    "名额由人确定，编排方案时予以保留。",
    "A person promised this seat; plans keep it. ",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A plan with the promised seats in it, and the promises that a rule forbids, each with the rule's id."""

    lines: tuple[Attendance, ...]
    broken: tuple[tuple[Attendance, str], ...]


def keep_promises(problem: Problem, lines: Iterable[Attendance], promised: Iterable[Attendance]) -> Kept:
    """Put the promised seats into a plan; whoever gives way is who costs least, and is seated elsewhere if it helps."""
    seating = _Seating(problem, lines, promised)
    broken = [(line, rule) for line in sorted(seating.promised) if (rule := seating.promise(line))]
    seating.settle()
    return Kept(tuple(sorted(seating.lines)), tuple(broken))


def told(reason: Reason) -> Reason:
    """The reason of a promised seat: that it was promised, then what it gives."""
    return replace(reason, kind="promised", zh=SAID[0] + reason.zh, en=SAID[1] + reason.en)


class _Seating:
    """A plan under change: who sits where, who of each unit is away when."""

    def __init__(self, problem: Problem, lines: Iterable[Attendance], promised: Iterable[Attendance]) -> None:
        self.problem = problem
        self.promised = frozenset(promised)
        self.lines: set[Attendance] = set()
        self.touched: set[str] = set()
        self._taken: dict[str, list[TrainingClass]] = defaultdict(list)
        self._sitting: dict[str, set[str]] = defaultdict(set)
        self._away: dict[str, Counter[date]] = defaultdict(Counter)
        for line in lines:
            self._sit(line)

    def promise(self, line: Attendance) -> str:
        """Seat somebody, others giving way; the rule that forbids it, and nothing changed, or an empty text."""
        if line in self.lines:
            return ""
        worker, offered = self.problem.workers.get(line.person_id), self.problem.classes.get(line.class_id)
        if worker is None or offered is None:
            return "TRN-00"
        if rule := self.problem.forbidding_rule(worker, offered):
            return rule
        gone: list[Attendance] = []
        rule = self._make_room(worker, offered, gone)
        if rule:
            for line_back in gone:
                self._sit(line_back)
            return rule
        self._sit(line)
        self.touched |= {line.person_id} | {left.person_id for left in gone}
        return ""

    def _make_room(self, worker: Worker, offered: TrainingClass, gone: list[Attendance]) -> str:
        """Take out whoever stands in the way, noted in `gone`; the rule by which nobody may be taken out, or none."""
        code, unit = worker.person_id, worker.unit.unit_id
        for other in [c for c in self._taken[code] if _meet(c, offered)]:
            if not self._leave([Attendance(code, other.class_id)], gone):
                return "TRN-02"
        while len(self._sitting[offered.class_id]) >= offered.seats:
            if not self._leave([Attendance(who, offered.class_id) for who in self._sitting[offered.class_id]], gone):
                return "TRN-01"
        for day in _days(offered):
            while self._away[unit][day] >= self.problem.away[unit]:
                if not self._leave(list(self._away_on(unit, day)), gone):
                    return "TRN-04"
        return ""

    def _leave(self, lines: Sequence[Attendance], gone: list[Attendance]) -> bool:
        """The line that costs least leaves; False if all were promised."""
        free = [line for line in lines if line not in self.promised]
        if not free:
            return False
        line = min(free, key=lambda line: (self._loss(line), line))
        self._rise(line)
        gone.append(line)
        return True

    def settle(self) -> None:
        """Let those whom promises touched leave what they no longer need, and take other seats that help them."""
        for person in sorted(self.touched):
            for line in sorted(Attendance(person, c.class_id) for c in self._taken[person]):
                if line not in self.promised and self._loss(line) < 0:
                    self._rise(line)
            while seats := [(self._gain(person, c), c.start, c.class_id) for c in self._open_to(person)]:
                gain, _start, class_id = min(seats)
                if gain >= 0:
                    break
                self._sit(Attendance(person, class_id))

    def _open_to(self, person: str) -> Iterator[TrainingClass]:
        """Classes that somebody could be in besides the own ones, by every rule."""
        worker = self.problem.workers[person]
        away, most = self._away[worker.unit.unit_id], self.problem.away[worker.unit.unit_id]
        for offered in self.problem.classes.values():
            free = len(self._sitting[offered.class_id]) < offered.seats
            apart = not any(_meet(c, offered) for c in self._taken[person])
            near = all(away[day] < most for day in _days(offered))
            if free and apart and near and not self.problem.forbidding_rule(worker, offered):
                yield offered

    def _loss(self, line: Attendance) -> int:
        """What the plan costs more without a line."""
        held = self._taken[line.person_id]
        return self._points(line.person_id, [c for c in held if c.class_id != line.class_id]) - self._points(
            line.person_id, held
        )

    def _gain(self, person: str, offered: TrainingClass) -> int:
        """What the plan costs more with one more class for somebody."""
        held = self._taken[person]
        return self._points(person, [*held, offered]) - self._points(person, held)

    def _points(self, person: str, held: list[TrainingClass]) -> int:
        worker = self.problem.workers.get(person)
        return sum(self.problem.parts_of_person(worker, held).values()) if worker else 0

    def _away_on(self, unit: str, day: date) -> Iterator[Attendance]:
        for line in self.lines:
            worker, offered = self.problem.workers.get(line.person_id), self.problem.classes[line.class_id]
            if worker and worker.unit.unit_id == unit and offered.start <= day <= offered.end:
                yield line

    def _sit(self, line: Attendance) -> None:
        self.lines.add(line)
        self._taken[line.person_id].append(self.problem.classes[line.class_id])
        self._sitting[line.class_id].add(line.person_id)
        self._count(line, 1)

    def _rise(self, line: Attendance) -> None:
        self.lines.discard(line)
        self._taken[line.person_id].remove(self.problem.classes[line.class_id])
        self._sitting[line.class_id].discard(line.person_id)
        self._count(line, -1)

    def _count(self, line: Attendance, by: int) -> None:
        worker = self.problem.workers.get(line.person_id)
        if worker is not None:
            for day in _days(self.problem.classes[line.class_id]):
                self._away[worker.unit.unit_id][day] += by


def _meet(one: TrainingClass, other: TrainingClass) -> bool:
    return one.start <= other.end and other.start <= one.end


def _days(offered: TrainingClass) -> Iterator[date]:
    return (offered.start + timedelta(days=n) for n in range((offered.end - offered.start).days + 1))
