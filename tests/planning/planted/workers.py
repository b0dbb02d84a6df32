"""Party-affairs workers, newcomers and others, whose months on party posts are known by construction."""

from dataclasses import dataclass, field, replace
from random import Random

from tests.planning.planted.ground import START, build_person, build_post, chance, grow_units

from genhun.core.calendar import Month
from genhun.core.group import Appointment, Person, Post, Unit

NEWCOMER_MONTHS = 24
RETIRED_TOO_SOON = Month(START + 11)


@dataclass
class Staff:
    """The tables of a group with workers; `months` on party posts before 2027-01, of workers only."""

    rng: Random
    units: list[Unit] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    unit_of: dict[str, Unit] = field(default_factory=dict)
    level_of: dict[str, int] = field(default_factory=dict)
    newcomer: dict[str, bool] = field(default_factory=dict)
    months: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.units = grow_units(self.rng)

    def add_post(self, track: str, *, fixed: bool) -> Post:
        """A post of its own for one person."""
        post = build_post(self.rng, len(self.posts), self.rng.choice(self.units), fixed=fixed)
        self.posts.append(replace(post, track=track))
        return self.posts[-1]

    def add_worker(self, person_id: str) -> None:
        """A worker: an open party post, at times a second open one that decides the unit, and an earlier past."""
        rng = self.rng
        first = self.add_post(rng.choice(("party", "both")), fixed=chance(rng, 0.3))
        newcomer = chance(rng, 0.5)
        months = rng.randint(-11, NEWCOMER_MONTHS - 1) if newcomer else rng.randint(NEWCOMER_MONTHS, 130)
        seat, since = first, START - months
        self.appointments.append(Appointment(person_id, first.post_id, Month(since)))
        if chance(rng, 0.3):
            other = self.add_post(rng.choice(("party", "production")), fixed=chance(rng, 0.5) or not first.fixed)
            start = Month(START - rng.randint(-6, min(months, 40)) if months > 0 else since)
            self.appointments.append(Appointment(person_id, other.post_id, start))
            later = (start, other.post_id) > (since, first.post_id)
            seat = other if (not other.fixed or (first.fixed and later)) else first
        gap = 0
        if not newcomer and chance(rng, 0.3):  # an earlier party post, after which came something else
            gap = rng.randint(1, 10)
            earlier = rng.randint(1, 30)
            self.appointments.append(
                Appointment(person_id, "", Month(since - gap - earlier), Month(since - gap), "party", 1)
            )
            months += earlier
        level = rng.randint(1, 4)
        retire = Month(START + rng.randint(12, 300))
        self.people.append(build_person(rng, person_id, level, Month(START - 50), retire))
        self.unit_of[person_id] = next(u for u in self.units if u.unit_id == seat.unit_id)
        self.level_of[person_id] = level
        self.newcomer[person_id] = newcomer
        self.months[person_id] = max(0, months)

    def add_strangers(self) -> None:
        """People who are no workers: on production only, retiring in the year, without an open post."""
        for n in range(self.rng.randint(0, 3)):
            person_id, retire = f"Z{n}", Month(START + 200)
            kind = self.rng.choice(("production", "retiring", "closed", "late"))
            track = "production" if kind == "production" else "party"
            end = Month(START + 3) if kind == "closed" else None
            start = Month(START + 12 if kind == "late" else START - 70)
            retire = RETIRED_TOO_SOON if kind == "retiring" else retire
            post = self.add_post(track, fixed=False)
            self.appointments.append(Appointment(person_id, post.post_id, start, end))
            self.people.append(build_person(self.rng, person_id, 4, Month(START - 50), retire))
