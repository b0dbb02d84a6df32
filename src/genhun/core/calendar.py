"""Months and half-year periods, counted as whole numbers so that nothing depends on a clock."""

from datetime import date
from typing import NewType

Month = NewType("Month", int)
"""Months since year 0: `year * 12 + month - 1`. Differences are elapsed whole months."""

MONTHS_A_PERIOD = 6


def month_of(year: int, month: int) -> Month:
    """The month with the given year and month number (1-12)."""
    return Month(year * 12 + month - 1)


def month_of_date(day: date) -> Month:
    """The month in which a day lies."""
    return month_of(day.year, day.month)


def month_text(month: Month) -> str:
    """A month as the contract writes it: `2027-01`."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def whole_periods(months: int) -> int:
    """Elapsed months as whole half-year periods, rounded down; nothing elapsed before the start counts 0."""
    return max(0, months) // MONTHS_A_PERIOD


def period_start(first: Month, period: int) -> Month:
    """The month in which a period starts, given the month in which period 0 starts."""
    return Month(first + MONTHS_A_PERIOD * period)


def first_period_from(first: Month, month: Month) -> int:
    """The first period that starts in or after a month (0 if the month lies before the start)."""
    return max(0, -((first - month) // MONTHS_A_PERIOD))
