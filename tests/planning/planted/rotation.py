"""Rotation problems built around itineraries that keep every rule."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import groupby
from random import Random

from tests.planning.planted.ground import START, TRACKS, build_person, build_post, chance, grow_units
from tests.planning.planted.itinerary import Itinerary, Traveller, Ways, walk

from genhun.core.calendar import Month
from genhun.core.group import Appointment, Group, Kin, Lock, Person, Post, Unit
from genhun.core.policy import Policy, Value
from genhun.planning.lines import RESERVE, RETIRED, Stint

HEAD_ROLES = ("secretary", "chair", "manager", "deputy_secretary", "discipline", "director")
KEPT_FROM_HOME = {"secretary", "chair", "manager", "discipline"}


@dataclass(frozen=True)
class Size:
    """The most periods, units and posts of a problem."""

    periods: int = 7
    units: int = 6
    posts: int = 24


def planted_rotation(rng: Random, most_people: int = 12, size: Size = Size()) -> tuple[Group, tuple[Stint, ...]]:
    """A small rotation problem and a plan that keeps every rule: kin, locks, reserve, mobility, overbooked starts."""
    field_ = _Field(rng, size)
    for n in range(rng.randint(1, most_people)):
        field_.plant_person(f"A{n:02d}")
    field_.plant_outsiders()
    field_.lock_some()
    field_.set_seats()
    field_.set_roles()
    field_.set_share()
    field_.set_reach_and_home()
    field_.relate_some()
    return field_.group(), tuple(field_.lines())


@dataclass
class _Field:
    rng: Random
    size: Size
    policy: dict[str, Value] = field(default_factory=dict)
    units: list[Unit] = field(default_factory=list)
    posts: dict[str, Post] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    ways: dict[str, Itinerary] = field(default_factory=dict)
    appointments: list[Appointment] = field(default_factory=list)
    locks: list[Lock] = field(default_factory=list)
    kin: list[Kin] = field(default_factory=list)

    def __post_init__(self) -> None:
        rng = self.rng
        self.policy = {
            "periods": rng.randint(1, self.size.periods),
            "min_stay": rng.randint(1, 4),
            "promotion_stay": rng.randint(1, 4),
            "promotion_left": rng.randint(0, 4),
            "max_stay": rng.randint(1, 8),
            "dual_periods": rng.randint(1, 4),
            "bench": rng.randint(0, 2),
            "move": rng.randint(0, 9),
            "vacancy_base": rng.randint(0, 30),
            "reserve": rng.randint(0, 50),
            "thin": rng.randint(0, 90),
            "not_dual": rng.randint(0, 130),
            "home_avoidance": rng.randint(0, 1),
        }
        self.units = grow_units(rng, self.size.units)
        for n in range(rng.randint(1, min(self.size.posts, 4 * len(self.units)))):
            post = build_post(rng, n, rng.choice(self.units), fixed=n > 0 and chance(rng, 0.15))
            self.posts[post.post_id] = post

    def number(self, key: str) -> int:
        """A whole-number policy value."""
        return int(self.policy[key])

    def plant_person(self, person_id: str) -> None:
        """A person with an itinerary, and the facts that make it lawful."""
        rng, periods = self.rng, self.number("periods")
        start = rng.choice([p for p in self.posts.values() if not p.fixed])
        active = periods if chance(rng, 0.8) else rng.randint(0, periods)
        far = rng.randint(0, 200) if active == periods else 0
        retire = Month(START + 6 * active - (rng.randint(0, 5) if active else 0) + far)
        level = max(1, start.level + rng.choice((0, 0, 0, 0, 1, -1)))
        way = walk(rng, Ways(self.posts, self._circle_of, self.number), Traveller(start, level, active, retire))
        self.ways[person_id] = way
        for lock_post, first, last in way.forced:
            self.locks.append(self._lock(person_id, lock_post, first, last, active))
        since = Month(START - 6 * way.level_held - rng.randint(0, 5))
        keep_rule = active == periods and far > 60 and START - 6 * way.level_held > 0 and chance(rng, 0.3)
        person = build_person(rng, person_id, level, since, None if keep_rule else retire)
        self.people[person_id] = replace(person, young=chance(rng, 0.4))
        held_since = START - 6 * way.held - rng.randint(0, 5)
        if way.held == 0 and chance(rng, 0.2):
            held_since = START + rng.randint(0, 4)
        self.appointments.append(Appointment(person_id, start.post_id, Month(held_since)))
        self._add_past(person_id)

    def _circle_of(self, post: Post) -> str:
        return next(u.circle for u in self.units if u.unit_id == post.unit_id)

    def _lock(self, person_id: str, post_id: str, first: int, last: int, active: int) -> Lock:
        """A lock that covers exactly the periods first..last (to the end of work where last is the last of them)."""
        start = START + 6 * first - self.rng.randint(0, 5)
        open_end = last == active - 1 and chance(self.rng, 0.5)
        end = None if open_end else Month(START + 6 * last + self.rng.randint(1, 6))
        return Lock(person_id, post_id, Month(start), end)

    def _add_past(self, person_id: str) -> None:
        """Some earlier appointments, in the table and outside it, and at times an open fixed or outside one."""
        rng = self.rng
        for _ in range(rng.randint(0, 3)):
            start = START - rng.randint(1, 80)
            end: Month | None = Month(start + rng.randint(1, 90))
            if chance(rng, 0.5):
                if chance(rng, 0.2):
                    end = None
                self.appointments.append(
                    Appointment(person_id, "", Month(start), end, rng.choice(TRACKS), 1, rng.choice(("机械", "电力")))
                )
            else:
                self.appointments.append(Appointment(person_id, rng.choice(list(self.posts)), Month(start), end))
        fixed = [p.post_id for p in self.posts.values() if p.fixed]
        if fixed and chance(rng, 0.2):
            self.appointments.append(Appointment(person_id, rng.choice(fixed), Month(START - rng.randint(0, 40))))

    def plant_outsiders(self) -> None:
        """People whom the rotation leaves: in fixed posts, without any, or retired before the start."""
        rng = self.rng
        fixed = [p.post_id for p in self.posts.values() if p.fixed]
        for n in range(rng.randint(0, 3)):
            person_id, retire = f"B{n}", Month(START + rng.randint(0, 60))
            kind = rng.choice(("fixed", "none", "retired"))
            if kind == "retired":
                retire = Month(START - rng.randint(1, 9))
                post = rng.choice(list(self.posts))
                self.appointments.append(Appointment(person_id, post, Month(START - 40)))
            elif kind == "fixed" and fixed:
                for post_id in rng.sample(fixed, min(len(fixed), rng.randint(1, 2))):
                    self.appointments.append(Appointment(person_id, post_id, Month(START - rng.randint(0, 40))))
            self.people[person_id] = build_person(rng, person_id, rng.randint(1, 4), Month(START - 30), retire)
            if chance(rng, 0.3):  # a lock that nobody has to keep
                self.locks.append(Lock(person_id, rng.choice(list(self.posts)), START))

    def lock_some(self) -> None:
        """Lock some of what the plan does anyway."""
        rng = self.rng
        for person_id, way in self.ways.items():
            for post_id, first, end in _runs(way.states):
                if post_id not in (RESERVE, RETIRED) and chance(rng, 0.1):
                    a = rng.randint(first, end - 1)
                    b = rng.randint(a, end - 1)
                    self.locks.append(self._lock(person_id, post_id, a, b, way.active))

    def set_seats(self) -> None:
        """Seats that fit the holders, or fewer where an overbooked start allows it."""
        for post in list(self.posts.values()):
            if post.fixed:
                continue
            held = [sum(w.states[t] == post.post_id for w in self.ways.values()) for t in range(self.number("periods"))]
            at_start = sum(w.start.post_id == post.post_id and w.active > 0 for w in self.ways.values())
            lawful = [s for s in range(1, max(held) + 3) if _fits(held, at_start, s)]
            seats = lawful[0] if chance(self.rng, 0.7) else self.rng.choice(lawful)
            self.posts[post.post_id] = replace(post, seats=seats)

    def entries(self) -> Iterator[tuple[str, Post, int, bool]]:
        """(person id, post, period, whether a lock forces it) for every entry of the plan."""
        for person_id, way in self.ways.items():
            here = way.start.post_id
            for t, state in enumerate(way.states):
                if state not in (here, RESERVE, RETIRED):
                    covered = [self._covers(person_id, state, t - k) for k in (0, 1)]
                    yield person_id, self.posts[state], t, covered[0] and not covered[1]
                here = state

    def _covers(self, person_id: str, post_id: str, period: int) -> bool:
        month = START + 6 * period
        return period >= 0 and any(
            (k.person_id, k.post_id) == (person_id, post_id) and k.start <= month and (k.end is None or month < k.end)
            for k in self.locks
        )

    def _entered(self) -> dict[tuple[str, int], list[tuple[str, bool]]]:
        """(post id, whether locked) of the entries, by (unit id, period)."""
        found: dict[tuple[str, int], list[tuple[str, bool]]] = defaultdict(list)
        for _, post, period, forced in self.entries():
            found[post.unit_id, period].append((post.post_id, forced))
        return found

    def set_roles(self) -> None:
        """Roles at random, taken back where both heads of a unit would be entered at once."""
        rng = self.rng
        for post in list(self.posts.values()):
            roles = frozenset(r for r in HEAD_ROLES if chance(rng, 0.25))
            self.posts[post.post_id] = replace(post, roles=roles)
        for entered in self._entered().values():
            for a, a_forced in entered:
                for b, b_forced in entered:
                    heads = "secretary" in self.posts[a].roles and "manager" in self.posts[b].roles
                    if a != b and heads and not (a_forced and b_forced):
                        self.posts[b] = replace(self.posts[b], roles=self.posts[b].roles - {"manager"})

    def set_share(self) -> None:
        """An entry share as tight as the plan allows, or somewhat wider."""
        seats = Counter[str]()
        for post in self.posts.values():
            if not post.fixed:
                seats[post.unit_id] += post.seats
        least = Fraction(0)
        for (unit_id, _), entered in self._entered().items():
            if len(entered) > 1 and not all(forced for _, forced in entered):
                least = max(least, Fraction(len(entered), seats[unit_id]))
        default = Fraction("0.34")
        self.policy["entry_share"] = self.rng.choice((least, max(least, default), least + Fraction(1, 5)))

    def set_reach_and_home(self) -> None:
        """The narrowest mobility that the plan allows, at times; home cities that it does not enter as head."""
        unit = {u.unit_id: u for u in self.units}
        entered: dict[str, list[tuple[Post, bool]]] = defaultdict(list)
        for person_id, post, _, forced in self.entries():
            entered[person_id].append((post, forced))
        for person_id, way in self.ways.items():
            free = [post for post, forced in entered[person_id] if not forced]
            city = unit[way.start.unit_id].city
            mobility = "circle"
            if not free and RESERVE not in way.states and chance(self.rng, 0.4):
                mobility = "none"
            elif all(unit[p.unit_id].city == city for p in free) and chance(self.rng, 0.4):
                mobility = "city"
            home = self.rng.choice(("", city, "北城", "远城"))
            leads = {unit[p.unit_id].city for p, _ in entered[person_id] if p.roles & KEPT_FROM_HOME}
            home = "" if home in leads else home
            self.people[person_id] = replace(self.people[person_id], mobility=mobility, home_city=home)

    def relate_some(self) -> None:
        """Some kin who never meet, or who only stay where they have always been."""
        ids = list(self.people)
        for _ in range(self.rng.randint(0, 6)):
            a, b = self.rng.choice(ids), self.rng.choice(ids)
            if a != b and not any(self._meet(a, b, t) for t in range(self.number("periods"))):
                self.kin.append(Kin(a, b, "亲属"))

    def _meet(self, a: str, b: str, period: int) -> bool:
        units_a, moved_a = self._where(a, period)
        units_b, moved_b = self._where(b, period)
        return bool(units_a & units_b) and (moved_a or moved_b)

    def _where(self, person_id: str, period: int) -> tuple[set[str], bool]:
        way = self.ways.get(person_id)
        if way is not None:
            state = way.states[period]
            moved = any(s != way.start.post_id for s in way.states[: period + 1])
            return (set() if state in (RESERVE, RETIRED) else {self.posts[state].unit_id}), moved
        retire = self.people[person_id].retire
        if retire is not None and retire <= START + 6 * period:
            return set(), False
        open_posts = [a.post_id for a in self.appointments if a.person_id == person_id and a.end is None and a.post_id]
        return {self.posts[p].unit_id for p in open_posts}, False

    def lines(self) -> list[Stint]:
        """The plan's rows, shuffled; at times one post in two rows, and none for a person who is retired throughout."""
        rows: list[Stint] = []
        for person_id, way in self.ways.items():
            if way.active == 0 and chance(self.rng, 0.5):
                continue
            for post_id, first, end in _runs(way.states):
                cut = self.rng.randint(first + 1, end - 1) if end - first > 1 and chance(self.rng, 0.05) else end
                rows.append(Stint(person_id, post_id, first, cut))
                if cut < end:
                    rows.append(Stint(person_id, post_id, cut, end))
        self.rng.shuffle(rows)
        return rows

    def group(self) -> Group:
        """The tables around the plan."""
        self.rng.shuffle(self.appointments)
        return Group(
            units=tuple(self.units),
            posts=tuple(self.posts.values()),
            people=tuple(self.people.values()),
            appointments=tuple(self.appointments),
            kin=tuple(self.kin),
            locks=tuple(self.locks),
            policy=Policy(self.policy),
        )


def _runs(states: list[str]) -> Iterator[tuple[str, int, int]]:
    """(state, first period, end) of each run of equal states."""
    at = 0
    for state, run in groupby(states):
        length = len(list(run))
        yield state, at, at + length
        at += length


def _fits(held: list[int], at_start: int, seats: int) -> bool:
    """Whether the holders of a post by period are lawful with so many seats."""
    allowed = max(seats, at_start)
    for holders in held:
        if holders > allowed:
            return False
        if holders <= seats:
            allowed = seats
    return True
