"""Several plans in one picture: a measure a row, or a small panel a measure over the half-years, all on one axis."""

from collections.abc import Sequence
from dataclasses import dataclass

NAMES, ROOM, ROW, LINE = 260, 300, 14, 18
PANEL, HEIGHT, FOOT = 300, 96, 18


@dataclass(frozen=True, slots=True)
class Dot:
    """One plan's value of a measure: where it stands and what is printed beside it."""

    number: int
    value: int
    x: float
    y: int


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with a dot for each plan."""

    label: str
    y: int
    dots: Sequence[Dot]


@dataclass(frozen=True, slots=True)
class Lollipops:
    """Measures one below the other, each on a scale of its own from nothing to its largest value."""

    width: int
    height: int
    rows: Sequence[Measure]


def lollipops(measures: Sequence[tuple[str, Sequence[int]]]) -> Lollipops:
    """Draw the measures of two or three plans."""
    rows, y = [], 4
    for label, values in measures:
        most = max(1, *values)
        dots = [
            Dot(n + 1, value, round(NAMES + ROOM * value / most, 1), y + n * LINE + 8) for n, value in enumerate(values)
        ]
        rows.append(Measure(label, y + (len(values) * LINE) // 2 + 4, dots))
        y += len(values) * LINE + ROW
    return Lollipops(NAMES + ROOM + 60, y, rows)


@dataclass(frozen=True, slots=True)
class Line:
    """One plan over the half-years."""

    number: int
    points: str
    last: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Panel:
    """A measure over the half-years: a line for each plan, all on one axis from nothing to `most`."""

    title: str
    most: int
    width: int
    height: int
    base: int
    lines: Sequence[Line]
    values: Sequence[Sequence[int]]


def half_years(title: str, values: Sequence[Sequence[int]]) -> Panel:
    """Draw a measure over the half-years of two or three plans."""
    most = max([1, *(n for row in values for n in row)])
    lines = []
    for number, row in enumerate(values, 1):
        step = (PANEL - 60) / max(1, len(row) - 1)
        spots = [(round(20 + t * step, 1), round(8 + (HEIGHT - 8) * (1 - n / most), 1)) for t, n in enumerate(row)]
        lines.append(Line(number, " ".join(f"{x},{y}" for x, y in spots), row[-1], *spots[-1]))
    return Panel(title, most, PANEL, HEIGHT + FOOT, HEIGHT, lines, values)
