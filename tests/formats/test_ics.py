"""Calendars as other programs read them."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from genhun.formats.ics import CalendarEvent, write_calendar

STAMP = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
CLASS = CalendarEvent(
    "class", "班 1", "入门班；第一期", date(2027, 3, 1), date(2027, 3, 5), "沈阳", "培训 5 天\n名额 40 个"
)


def test_a_class_is_a_run_of_whole_days() -> None:
    calendar = Calendar.from_ical(write_calendar("培训日历", [CLASS], STAMP))
    assert str(calendar["X-WR-TIMEZONE"]) == "Asia/Shanghai"
    (event,) = calendar.walk("VEVENT")
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2027, 3, 1), date(2027, 3, 6))
    assert str(event["SUMMARY"]) == "入门班；第一期"
    assert str(event["DESCRIPTION"]) == "培训 5 天\n名额 40 个"
    assert not {"ATTENDEE", "ORGANIZER"} & set(event)


def test_the_uid_stays_when_title_and_days_change() -> None:
    later = CalendarEvent("class", "班 1", "改期", date(2027, 4, 1), date(2027, 4, 5))
    assert later.uid == CLASS.uid == "class-%E7%8F%AD%201@genhun"
    assert CalendarEvent("visit", "班 1", "", date(2027, 4, 1), date(2027, 4, 1)).uid != CLASS.uid


def test_the_same_data_give_the_same_bytes() -> None:
    assert write_calendar("培训日历", [CLASS], STAMP) == write_calendar("培训日历", [CLASS], STAMP)


def test_an_event_that_ends_before_it_starts_is_refused() -> None:
    wrong = CalendarEvent("class", "C1", "班", date(2027, 3, 5), date(2027, 3, 1))
    with pytest.raises(ValueError, match="2027-03-05 to 2027-03-01"):
        write_calendar("", [wrong], STAMP)
