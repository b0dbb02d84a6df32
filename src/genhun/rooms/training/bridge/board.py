"""A draft of a seat plan as it now stands: every rule asked of the independent checker, and what it costs more."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from django.utils.translation import gettext as _

from genhun.core.group import Group, TrainingClass
from genhun.planning.lines import Attendance
from genhun.planning.outcome import Breach, Checked, Solved
from genhun.planning.rule import Rule
from genhun.planning.run import verify_plan
from genhun.planning.staff import Worker
from genhun.planning.training.problem import INDUCTION
from genhun.planning.training.rules import RULES
from genhun.planning.training.verify import verify
from genhun.records.bridge import group_below
from genhun.records.errand import Answer, answer
from genhun.records.models import Account
from genhun.records.policies import Refused
from genhun.records.results import input_digest, promised_pairs
from genhun.rooms.training.bridge.year import Owing, Year
from genhun.rooms.training.models import SeatDraft
from genhun.rooms.training.queries.plans import Seats, seats, taken_elsewhere
from genhun.rooms.training.queries.staff import Staff, staff_below

ADD, DROP = "add", "drop"
ALTERNATIVES = 3


@dataclass(frozen=True, slots=True)
class Lamp:
    """One rule with what breaks it; none: it is kept."""

    rule: Rule
    breaches: tuple[Breach, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another class for somebody, that breaks no rule, and what it costs more than none."""

    offered: TrainingClass
    points: int


def edited(lines: Sequence[Attendance], edits: Sequence[Sequence[str]]) -> list[Attendance]:
    """The lines of a plan with the changes of a draft."""
    found = dict.fromkeys(lines)
    for act, person, offered in edits:
        line = Attendance(person, offered)
        if act == ADD:
            found[line] = None
        else:
            found.pop(line, None)
    return list(found)


def board_of(draft: SeatDraft, account: Account) -> "Board":
    """A draft with all that its page says; the plan's part lies in the account's."""
    plan = draft.plan
    staff = staff_below(plan.unit)
    if plan.unit.parent_id:
        staff = replace(staff, group=_seats_left(staff.group, taken_elsewhere(plan.unit)))
    return Board(staff, seats(account, plan), draft.edits)


def _seats_left(group: Group, elsewhere: Mapping[str, int]) -> Group:
    return replace(
        group, classes=tuple(replace(c, seats=max(0, c.seats - elsewhere.get(c.class_id, 0))) for c in group.classes)
    )


class Board:
    """A plan's seats with the edits of a draft, checked by the verifier, which knows nothing of how they came about."""

    def __init__(self, staff: Staff, before: Seats, edits: Sequence[Sequence[str]]) -> None:
        self.group = staff.group
        self.base = [Attendance(*pair) for pair in before.own]
        self.lines = edited(self.base, edits)
        own = [(line.person_id, line.class_id) for line in self.lines]
        self.year = Year(staff, Seats(own, Counter(offered for _person, offered in own), before.over))
        self.problem = self.year.problem

    @cached_property
    def checked(self) -> Checked:
        """The verifier's word on the draft."""
        return verify(self.group, self.lines)

    @cached_property
    def more(self) -> dict[str, int]:
        """Points by part that the draft costs more than the plan (negative: less): those of whom it changes."""
        changed: Counter[str] = Counter()
        for code in {line.person_id for line in {*self.base} ^ {*self.lines}} & self.problem.workers.keys():
            worker = self.problem.workers[code]
            before = [self.problem.classes[line.class_id] for line in self._base_of(code)]
            changed.update(self.problem.parts_of_person(worker, self._held(code)))
            changed.subtract(self.problem.parts_of_person(worker, before))
        return {part: points for part, points in changed.items() if points}

    @property
    def lamps(self) -> list[Lamp]:
        """Every rule with what breaks it."""
        broken: dict[str, list[Breach]] = defaultdict(list)
        for breach in self.checked.breaches:
            broken[breach.rule].append(breach)
        return [Lamp(rule, tuple(broken[rule.id])) for rule in RULES]

    @cached_property
    def attending(self) -> Mapping[str, list[str]]:
        """Who sits in each class, by code, in the order of the tree."""
        found: dict[str, list[str]] = defaultdict(list)
        for line in self.lines:
            found[line.class_id].append(line.person_id)
        for people in found.values():
            people.sort(key=self._place)
        return found

    def _place(self, code: str) -> tuple[str, str]:
        """Where somebody stands in the order of the tree; strangers come first."""
        worker = self.problem.workers.get(code)
        return self.year.staff.units[worker.unit.unit_id].path if worker else "", code

    def fitting(self, offered: TrainingClass, without: str = "") -> list[Owing]:
        """Who may take a seat (of `without`, if given) by every rule and still owes days that it gives.

        The nearest deadline first, then in the order of the tree.
        """
        workers = self.problem.workers.values()
        able = [w.person_id for w in workers if self._open(w, offered, without)]
        found = [row for row in map(self.year.row, able) if row and self._helps(row, offered)]
        return sorted(found, key=lambda row: (row.deadline, row.unit.path, row.worker.person_id))

    def alternatives(self, person: str, instead_of: TrainingClass) -> list[Alternative]:
        """Other classes that the person may take by every rule, the cheapest first."""
        worker = self.problem.workers.get(person)
        if worker is None:
            return []
        held = [c for c in self._held(person) if c != instead_of]
        without = sum(self.problem.parts_of_person(worker, held).values())
        found = [
            Alternative(c, sum(self.problem.parts_of_person(worker, [*held, c]).values()) - without)
            for c in self.year.classes
            if c != instead_of and self.free(c) > 0 and self._open(worker, c, leaving=instead_of)
        ]
        return sorted(found, key=lambda other: (other.points, other.offered.start))[:ALTERNATIVES]

    def free(self, offered: TrainingClass) -> int:
        """Seats that nobody has."""
        return offered.seats - len(self.attending.get(offered.class_id, ()))

    def may_join(self, offered: TrainingClass, people: Sequence[str]) -> bool:
        """Whether some people may come into a class together, beside all who are in it."""
        workers = [self.problem.workers[code] for code in people if code in self.problem.workers]
        if len(workers) < len(people) or len(people) > self.free(offered):
            return False
        together = Counter(worker.unit.unit_id for worker in workers)
        return all(self._open(worker, offered, more=together[worker.unit.unit_id] - 1) for worker in workers)

    def _held(self, person: str) -> list[TrainingClass]:
        return self.year.given.get(person, [])

    def _base_of(self, person: str) -> list[Attendance]:
        return [line for line in self.base if line.person_id == person and line.class_id in self.problem.classes]

    def _helps(self, row: Owing, offered: TrainingClass) -> bool:
        inducts = offered.kind == INDUCTION and row.no_induction
        return inducts or any(duty.left and duty.since <= offered.end <= duty.until for duty in row.duties)

    def _open(
        self,
        worker: Worker,
        offered: TrainingClass,
        without: str = "",
        leaving: TrainingClass | None = None,
        more: int = 0,
    ) -> bool:
        """Whether no rule stands against a seat: somebody's seat or an own class may be given up for it, and `more`
        of the unit come with the worker."""
        if self.problem.forbidding_rule(worker, offered):
            return False
        held = [c for c in self.year.given.get(worker.person_id, ()) if c != leaving]
        if any(c.start <= offered.end and offered.start <= c.end for c in held):
            return False
        unit = worker.unit.unit_id
        gone = self.problem.workers.get(without)
        away, most = self.year.away.get(unit, Counter()), self.year.cap[unit]
        for day in days_of(offered):
            fewer = bool(gone and gone.unit.unit_id == unit) or bool(leaving and leaving.start <= day <= leaving.end)
            if away[day] + more - fewer >= most:
                return False
        return True

    def fullest(self, unit: str) -> Iterator[tuple[date, int]]:
        """The days on which more workers of a unit are away than may be, with how many."""
        for day, number in sorted(self.year.away.get(unit, Counter()).items()):
            if number > self.year.cap[unit]:
                yield day, number


def days_of(offered: TrainingClass) -> list[date]:
    """The days of a class."""
    return [offered.start + timedelta(days=n) for n in range((offered.end - offered.start).days + 1)]


@dataclass(frozen=True, slots=True)
class Worked:
    """A draft worked out as a plan that may enter the records: verified on the whole group, with its reasons."""

    answer: Answer
    group: Group


def worked_out(draft: SeatDraft, board: Board) -> Worked:
    """The draft as a plan. Raises Refused where the verifier, given everything in the records, does not confirm it.

    The bound of the plan holds as long as nothing that it was made from has changed; otherwise none but 0 is proven.
    """
    plan, group = draft.plan, group_below(draft.plan.unit)
    lines = tuple(sorted(board.lines))
    checked = verify_plan(group, plan.planner, lines)
    if not checked.sound:
        rules = ", ".join(sorted({breach.rule for breach in checked.breaches}))
        raise Refused(_("The draft cannot be saved while these rules are broken: %(rules)s.") % {"rules": rules})
    bound = min(plan.bound, checked.cost) if input_digest(group) == plan.input_digest else 0
    counts = {"seats": len(lines)}
    solved = Solved(plan.planner, lines, checked.cost, bound, dict(checked.parts), prices=(), counts=counts)
    return Worked(answer(group, solved, promised_pairs()), group)
