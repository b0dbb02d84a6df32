"""The prices of a region's rows by what they are prices of, so that they can be carried over to a changed input."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from genhun.engine.rows import SCALE, Floats, Ints
from genhun.planning.outcome import Duals
from genhun.planning.rotation.problem import UNIT, Region
from genhun.planning.rotation.relaxed import Relaxed


class Block(NamedTuple):
    """Rows of one thing: what is scarce, its id, the first row and the one after the last."""

    scarce: str
    id: str
    first: int
    until: int


def blocks(region: Region, relaxed: Relaxed) -> Iterator[Block]:
    """All rows of a region, in their order."""
    periods, row = region.facts.periods, 0
    heads = [region.units[region.facts.post[one, UNIT]] for one, _ in relaxed.pairs]
    benches = [f"{circle}:{level}" for circle, level in region.benches]
    for scarce, ids, width in (
        ("seat", region.posts, periods), ("entry", region.units, periods), ("bench", benches, 1),
        ("heads", heads, periods),
    ):  # fmt: skip
        for one in ids:
            yield Block(scarce, one, row, row + width)
            row += width


def duals_of(region: Region, relaxed: Relaxed, prices: Ints) -> Duals:
    """Row prices `(rows,)` by period (one of a bench) in thousandths by what they are prices of."""
    return {(b.scarce, b.id): tuple(prices[b.first : b.until].tolist()) for b in blocks(region, relaxed)}


def carried(region: Region, relaxed: Relaxed, duals: Duals) -> Floats:
    """Known prices as a start in points `(rows,)`; rows that nobody knew get the guess that they would get anyway."""
    start = relaxed.guess()
    for b in blocks(region, relaxed):
        known = duals.get((b.scarce, b.id), ())
        if len(known) == b.until - b.first:
            start[b.first : b.until] = np.array(known) / SCALE
    return start
