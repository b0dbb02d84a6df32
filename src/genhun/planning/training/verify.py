"""The independent checker of training plans: every rule and every point recomputed from the tables and the lines."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from math import floor

from genhun.core.group import Group, Peak, TrainingClass
from genhun.core.policy import CLASS_BY_BAND
from genhun.planning.lines import Attendance
from genhun.planning.outcome import Breach, Checked
from genhun.planning.witness import Worker, workers_by_id

INDUCTION = "induction"


@dataclass(slots=True)
class Register:
    """A training plan as read: the workers, and for each who attends the classes, in the order of their start."""

    group: Group
    workers: dict[str, Worker]
    attended: dict[str, list[TrainingClass]] = field(default_factory=lambda: defaultdict(list))
    malformed: list[Breach] = field(default_factory=list)

    def days_credited(self) -> Counter[str]:
        """Days that each person already has in the training year."""
        days: Counter[str] = Counter()
        for credit in self.group.credits:
            if credit.date.year == self.group.policy["training_year"]:
                days[credit.person_id] += credit.days
        return days


def read_register(group: Group, lines: Sequence[Attendance]) -> Register:
    """Read the lines against the tables."""
    register = Register(group, workers_by_id(group))
    classes = {c.class_id: c for c in group.classes}
    for line in lines:
        if line.person_id not in register.workers:
            sentence = f"{line.person_id} is no party-affairs worker of the training year"
            register.malformed.append(Breach("TRN-00", line.person_id, sentence))
        elif line.class_id not in classes:
            sentence = f"{line.person_id} is sent to class {line.class_id}, which is unknown"
            register.malformed.append(Breach("TRN-00", line.class_id, sentence))
        else:
            register.attended[line.person_id].append(classes[line.class_id])
    for attended in register.attended.values():
        attended.sort(key=lambda c: (c.start, c.end, c.class_id))
    return register


@cache
def _days(start: date, end: date) -> frozenset[date]:
    """The calendar days from start to end, both included."""
    return frozenset(start + timedelta(days=n) for n in range((end - start).days + 1))


def seats(register: Register) -> Iterator[Breach]:
    """TRN-01: attendees of a class fit its seats."""
    taken = Counter(c.class_id for attended in register.attended.values() for c in _distinct(attended))
    for c in register.group.classes:
        if taken[c.class_id] > c.seats:
            yield Breach("TRN-01", c.class_id, f"{c.class_id} has {taken[c.class_id]} attendees, seats are {c.seats}")


def _distinct(attended: list[TrainingClass]) -> Iterable[TrainingClass]:
    return {c.class_id: c for c in attended}.values()


def no_overlap(register: Register) -> Iterator[Breach]:
    """TRN-02: a person's classes share no day, and none is taken twice."""
    for person_id, attended in register.attended.items():
        for n, first in enumerate(attended):
            for second in attended[n + 1 :]:
                if first is second or (first.start <= second.end and second.start <= first.end):
                    pair = f"{first.class_id} and {second.class_id}"
                    yield Breach("TRN-02", person_id, f"{person_id} is in {pair}, which share a day")


def level(register: Register) -> Iterator[Breach]:
    """TRN-03: the person's level lies within the bounds of the class."""
    for person_id, attended in register.attended.items():
        mine = register.workers[person_id].person.level
        for c in attended:
            if (c.min_level is not None and mine < c.min_level) or (c.max_level is not None and mine > c.max_level):
                sentence = f"{person_id} of level {mine} is in {c.class_id} for levels {c.min_level} to {c.max_level}"
                yield Breach("TRN-03", f"{person_id} {c.class_id}", sentence)


def absence(register: Register) -> Iterator[Breach]:
    """TRN-04: workers of a unit away on a day stay within the share."""
    size = Counter(w.unit.unit_id for w in register.workers.values())
    share = register.group.policy.share("absent_share")
    most = {unit_id: max(1, floor(share * workers)) for unit_id, workers in size.items()}
    away: Counter[tuple[str, date]] = Counter()
    for person_id, attended in register.attended.items():
        unit_id = register.workers[person_id].unit.unit_id
        away.update((unit_id, day) for day in _days_away(attended))
    over: dict[str, list[date]] = defaultdict(list)
    for (unit_id, day), gone in away.items():
        if gone > most[unit_id]:
            over[unit_id].append(day)
    for unit_id, days in sorted(over.items()):
        sentence = f"{unit_id} has more than {most[unit_id]} of {size[unit_id]} workers away on {len(days)} days "
        sentence += f"from {min(days)}"
        yield Breach("TRN-04", unit_id, sentence)


def _days_away(attended: list[TrainingClass]) -> frozenset[date]:
    if len(attended) == 1:
        return _days(attended[0].start, attended[0].end)
    return frozenset().union(*(_days(c.start, c.end) for c in attended))


def peaks(register: Register) -> Iterator[Breach]:
    """TRN-05: nobody is away in a peak of the own unit or of one above it."""
    busy = peaks_by_unit(register.group)
    for person_id, attended in register.attended.items():
        unit_id = register.workers[person_id].unit.unit_id
        for c in attended:
            for peak in busy[unit_id]:
                if c.start <= peak.end and peak.start <= c.end:
                    when = f"the peak {peak.start}..{peak.end} of {peak.unit_id}"
                    sentence = f"{person_id} is in {c.class_id} during {when}"
                    yield Breach("TRN-05", f"{person_id} {c.class_id}", sentence)


def peaks_by_unit(group: Group) -> dict[str, list[Peak]]:
    """Peaks that hold for each unit: its own and those of every unit above it."""
    own: dict[str, list[Peak]] = defaultdict(list)
    for peak in group.peaks:
        own[peak.unit_id].append(peak)
    busy: dict[str, list[Peak]] = {}
    for unit in group.units:
        busy[unit.unit_id] = []
        above = unit.unit_id
        while above:
            busy[unit.unit_id] += own.get(above, ())
            above = group.unit[above].parent_id
    return busy


def induction_first(register: Register) -> Iterator[Breach]:
    """TRN-06: induction classes are for newcomers only."""
    for person_id, attended in register.attended.items():
        if not register.workers[person_id].newcomer:
            for c in attended:
                if c.kind == INDUCTION:
                    sentence = f"{person_id} is no newcomer and is in the induction class {c.class_id}"
                    yield Breach("TRN-06", f"{person_id} {c.class_id}", sentence)


CHECKS: Mapping[str, Callable[[Register], Iterator[Breach]]] = {
    "TRN-01": seats,
    "TRN-02": no_overlap,
    "TRN-03": level,
    "TRN-04": absence,
    "TRN-05": peaks,
    "TRN-06": induction_first,
}


def _balances(register: Register) -> Iterator[tuple[Worker, int]]:
    """Each worker with the days attended beyond the need (negative: missing)."""
    credited, required = register.days_credited(), register.group.policy["required_days"]
    for person_id, worker in register.workers.items():
        need = max(0, required - credited[person_id])
        yield worker, sum(c.days for c in register.attended.get(person_id, ())) - need


def short(register: Register) -> int:
    """Every missing day, twice for a newcomer."""
    missing = sum(max(0, -days) * (2 if worker.newcomer else 1) for worker, days in _balances(register))
    return register.group.policy["short"] * missing


def no_induction(register: Register) -> int:
    """Every newcomer without an induction class."""
    without = sum(
        w.newcomer and all(c.kind != INDUCTION for c in register.attended.get(person_id, ()))
        for person_id, w in register.workers.items()
    )
    return register.group.policy["no_induction"] * without


def distance(register: Register) -> int:
    """Every class attended, by the distance from the unit's city."""
    band = register.group.atlas.band
    return sum(
        CLASS_BY_BAND[band(register.workers[person_id].unit.city, c.city)]
        for person_id, attended in register.attended.items()
        for c in attended
    )


def surplus(register: Register) -> int:
    """Every day beyond the need."""
    return register.group.policy["surplus"] * sum(max(0, days) for _, days in _balances(register))


PARTS: Mapping[str, Callable[[Register], int]] = {
    "short": short,
    "no_induction": no_induction,
    "distance": distance,
    "surplus": surplus,
}


def verify(group: Group, lines: Sequence[Attendance]) -> Checked:
    """Check a training plan: its breaches and its cost by parts. Lines of strangers are named under TRN-00 and left."""
    register = read_register(group, lines)
    breaches = [*register.malformed, *(found for check in CHECKS.values() for found in check(register))]
    return Checked("training", breaches, {name: cost(register) for name, cost in PARTS.items()})
