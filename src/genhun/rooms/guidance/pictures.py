"""Where the marks of the room's pictures stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from genhun.core.unevenness import Split

TOP, BASE, STEP, WIDE = 24, 150, 96, 44


@dataclass(frozen=True, slots=True)
class Column:
    """One day's index as a column: the part between groups below, the part within them above."""

    x: int
    middle: int
    day: date
    total: float
    between: int  # heights in px
    within: int

    @property
    def between_y(self) -> int:
        """Where the lower part begins."""
        return BASE - self.between

    @property
    def within_y(self) -> int:
        """Where the upper part begins."""
        return BASE - self.between - self.within

    @property
    def label_y(self) -> int:
        """Where the figure stands."""
        return self.within_y - 6


def columns_of(indices: Mapping[date, Split]) -> Sequence[Column]:
    """The columns of the years side by side; the tallest fills the picture."""
    most = max((index.total for index in indices.values()), default=0.0) or 1.0
    scale = (BASE - TOP) / most
    return [
        Column(
            n * STEP + 16,
            n * STEP + 16 + WIDE // 2,
            day,
            index.total,
            round(index.between * scale),
            round(index.within * scale),
        )
        for n, (day, index) in enumerate(indices.items())
    ]
