"""Benches built so that they keep every rule; the readiness of each candidate is known by construction."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from random import Random

from tests.planning.planted.ground import START, build_person, build_post, chance, grow_units

from genhun.core.calendar import Month
from genhun.core.group import Appointment, Group, Kin, Person, Post, Unit
from genhun.core.policy import Policy, Value
from genhun.planning.lines import BenchPlace


@dataclass
class _Bench:
    rng: Random
    dual_periods: int
    promotion_stay: int
    units: dict[str, Unit] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    holds: dict[str, Post] = field(default_factory=dict)
    periods: dict[str, dict[str, int]] = field(default_factory=dict)
    open_lanes: dict[str, set[str]] = field(default_factory=dict)
    at_level: dict[str, int] = field(default_factory=dict)

    def add_person(self, person_id: str) -> None:
        """A person with disjoint past months on each lane, then one open post, at times one outside too."""
        rng = self.rng
        post = rng.choice(self.posts)
        now, earlier = rng.randint(0, 30), {lane: rng.randint(0, 30) for lane in ("party", "production")}
        start = START - now
        self.appointments.append(Appointment(person_id, post.post_id, Month(start)))
        for lane, months in earlier.items():
            if months:
                self.appointments.append(Appointment(person_id, "", Month(start - months), Month(start), lane, 1))
            start -= months
        self.open_lanes[person_id] = {lane for lane in earlier if post.track in (lane, "both")}
        if chance(rng, 0.2):
            lane = rng.choice(("party", "production"))
            self.appointments.append(Appointment(person_id, "", Month(START - now), None, lane, 1))
            self.open_lanes[person_id].add(lane)
        on = {lane: earlier[lane] + (now if lane in self.open_lanes[person_id] else 0) for lane in earlier}
        self.holds[person_id] = post
        self.periods[person_id] = {lane: months // 6 for lane, months in on.items()}
        self.at_level[person_id] = rng.randint(0, 6)
        since = Month(START - 6 * self.at_level[person_id] - rng.randint(0, 5))
        retire = Month(START + rng.choice((35, 36, 37, 90, 200)))
        self.people.append(build_person(rng, person_id, max(1, post.level - rng.randint(0, 1)), since, retire))

    def readiness(self, person: Person, post: Post) -> str:
        """The word that the contract gives this candidate for this post."""
        lanes = self.periods[person.person_id]
        for ahead, word in ((0, "now"), (2, "soon")):
            grown = [n + (ahead if lane in self.open_lanes[person.person_id] else 0) for lane, n in lanes.items()]
            in_time = post.level == person.level or self.at_level[person.person_id] + ahead >= self.promotion_stay
            if min(grown) >= self.dual_periods and in_time:
                return word
        return "later"

    def may_sit(self, person: Person, post: Post) -> bool:
        """BEN-01 but for readiness."""
        held = self.holds[person.person_id]
        same_circle = self.units[held.unit_id].circle == self.units[post.unit_id].circle
        months_left = int(person.retire or 0) - START
        return same_circle and held is not post and post.level - person.level in (0, 1) and months_left >= 36


def planted_benches(rng: Random, most_people: int = 12) -> tuple[Group, tuple[BenchPlace, ...]]:
    """A small problem of benches and benches that keep every rule."""
    bench = _Bench(rng, rng.randint(1, 4), rng.randint(1, 4))
    bench.units = {u.unit_id: u for u in grow_units(rng)}
    for n in range(rng.randint(1, 10)):
        post = build_post(rng, n, rng.choice(list(bench.units.values())), fixed=chance(rng, 0.3))
        bench.posts.append(replace(post, roles=frozenset({"secretary"} if chance(rng, 0.5) else ())))
    for n in range(rng.randint(1, most_people)):
        bench.add_person(f"A{n:02d}")
    size = rng.randint(1, 3)
    seated: dict[str, list[BenchPlace]] = defaultdict(list)
    for post in bench.posts:
        if "secretary" not in post.roles:
            continue
        for person in rng.sample(bench.people, len(bench.people)):
            if len(seated[post.post_id]) < size and bench.may_sit(person, post) and chance(rng, 0.7):
                place = len(seated[post.post_id]) + 1
                seated[post.post_id].append(
                    BenchPlace(post.post_id, place, person.person_id, bench.readiness(person, post))
                )
    lines = [line for places in seated.values() for line in places]
    return _group(bench, lines, size), tuple(rng.sample(lines, len(lines)))


def _group(bench: _Bench, lines: list[BenchPlace], size: int) -> Group:
    rng, post = bench.rng, {p.post_id: p for p in bench.posts}
    load = max(Counter(line.person_id for line in lines).values(), default=1)
    settings: dict[str, Value] = {
        "dual_periods": bench.dual_periods,
        "promotion_stay": bench.promotion_stay,
        "bench_size": size,
        "bench_load": load + rng.choice((0, 0, 1)),
        "empty_place": rng.randint(0, 60),
    }
    kin = []
    for _ in range(rng.randint(0, 6)):
        a, b = (rng.choice(bench.people).person_id for _ in range(2))
        clash = any(
            post[line.post_id].unit_id == bench.holds[other].unit_id
            for me, other in ((a, b), (b, a))
            for line in lines
            if line.person_id == me
        )
        if a != b and not clash:
            kin.append(Kin(a, b))
    return Group(
        units=tuple(bench.units.values()),
        posts=tuple(bench.posts),
        people=tuple(bench.people),
        appointments=tuple(rng.sample(bench.appointments, len(bench.appointments))),
        kin=tuple(kin),
        policy=Policy(settings),
    )
