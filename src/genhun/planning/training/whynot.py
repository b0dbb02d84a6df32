"""Why a person does not attend a class: the rules that forbid it, or what it would cost more.

The extra cost is that of one plan found greedily: the person's classes on the same days are dropped, seats and
absences that no longer fit are given up where that costs least, and whoever lost a class takes the best one still
open. Exact for the lines that it names; a new plan with this choice may cost less, never more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from genhun.core.calendar import month_of
from genhun.core.group import PARTY, Group, TrainingClass, lanes_of
from genhun.planning.lines import Attendance
from genhun.planning.outcome import ExtraCost, Forbidden, Refusal
from genhun.planning.staff import Worker, appointments_by_person, track_of
from genhun.planning.training.accounts import Accounts, Classes, meet
from genhun.planning.training.problem import INDUCTION
from genhun.planning.training.sentences import BROKEN

Ways = dict[str, Classes]


def why_not(group: Group, lines: Sequence[Attendance], person_id: str, class_id: str) -> Forbidden | ExtraCost:
    """Why a person does not attend a class of the plan, the others keeping to the plan as far as they can."""
    return WhyNot(group, Accounts(group, lines)).answer(person_id, class_id)


class WhyNot:
    """Answers about seats that one plan does not give."""

    def __init__(self, group: Group, accounts: Accounts) -> None:
        self.group = group
        self.accounts = accounts
        self.problem = accounts.problem
        self.taken: Counter[str] = Counter(c.class_id for held in accounts.taken.values() for c in held)
        self.members: dict[str, list[str]] = defaultdict(list)
        for code, worker in self.problem.workers.items():
            self.members[worker.unit.unit_id].append(code)

    def answer(self, person_id: str, class_id: str) -> Forbidden | ExtraCost:
        """Why a person does not attend a class."""
        worker, offered = self.problem.workers.get(person_id), self.problem.classes.get(class_id)
        if worker is None or offered is None:
            broken = BROKEN["worker"].refusal() if worker is None else BROKEN["class"].refusal(class_id)
            return Forbidden((broken,))
        if offered in self.accounts.taken[person_id]:
            return ExtraCost({}, ())
        if refusals := tuple(self._against(worker, offered)):
            return Forbidden(refusals)
        return self._told(min(self._plans(worker, offered), key=self._cost))

    def _against(self, worker: Worker, offered: TrainingClass) -> Iterator[Refusal]:
        """Every rule that keeps the person from the class whatever the others do."""
        level = worker.person.level
        if offered.min_level is not None and level < offered.min_level:
            yield BROKEN["low"].refusal(level, offered.min_level)
        if offered.max_level is not None and level > offered.max_level:
            yield BROKEN["high"].refusal(level, offered.max_level)
        for peak in self.problem.peaks.get(worker.unit.unit_id, ()):
            if peak.start <= offered.end and offered.start <= peak.end:
                yield BROKEN["peak"].refusal(f"{offered.start}~{offered.end}", f"{peak.start}~{peak.end}")
        if offered.kind == INDUCTION and not worker.newcomer:
            yield BROKEN["induction"].refusal(self._months(worker), self.problem.policy["newcomer_months"])
        if not offered.seats:
            yield BROKEN["seats"].refusal(1, 0)

    def _months(self, worker: Worker) -> int:
        """Months from the first party-affairs appointment to January of the training year."""
        own = appointments_by_person(self.group)[worker.person_id]
        first = min(a.start for a in own if PARTY in lanes_of(track_of(self.group, a)))
        return month_of(self.problem.policy["training_year"], 1) - first

    def _plans(self, worker: Worker, offered: TrainingClass) -> Iterator[Ways]:
        """Plans with the seat: given up one by one, or first by a colleague of the unit in the same class."""
        own = tuple(c for c in self.accounts.taken[worker.person_id] if not meet(c, offered))
        colleagues = self.members[worker.unit.unit_id]
        firsts = [p for p in colleagues if p != worker.person_id and offered in self.accounts.taken[p]]
        for first in [None, *firsts]:
            ways = {worker.person_id: (*own, offered)}
            if first is not None:
                ways[first] = _less(self.accounts.taken[first], offered)
            yield self._refilled(self._given_way(ways, worker, offered), worker.person_id, offered)

    def _given_way(self, ways: Ways, worker: Worker, offered: TrainingClass) -> Ways:
        """Seats given up, the cheapest first, until absence and the seats of the class fit."""
        while givers := self._givers(ways, worker, offered):
            ways = min(({**ways, p: _less(self._held(ways, p), c)} for p, c in givers), key=self._cost)
        return ways

    def _givers(self, ways: Ways, worker: Worker, offered: TrainingClass) -> list[tuple[str, TrainingClass]]:
        """Who could give up what to mend the first thing that does not fit; nothing if all fits."""
        unit_id, me = worker.unit.unit_id, worker.person_id
        away = self._away(ways, unit_id)
        full = next((day for day in _days(offered) if away[day] > self.problem.away[unit_id]), None)
        if full is not None:
            held = [(p, c) for p in self.members[unit_id] if p != me for c in self._held(ways, p)]
            return [(p, c) for p, c in held if c.start <= full <= c.end]
        if self._attending(ways, offered) <= offered.seats:
            return []
        return [(p, offered) for p in self.accounts.taken if p != me and offered in self._held(ways, p)]

    def _refilled(self, ways: Ways, person_id: str, offered: TrainingClass) -> Ways:
        """Those who lost a class take the best one still open, as long as that saves something."""
        while True:
            more = [
                {**ways, p: (*ways[p], c)}
                for p in ways
                for c in self.problem.classes.values()
                if not (p == person_id and c is offered) and self._open(ways, p, c)
            ]
            best = min(more, key=self._cost, default=ways)
            if self._cost(best) >= self._cost(ways):
                return ways
            ways = best

    def _open(self, ways: Ways, person_id: str, offered: TrainingClass) -> bool:
        worker = self.problem.workers[person_id]
        if offered.class_id in self.accounts.barred(worker) or any(meet(c, offered) for c in ways[person_id]):
            return False
        if self._attending(ways, offered) >= offered.seats:
            return False
        away, most = self._away(ways, worker.unit.unit_id), self.problem.away[worker.unit.unit_id]
        return all(away[day] < most for day in _days(offered))

    def _held(self, ways: Ways, person_id: str) -> Classes:
        return ways.get(person_id, self.accounts.taken[person_id])

    def _away(self, ways: Ways, unit_id: str) -> Counter[date]:
        held = (c for p in self.members[unit_id] for c in self._held(ways, p))
        return Counter(day for c in held for day in _days(c))

    def _attending(self, ways: Ways, offered: TrainingClass) -> int:
        shift = sum((offered in way) - (offered in self.accounts.taken[p]) for p, way in ways.items())
        return self.taken[offered.class_id] + shift

    def _cost(self, ways: Ways) -> int:
        return sum(self.accounts.change(ways).values())

    def _told(self, ways: Ways) -> ExtraCost:
        lines, gone = [], []
        for p, way in sorted(ways.items()):
            before = self.accounts.taken[p]
            lines += [Attendance(p, c.class_id) for c in way if c not in before]
            gone += [Attendance(p, c.class_id) for c in before if c not in way]
        return ExtraCost(self.accounts.change(ways), tuple(lines), tuple(gone))


def _less(classes: Classes, given_up: TrainingClass) -> Classes:
    return tuple(c for c in classes if c is not given_up)


def _days(offered: TrainingClass) -> list[date]:
    return [offered.start + timedelta(days=n) for n in range((offered.end - offered.start).days + 1)]
