"""The order of a waiting list: by need and deadline, then by who asked first. Facts, no weights."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from genhun.core.days import Duty
from genhun.core.group import TrainingClass
from genhun.planning.lines import Attendance
from genhun.planning.training.problem import INDUCTION
from genhun.planning.training.promises import keep_promises
from genhun.rooms.training.bridge.board import Board
from genhun.rooms.training.bridge.year import Owing, Year
from genhun.rooms.training.queries.waiting import Entry


@dataclass(frozen=True, slots=True)
class Place:
    """One entry in its place: the nearest duty that the class would help with, and whether there are seats for all.

    `outside`: somebody of it is no worker of the training year, so that no plan can seat the entry.
    """

    entry: Entry
    duty: Duty | None
    inducts: bool
    fits: bool
    next: bool
    outside: bool = False

    @property
    def needed(self) -> int:
        """How many seats it takes."""
        return len(self.entry.people)


def queue(year: Year, offered: TrainingClass, entries: Sequence[Entry], free: int) -> list[Place]:
    """The entries in the order in which they get seats; the first that fits into the free ones is next."""
    ordered = sorted(entries, key=lambda entry: _rank(year, offered, entry))
    places: list[Place] = []
    for entry in ordered:
        outside = len(_rows(year, entry)) < len(entry.people)
        fits = len(entry.people) <= free and not outside
        first = fits and not any(place.next for place in places)
        duty, inducts = _nearest(year, offered, entry), _inducts(year, offered, entry)
        places.append(Place(entry, duty, inducts, fits, first, outside))
    return places


def filling(board: Board, offered: TrainingClass, places: Sequence[Place]) -> list[Place]:
    """The entries that get the free seats: in their order, each as a whole, none against a rule."""
    chosen: list[Place] = []
    seated: list[str] = []
    for place in places:
        people = [code for code, _name, _number in place.entry.people]
        if board.may_join(offered, [*seated, *people]):
            chosen.append(place)
            seated += people
    return chosen


def broken_promises(year: Year, promised: Iterable[tuple[str, str]], wanted: Iterable[tuple[str, str]]) -> list[str]:
    """The rules that stand against new promises, beside those that are given; empty if all can be kept."""
    new = {Attendance(*pair) for pair in wanted}
    kept = keep_promises(year.problem, (), {*(Attendance(*pair) for pair in promised), *new})
    return sorted({rule for line, rule in kept.broken if line in new})


def _rank(year: Year, offered: TrainingClass, entry: Entry) -> tuple[bool, date, bool, datetime, int]:
    duty = _nearest(year, offered, entry)
    inducts = _inducts(year, offered, entry)
    until = duty.until if duty else date.max
    return duty is None and not inducts, until, not inducts, entry.asked_at, entry.number


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
