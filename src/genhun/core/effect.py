"""Whether what was done moved anything: before and after, against comparable units where it was not done.

Difference in differences on the share of the way from baseline to target, so that objectives of different measure can
stand side by side and more is always better. Units choose what they do; a difference is a hint, no proof.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import fmean

from genhun.core.calendar import Month

WINDOW = 3
"""Months looked at on each side of the month in which something was done."""
LEAST_MONTHS = 2
LEAST_COMPARED = 4

# Two-sided 95 % quantiles of Student's t for 1 to 30 degrees of freedom; beyond, 1.96 + 2.4 / df is right to 0.002.
_T95 = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
    *(2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
)


class Verdict(StrEnum):
    """What the data say."""

    BETTER = "better"
    WORSE = "worse"
    NO_DIFFERENCE = "no_difference"
    FEW_MONTHS = "few_months"
    FEW_UNITS = "few_units"


@dataclass(frozen=True, slots=True)
class Course:
    """The actuals of one objective by month, with its baseline and target."""

    baseline: float
    target: float
    actuals: Mapping[Month, float]

    def way(self, month: Month) -> float:
        """The share of the way from baseline to target that was reached in a month."""
        return (self.actuals[month] - self.baseline) / (self.target - self.baseline)


@dataclass(frozen=True, slots=True)
class Effect:
    """The difference to comparable units, in shares of the way to the target, with its 95 % interval.

    `done` is how many places it was done in, `compared` how many comparable ones it was not. Without enough months or
    units there are no numbers.
    """

    verdict: Verdict
    done: int
    compared: int
    difference: float = 0.0
    low: float = 0.0
    high: float = 0.0

    @property
    def told(self) -> bool:
        """Whether the data allow any number at all."""
        return self.verdict not in {Verdict.FEW_MONTHS, Verdict.FEW_UNITS}


def change(course: Course, month: Month, window: int = WINDOW) -> float | None:
    """Mean of the months after minus mean of the months before; None with too few months on either side.

    The month itself counts on neither side: it is part before, part after.
    """
    if course.target == course.baseline:
        return None
    before, after = (
        [course.way(Month(month + sign * n)) for n in range(1, window + 1) if Month(month + sign * n) in course.actuals]
        for sign in (-1, 1)
    )
    if min(len(before), len(after)) < LEAST_MONTHS:
        return None
    return fmean(after) - fmean(before)


def effect(done: Sequence[float], compared: Sequence[float]) -> Effect:
    """The mean change where something was done, less that where it was not.

    difference = mean(done) - mean(compared), interval = t(df) * s * sqrt(1 / done + 1 / compared), s the pooled
    standard deviation of single changes. One place alone takes its spread from the others: then this is the
    interval in which a comparable unit that did nothing would lie nineteen times in twenty.
    """
    m, n = len(done), len(compared)
    if not m:
        return Effect(Verdict.FEW_MONTHS, m, n)
    if n < LEAST_COMPARED:
        return Effect(Verdict.FEW_UNITS, m, n)
    spread = _squares(done) + _squares(compared)
    freedom = m + n - 2
    reach = t95(freedom) * sqrt(spread / freedom) * sqrt(1 / m + 1 / n)
    difference = fmean(done) - fmean(compared)
    low, high = difference - reach, difference + reach
    verdict = Verdict.BETTER if low > 0 else Verdict.WORSE if high < 0 else Verdict.NO_DIFFERENCE
    return Effect(verdict, m, n, difference, low, high)


def of_one(course: Course, others: Sequence[Course], month: Month) -> Effect:
    """What the data say of something done once in one unit."""
    own = change(course, month)
    changes = [change(other, month) for other in others]
    return effect([] if own is None else [own], [value for value in changes if value is not None])


def t95(freedom: int) -> float:
    """The two-sided 95 % quantile of Student's t."""
    return _T95[freedom - 1] if freedom <= len(_T95) else 1.96 + 2.4 / freedom


def _squares(values: Sequence[float]) -> float:
    middle = fmean(values)
    return sum((value - middle) ** 2 for value in values)
