"""Price ascent where many rows come to the same for many people, as like seats do.

At equal prices everybody turns to the same one of the equal rows: the pull says that fifty want it and nobody the
others, and prices swing for hundreds of passes. So people are asked in groups, each at prices shaken by no more than
the step of the pass; they spread as they would in a plan. What counts are prices not shaken, of now and averaged over
the last passes: the bound is computed at both now and then, by everybody.
Source: J. Duchi, P. Bartlett, M. Wainwright, Randomized smoothing for stochastic optimization, SIAM Journal on
Optimization 22 (2012).
"""

from collections.abc import Callable
from typing import Protocol

import numpy as np

from genhun.engine.dual import Ascent, Oracle, Scaled, Steps, evaluate, inside
from genhun.engine.rows import Floats, Ints

GROUPS, LEAST_GROUP = 10, 20
"""Groups that people are asked in, and people in one at least."""
LOOKS, PASSES_A_LOOK = 15, 20
"""How often the bound is computed at most, and passes between two looks at least."""
MEMORY = 0.05
"""Of all passes, over how many prices are averaged."""


class Crowd(Oracle, Protocol):
    """An oracle that some of its people can be asked of."""

    @property
    def everyone(self) -> Ints:
        """The numbers of all people."""
        ...

    def respond(self, prices: Ints, who: Ints | None = None) -> tuple[int, Ints]:
        """(sum of the cheapest itineraries, use of the rows) of `who`, or of everybody, at prices in thousandths."""
        ...


def ascend_shaken(
    crowd: Crowd, start: Floats, steps: Steps, spent: Callable[[], float] = lambda: 0.0, best: Ascent | None = None
) -> Ascent:
    """Ascent from `start` (points) by scaled steps; returns the best point seen, `best` included.

    `steps.passes` counts the looks too. `spent`: the part of the time that is gone; where it runs ahead of the passes
    the steps follow it, so that they come to their last however fast the machine is. Nothing is drawn by lot but from
    a seed of its own.
    """
    rows, draw = crowd.rows, np.random.default_rng(0)
    groups = np.array_split(draw.permutation(crowd.everyone), np.clip(len(crowd.everyone) // LEAST_GROUP, 1, GROUPS))
    looks = int(np.clip(steps.passes // PASSES_A_LOOK, 1, LOOKS))
    passes = max(0, steps.passes - 2 * looks)
    best = best or _looked(crowd, start, None)
    drive, at, mean = Scaled(steps, len(rows)), start.copy(), start.copy()
    done, looked = 0.0, (0, 0.0)
    for n in range(1, passes + 1):
        step = steps.at(done)
        use = np.zeros(len(rows), np.int64)
        for group in groups:
            use += crowd.respond(rows.admissible(at + step * draw.random(len(rows))), group)[1]
        at = inside(rows, at + step * drive.move(rows, rows.admissible(at), use))
        best.passes += 1
        done = max(done, n / passes, spent())
        mean += (at - mean) / max(2.0, MEMORY * n / done)
        if done >= 1.0:
            break
        if n >= looked[0] + PASSES_A_LOOK and done >= looked[1] + 1.0 / looks:
            best, looked = _looked(crowd, mean, _looked(crowd, at, best)), (n, done)
    return _looked(crowd, mean, _looked(crowd, at, best)) if passes > 0 else best


def _looked(crowd: Crowd, prices: Floats, best: Ascent | None) -> Ascent:
    """The better of what is known and what these prices (points) prove."""
    admissible, passes = crowd.rows.admissible(prices), (best.passes if best else 0) + 1
    bound, _ = evaluate(crowd, admissible)
    if best is None or bound > best.bound:
        return Ascent(bound, admissible, passes)
    best.passes = passes
    return best
