"""Small made-up groups with arbitrary itineraries: plans that need not keep any rule, to compare books with."""

from random import Random

from genhun.core.calendar import Month, first_period_from, month_of
from genhun.core.group import ROLES, Appointment, Group, Kin, Lock, Person, Post, Unit
from genhun.core.policy import Policy
from genhun.planning.lines import RESERVE, RETIRED, Stint

START = month_of(2027, 1)
CITIES = {"Anyi": (30.0, 110.0), "Beixi": (31.0, 111.0), "Changhe": (36.0, 117.0), "Nowhere": (None, None)}
TRACKS = ("party", "production", "both")


def random_group(seed: int, people: int = 14) -> Group:
    """A group of two circles with posts of every track, some fixed, some locks and kin."""
    rng = Random(seed)
    units = _units(rng)
    posts = tuple(_post(rng, n, units) for n in range(people))
    persons = tuple(_person(rng, n) for n in range(people))
    appointments = tuple(a for p in persons for a in _career(rng, p, posts))
    pairs = [rng.sample(persons, 2) for _ in range(3)]
    locks = [Lock(rng.choice(persons).person_id, rng.choice(posts).post_id, Month(START + 6 * rng.randrange(8)))]
    return Group(
        units=units,
        posts=posts,
        people=persons,
        appointments=appointments,
        kin=tuple(Kin(a.person_id, b.person_id) for a, b in pairs),
        locks=tuple(locks),
        policy=Policy({"periods": rng.choice((1, 4, 10)), "home_avoidance": rng.randrange(2)}),
    )


def random_plan(group: Group, seed: int) -> list[Stint]:
    """Lines that form an itinerary for everyone in scope, chosen without regard to the rules."""
    rng, periods = Random(seed), group.policy["periods"]
    free = [p.post_id for p in group.posts if not p.fixed]
    stints = []
    for person in group.people:
        start = next((a.post_id for a in group.appointments if _opens(group, a, person)), None)
        if start is None or group.retires(person) < START:
            continue
        gone, t, here = min(periods, first_period_from(START, group.retires(person))), 0, start
        while t < gone:
            until = min(gone, t + rng.randrange(1, 7))
            stints.append(Stint(person.person_id, here, t, until))
            t, here = until, rng.choice([p for p in (*free, RESERVE) if p != here])
        if gone < periods:
            stints.append(Stint(person.person_id, RETIRED, gone, periods))
    return stints


def _opens(group: Group, a: Appointment, person: Person) -> bool:
    return a.person_id == person.person_id and a.end is None and bool(a.post_id) and not group.post[a.post_id].fixed


def _units(rng: Random) -> tuple[Unit, ...]:
    units = [Unit("g", "Group", "Anyi", "", 1, "steel", *CITIES["Anyi"], circle="g")]
    for n in range(5):
        city = rng.choice(list(CITIES))
        circle = f"c{n % 2}"
        lat, lon = CITIES[city]
        units.append(Unit(f"u{n}", f"Works {n}", city, "g", 2, rng.choice(("", "steel", "coal")), lat, lon, circle))
    return tuple(units)


def _post(rng: Random, n: int, units: tuple[Unit, ...]) -> Post:
    roles = frozenset(rng.sample(ROLES, rng.randrange(2)))
    return Post(
        f"p{n}", rng.choice(units).unit_id, f"Post {n}", rng.choice(TRACKS), rng.randrange(1, 4),
        rng.choice((1, 1, 2)), roles, fixed=n % 7 == 6,
    )  # fmt: skip


def _person(rng: Random, n: int) -> Person:
    return Person(
        f"n{n}", f"Name {n}", rng.choice("mf"), month_of(rng.randrange(1964, 1995), rng.randrange(1, 13)),
        rng.randrange(1, 4), Month(START - rng.randrange(0, 60)), rng.choice(["", *CITIES]),
        rng.choice(("circle", "circle", "city", "none")), rng.random() < 0.5,
    )  # fmt: skip


def _career(rng: Random, person: Person, posts: tuple[Post, ...]) -> list[Appointment]:
    begin, now = Month(START - rng.randrange(60, 120)), Month(START - rng.randrange(0, 60))
    return [
        Appointment(person.person_id, "", begin, Month(begin + 30), rng.choice(TRACKS), 1, rng.choice(("", "rail"))),
        Appointment(person.person_id, rng.choice(posts).post_id, now),
    ]
