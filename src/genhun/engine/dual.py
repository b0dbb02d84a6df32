"""Price ascent: moves the prices of shared rows to raise a proven lower bound.

For any prices, (sum of everybody's cheapest itinerary) + (what the rows are worth) is a lower bound on the whole model; it
is computed in whole thousandths, so the proof is exact. How the prices move decides only how strong the bound is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from genhun.engine.rows import SCALE, Floats, Ints, Rows


class Oracle(Protocol):
    """Prices everybody: the rows they share, and what they would do at given prices."""

    rows: Rows

    def respond(self, prices: Ints) -> tuple[int, Ints]:
        """(sum of the cheapest itineraries, use of the rows) at prices in thousandths."""
        ...


@dataclass(slots=True)
class Ascent:
    """The best bound found and where: `bound` in thousandths, `prices` `(rows,)` in thousandths, how many passes."""

    bound: int
    prices: Ints
    passes: int = 0

    @property
    def points(self) -> int:
        """The bound rounded up to whole points, which every plan's cost is."""
        return -(-self.bound // SCALE)


@dataclass(frozen=True, slots=True)
class Steps:
    """How the prices move: `passes`, the first and last step in points (geometric between), momentum, and the clip.

    `scale` `(rows,)` multiplies the pull of each row: rows with many places need shorter steps. A clip near the usual pull stalls
    where kinds of people are large and jump together; then `stride` instead shortens the whole pull to that root mean square.
    """

    passes: int = 400
    first: float = 8.0
    last: float = 0.03
    momentum: float = 0.8
    clip: float = 5.0
    scale: Floats | None = None
    stride: float | None = None


def evaluate(oracle: Oracle, prices: Ints) -> tuple[int, Ints]:
    """(bound in thousandths, use of the rows) at admissible prices in thousandths."""
    value, use = oracle.respond(prices)
    return value + oracle.rows.worth(prices), use


def ascend(
    oracle: Oracle, start: Floats, steps: Steps, over: Callable[[], bool] = lambda: False, best: Ascent | None = None
) -> Ascent:
    """Subgradient ascent with momentum from `start` (points); returns the best point seen, `best` included."""
    rows = oracle.rows
    at = start.copy()
    velocity = np.zeros(len(rows))
    decay = (steps.last / steps.first) ** (1.0 / max(1, steps.passes - 1))
    step = steps.first
    passes = best.passes if best else 0
    for _ in range(steps.passes):
        prices = rows.admissible(at)
        bound, use = evaluate(oracle, prices)
        passes += 1
        if best is None or bound > best.bound:
            best = Ascent(bound, prices, passes)
        best.passes = passes
        if over():
            break
        pull = _pull(rows, prices, use, steps)
        velocity = steps.momentum * velocity + (1.0 - steps.momentum) * pull
        at = _inside(rows, at + step * velocity)
        step *= decay
    if best is None:
        prices = rows.admissible(at)
        best = Ascent(evaluate(oracle, prices)[0], prices, 1)
    return best


def _pull(rows: Rows, prices: Ints, use: Ints, steps: Steps) -> Floats:
    """Where use exceeds supply a price rises, where it falls short it sinks."""
    pull = np.clip(use - _supply(rows, prices), -steps.clip, steps.clip)
    if steps.scale is not None:
        pull = pull * steps.scale
    if steps.stride is not None:
        pull = np.where((prices <= rows.floor_price() * SCALE) & (pull < 0), 0.0, pull)
        usual = float(np.sqrt(np.square(pull).mean()))
        pull = pull * min(1.0, steps.stride / max(usual, 1e-9))
    return pull


def _supply(rows: Rows, prices: Ints) -> Ints:
    """The use at which a row's own part of the bound is least."""
    return np.where((prices > 0) | (rows.want == 0), np.minimum(rows.limit, np.int64(1) << 30), rows.want)


def _inside(rows: Rows, prices: Floats) -> Floats:
    top = np.where(rows.limit >= np.int64(1) << 40, 0.0, np.inf)
    return np.clip(prices, -rows.under.astype(np.float64), top)
