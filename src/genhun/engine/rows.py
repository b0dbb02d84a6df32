"""Shared capacity: what itineraries compete for, and what it is worth at given prices."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SCALE = 1000
"""Prices in a proof are whole thousandths of a point, so that a bound is exact integer arithmetic."""

NO_LIMIT = np.int64(1) << 40


@dataclass(frozen=True, slots=True)
class Rows:
    """Scarce rows, all arrays of shape `(rows,)`, in points and units of use.

    Of a row with use `h`: `h <= limit` must hold, and each unit of `want` that is not used costs `under` points:
    cost(h) = under * max(0, want - h). A seat has want = seats; a plain capacity has want = under = 0; a wish without
    a limit has limit = NO_LIMIT.
    """

    want: Ints
    under: Ints
    limit: Ints

    def __len__(self) -> int:
        return len(self.want)

    def floor_price(self) -> Ints:
        """The least price that makes sense: no more reward for a use than its absence costs, `(rows,)` points."""
        return -self.under

    def worth(self, prices: Ints) -> int:
        """The least that the rows add to a Lagrangian bound at `prices` (`(rows,)`, thousandths), in thousandths.

        A person pays `price` per use. min over 0 <= h <= limit of under * max(0, want - h) - price * h, summed; a price
        below -under or above 0 on a row without limit is clipped by the caller (`admissible`).
        """
        at_want = -prices * self.want
        at_limit = -prices * np.where(self.limit >= NO_LIMIT, 0, self.limit)
        return int(np.where(prices > 0, at_limit, at_want).sum())

    def admissible(self, prices: Floats) -> Ints:
        """Real prices (points) as whole thousandths within the range in which `worth` is a valid bound."""
        whole = np.rint(prices * SCALE).astype(np.int64)
        top = np.where(self.limit >= NO_LIMIT, 0, np.int64(1) << 50)
        return np.clip(whole, -self.under * SCALE, top)

    def cost(self, use: Ints) -> int:
        """Points that unmet wants cost at the given use `(rows,)`."""
        return int((self.under * np.maximum(0, self.want - use)).sum())
