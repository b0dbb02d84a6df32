"""Where things stand in the room's pictures: classes on the weeks of the year, absence by unit and week."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from unicodedata import east_asian_width

from genhun.core.group import Peak, TrainingClass
from genhun.records.models import Unit

WIDTH, LEFT, TOP = 1272, 0, 22
ROW, BAR, PEAK = 24, 16, 30
WEEKS = 53
NAMES, CELL, CELL_ROW = 262, 18.5, 24


@dataclass(frozen=True, slots=True)
class Scale:
    """Days of a year across a width in px."""

    year: int
    left: float
    width: float

    def x(self, day: date) -> float:
        """Where a day begins."""
        whole = (date(self.year + 1, 1, 1) - date(self.year, 1, 1)).days
        return round(self.left + self.width * (day - date(self.year, 1, 1)).days / whole, 1)

    def months(self) -> list[tuple[float, str]]:
        """The months' first days with their numbers."""
        return [(self.x(date(self.year, month, 1)), f"{month:02d}") for month in range(1, 13)]


def calendar(
    classes: Sequence[TrainingClass],
    taken: Mapping[str, int],
    peaks: Counter[date],
    year: int,
    url: Callable[[str], str],
    away: Counter[date] | None = None,
) -> dict[str, Any]:
    """Classes on the days of the year in as few rows as their titles need, over the production peaks of each week.

    Two strips below: people away on the fullest day of each week, units in a production peak.
    """
    scale = Scale(year, LEFT, WIDTH)
    ends: list[float] = []
    bars = []
    for offered in sorted(classes, key=lambda c: (c.start, c.end, c.class_id)):
        start, end = max(offered.start, date(year, 1, 1)), min(offered.end, date(year, 12, 31))
        x, width = scale.x(start), max(6.0, scale.x(end + timedelta(days=1)) - scale.x(start))
        text = f"{_short(offered.title)} {taken.get(offered.class_id, 0)}/{offered.seats}"
        room = width + 4 + _width(text)
        flip = x + room > WIDTH
        begin, finish = (x - room + width, x + width) if flip else (x, x + room)
        row = next((n for n, free in enumerate(ends) if free <= begin), len(ends))
        ends[row:] = [finish + 8, *ends[row + 1 :]]
        y = TOP + 6 + row * ROW
        share = min(1.0, taken.get(offered.class_id, 0) / max(1, offered.seats))
        bars.append(
            {
                "x": x,
                "y": y,
                "width": round(width, 1),
                "filled": round(width * share, 1),
                "text": text,
                "text_x": round(x - 4 if flip else x + width + 4, 1),
                "anchor": "end" if flip else "start",
                "text_y": y + 12.5,
                "url": url(offered.class_id),
                "title": f"{offered.title} {offered.start} – {offered.end}",
            }
        )
    foot = TOP + 12 + len(ends) * ROW
    base = foot + 2 * PEAK
    return {
        "width": WIDTH,
        "height": base + 4,
        "away": _columns(away or Counter(), scale, foot + PEAK),
        "bands": _bands(peaks, scale, foot),
        "away_base": foot + PEAK,
        "bars": bars,
        "months": scale.months(),
        "peaks": _columns(peaks, scale, base),
        "base": base,
        "bar": BAR,
        "foot": foot,
    }


def _columns(counted: Counter[date], scale: Scale, base: int) -> list[dict[str, Any]]:
    """One column a week, as high as the greatest number on one of its days."""
    most = max(counted.values(), default=0)
    columns = []
    for first, last in weeks(scale.year):
        number = _most(counted, first, last)
        if number:
            height = round(max(2.0, (PEAK - 6) * number / most), 1)
            x, width = _span(scale, first, last)
            columns.append({"x": x, "y": base - height, "width": width, "height": height, "n": number, "day": first})
    return columns


def _bands(peaks: Counter[date], scale: Scale, foot: int) -> list[dict[str, Any]]:
    """What stands behind the classes: the darker, the more units are in a production peak that week."""
    most = max(peaks.values(), default=0)
    bands = []
    for first, last in weeks(scale.year):
        units = _most(peaks, first, last)
        if units:
            x, width = _span(scale, first, last)
            bands.append({"x": x, "width": width + 1, "height": foot - TOP, "shade": -(-3 * units // most)})
    return bands


def _most(counted: Counter[date], first: date, last: date) -> int:
    return max((counted[first + timedelta(days=n)] for n in range((last - first).days + 1)), default=0)


def _span(scale: Scale, first: date, last: date) -> tuple[float, float]:
    x = scale.x(first)
    return x, round(scale.x(last + timedelta(days=1)) - x - 1, 1) if last < date(scale.year, 12, 31) else 8


def weeks(year: int) -> list[tuple[date, date]]:
    """The weeks of a year, Monday to Sunday, cut at its ends."""
    first, end = date(year, 1, 1), date(year, 12, 31)
    found = []
    day = first
    while day <= end:
        last = min(end, day + timedelta(days=6 - day.weekday()))
        found.append((day, last))
        day = last + timedelta(days=1)
    return found


@dataclass(frozen=True, slots=True)
class Load:
    """The most workers of a unit away on one day, by week of the year; `cap` is how many may be."""

    unit: Unit
    workers: int
    cap: int
    weeks: tuple[int, ...]
    peaks: tuple[bool, ...] = ()  # whether the week holds a day of a production peak of the unit

    @property
    def busiest(self) -> int:
        """The most in any week."""
        return max(self.weeks, default=0)


def load_of(
    unit: Unit, workers: int, cap: int, away: Mapping[date, int], year: int, peaks: Sequence[Peak] = ()
) -> Load:
    """The absence load of one unit, with the production peaks that hold for it."""
    found = tuple(
        max(away.get(first + timedelta(days=n), 0) for n in range((last - first).days + 1))
        for first, last in weeks(year)
    )
    busy = tuple(any(p.start <= last and first <= p.end for p in peaks) for first, last in weeks(year))
    return Load(unit, workers, cap, found, busy)


def heat(loads: Sequence[Load], year: int) -> dict[str, Any]:
    """Units down, weeks across; each cell prints how many are away, filled where that is the limit.

    Behind the cells stand the weeks in which the unit has a production peak.
    """
    spans = weeks(year)
    cells, behind = [], []
    for row, load in enumerate(loads):
        y = TOP + row * CELL_ROW
        behind += [{"x": NAMES + w * CELL, "y": y + 0.5} for w, busy in enumerate(load.peaks) if busy]
        for week, number in enumerate(load.weeks):
            if number:
                tone = ("bar-both", "on-both") if number >= load.cap else ("planned-both", "name")
                x = NAMES + week * CELL
                middle = x + (CELL - 2.5) / 2
                cells.append({"x": x, "y": y + 3, "text_x": middle, "text_y": y + 16, "n": number, "css": tone})
    months = [(NAMES + n * CELL, f"{first.month:02d}") for n, (first, _) in enumerate(spans) if _new_month(spans, n)]
    names = [(TOP + row * CELL_ROW + 17, _short(load.unit.name, 20)) for row, load in enumerate(loads)]
    return {
        "width": NAMES + len(spans) * CELL,
        "height": TOP + len(loads) * CELL_ROW + 2,
        "left": NAMES,
        "cells": cells,
        "behind": behind,
        "behind_width": CELL,
        "behind_height": CELL_ROW - 1,
        "months": months,
        "names": names,
        "lines": [TOP + row * CELL_ROW for row in range(len(loads) + 1)],
        "cell_width": CELL - 2.5,
        "cell_height": CELL_ROW - 6,
    }


def _new_month(spans: Sequence[tuple[date, date]], n: int) -> bool:
    return n == 0 or spans[n][0].month != spans[n - 1][0].month


def _short(text: str, most: int = 12) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _width(text: str) -> float:
    """About how wide a text is at 12 px."""
    return sum(12.0 if east_asian_width(mark) in "WFA" else 7.0 for mark in text)
