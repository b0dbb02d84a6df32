"""Price ascent: moves the prices of shared rows to raise a proven lower bound.

For any prices, (sum of everybody's cheapest itinerary) + (what the rows are worth) is a lower bound on the whole
model; it is computed in whole thousandths, so the proof is exact. How the prices move decides only how strong the
bound is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from genhun.engine.rows import SCALE, Floats, Ints, Rows


class Oracle(Protocol):
    """Prices everybody: the rows they share, and what they would do at given prices."""

    @property
    def rows(self) -> Rows:
        """The rows that they share."""
        ...

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
    """How the prices move: `passes`, the first and last step in points (geometric between), memory of the pull.

    `scaled`: each row's pull is divided by its own usual size, so that rows used by one person and by a hundred move
    alike; else it is clipped to +-`clip`. `bundles` `(rows,)`: rows of one number move as one, by their common pull
    (scaled), those of a negative number not at all. `patience`: how many passes in a row may fail to raise the bound.
    """

    passes: int = 400
    first: float = 8.0
    last: float = 0.03
    momentum: float = 0.8
    clip: float = 5.0
    scaled: bool = False
    bundles: Ints | None = None
    patience: int = 1 << 30

    def at(self, done: float) -> float:
        """The step, in points, where a part of the way is done."""
        return float(self.first * (self.last / self.first) ** done)


def evaluate(oracle: Oracle, prices: Ints) -> tuple[int, Ints]:
    """(bound in thousandths, use of the rows) at admissible prices in thousandths."""
    value, use = oracle.respond(prices)
    return value + oracle.rows.worth(prices), use


def ascend(
    oracle: Oracle, start: Floats, steps: Steps, over: Callable[[], bool] = lambda: False, best: Ascent | None = None
) -> Ascent:
    """Subgradient ascent with momentum from `start` (points); returns the best point seen, `best` included."""
    rows, at = oracle.rows, start.copy()
    drive = _drive_of(steps, len(rows))
    waited = 0
    for n in range(steps.passes):
        prices = rows.admissible(at)
        bound, use = evaluate(oracle, prices)
        waited += 1
        if best is None or bound > best.bound:
            best, waited = Ascent(bound, prices, best.passes if best else 0), 0
        best.passes += 1
        if over() or waited >= steps.patience:
            break
        at = inside(rows, at + steps.at(n / max(1, steps.passes - 1)) * drive.move(rows, prices, use))
    if best is None:
        prices = rows.admissible(at)
        best = Ascent(evaluate(oracle, prices)[0], prices, 1)
    return best


def _drive_of(steps: Steps, rows: int) -> "_Clipped | Scaled | _Bundled":
    if steps.bundles is not None:
        return _Bundled(steps, steps.bundles)
    return Scaled(steps, rows) if steps.scaled else _Clipped(steps, rows)


class _Clipped:
    """mean <- momentum x mean + (1 - momentum) x clipped pull."""

    def __init__(self, steps: Steps, rows: int) -> None:
        self.steps, self.mean = steps, np.zeros(rows)

    def move(self, rows: Rows, prices: Ints, use: Ints) -> Floats:
        """Where the prices go, per point of step."""
        keep, clip = self.steps.momentum, self.steps.clip
        pull = np.clip(use - _supply(rows, prices), -clip, clip)
        self.mean = keep * self.mean + (1.0 - keep) * pull
        return self.mean


class Scaled:
    """mean of the pull / root of the mean of its square, both with exponential memory and corrected for their start."""

    SQUARES = 0.97

    def __init__(self, steps: Steps, rows: int, memory: float = SQUARES) -> None:
        self.steps, self.memory, self.n = steps, memory, 0
        self.mean, self.square = np.zeros(rows), np.zeros(rows)

    def move(self, rows: Rows, prices: Ints, use: Ints) -> Floats:
        """Where the prices go, per point of step; a free row with room to spare does not pull."""
        pull = (use - _supply(rows, prices)).astype(np.float64)
        pull[(prices == 0) & (rows.want == 0) & (pull < 0)] = 0.0
        return self.follow(pull)

    def follow(self, pull: Floats) -> Floats:
        """Where these pulls lead."""
        keep = self.steps.momentum
        self.n += 1
        self.mean = keep * self.mean + (1.0 - keep) * pull
        self.square = self.memory * self.square + (1.0 - self.memory) * pull * pull
        usual = np.sqrt(self.square / (1.0 - self.memory**self.n))
        return self.mean / (1.0 - keep**self.n) / (usual + 0.1)


class _Bundled:
    """The same for the common pull of each bundle, with a shorter memory of what is usual."""

    SQUARES = 0.9

    def __init__(self, steps: Steps, bundles: Ints) -> None:
        self.bundles, self.moving = bundles, bundles >= 0
        self.drive = Scaled(steps, int(bundles.max(initial=-1)) + 1, self.SQUARES)

    def move(self, rows: Rows, prices: Ints, use: Ints) -> Floats:
        """Where the prices go, per point of step."""
        pull, moving = use - _supply(rows, prices), self.moving
        moved = np.zeros(len(pull))
        together = np.bincount(self.bundles[moving], pull[moving]).astype(np.float64)
        moved[moving] = self.drive.follow(together)[self.bundles[moving]]
        return moved


def _supply(rows: Rows, prices: Ints) -> Ints:
    """The use at which a row's own part of the bound is least."""
    return np.where((prices > 0) | (rows.want == 0), np.minimum(rows.limit, np.int64(1) << 30), rows.want)


def inside(rows: Rows, prices: Floats) -> Floats:
    """The nearest prices (points) in the range of `Rows.admissible`, not yet whole."""
    top = np.where(rows.limit >= np.int64(1) << 40, 0.0, np.inf)
    return np.clip(prices, -rows.under.astype(np.float64), top)
