"""The geometry of the room's pictures, in px. Templates write the SVG; colours come from the hall's style sheets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from genhun.core.group import PARTY, PRODUCTION, lanes_of
from genhun.records.models import PlanLine, Unit
from genhun.rooms.rotation.figures import FiveYears

HAN_WIDTH, LATIN_WIDTH = 12.5, 7.2
WIDTH = 1276
NAMES = 132


def fitted(text: str, width: float) -> str:
    """As much of a text of 12 px as fits into a width, with an ellipsis; nothing below two characters."""
    used = 0.0
    for n, letter in enumerate(text):
        used += HAN_WIDTH if ord(letter) > 0x2E7F else LATIN_WIDTH
        if used > width:
            kept = text[: max(0, n - 1)]
            return f"{kept}…" if len(kept) > 1 else ""
    return text


# --- two rivers: the whole plan at a glance


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


# --- the board: some people, each with both lanes

LANE, ROW_GAP, HEAD = 19, 9, 24


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the plan on one lane; `link` is the line's number."""

    x: float
    y: float
    width: float
    height: float
    css: str
    text: str
    text_css: str
    line: PlanLine
    marks: str = ""


@dataclass(slots=True)
class Board:
    """The timeline of some people; everything in px."""

    width: int = WIDTH
    height: float = HEAD
    left: int = NAMES
    bars: list[Bar] = field(default_factory=list)
    washes: list[tuple[float, str]] = field(default_factory=list)
    heads: list[tuple[float, Unit]] = field(default_factory=list)
    names: list[tuple[float, Any]] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    months: list[tuple[float, str]] = field(default_factory=list)

    @property
    def lane(self) -> int:
        """The height of one lane."""
        return LANE

    @property
    def span(self) -> int:
        """How wide the drawn time is."""
        return self.width - self.left


def board(lines: Iterable[PlanLine], months: Sequence[str]) -> Board:
    """Draw lines that come in the order of the tree, person by person, in time; `months` are the half-years' starts."""
    drawn, column = Board(), (WIDTH - NAMES) / len(months)
    drawn.months = [(round(NAMES + t * column, 1), month) for t, month in enumerate(months)]
    unit: int | None = None
    before: PlanLine | None = None
    for line in lines:
        if before is None or line.person_id != before.person_id:
            before = None
            if line.unit_id != unit:
                drawn.heads.append((drawn.height + 17, line.unit))
                drawn.height, unit = drawn.height + HEAD, line.unit_id
            _person(drawn, line)
        _draw_line(drawn, line, column)
        if before is not None:
            _step(drawn, before, line, column)
        before = line
    return drawn


def _person(drawn: Board, line: PlanLine) -> None:
    y = drawn.height
    drawn.names.append((y + LANE + 5, line.person))
    drawn.washes += [(y, PRODUCTION), (y + LANE, PARTY)]
    drawn.height = y + 2 * LANE + ROW_GAP


def _top(drawn: Board) -> float:
    """Where the last person's lanes start."""
    return drawn.height - 2 * LANE - ROW_GAP


def _span(line: PlanLine) -> tuple[int, int]:
    return line.from_period or 0, line.to_period or 0


def _draw_line(drawn: Board, line: PlanLine, column: float) -> None:
    begin, end = _span(line)
    x, width = NAMES + begin * column + 1, (end - begin) * column - 2
    marks = "lock" if line.reason.get("forced_by") == "ROT-09" else ""
    text = _text(line, width - 12 - (14 if marks else 0))
    if line.post is None:
        css = "away-reserve" if line.place == "reserve" else "away-retired"
        drawn.bars.append(Bar(x, _top(drawn) + 1, width, 2 * LANE - 2, css, line.place, "on-planned", line))
        return
    lanes = lanes_of(line.post.track)
    for lane in lanes:
        y = _top(drawn) + (0 if lane == PRODUCTION else LANE) + 1
        css, text_css = _look(line, lane)
        last = lane == lanes[-1]
        drawn.bars.append(Bar(x, y, width, LANE - 2, css, text if last else "", text_css, line, marks if last else ""))


def _look(line: PlanLine, lane: str) -> tuple[str, str]:
    """Fill and text: moves are solid, stays outlined, refused moves dashed."""
    if line.refused:
        return f"refused-{lane}", "on-planned"
    return (f"bar-{lane}", "on-bar") if line.entry else (f"kept-{lane}", "on-planned")


def _text(line: PlanLine, width: float) -> str:
    """Unit and title if they fit, else the title."""
    if line.post is None:
        return ""
    both = f"{line.post.unit.name} {line.post.title}" if line.post.unit_id != line.unit_id else line.post.title
    return both if fitted(both, width) == both else fitted(line.post.title, width)


def _step(drawn: Board, before: PlanLine, line: PlanLine, column: float) -> None:
    """A short stroke that leads the eye from one lane to the other where a person crosses."""
    if not line.entry or before.post is None or line.post is None:
        return
    old, new = lanes_of(before.post.track), lanes_of(line.post.track)
    if set(old) & set(new):
        return
    x = NAMES + (line.from_period or 0) * column
    upper, lower = _top(drawn) + LANE / 2, _top(drawn) + 1.5 * LANE
    start, tip = (upper, lower) if new == (PARTY,) else (lower, upper)
    head = 4 if new == (PARTY,) else -4
    drawn.steps.append(f"M{x:.1f} {start}V{tip}M{x - 4:.1f} {tip - head}L{x:.1f} {tip}L{x + 4:.1f} {tip - head}")


# --- bars of costs, and flows between lanes


@dataclass(frozen=True, slots=True)
class CostBar:
    """One part of a cost: a bar to the right of the axis, or to its left where it is a gain."""

    label: Any
    value: int
    x: float
    y: int
    width: float
    css: str
    text_x: float


def cost_bars(rows: Sequence[Mapping[str, Any]], width: int = 420, names: int = 178) -> dict[str, Any]:
    """Horizontal bars of the parts of a cost, on one scale."""
    most = max((abs(row["value"]) for row in rows), default=1) or 1
    room = width - names - 72
    bars = []
    for n, row in enumerate(rows):
        length = max(1.0, room * abs(row["value"]) / most)
        css = "cost" if row["value"] > 0 else "saving"
        bars.append(
            CostBar(row["label"], row["value"], names, n * 26, round(length, 1), css, round(names + length + 6, 1))
        )
    return {"bars": bars, "width": width, "height": max(1, len(rows)) * 26}


SIDES = (PRODUCTION, "both", PARTY, "reserve", "retired", "outside")


def sankey(flows: Mapping[tuple[str, str], int], width: int = 520, height: int = 300) -> dict[str, Any]:
    """From which lane people start to where they end: ribbons between two columns of nodes."""
    total = sum(flows.values()) or 1
    gap, node = 14, 14
    scale = (height - gap * (len(SIDES) - 1)) / total
    sides: tuple[dict[str, dict[str, Any]], ...] = ({}, {})
    for side, at in ((0, 0), (1, 1)):
        y = 0.0
        for key in SIDES:
            count = sum(n for ends, n in flows.items() if ends[at] == key)
            if count:
                sides[side][key] = {
                    "key": key,
                    "count": count,
                    "y": round(y, 1),
                    "height": round(count * scale, 1),
                    "used": y,
                }
                y += count * scale + gap
    ribbons = []
    for start in sides[0].values():
        for end in sides[1].values():
            count = flows.get((start["key"], end["key"]), 0)
            if count:
                ribbons.append(_band(start, end, count * scale, (node + 96, width - node - 96)) | {"count": count})
    left, right = (list(side.values()) for side in sides)
    size = {"width": width, "height": height, "node": node, "right_x": width - node - 96}
    return size | {"left": left, "right": right, "ribbons": ribbons}


def _band(start: dict[str, Any], end: dict[str, Any], thick: float, ends: tuple[int, int]) -> dict[str, Any]:
    x, right = ends
    a, b = start["used"], end["used"]
    start["used"], end["used"] = a + thick, b + thick
    middle = (x + right) / 2
    path = (
        f"M{x} {a:.1f}C{middle} {a:.1f} {middle} {b:.1f} {right} {b:.1f}V{b + thick:.1f}"
        f"C{middle} {b + thick:.1f} {middle} {a + thick:.1f} {x} {a + thick:.1f}Z"
    )
    return {"path": path, "start": start["key"], "end": end["key"]}
