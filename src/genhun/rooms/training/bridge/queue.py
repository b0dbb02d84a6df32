"""The order of a waiting list: by need and deadline, then by who asked first. Facts, no weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from genhun.core.days import Duty
from genhun.core.group import TrainingClass
from genhun.planning.training.problem import INDUCTION
from genhun.rooms.training.bridge.year import Owing, Year
from genhun.rooms.training.queries.waiting import Entry


@dataclass(frozen=True, slots=True)
class Place:
    """One entry in its place: the nearest duty that the class would help with, and whether there are seats for all."""

    entry: Entry
    duty: Duty | None
    inducts: bool
    fits: bool
    next: bool

    @property
    def needed(self) -> int:
        """How many seats it takes."""
        return len(self.entry.people)


def queue(year: Year, offered: TrainingClass, entries: Sequence[Entry], free: int) -> list[Place]:
    """The entries in the order in which they get seats; the first that fits into the free ones is next."""
    ordered = sorted(entries, key=lambda entry: _rank(year, offered, entry))
    places: list[Place] = []
    for entry in ordered:
        fits = len(entry.people) <= free
        first = fits and not any(place.next for place in places)
        places.append(Place(entry, _nearest(year, offered, entry), _inducts(year, offered, entry), fits, first))
    return places


def _rank(year: Year, offered: TrainingClass, entry: Entry) -> tuple[bool, date, bool, int]:
    duty = _nearest(year, offered, entry)
    inducts = _inducts(year, offered, entry)
    return duty is None and not inducts, duty.until if duty else date.max, not inducts, entry.number


def _nearest(year: Year, offered: TrainingClass, entry: Entry) -> Duty | None:
    """The duty with the nearest deadline that the class helps to meet, of anybody in the entry."""
    found = [
        duty
        for row in _rows(year, entry)
        for duty in row.duties
        if duty.left and duty.since <= offered.end <= duty.until
    ]
    return min(found, key=lambda duty: (duty.until, duty.rule), default=None)


def _inducts(year: Year, offered: TrainingClass, entry: Entry) -> bool:
    return offered.kind == INDUCTION and any(row.no_induction for row in _rows(year, entry))


def _rows(year: Year, entry: Entry) -> list[Owing]:
    """Those of an entry who are workers of the year."""
    return [row for code, _name, _number in entry.people if (row := year.row(code))]


def against(year: Year, offered: TrainingClass, codes: Sequence[str]) -> dict[str, str]:
    """The rule that keeps each of some people from a class whatever the others do; others are left out."""
    found = {}
    for code in codes:
        worker = year.problem.workers.get(code)
        rule = "TRN-00" if worker is None else year.problem.forbidding_rule(worker, offered)
        if rule:
            found[code] = rule
    return found
