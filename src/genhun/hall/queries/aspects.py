"""The six aspects of units: values as reported, means over parts of the tree, the cells that are furthest behind."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from genhun.core.aspects import Aspect
from genhun.records.models import Account, Strength, Unit
from genhun.records.scope import units_below

LOW, HIGH = 50, 75
WORST = 5


@dataclass(slots=True)
class Cell:
    """The mean of one aspect over a part of the tree; it is made of `units` units, `behind` of them below `LOW`."""

    total: int = 0
    units: int = 0
    behind: int = 0

    def add(self, value: int) -> None:
        """Take one more unit in."""
        self.total += value
        self.units += 1
        self.behind += value < LOW

    @property
    def value(self) -> int | None:
        """The mean, rounded half up; nothing without units."""
        return (2 * self.total + self.units) // (2 * self.units) if self.units else None

    @property
    def band(self) -> str:
        """Where the value lies: `low`, `middle`, `high` or `none`."""
        if self.value is None:
            return "none"
        return "low" if self.value < LOW else "high" if self.value >= HIGH else "middle"


@dataclass(slots=True)
class Row:
    """One unit with everything below it, and its six cells."""

    unit: Unit
    below: bool  # whether there are units below it, to go down to
    cells: Mapping[int, Cell] = field(default_factory=lambda: {aspect.value: Cell() for aspect in Aspect})


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rows for the units right below one unit, and the units' own values that are furthest behind."""

    rows: Sequence[Row]
    whole: Row
    worst: Sequence[Strength]


def matrix(top: Unit) -> Matrix:
    """Six aspects by the units right below `top`; three queries."""
    units = list(units_below(top))
    children = [unit for unit in units if unit.parent_id == top.pk]
    parents = {unit.parent_id for unit in units}
    rows = {unit.path: Row(unit, unit.pk in parents) for unit in children}
    whole = Row(top, bool(children))
    depth = top.path.count("/")
    owner = {unit.pk: "/".join(unit.path.split("/")[: depth + 1]) + "/" for unit in units}
    values = Strength.objects.filter(unit__in=units_below(top)).values_list("unit_id", "aspect", "value")
    for number, aspect, value in values:
        for row in (whole, rows.get(owner[number])):
            if row is not None and aspect in row.cells:
                row.cells[aspect].add(value)
    worst = (
        Strength.objects.filter(unit__in=units_below(top))
        .select_related("unit")
        .order_by("value", "unit__path", "aspect")
    )
    return Matrix(list(rows.values()), whole, list(worst[:WORST]))


def own_aspects(unit: Unit, account: Account) -> list[tuple[Aspect, int | None, int | None]]:
    """A unit's own values with the median of its part of the group, by aspect; one query."""
    top = account.unit or unit
    own: dict[int, int] = {}
    all_values: dict[int, list[int]] = defaultdict(list)
    for number, aspect, value in Strength.objects.filter(unit__in=units_below(top)).values_list(
        "unit_id", "aspect", "value"
    ):
        all_values[aspect].append(value)
        if number == unit.pk:
            own[aspect] = value
    return [(aspect, own.get(aspect.value), _median(all_values[aspect.value])) for aspect in Aspect]


def _median(values: Sequence[int]) -> int | None:
    return sorted(values)[len(values) // 2] if values else None
