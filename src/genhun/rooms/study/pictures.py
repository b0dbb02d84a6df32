"""The weeks of a programme: how many members something keeps busy, and where the sessions lie."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from genhun.planning.sessions.problem import Facts
from genhun.rooms.study.models import Session

LEFT, RIGHT, TOP, BASE, HEIGHT, WIDTH = 12, 12, 44, 124, 148, 760
NARROWEST = 4.0


@dataclass(slots=True)
class Weeks:
    """Everything that the template writes out, in px, and the same as rows of a table."""

    width: int = WIDTH
    height: int = HEIGHT
    base: int = BASE
    months: list[tuple[float, str]] = field(default_factory=list)
    bars: list[dict[str, Any]] = field(default_factory=list)
    sessions: list[dict[str, Any]] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)


def draw_weeks(facts: Facts, sessions: Sequence[Session]) -> Weeks:
    """A bar for each week: the most members that a peak, a class or another meeting keeps busy on one day of it."""
    picture, days = Weeks(), (facts.end - facts.start).days + 1
    scale = (WIDTH - LEFT - RIGHT) / days
    busiest = max((n for by_day in (facts.peak, facts.away, facts.meeting) for n in by_day.values()), default=1)
    monday = facts.start - timedelta(days=facts.start.weekday())
    while monday <= facts.end:
        _week(picture, facts, monday, scale, busiest)
        monday += timedelta(days=7)
    for offset in range(days):
        day = facts.start + timedelta(days=offset)
        if day.day == 1:
            picture.months.append((round(LEFT + scale * offset, 1), day.strftime("%Y-%m")))
    for session in sessions:
        x = round(LEFT + scale * ((session.day - facts.start).days + 0.5), 1)
        picture.sessions.append({"x": x, "session": session})
    return picture


def _week(picture: Weeks, facts: Facts, monday: date, scale: float, busiest: int) -> None:
    days = [monday + timedelta(days=n) for n in range(5)]
    kinds = (("peak", facts.peak), ("away", facts.away), ("meeting", facts.meeting))
    busy = {kind: max((by_day.get(day, 0) for day in days), default=0) for kind, by_day in kinds}
    most = max(busy.values())
    if not most:
        return
    first, last = max(monday, facts.start), min(monday + timedelta(days=7), facts.end + timedelta(days=1))
    left, right = (LEFT + scale * (day - facts.start).days for day in (first, last))
    height = round((BASE - TOP) * most / busiest, 1)
    bar = {"x": round(left, 1), "y": BASE - height, "width": round(max(NARROWEST, right - left - 1), 1)}
    picture.bars.append({**bar, "height": height, "monday": monday, "most": most})
    picture.rows.append({"monday": monday, **busy})
