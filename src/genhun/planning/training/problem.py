"""Who has to be trained how much, which classes there are, and who can be away when."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from genhun.core.distance import Atlas
from genhun.core.group import Group, Peak, TrainingClass, Unit
from genhun.core.policy import CLASS_BY_BAND, Policy
from genhun.planning.lines import Attendance
from genhun.planning.staff import Worker, workers

PARTS = ("short", "no_induction", "distance", "surplus")
INDUCTION = "induction"


@dataclass(frozen=True)
class Problem:
    """Workers with the days that they still need, classes by id, and what limits absence."""

    workers: Mapping[str, Worker]
    need: Mapping[str, int]
    classes: Mapping[str, TrainingClass]
    away: Mapping[str, int]  # workers of a unit who may be away on one day
    units: Mapping[str, Unit]
    peaks: Mapping[str, tuple[Peak, ...]]  # of the unit itself and of those above it
    atlas: Atlas
    policy: Policy

    def short_points(self, worker: Worker) -> int:
        """Points of one missing day."""
        return self.policy["short"] * (2 if worker.newcomer else 1)

    def distance_points(self, unit: Unit, offered: TrainingClass) -> int:
        """Points of the way from a unit to a class."""
        return CLASS_BY_BAND[self.atlas.band(unit.city, offered.city)]

    def in_peak(self, unit_id: str, offered: TrainingClass) -> bool:
        """Whether a class has a day in a production peak of the unit."""
        return any(p.start <= offered.end and offered.start <= p.end for p in self.peaks.get(unit_id, ()))

    def forbidding_rule(self, worker: Worker, offered: TrainingClass) -> str:
        """The rule that keeps a worker from a class whatever the others do; empty if none does."""
        least, most = offered.min_level, offered.max_level
        level = worker.person.level
        if (least is not None and level < least) or (most is not None and level > most):
            return "TRN-03"
        if offered.kind == INDUCTION and not worker.newcomer:
            return "TRN-06"
        return "TRN-05" if self.in_peak(worker.unit.unit_id, offered) else ""

    def parts_of_person(self, worker: Worker, taken: list[TrainingClass]) -> dict[str, int]:
        """Points of one person's classes by part of the cost."""
        days, need = sum(c.days for c in taken), self.need[worker.person_id]
        inducted = any(c.kind == INDUCTION for c in taken)
        return {
            "short": self.short_points(worker) * max(0, need - days),
            "no_induction": self.policy["no_induction"] if worker.newcomer and not inducted else 0,
            "distance": sum(self.distance_points(worker.unit, c) for c in taken),
            "surplus": self.policy["surplus"] * max(0, days - need),
        }

    def parts_of(self, lines: tuple[Attendance, ...]) -> dict[str, int]:
        """The cost of a plan by part."""
        taken: dict[str, list[TrainingClass]] = defaultdict(list)
        for line in lines:
            taken[line.person_id].append(self.classes[line.class_id])
        parts = dict.fromkeys(PARTS, 0)
        for person_id, worker in self.workers.items():
            for part, points in self.parts_of_person(worker, taken[person_id]).items():
                parts[part] += points
        return parts


def problem_of(group: Group) -> Problem:
    """The training problem of a group."""
    found = {w.person_id: w for w in workers(group)}
    year, required = group.policy["training_year"], group.policy["required_days"]
    credited: Counter[str] = Counter()
    for credit in group.credits:
        if credit.date.year == year:
            credited[credit.person_id] += credit.days
    staff = Counter(w.unit.unit_id for w in found.values())
    share = group.policy.share("absent_share")
    return Problem(
        workers=found,
        need={person_id: max(0, required - credited[person_id]) for person_id in found},
        classes={c.class_id: c for c in sorted(group.classes, key=_by_date)},
        away={unit_id: max(1, int(share * number)) for unit_id, number in sorted(staff.items())},
        units=group.unit,
        peaks=_peaks_for(group, staff),
        atlas=group.atlas,
        policy=group.policy,
    )


def _by_date(offered: TrainingClass) -> tuple[date, date, str]:
    return (offered.start, offered.end, offered.class_id)


def _peaks_for(group: Group, units: Iterable[str]) -> dict[str, tuple[Peak, ...]]:
    """The peaks of some units and of those above each, in the order of the table."""
    own: dict[str, list[int]] = defaultdict(list)
    for number, peak in enumerate(group.peaks):
        own[peak.unit_id].append(number)
    found = {}
    for unit_id in units:
        here, numbers = unit_id, list(own.get(unit_id, ()))
        while here := group.unit[here].parent_id:
            numbers += own.get(here, ())
        found[unit_id] = tuple(group.peaks[number] for number in sorted(numbers))
    return found
