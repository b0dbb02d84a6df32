"""Sums over the people of a training year: by unit below the one that is looked at, and in all."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from genhun.records.models import Unit
from genhun.rooms.training.bridge.year import Owing


@dataclass(slots=True)
class Sum:
    """Figures of a unit with all below it: people and days, before the plan and with it."""

    unit: Unit | None = None
    workers: int = 0
    owing: int = 0
    days: int = 0
    newcomers: int = 0
    left_people: int = 0
    left_days: int = 0
    no_induction: int = 0
    under: Counter[str] = field(default_factory=Counter)  # people under each rule
    short: Counter[str] = field(default_factory=Counter)  # of them, who still owes days

    def add(self, row: Owing) -> None:
        """Count one worker."""
        self.workers += 1
        self.owing += any(duty.missing for duty in row.duties)
        self.days += row.need
        self.newcomers += row.worker.newcomer
        self.left_people += any(duty.left for duty in row.duties)
        self.left_days += row.left
        self.no_induction += row.no_induction
        self.under.update(duty.rule for duty in row.duties)
        self.short.update(duty.rule for duty in row.duties if duty.missing)

    @property
    def covered(self) -> int:
        """Days that the plan gives towards the need."""
        return self.days - self.left_days


def total(rows: Iterable[Owing]) -> Sum:
    """The figures of all rows."""
    found = Sum()
    for row in rows:
        found.add(row)
    return found


def by_unit(rows: Iterable[Owing], top: Unit, units: Iterable[Unit]) -> list[Sum]:
    """The figures of a unit itself and of each unit right below it with all that belongs there, in the tree's order."""
    sums = {top.path: Sum(unit=top), **{unit.path: Sum(unit=unit) for unit in units if unit.parent_id == top.pk}}
    for row in rows:
        if found := sums.get(_head(row.unit.path, top.path)):
            found.add(row)
    return [found for found in sums.values() if found.workers]


def _head(path: str, top: str) -> str:
    """The path of the unit right below the top that a path leads through; the top's own for itself."""
    return path[: path.find("/", len(top)) + 1] or path
