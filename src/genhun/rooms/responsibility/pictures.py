"""Where things stand in the room's pictures: results as steps on the way to the target, shares over quarters."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from genhun.records.models import Activity, Actual, Objective
from genhun.rooms.responsibility.queries.burden import Month

ROW, LEFT, RIGHT, TOP, WIDTH = 30, 420, 64, 26, 1272
MOST_MARKS = 33
BARS_WIDTH = 640
LOW, HIGH = -0.25, 1.25


@dataclass(slots=True)
class Steps:
    """Measured results, one row each: from where to where on the way from baseline (0) to target (1)."""

    width: int = WIDTH
    height: int = 0
    zero: float = 0.0
    one: float = 0.0
    rows: list[dict[str, Any]] = field(default_factory=list)


def steps(activities: Sequence[Activity]) -> Steps:
    """The picture of results that were measured against an objective."""
    picture = Steps(zero=_x(0.0), one=_x(1.0))
    for activity in activities:
        objective = activity.duty.objective
        if objective is None or activity.before is None or activity.after is None:
            continue
        before, after = float(objective.way(activity.before)), float(objective.way(activity.after))
        picture.rows.append(
            {
                "y": TOP + ROW * len(picture.rows) + ROW / 2,
                "label": _short(f"{activity.on:%m-%d} {objective.title} · {activity.unit.name}"),
                "from": _x(before),
                "to": _x(after),
                "end": max(_x(before), _x(after)) + 10,
                "words": f"{after - before:+.0%}".replace("-", "−"),
                "css": "bar-production" if after > before else "level-1" if after < before else "bar-fixed",
                "title": f"{activity.title}: {before:.0%} → {after:.0%}",
            }
        )
    picture.height = TOP + ROW * len(picture.rows) + 6
    return picture


def _x(way: float) -> float:
    inside = min(max(way, LOW), HIGH)
    return round(LEFT + (inside - LOW) / (HIGH - LOW) * (WIDTH - LEFT - RIGHT), 1)


def _short(text: str) -> str:
    return text if len(text) <= MOST_MARKS else f"{text[: MOST_MARKS - 1]}…"


@dataclass(slots=True)
class CoursePicture:
    """The actuals of an objective by month between its baseline and its target."""

    width: int = 600
    height: int = 220
    baseline: float = 0.0
    target: float = 0.0
    names: list[tuple[float, str]] = field(default_factory=list)
    points: list[dict[str, Any]] = field(default_factory=list)

    @property
    def path(self) -> str:
        """The line through all points."""
        return " ".join(f"{point['x']},{point['y']}" for point in self.points)


def course(objective: Objective, actuals: Sequence[Actual]) -> CoursePicture:
    """The picture of one objective; the target lies where it lies, above the baseline or below it."""
    values = [float(actual.value) for actual in actuals] + [float(objective.baseline), float(objective.target)]
    low, high = min(values), max(values)
    months = (objective.end.year - objective.start.year) * 12 + objective.end.month - objective.start.month + 1
    picture = CoursePicture()

    def x(month: date) -> float:
        n = (month.year - objective.start.year) * 12 + month.month - objective.start.month
        return round(30 + (picture.width - 110) * n / max(1, months - 1), 1)

    def y(value: float) -> float:
        return round(20 + 160 * (high - value) / (high - low), 1)

    picture.baseline, picture.target = y(float(objective.baseline)), y(float(objective.target))
    picture.points = [
        {"x": x(a.month), "y": y(float(a.value)), "title": f"{a.month:%Y-%m}: {a.value.normalize():f}"} for a in actuals
    ]
    picture.names = [(x(a.month), f"{a.month:%m}") for a in actuals]
    return picture


@dataclass(slots=True)
class Trend:
    """Two shares by quarter as lines; quarters without any are gaps."""

    width: int = 600
    height: int = 200
    grid: list[tuple[float, str]] = field(default_factory=list)
    names: list[tuple[float, str]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)


def trend(quarters: Sequence[tuple[str, Any]]) -> Trend:
    """The picture of the share of activities and of hours tied to no objective."""
    picture = Trend()
    left, right, top, base = 52, 34, 12, 168
    step = (picture.width - left - right) / max(1, len(quarters) - 1)
    picture.grid = [(base - share * (base - top), f"{share:.0%}") for share in (0, 0.25, 0.5, 0.75, 1)]
    picture.names = [(round(left + step * n, 1), name) for n, (name, _share) in enumerate(quarters)]
    for key, css in (("of_activities", "line-activities"), ("of_hours", "line-hours")):
        shares = [(picture.names[n][0], getattr(share, key)) for n, (_name, share) in enumerate(quarters)]
        points = [
            {"x": x, "y": round(base - s * (base - top), 1), "word": f"{s:.0%}"} for x, s in shares if s is not None
        ]
        picture.lines.append({"css": css, "points": points, "path": " ".join(f"{p['x']},{p['y']}" for p in points)})
    return picture


@dataclass(slots=True)
class Bars:
    """Hours asked and spared, two bars a month; `asked` and `saved` are this month's, in words."""

    width: int = BARS_WIDTH
    height: int = 176
    base: int = 140
    foot: int = 160
    asked: str = ""
    saved: str = ""
    bars: list[dict[str, Any]] = field(default_factory=list)
    names: list[tuple[float, str]] = field(default_factory=list)
    rows: list[tuple[str, str, str]] = field(default_factory=list)


def months_of_burden(months: Sequence[Month]) -> Bars:
    """The picture of hours asked and spared by month."""
    picture = Bars()
    most = max([1, *(max(month.asked, month.saved) for month in months)])
    step = (BARS_WIDTH - 40) / max(1, len(months))
    for n, month in enumerate(months):
        x = 40 + step * n + step / 2
        for offset, minutes, css in ((-37, month.asked, "bar-asked"), (3, month.saved, "bar-spared")):
            height = round(minutes / most * (picture.base - 24), 1)
            place = {"x": round(x + offset, 1), "middle": round(x + offset + 17, 1)}
            upright = {"y": picture.base - height, "top": picture.base - height - 6, "height": height}
            picture.bars.append({**place, **upright, "css": css, "word": in_hours(minutes)})
        picture.names.append((round(x, 1), f"{month.first:%Y-%m}"))
        picture.rows.append((f"{month.first:%Y-%m}", in_hours(month.asked), in_hours(month.saved)))
    picture.asked, picture.saved = picture.rows[-1][1:] if picture.rows else ("0", "0")
    return picture


def in_hours(minutes: int) -> str:
    """Minutes as hours, to a tenth where it matters."""
    return f"{minutes / 60:.1f}".removesuffix(".0")


@dataclass(frozen=True, slots=True)
class PulseBars:
    """A question as bars of at most 100 px: choice, how many, percent."""

    text: str
    rows: list[tuple[str, int, int]]

    @property
    def most(self) -> tuple[str, int, int]:
        """The choice taken most often, the first of equals."""
        return max(self.rows, key=lambda row: row[1])


def pulse_bars(questions: Sequence[Sequence[Any]], counts: Sequence[Sequence[int]], answered: int) -> list[PulseBars]:
    """Each question with its choices: how many took it, their share in percent."""
    return [
        PulseBars(text, [(word, n, round(100 * n / answered)) for word, n in zip(choices, row, strict=True)])
        for (text, choices), row in zip(questions, counts, strict=True)
    ]
