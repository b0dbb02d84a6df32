"""What the dates of sessions depend on, and what each day would cost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

AWAY, PEAK, MEETING, DRIFT = "away", "peak", "meeting", "drift"
POINTS: Mapping[str, int] = {AWAY: 20, PEAK: 10, MEETING: 15, DRIFT: 1}
"""Points for each member who is away in a class, whose unit has its peak, who has another meeting; and for each day
that a session lies off its even place in the programme."""
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Facts:
    """A programme and what its members have to do on which day (members by day; days without are left out)."""

    start: date
    end: date
    sessions: int
    gap_days: int
    closed: frozenset[date] = frozenset()
    away: Mapping[date, int] = field(default_factory=dict)
    peak: Mapping[date, int] = field(default_factory=dict)
    meeting: Mapping[date, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """The days that may be chosen, in order, and `cost[session][day]` in points. Shapes: (sessions, days)."""

    facts: Facts
    days: tuple[date, ...]
    cost: tuple[tuple[int, ...], ...]


def problem_of(facts: Facts) -> Problem:
    """Every open day with its cost for every session."""
    span = (facts.end - facts.start).days
    every = (facts.start + timedelta(days=n) for n in range(span + 1))
    days = tuple(day for day in every if day.weekday() < SATURDAY and day not in facts.closed)
    burden = [sum(points for _kind, _count, points in charges(facts, day)) for day in days]
    cost = tuple(
        tuple(points + drift(facts, session, day) * POINTS[DRIFT] for points, day in zip(burden, days, strict=True))
        for session in range(facts.sessions)
    )
    return Problem(facts, days, cost)


def charges(facts: Facts, day: date) -> list[tuple[str, int, int]]:
    """What a day takes whoever meets on it: kind, members, points; nothing that is not there."""
    counts = ((AWAY, facts.away), (PEAK, facts.peak), (MEETING, facts.meeting))
    return [(kind, by_day[day], by_day[day] * POINTS[kind]) for kind, by_day in counts if by_day.get(day)]


def even_place(facts: Facts, session: int) -> date:
    """The middle of the session's equal share of the programme."""
    span = (facts.end - facts.start).days + 1
    return facts.start + timedelta(days=span * (2 * session + 1) // (2 * facts.sessions))


def drift(facts: Facts, session: int, day: date) -> int:
    """Days between a day and the session's even place."""
    return abs((day - even_place(facts, session)).days)
