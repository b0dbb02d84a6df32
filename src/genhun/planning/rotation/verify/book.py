"""What a rotation plan says, read into days of entering and leaving; rows that are no itinerary are named here."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from genhun.core.calendar import Month, period_start, whole_periods
from genhun.core.group import Appointment, Group, Person, Post, Unit
from genhun.planning.lines import RESERVE, RETIRED, Stint
from genhun.planning.outcome import Breach
from genhun.planning.rotation.verify.walker import Entry, Leaving, Walker, moves_of
from genhun.planning.witness import (
    LANES,
    Holding,
    appointments_by_person,
    holdings_by_person,
    kin_by_person,
    months_on,
)


@dataclass(slots=True)
class Book:
    """A rotation plan as read: `walkers` by person id, every entry and leaving, holders by (post id, period)."""

    group: Group
    periods: int
    holdings: dict[str, list[Holding]]
    kin: dict[str, set[str]]
    walkers: dict[str, Walker] = field(default_factory=dict)
    malformed: list[Breach] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    leavings: list[Leaving] = field(default_factory=list)
    holders: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))

    @property
    def start(self) -> Month:
        """The month in which period 0 starts."""
        return self.group.policy.rotation_start

    def active_periods(self, person: Person) -> int:
        """Periods that start before the person's retirement month."""
        retires = self.group.retires(person)
        return sum(period_start(self.start, t) < retires for t in range(self.periods))

    def entries_by_unit_period(self) -> dict[tuple[str, int], list[Entry]]:
        """Entries into non-fixed posts, by (unit id, period)."""
        found: dict[tuple[str, int], list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if not entry.post.fixed:
                found[entry.post.unit_id, entry.period].append(entry)
        return found


def read_book(group: Group, lines: Sequence[Stint]) -> Book:
    """Read the lines against the tables."""
    book = Book(group, group.policy["periods"], holdings_by_person(group), kin_by_person(group))
    scope = {w.person.person_id: w for w in people_in_scope(book)}
    rows: dict[str, list[Stint]] = defaultdict(list)
    for line in lines:
        rows[line.person_id].append(line)
    for person_id in sorted(rows.keys() - scope.keys()):
        book.malformed.append(Breach("ROT-00", person_id, f"{person_id} is not in the scope of the rotation"))
    for person_id, walker in scope.items():
        wrong = _fill(walker, sorted(rows.get(person_id, ()), key=lambda r: (r.from_period, r.to_period)), book)
        if wrong:
            book.malformed.append(Breach("ROT-00", person_id, f"{person_id}: {wrong}"))
        else:
            book.walkers[person_id] = walker
    _note_locks(book)
    for walker in book.walkers.values():
        _note_moves(book, walker)
    return book


def people_in_scope(book: Book) -> Iterator[Walker]:
    """Everyone with an open non-fixed post who is not retired before the start."""
    group, start = book.group, book.start
    careers = appointments_by_person(group)
    for person_id, held in book.holdings.items():
        person = group.person[person_id]
        seat = next((h for h in held if not h.post.fixed), None)
        if seat is None or group.retires(person) < start:
            continue
        career = careers[person_id]
        yield Walker(
            person=person,
            post=seat.post,
            unit=group.unit[seat.post.unit_id],
            held=whole_periods(start - seat.start),
            retires=group.retires(person),
            active=book.active_periods(person),
            experience={lane: whole_periods(months_on(group, career, lane, start)) for lane in LANES},
            industries=_industries(group, career, start),
        )


def _industries(group: Group, career: list[Appointment], start: Month) -> frozenset[str]:
    """Industries of every appointment that began before the start or is open."""
    served = (
        group.unit[group.post[a.post_id].unit_id].industry if a.post_id else a.industry
        for a in career
        if a.start < start or a.end is None
    )
    return frozenset(served)


def _fill(walker: Walker, rows: list[Stint], book: Book) -> str:
    """Fill the walker's states from the rows; the first thing wrong with them, empty if nothing is."""
    if not rows and walker.active == 0:
        walker.states = [RETIRED] * book.periods
        return ""
    for row in rows:
        if row.post_id not in book.group.post and row.post_id not in (RESERVE, RETIRED):
            return f"post {row.post_id} is unknown"
        if row.from_period != len(walker.states) or not row.from_period < row.to_period <= book.periods:
            return (
                f"row {row.post_id} {row.from_period}..{row.to_period} does not follow period {len(walker.states)}; "
                f"rows cover 0..{book.periods} once"
            )
        walker.states += [row.post_id] * (row.to_period - row.from_period)
    if len(walker.states) != book.periods:
        return f"rows end at period {len(walker.states)}; they must reach {book.periods}"
    for t, state in enumerate(walker.states):
        if (state == RETIRED) != (t >= walker.active):
            return f"period {t} is {state}; retired from period {walker.active} on"
    return ""


def _note_locks(book: Book) -> None:
    """The periods before retirement that each lock covers; locks outside the scope and on fixed posts are left."""
    for lock in book.group.locks:
        walker = book.walkers.get(lock.person_id)
        if walker is None or book.group.post[lock.post_id].fixed:
            continue
        for t in range(walker.active):
            month = period_start(book.start, t)
            if lock.start <= month and (lock.end is None or month < lock.end):
                walker.locked.setdefault(t, set()).add(lock.post_id)


def _note_moves(book: Book, walker: Walker) -> None:
    """Take down a walker's entries, leavings and the posts held in each period."""
    for move in moves_of(walker, book.group, book.start):
        if isinstance(move, Entry):
            book.entries.append(move)
        else:
            book.leavings.append(move)
    for t, state in enumerate(walker.states[: walker.active]):
        if state != RESERVE:
            book.holders[state, t] += 1


def unit_at(book: Book, walker: Walker, period: int) -> Unit | None:
    """The unit of the post that a walker holds in a period, None in reserve or retirement."""
    post: Post | None = book.group.post.get(walker.states[period])
    return None if post is None else book.group.unit[post.unit_id]
