"""Calendars (.ics) of classes and of steps of plans: whole days, in the group's own time zone.

An event has no field for people: a calendar that leaves the house names no third person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import quote

from icalendar import Calendar, Event

ZONE = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event from `first_day` to `last_day`, both included.

    `kind` and `id` make the uid, so that a calendar fetched again changes the event instead of doubling it.
    """

    kind: str
    id: str
    title: str
    first_day: date
    last_day: date
    place: str = ""
    description: str = ""

    @property
    def uid(self) -> str:
        """The same for the same thing, however its title or days change."""
        return f"{quote(self.kind, safe='')}-{quote(self.id, safe='')}@genhun"


def write_calendar(name: str, events: Sequence[CalendarEvent], stamped: datetime) -> bytes:
    """A calendar of whole-day events; `stamped` (with its zone) is when the data were read.

    Raises `ValueError` where an event ends before it starts.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Genhun//Calendars//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", ZONE)
    for event in events:
        calendar.add_component(_component(event, stamped))
    return bytes(calendar.to_ical())


def _component(event: CalendarEvent, stamped: datetime) -> Event:
    if event.last_day < event.first_day:
        raise ValueError(
            f"calendar, {event.uid}: got {event.first_day} to {event.last_day}, allowed: an end not before the start"
        )
    component = Event()
    component.add("uid", event.uid)
    component.add("dtstamp", stamped)
    component.add("summary", event.title)
    component.add("dtstart", event.first_day)
    component.add("dtend", event.last_day + timedelta(days=1))
    component.add("transp", "OPAQUE")
    if event.place:
        component.add("location", event.place)
    if event.description:
        component.add("description", event.description)
    return component
