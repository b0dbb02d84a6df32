"""When something that comes back is due: on free days, in its own part of the year, after the time it takes."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genhun.core.deadlines import Cycle, Span, begin_day, due_day, due_days, free, spans_of

days = st.dates(date(2027, 1, 1), date(2027, 12, 31))
peaks = st.lists(st.builds(lambda start, n: Span(start, start + timedelta(n)), days, st.integers(0, 60)), max_size=6)


@pytest.mark.parametrize(("cycle", "times"), [("month", 12), ("quarter", 4), ("half", 2), ("year", 1)])
def test_the_parts_cover_the_year_once(cycle: str, times: int) -> None:
    spans = spans_of(2028, Cycle(cycle))
    assert len(spans) == times
    assert (spans[0].start, spans[-1].end) == (date(2028, 1, 1), date(2028, 12, 31))
    assert all(b.start - a.end == timedelta(1) for a, b in itertools.pairwise(spans))


@given(peaks, st.sampled_from(list(Cycle)))
def test_every_due_day_is_free_in_its_own_part(held: list[Span], cycle: Cycle) -> None:
    for span, day in zip(spans_of(2027, cycle), due_days(2027, cycle, held), strict=True):
        assert span.holds(day)
        inside = [span.start + timedelta(n) for n in range((span.end - span.start).days + 1)]
        wanted = [other for other in inside if free(other, held)] or [other for other in inside if free(other, ())]
        assert day == max(wanted)


def test_a_peak_at_the_end_of_the_month_moves_the_day_before_it() -> None:
    june = Span(date(2027, 6, 1), date(2027, 6, 30))
    assert due_day(june, []) == date(2027, 6, 30)
    assert due_day(june, [Span(date(2027, 6, 14), date(2027, 7, 20))]) == date(2027, 6, 11)
    assert due_day(june, [Span(date(2027, 5, 1), date(2027, 7, 20))]) == date(2027, 6, 30)


@given(days, st.integers(0, 30), peaks)
def test_the_time_to_prepare_is_all_free(due: date, lead: int, held: list[Span]) -> None:
    begin = begin_day(due, lead, held)
    between = [begin + timedelta(n) for n in range((due - begin).days)]
    assert sum(free(day, held) for day in between) == lead or (due - begin).days == 366
    assert not lead or (due - begin).days == 366 or free(begin, held)
