"""Two rivers: the whole plan at a glance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from genhun.core.group import PARTY, PRODUCTION
from genhun.rooms.rotation.figures import FiveYears
from genhun.rooms.rotation.pictures.text import NAMES, WIDTH


@dataclass(frozen=True, slots=True)
class Crossing:
    """A ribbon from one lane to the other in one half-year."""

    path: str
    css: str
    x: float
    y: float
    count: int


@dataclass(frozen=True, slots=True)
class Rivers:
    """The two lanes over all half-years with the crossings between them, moves and vacant seats below."""

    width: int
    height: int
    column: float
    lanes: Sequence[Mapping[str, Any]]
    crossings: Sequence[Crossing]
    months: Sequence[tuple[float, str]]
    rows: Sequence[Mapping[str, Any]]
    span: int = WIDTH - NAMES


LANE_HEIGHT, BETWEEN, TOP = 34, 104, 24


def rivers(five: FiveYears, months: Sequence[str]) -> Rivers:
    """Draw the two lanes; `months` are the starts of the half-years as words."""
    column = (WIDTH - NAMES) / five.periods
    lower = TOP + LANE_HEIGHT + BETWEEN
    lanes = [
        {"css": PRODUCTION, "y": TOP, "cells": _cells(five.production, column, TOP + 22)},
        {"css": PARTY, "y": lower, "cells": _cells(five.party, column, lower + 22)},
    ]
    most = max([1, *five.to_party, *five.to_production])
    crossings = []
    for t in range(five.periods):
        left = NAMES + t * column
        crossings += _ribbon(five.to_party[t], left + column * 0.30, most, PARTY)
        crossings += _ribbon(five.to_production[t], left + column * 0.70, most, PRODUCTION)
    base = lower + LANE_HEIGHT
    rows = [
        {"key": "moves", "y": base + 28, "cells": _cells(five.moves, column, base + 28)},
        {"key": "vacant", "y": base + 52, "cells": _cells(five.vacant, column, base + 52)},
    ]
    heads = [(round(NAMES + (t + 0.5) * column, 1), month) for t, month in enumerate(months)]
    return Rivers(WIDTH, base + 64, round(column, 1), lanes, crossings, heads, rows)


def _cells(counts: Sequence[int], column: float, y: float) -> list[dict[str, Any]]:
    return [{"x": round(NAMES + (t + 0.5) * column, 1), "y": y, "count": n} for t, n in enumerate(counts)]


def _ribbon(count: int, x: float, most: int, towards: str) -> list[Crossing]:
    """A ribbon that narrows to a point where it arrives; its width says how many cross."""
    if not count:
        return []
    half = round(2 + 11 * count / most, 1)
    top, bottom = TOP + LANE_HEIGHT, TOP + LANE_HEIGHT + BETWEEN
    start, tip = (top, bottom) if towards == PARTY else (bottom, top)
    neck = tip - 12 if towards == PARTY else tip + 12
    path = (
        f"M{x - half:.1f} {start}L{x - half:.1f} {neck}L{x - half - 5:.1f} {neck}L{x:.1f} {tip}"
        f"L{x + half + 5:.1f} {neck}L{x + half:.1f} {neck}L{x + half:.1f} {start}Z"
    )
    return [Crossing(path, towards, round(x, 1), (top + bottom) / 2 + 4, count)]
