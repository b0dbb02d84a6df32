"""What an enterprise group is to the planners: the rows of the contract's tables, typed and cross-checked.

`tables` reads a `Group` from files, `records` assembles one from the database, `planning` builds its problems from it.
Ids are unique in their table and every reference resolves; whoever builds a `Group` has checked that.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from genhun.core.calendar import Month
from genhun.core.distance import Atlas
from genhun.core.policy import Policy
from genhun.core.retirement import retirement_month

PARTY, PRODUCTION, BOTH = "party", "production", "both"
ROLES = ("secretary", "chair", "manager", "deputy_secretary", "discipline", "director")


def lanes_of(track: str) -> tuple[str, ...]:
    """The lanes of experience that a track counts for: `both` counts for party and production."""
    return (PARTY, PRODUCTION) if track == BOTH else (track,)


@dataclass(frozen=True, slots=True)
class Unit:
    """One organisation of the group. `tier` and `circle` are already filled in where the table left them blank."""

    unit_id: str
    name: str
    city: str
    parent_id: str = ""
    tier: int = 1
    industry: str = ""
    lat: float | None = None
    lon: float | None = None
    circle: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """One kind of seat in a unit."""

    post_id: str
    unit_id: str
    title: str
    track: str
    level: int
    seats: int = 1
    roles: frozenset[str] = frozenset()
    grassroots: bool = False
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """One cadre or party-affairs worker. `retire` is None where the retirement rule decides."""

    person_id: str
    name: str
    sex: str
    birth: Month
    level: int
    level_since: Month
    home_city: str = ""
    mobility: str = "circle"
    young: bool = False
    retire: Month | None = None


@dataclass(frozen=True, slots=True)
class Appointment:
    """A person in a post from `start` until before `end` (None = still open).

    `post_id` is empty for a post outside the table; then track, level, industry and grassroots stand here.
    """

    person_id: str
    post_id: str
    start: Month
    end: Month | None = None
    track: str = ""
    level: int = 0
    industry: str = ""
    grassroots: bool = False


@dataclass(frozen=True, slots=True)
class Kin:
    """Two people who are related."""

    person_id: str
    kin_id: str
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Lock:
    """A decision already taken: the person holds the post in every period that starts in [start, end)."""

    person_id: str
    post_id: str
    start: Month
    end: Month | None = None


@dataclass(frozen=True, slots=True)
class TrainingClass:
    """One class of the training year; `start` and `end` are both days of the class."""

    class_id: str
    title: str
    kind: str
    city: str
    start: date
    end: date
    days: int
    seats: int
    school: str = ""
    lat: float | None = None
    lon: float | None = None
    min_level: int | None = None
    max_level: int | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """Days of training that a person already has."""

    person_id: str
    date: date
    days: int


@dataclass(frozen=True, slots=True)
class Peak:
    """A production peak of a unit and of all units below it, both days included."""

    unit_id: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Strength:
    """A unit's state (0-100) in one of the six aspects."""

    unit_id: str
    aspect: int
    value: int


@dataclass(frozen=True)
class Group:
    """All tables of one input, in the order in which they were given."""

    units: tuple[Unit, ...] = ()
    posts: tuple[Post, ...] = ()
    people: tuple[Person, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    kin: tuple[Kin, ...] = ()
    locks: tuple[Lock, ...] = ()
    classes: tuple[TrainingClass, ...] = ()
    credits: tuple[Credit, ...] = ()
    peaks: tuple[Peak, ...] = ()
    strengths: tuple[Strength, ...] = ()
    policy: Policy = field(default_factory=Policy)
    notes: tuple[str, ...] = ()

    @cached_property
    def unit(self) -> dict[str, Unit]:
        """Units by id."""
        return {u.unit_id: u for u in self.units}

    @cached_property
    def post(self) -> dict[str, Post]:
        """Posts by id."""
        return {p.post_id: p for p in self.posts}

    @cached_property
    def person(self) -> dict[str, Person]:
        """People by id."""
        return {p.person_id: p for p in self.people}

    @cached_property
    def atlas(self) -> Atlas:
        """City coordinates: the first row that has them, units then classes."""
        places: dict[str, tuple[float, float]] = {}
        located: tuple[Unit | TrainingClass, ...] = (*self.units, *self.classes)
        for place in located:
            if place.lat is not None and place.lon is not None:
                places.setdefault(place.city, (place.lat, place.lon))
        return Atlas(places)

    def retires(self, person: Person) -> Month:
        """The month in which a person retires: the given one, else by the retirement rule."""
        if person.retire is not None:
            return person.retire
        return retirement_month(person.sex, person.birth, person.level, self.policy["women_late_level"])
