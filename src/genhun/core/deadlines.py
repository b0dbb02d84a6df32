"""When something that comes back is due, and when to begin: on working days, and not in the middle of a peak."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAY = timedelta(days=1)


class Cycle(StrEnum):
    """How often something comes back."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Months from one time to the next."""
        return {"month": 1, "quarter": 3, "half": 6, "year": 12}[self.value]


@dataclass(frozen=True, slots=True)
class Span:
    """Some days, both ends included."""

    start: date
    end: date

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.start <= day <= self.end


def free(day: date, peaks: Iterable[Span]) -> bool:
    """Whether a day is a working day outside every peak. Public holidays are not known here."""
    return day.weekday() < 5 and not any(peak.holds(day) for peak in peaks)


def due_day(span: Span, peaks: Sequence[Span]) -> date:
    """The last free day of a span; the last working day if peaks cover all of it, the last day if none is worked."""
    days = [span.end - n * DAY for n in range((span.end - span.start).days + 1)]
    for wanted in (peaks, ()):
        for day in days:
            if free(day, wanted):
                return day
    return span.end


def spans_of(year: int, cycle: Cycle) -> list[Span]:
    """The parts of a year after which something is due."""
    starts = [date(year, month, 1) for month in range(1, 13, cycle.months)]
    ends = [start - DAY for start in (*starts[1:], date(year + 1, 1, 1))]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True)]


def due_days(year: int, cycle: Cycle, peaks: Sequence[Span]) -> list[date]:
    """The days of a year on which something that comes back is due."""
    return [due_day(span, peaks) for span in spans_of(year, cycle)]


def begin_day(due: date, lead: int, peaks: Sequence[Span]) -> date:
    """The day to begin so that `lead` free days lie between it and `due`; a year of peaks does not move it further."""
    day, left = due, lead
    while left and (due - day).days < 366:
        day -= DAY
        left -= free(day, peaks)
    return day
