"""The strip of the next ninety days: one dot for each thing that comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

LEFT, RIGHT, HEIGHT, BASE, STEP = 12, 12, 96, 72, 14
MOST_IN_PILE = 4
NAMED_FROM = 70
"""Room that the word for today takes: a month nearer than this has a line and no name."""


@dataclass(slots=True)
class Strip:
    """Everything that the template writes out, in px."""

    width: int
    height: int = HEIGHT
    base: int = BASE
    months: list[tuple[float, str]] = field(default_factory=list)
    dots: list[dict[str, Any]] = field(default_factory=list)


def draw_ahead(dots: Sequence[Mapping[str, Any]], today: date, days: int, width: int = 760) -> Strip:
    """The strip from today on; `dots` come with `share`, `pile`, `kind`, `title`."""
    strip = Strip(width)
    span = width - LEFT - RIGHT
    for offset in range(days + 1):
        day = today + timedelta(days=offset)
        if day.day == 1:
            away = span * offset / days
            strip.months.append((round(LEFT + away, 1), day.strftime("%Y-%m") if away >= NAMED_FROM else ""))
    for dot in dots:
        if dot["pile"] < MOST_IN_PILE:
            place = {"x": round(LEFT + span * dot["share"], 1), "y": BASE - 12 - STEP * dot["pile"]}
            strip.dots.append({**dot, **place})
    return strip
