"""The six aspects over parts of the tree: what the records tell, else what units reported; what is furthest behind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from genhun.core.aspects import Aspect
from genhun.hall.queries.shares import Share, counted_shares
from genhun.records.models import Account, Strength, Unit
from genhun.records.scope import units_below, within

LOW, HIGH = 50, 75
WORST = 5


@dataclass(slots=True)
class Cell:
    """One aspect over some units: what the records count (`done` of `of`) and what units reported (`total` of `units`).

    What the records count goes first; reported values stand in where there is nothing to count. `behind` is how many
    units lie below `LOW` by themselves.
    """

    done: int = 0
    of: int = 0
    total: int = 0
    units: int = 0
    behind: int = 0

    def add(self, share: Share | None, reported: int | None) -> None:
        """Take one more unit in."""
        if share:
            self.done += share[0]
            self.of += share[1]
        if reported is not None:
            self.total += reported
            self.units += 1
        value = _percent(*share) if share else reported
        self.behind += value is not None and value < LOW

    @property
    def counted(self) -> bool:
        """Whether the records tell the value."""
        return self.of > 0

    @property
    def value(self) -> int | None:
        """The share in percent, else the mean of what was reported, rounded half up; nothing without either."""
        if self.of:
            return _percent(self.done, self.of)
        return _percent(self.total, self.units * 100) if self.units else None

    @property
    def band(self) -> str:
        """Where the value lies: `low`, `middle`, `high` or `none`."""
        if self.value is None:
            return "none"
        return "low" if self.value < LOW else "high" if self.value >= HIGH else "middle"


def _percent(done: int, of: int) -> int:
    return (200 * done + of) // (2 * of)


@dataclass(slots=True)
class Row:
    """One unit with everything below it, and its six cells."""

    unit: Unit
    below: bool  # whether there are units below it, to go down to
    cells: Mapping[Aspect, Cell] = field(default_factory=lambda: {aspect: Cell() for aspect in Aspect})


@dataclass(frozen=True, slots=True)
class Behind:
    """One unit's own cell that is behind."""

    unit: Unit
    aspect: Aspect
    cell: Cell


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rows for the units right below one unit, and the units' own cells that are furthest behind."""

    rows: Sequence[Row]
    whole: Row
    worst: Sequence[Behind]


def matrix(top: Unit, today: date) -> Matrix:
    """Six aspects by the units right below `top`."""
    units = list(units_below(top))
    children = [unit for unit in units if unit.parent_id == top.pk]
    parents = {unit.parent_id for unit in units}
    rows = {unit.path: Row(unit, unit.pk in parents) for unit in children}
    whole, depth, worst = Row(top, bool(children)), top.path.count("/"), []
    by_number = {unit.pk: unit for unit in units}
    for number, aspect, share, reported in _told(top, today):
        unit = by_number[number]
        owner = rows.get("/".join(unit.path.split("/")[: depth + 1]) + "/")
        for row in (whole, owner):
            if row is not None:
                row.cells[aspect].add(share, reported)
        own = Cell()
        own.add(share, reported)
        worst.append(Behind(unit, aspect, own))
    worst.sort(key=lambda behind: (behind.cell.value, -behind.cell.of, behind.unit.path, behind.aspect))
    return Matrix(list(rows.values()), whole, worst[:WORST])


def _told(top: Unit, today: date) -> Iterable[tuple[int, Aspect, Share | None, int | None]]:
    """What is known of each unit below `top` by itself: the share that the records count, the value reported."""
    counted = counted_shares(today)
    rows = Strength.objects.filter(within("unit__path", top.path)).values_list("unit_id", "aspect", "value")
    reported = {(unit, aspect): value for unit, aspect, value in rows}
    for unit, path in counted.paths.items():
        if path.startswith(top.path):
            for aspect in Aspect:
                share, value = counted.shares[aspect].get(unit), reported.get((unit, aspect.value))
                if share or value is not None:
                    yield unit, aspect, share, value


def own_aspects(unit: Unit, account: Account, today: date) -> list[tuple[Aspect, Cell, int | None]]:
    """A unit's own cells with the median of the units of the reader's part, by aspect."""
    own = {aspect: Cell() for aspect in Aspect}
    values: dict[Aspect, list[int]] = defaultdict(list)
    for other, aspect, share, reported in _told(account.unit or unit, today):
        cell = own[aspect] if other == unit.pk else Cell()
        cell.add(share, reported)
        values[aspect].append(cell.value or 0)
    return [(aspect, own[aspect], _median(values[aspect])) for aspect in Aspect]


def _median(values: Sequence[int]) -> int | None:
    return sorted(values)[len(values) // 2] if values else None
