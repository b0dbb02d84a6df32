"""Pictures of the room: terms by the month in which they end, and shares over years. Every one has its table twin."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from genhun.core.calendar import Month, month_of_date, month_text
from genhun.rooms.secretaries.queries.pipeline import Share

WIDTH, TOP, BASE = 960, 16, 96


@dataclass(frozen=True, slots=True)
class Bar:
    """One month: how many terms end in it, and where its bar stands."""

    month: str
    count: int
    x: float
    y: float
    height: float
    width: float

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return round(self.x + self.width / 2, 1)


@dataclass(slots=True)
class Months:
    """Terms that end, month by month from this one on; `late`: how many are over already."""

    late: int = 0
    bars: list[Bar] = field(default_factory=list)
    width: int = WIDTH
    base: int = BASE

    def within(self, months: int) -> int:
        """Terms that end in the next so many months."""
        return sum(bar.count for bar in self.bars[: months + 1])

    @property
    def marks(self) -> list[Bar]:
        """The months that are named below the bars: every third."""
        return self.bars[::3]


def draw_months(days: Sequence[date], today: date, months: int) -> Months:
    """The terms by the month of their last day, from this month on."""
    counts = Counter(month_of_date(day) for day in days if day >= today)
    now = month_of_date(today)
    most = max((counts[Month(now + n)] for n in range(months)), default=0) or 1
    step = WIDTH / months
    bars = []
    for n in range(months):
        count = counts[Month(now + n)]
        height = round((BASE - TOP) * count / most, 1)
        bars.append(
            Bar(month_text(Month(now + n)), count, round(n * step + 3, 1), BASE - height, height, round(step - 6, 1))
        )
    return Months(sum(day < today for day in days), bars)


@dataclass(frozen=True, slots=True)
class Line:
    """One line over the years: its points, and the last share where its name stands."""

    css: str
    path: str
    points: Sequence[tuple[float, float, int]]
    name_y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Shares from 0 to 100 % over the years."""

    width: int
    height: int
    years: Sequence[tuple[float, str]]
    grid: Sequence[tuple[float, int]]
    lines: Sequence[Line]
    right: float


LEFT, RIGHT, HIGH, LOW = 44, 620, 14, 174


def draw_shares(shares: Sequence[Share]) -> Chart:
    """Two lines over the years: from the grass roots, and from production."""
    step = (RIGHT - LEFT) / max(len(shares) - 1, 1)
    xs = [round(LEFT + n * step, 1) for n in range(len(shares))]
    production = _line("production", xs, [s.from_production for s in shares])
    grassroots = _line("grassroots", xs, [s.from_grassroots for s in shares])
    names = _apart(production.name_y, grassroots.name_y)
    lines = (
        Line(production.css, production.path, production.points, names[0]),
        Line(grassroots.css, grassroots.path, grassroots.points, names[1]),
    )
    grid = [(_y(tick / 100), tick) for tick in (0, 25, 50, 75, 100)]
    return Chart(800, 200, [(x, s.of) for x, s in zip(xs, shares, strict=True)], grid, lines, RIGHT)


def _y(share: float) -> float:
    return round(LOW - (LOW - HIGH) * share, 1)


def _line(css: str, xs: Sequence[float], shares: Sequence[float]) -> Line:
    points = [(x, _y(share), round(share * 100)) for x, share in zip(xs, shares, strict=True)]
    path = " ".join(f"{'M' if n == 0 else 'L'}{x} {y}" for n, (x, y, _) in enumerate(points))
    return Line(css, path, points, points[-1][1] + 4 if points else 0)


def _apart(first: float, second: float) -> tuple[float, float]:
    """The names of two lines at their ends, moved apart where they would lie on each other."""
    if abs(first - second) >= 16:
        return first, second
    middle, up = (first + second) / 2, first <= second
    return (middle - 8, middle + 8) if up else (middle + 8, middle - 8)
