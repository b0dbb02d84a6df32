"""Bars of costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


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
