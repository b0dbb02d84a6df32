"""Who leads each unit, and how party leadership and governance meet in it: computed from the appointments.

Three arrangements (docs/rooms/secretaries.md has their sources): secretary and chair are one person; the manager is
deputy secretary; the full-time deputy secretary sits on the board.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet

from genhun.records.models import Person, Post, Tenure, Unit

SECRETARY, CHAIR, MANAGER, DEPUTY, DIRECTOR = "secretary", "chair", "manager", "deputy_secretary", "director"
ONE_PERSON, MANAGER_DEPUTY, DEPUTY_ON_BOARD = "one_person", "manager_deputy", "deputy_on_board"
ARRANGEMENTS = (ONE_PERSON, MANAGER_DEPUTY, DEPUTY_ON_BOARD)


class State(StrEnum):
    """How an arrangement stands in a unit: kept, otherwise, a post of it is vacant, or the unit has no such posts."""

    KEPT = "kept"
    OTHERWISE = "otherwise"
    VACANT = "vacant"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Seat:
    """A post of the unit's leadership with its roles and who holds it, the longest in the post first."""

    post: Post
    roles: frozenset[str]
    holders: tuple[Tenure, ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Who leads one unit at a day."""

    unit: Unit
    seats: tuple[Seat, ...]

    def has(self, role: str) -> bool:
        """Whether the unit has a post with a role, held or not."""
        return any(role in seat.roles for seat in self.seats)

    def holding(self, role: str) -> list[Tenure]:
        """The appointments to posts with a role."""
        return [tenure for seat in self.seats if role in seat.roles for tenure in seat.holders]

    def people(self, role: str) -> dict[int, Person]:
        """The people who hold a role, by id."""
        return {tenure.person_id: tenure.person for tenure in self.holding(role)}

    @property
    def states(self) -> Mapping[str, State]:
        """The state of each arrangement. The first two are asked of units that have a board."""
        return {
            ONE_PERSON: self._of(SECRETARY, CHAIR, self.has(CHAIR)),
            MANAGER_DEPUTY: self._of(MANAGER, DEPUTY, self.has(CHAIR)),
            DEPUTY_ON_BOARD: self._deputy_on_board(),
        }

    def _of(self, role: str, other: str, asked: bool) -> State:
        """Whether somebody who holds `role` holds `other` as well."""
        if not (asked and self.has(role)):
            return State.NONE
        first, second = self.people(role), self.people(other)
        if not first or (not second and other != DEPUTY):
            return State.VACANT
        return State.KEPT if first.keys() & second.keys() else State.OTHERWISE

    def _deputy_on_board(self) -> State:
        """Of the deputy secretaries, those who do not manage are full-time; one on the board is enough."""
        if not any(DEPUTY in seat.roles and MANAGER not in seat.roles for seat in self.seats):
            return State.NONE
        full_time = self.people(DEPUTY).keys() - self.people(MANAGER).keys()
        if not full_time:
            return State.VACANT
        return State.KEPT if full_time & self.people(DIRECTOR).keys() else State.OTHERWISE


def arrangements(units: QuerySet[Unit], on: date) -> list[Arrangement]:
    """Who leads each of the units that have leading posts at a day, in the order of the tree; two queries."""
    return arrangements_over(units, [on])[on]


def arrangements_over(units: QuerySet[Unit], days: Sequence[date]) -> Mapping[date, list[Arrangement]]:
    """The same at several days, by day; two queries in all."""
    posts = list(Post.objects.filter(unit__in=units.order_by()).exclude(roles="").select_related("unit"))
    ever = Tenure.objects.filter(post__unit__in=units.order_by()).exclude(post__roles="").filter(start__lte=max(days))
    held = list(ever.filter(Q(end=None) | Q(end__gt=min(days))).select_related("person").order_by("start", "pk"))
    return {day: _at(posts, (t for t in held if t.start <= day and (t.end is None or day < t.end))) for day in days}


def _at(posts: Iterable[Post], held: Iterable[Tenure]) -> list[Arrangement]:
    holders: dict[int, list[Tenure]] = defaultdict(list)
    for tenure in held:
        holders[tenure.post_id or 0].append(tenure)
    seats: dict[Unit, list[Seat]] = defaultdict(list)
    for post in posts:
        seats[post.unit].append(Seat(post, frozenset(post.roles.split(";")), tuple(holders[post.pk])))
    return [Arrangement(unit, tuple(own)) for unit, own in sorted(seats.items(), key=lambda item: item[0].path)]
