"""Flows between lanes: ribbons from where people start to where they end."""

from collections.abc import Mapping
from typing import Any

from genhun.core.group import PARTY, PRODUCTION

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
