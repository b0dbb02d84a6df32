"""From the records to the training problem as the planner sees it: who still owes what, who may be away when."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from genhun.core.calendar import Month
from genhun.core.days import Duty, Had, Trainee, duties
from genhun.core.group import TrainingClass
from genhun.planning.inspections.rules import RULES as INSPECTION_RULES
from genhun.planning.lines import Attendance
from genhun.planning.mentoring.rules import RULES as MENTORING_RULES
from genhun.planning.outcome import ExtraCost, Forbidden
from genhun.planning.rule import Rule
from genhun.planning.staff import Worker
from genhun.planning.training.problem import INDUCTION, Problem, problem_of
from genhun.planning.training.rules import RULES as TRAINING_RULES
from genhun.planning.training.whynot import why_not
from genhun.records.bridge import group_below
from genhun.records.models import Plan, Unit
from genhun.records.results import input_digest
from genhun.rooms.training.queries.plans import Seats
from genhun.rooms.training.queries.staff import Staff

RULES: Mapping[str, tuple[Rule, ...]] = {
    "training": TRAINING_RULES,
    "mentoring": MENTORING_RULES,
    "inspections": INSPECTION_RULES,
}


@dataclass(frozen=True, slots=True)
class Owing:
    """One worker: the days still needed this year, the classes that the plan gives, what then stays open."""

    worker: Worker
    number: int
    unit: Unit
    need: int
    classes: tuple[TrainingClass, ...]
    duties: tuple[Duty, ...] = ()

    @property
    def given(self) -> int:
        """Days that the plan gives."""
        return sum(offered.days for offered in self.classes)

    @property
    def left(self) -> int:
        """Days that are still missing after the plan."""
        return max(0, self.need - self.given)

    @property
    def open_duties(self) -> list[Duty]:
        """The rules by which days are still owed, the nearest deadline first."""
        return sorted((duty for duty in self.duties if duty.missing), key=lambda duty: (duty.until, duty.rule))

    @property
    def deadline(self) -> date:
        """The nearest day by which something is owed; the end of time if nothing is."""
        return min((duty.until for duty in self.duties if duty.missing), default=date.max)

    @property
    def no_induction(self) -> bool:
        """Whether a newcomer has no induction class in the plan."""
        return self.worker.newcomer and not any(offered.kind == INDUCTION for offered in self.classes)


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands against a seat, or what it costs more; `moved_on` says that the records changed since the plan."""

    forbidden: Forbidden | None
    extra: ExtraCost | None
    moved_on: bool

    @property
    def saved(self) -> int:
        """What the seat would save, where it costs less than the plan."""
        return -self.extra.total if self.extra else 0


def answer_why_not(plan: Plan, person: str, offered: str) -> Answer:
    """Why a person (by code) does not attend a class (by code) in a training plan; refused lines are left out."""
    group = group_below(plan.unit)
    rows = plan.lines.filter(refused=False).order_by("id").values_list("person__code", "training_class__code")
    found = why_not(group, [Attendance(who or "", where or "") for who, where in rows], person, offered)
    moved_on = input_digest(group) != plan.input_digest
    if isinstance(found, Forbidden):
        return Answer(found, None, moved_on)
    return Answer(None, found, moved_on)


class Year:
    """The training year of a part: everybody who owes days, in the order of the tree, and what the plan gives them."""

    def __init__(self, staff: Staff, seats: Seats) -> None:
        self.staff = staff
        self.taken = seats.taken
        self.over = seats.over
        self.problem: Problem = problem_of(staff.group)
        self._rows: dict[str, Owing] = {}
        self.given: dict[str, list[TrainingClass]] = defaultdict(list)
        for person_id, class_id in seats.own:
            if class_id in self.problem.classes:
                self.given[person_id].append(self.problem.classes[class_id])

    @cached_property
    def year(self) -> int:
        """The training year."""
        return self.problem.policy["training_year"]

    @cached_property
    def _required(self) -> int:
        return self.problem.policy["required_days"]

    @cached_property
    def owing(self) -> list[Owing]:
        """Every worker, by unit in the order of the tree, then by code; never by what they owe."""
        rows = [row for row in map(self.row, self.problem.workers) if row]
        return sorted(rows, key=lambda row: (row.unit.path, row.worker.person_id))

    def row(self, code: str) -> Owing | None:
        """One worker by code; None for anybody else."""
        if code in self.problem.workers and code not in self._rows:
            self._rows[code] = self._worked_out(code, self.problem.workers[code])
        return self._rows.get(code)

    def _worked_out(self, code: str, worker: Worker) -> Owing:
        had = self._had.get(code, ())
        to_come = [c for c in self.given.get(code, ()) if (code, c.class_id) not in self.over]
        person = worker.person
        trainee = Trainee(person.level, _day(person.level_since), self._secretaries.get(code))
        planned = [Had(offered.end, offered.days) for offered in to_come]
        return Owing(
            worker=worker,
            number=self.staff.people[code],
            unit=self.staff.units[worker.unit.unit_id],
            need=self.problem.need[code],
            classes=tuple(sorted(to_come, key=lambda offered: offered.start)),
            duties=duties(trainee, self.year, self._required, self.staff.settings, had, planned),
        )

    @cached_property
    def _had(self) -> Mapping[str, list[Had]]:
        found: dict[str, list[Had]] = defaultdict(list)
        for credit in self.staff.group.credits:
            found[credit.person_id].append(Had(credit.date, credit.days))
        return found

    @cached_property
    def _secretaries(self) -> Mapping[str, date]:
        """Since when people hold the secretary post that they hold now."""
        found: dict[str, date] = {}
        for held in self.staff.group.appointments:
            if held.end is None and held.post_id and "secretary" in self.staff.group.post[held.post_id].roles:
                since = _day(held.start)
                found[held.person_id] = min(since, found.get(held.person_id, since))
        return found

    @cached_property
    def classes(self) -> list[TrainingClass]:
        """The classes of the year, by date."""
        return [c for c in self.problem.classes.values() if c.start.year <= self.year <= c.end.year]

    @cached_property
    def cap(self) -> Mapping[str, int]:
        """How many workers of a unit may be away on one day."""
        return self.problem.away

    @cached_property
    def away(self) -> Mapping[str, Counter[date]]:
        """Workers away by unit and day."""
        found: dict[str, Counter[date]] = defaultdict(Counter)
        for code, held in self.given.items():
            worker = self.problem.workers.get(code)
            if worker is None:
                continue
            for offered in held:
                days = (offered.end - offered.start).days + 1
                found[worker.unit.unit_id].update(offered.start + timedelta(days=n) for n in range(days))
        return found

    def away_days(self) -> Counter[date]:
        """How many workers are away, by day."""
        found: Counter[date] = Counter()
        for days in self.away.values():
            found.update(days)
        return found

    def peak_days(self) -> Counter[date]:
        """How many units with workers stand in a production peak, by day of the year."""
        found: Counter[date] = Counter()
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        for peaks in self.problem.peaks.values():
            days: set[date] = set()
            for peak in peaks:
                start, end = max(first, peak.start), min(last, peak.end)
                days.update(start + timedelta(days=n) for n in range((end - start).days + 1))
            found.update(days)
        return found


def _day(month: Month) -> date:
    """The first day of a month."""
    return date(month // 12, month % 12 + 1, 1)
