"""The stranger who checks dates: rules and cost from the facts alone, and from the proof that none are cheaper.

A table `best` proves a bound if no entry is more than what its session costs that day plus any entry of the session
before that the days between allow: along any other choice of days, the entries cannot come to more than its cost.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from genhun.planning.outcome import Breach
from genhun.planning.sessions.problem import Facts

POINTS_AWAY, POINTS_PEAK, POINTS_MEETING, POINTS_DRIFT = 20, 10, 15, 1


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with the dates, what they cost, and the least that any dates cost."""

    breaches: tuple[Breach, ...]
    cost: int
    bound: int

    @property
    def sound(self) -> bool:
        """Whether every rule is kept."""
        return not self.breaches


def verify(facts: Facts, days: Sequence[date], best: Sequence[Sequence[int]]) -> Checked:
    """Recompute everything. Raises ValueError if `best` proves nothing."""
    breaches = [*_number(facts, days), *_working(facts, days), *_between(facts, days)]
    cost = sum(_cost(facts, session, day) for session, day in enumerate(days))
    return Checked(tuple(breaches), cost, _proven(facts, best))


def _number(facts: Facts, days: Sequence[date]) -> Iterator[Breach]:
    if len(days) != facts.sessions:
        yield Breach("SES-03", "", f"{len(days)} days for {facts.sessions} sessions")
    for earlier, later in itertools.pairwise(days):
        if later <= earlier:
            yield Breach("SES-03", str(later), f"{later} does not come after {earlier}")


def _working(facts: Facts, days: Sequence[date]) -> Iterator[Breach]:
    for day in days:
        if not _open(facts, day):
            yield Breach("SES-01", str(day), f"{day} is no open day of the programme")


def _between(facts: Facts, days: Sequence[date]) -> Iterator[Breach]:
    for earlier, later in itertools.pairwise(days):
        if earlier < later < earlier + timedelta(days=facts.gap_days):
            yield Breach("SES-02", str(later), f"{later} is less than {facts.gap_days} days after {earlier}")


def _open(facts: Facts, day: date) -> bool:
    return facts.start <= day <= facts.end and day.isoweekday() <= 5 and day not in facts.closed


def _cost(facts: Facts, session: int, day: date) -> int:
    """Points of one session on one day."""
    length = (facts.end - facts.start).days + 1
    place = facts.start + timedelta(days=length * (2 * session + 1) // (2 * facts.sessions))
    return (
        POINTS_AWAY * facts.away.get(day, 0)
        + POINTS_PEAK * facts.peak.get(day, 0)
        + POINTS_MEETING * facts.meeting.get(day, 0)
        + POINTS_DRIFT * abs((day - place).days)
    )


def _proven(facts: Facts, best: Sequence[Sequence[int]]) -> int:
    """The bound that the table proves."""
    length = (facts.end - facts.start).days + 1
    days = [day for day in (facts.start + timedelta(days=n) for n in range(length)) if _open(facts, day)]
    if len(best) != facts.sessions or any(len(row) != len(days) for row in best):
        raise ValueError("the proof does not fit the programme")
    for session, row in enumerate(best):
        for d, day in enumerate(days):
            allowed = [best[session - 1][e] for e in range(d) if (day - days[e]).days >= facts.gap_days]
            before = min(allowed, default=None) if session else 0
            if before is not None and row[d] > before + _cost(facts, session, day):
                raise ValueError(f"the proof claims too much for session {session + 1} on {day}")
    return min(best[-1])
