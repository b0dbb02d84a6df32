"""The whole training model as a linear program: one variable for each worker and class that the worker may attend."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from math import floor

from benchmarks.linear import Linear
from genhun.core.group import Group, TrainingClass
from genhun.core.policy import CLASS_BY_BAND
from genhun.planning.lines import Attendance
from genhun.planning.training.verify import INDUCTION, peaks_by_unit, read_register
from genhun.planning.witness import Worker


class TrainingModel:
    """The model of a group, and the plan that its values mean."""

    def __init__(self, group: Group) -> None:
        self.group, self.linear = group, Linear()
        register = read_register(group, [])
        self.workers, self.credited = register.workers, register.days_credited()
        self.busy = peaks_by_unit(group)
        self.seat: dict[int, Attendance] = {}
        self.in_class: dict[str, list[int]] = defaultdict(list)
        self.away: dict[tuple[str, date], list[int]] = defaultdict(list)
        for person_id, worker in self.workers.items():
            self._add_worker(person_id, worker)
        self._add_seats()
        self._add_absence()

    def may_attend(self, worker: Worker, c: TrainingClass) -> bool:
        """TRN-03, 05, 06."""
        level = worker.person.level
        low, high = c.min_level, c.max_level
        if (low is not None and level < low) or (high is not None and level > high):
            return False
        if c.kind == INDUCTION and not worker.newcomer:
            return False
        return not any(c.start <= p.end and p.start <= c.end for p in self.busy[worker.unit.unit_id])

    def _add_worker(self, person_id: str, worker: Worker) -> None:
        policy, linear, band = self.group.policy, self.linear, self.group.atlas.band
        need = max(0, policy["required_days"] - self.credited[person_id])
        short = linear.var(policy["short"] * (2 if worker.newcomer else 1), need)
        terms, inductions = [([short], 1)], []
        by_day: dict[date, list[int]] = defaultdict(list)
        for c in self.group.classes:
            if not self.may_attend(worker, c):
                continue
            x = linear.var(CLASS_BY_BAND[band(worker.unit.city, c.city)])
            self.seat[x] = Attendance(person_id, c.class_id)
            linear.hint[x] = 0
            self.in_class[c.class_id].append(x)
            terms.append(([x], c.days))
            if c.kind == INDUCTION:
                inductions.append(x)
            for n in range((c.end - c.start).days + 1):
                by_day[c.start + timedelta(days=n)].append(x)
        surplus = linear.var(policy["surplus"], sum(days for _, days in terms))
        linear.row(*terms, ([surplus], -1), lo=need, hi=need)
        if worker.newcomer:
            missed = linear.var(policy["no_induction"])
            linear.row(([*inductions, missed], 1), lo=1)
        for clique in _largest(list(by_day.values())):
            linear.row((clique, 1), hi=1)
        for day, xs in by_day.items():
            self.away[worker.unit.unit_id, day] += xs

    def _add_seats(self) -> None:
        for c in self.group.classes:
            if len(self.in_class[c.class_id]) > c.seats:
                self.linear.row((self.in_class[c.class_id], 1), hi=c.seats)

    def _add_absence(self) -> None:
        size: dict[str, int] = defaultdict(int)
        for worker in self.workers.values():
            size[worker.unit.unit_id] += 1
        share = self.group.policy.share("absent_share")
        by_unit: dict[str, list[list[int]]] = defaultdict(list)
        for (unit_id, _), xs in self.away.items():
            by_unit[unit_id].append(xs)
        for unit_id, days in by_unit.items():
            cap = max(1, floor(share * size[unit_id]))
            for xs in _largest(days):
                if cap < size[unit_id]:
                    self.linear.row((xs, 1), hi=cap)

    def lines(self, values: Sequence[int]) -> list[Attendance]:
        """The plan that the values mean."""
        return [line for x, line in self.seat.items() if values[x]]


def _largest(sets: Sequence[Sequence[int]]) -> list[list[int]]:
    """The sets that no other set contains, each once: fewer rows with the same meaning."""
    kept: list[frozenset[int]] = []
    for one in sorted({frozenset(s) for s in sets}, key=len, reverse=True):
        if len(one) > 1 and not any(one <= other for other in kept):
            kept.append(one)
    return [sorted(s) for s in kept]
