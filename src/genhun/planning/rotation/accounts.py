"""The books of one rotation plan: who holds what when, what it costs, and what a change of a few people would cost.

Kept apart from the solver, so that any plan can be explained, also one made by hand.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from genhun.core.group import PARTY, PRODUCTION, Group, Post, lanes_of
from genhun.core.policy import MOVE_BY_BAND
from genhun.planning.lines import RESERVE, RETIRED, Stint
from genhun.planning.rotation.situation import Situation, lanes_lived, situations

PARTS = ("vacancy", "move", "unfamiliar", "overdue", "reserve", "not_dual", "thin")
Itinerary = tuple[str, ...]
"""The post id (or `reserve`, `retired`) of each period, `(periods,)`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a person into a post, with what held before it.

    `left` is the post or `reserve` left, `held` the whole periods it was held, `from_unit` the last unit, `level` and
    `level_held` those before the entry, `forced` whether a lock forces it.
    """

    person_id: str
    period: int
    post_id: str
    left: str
    held: int
    from_unit: str
    level: int
    level_held: int
    forced: bool


@dataclass(frozen=True, slots=True)
class Walk:
    """One person's way through the periods: the entries, the leavings for reserve, the own costs, where it ends.

    `leavings` are (period, post left, whole periods held) for moves into reserve; `bench` is the (circle, level) that
    the person stands by for at the end, or None.
    """

    entries: tuple[Entry, ...]
    leavings: tuple[tuple[int, str, int], ...]
    points: Mapping[str, int]
    bench: tuple[str, int] | None


@dataclass(slots=True)
class _Pace:
    """What changes from period to period while a person walks."""

    post: str
    held: int
    unit: str
    level: int
    level_held: int
    lived: list[int]
    industries: set[str]
    points: Counter[str] = field(default_factory=Counter)
    entries: list[Entry] = field(default_factory=list)
    leavings: list[tuple[int, str, int]] = field(default_factory=list)


class Accounts:
    """The books of one plan; `change` and `vacancies` answer what other itineraries would cost."""

    def __init__(self, group: Group, stints: Iterable[Stint]) -> None:
        self.group = group
        self.periods = group.policy["periods"]
        self.people = situations(group)
        self.benches = self._benches()
        self.itinerary = self._itineraries(stints)
        self.walks = {p: self.walk(p, way) for p, way in self.itinerary.items()}
        self.holders: Counter[tuple[str, int]] = Counter()
        self.supply: Counter[tuple[str, int]] = Counter()
        for person_id, way in self.itinerary.items():
            self.holders.update(_uses(way))
            bench = self.walks[person_id].bench
            if bench is not None:
                self.supply[bench] += 1

    def _benches(self) -> dict[tuple[str, int], int]:
        wanted: Counter[tuple[str, int]] = Counter()
        for post in self.group.posts:
            if "secretary" in post.roles:
                wanted[self.group.unit[post.unit_id].circle, post.level] += post.seats
        return dict(wanted)

    def _itineraries(self, stints: Iterable[Stint]) -> dict[str, Itinerary]:
        ways = {p: [RETIRED] * self.periods for p in self.people}
        for s in stints:
            if s.person_id in ways:
                way = ways[s.person_id]
                way[s.from_period : s.to_period] = [s.post_id] * (s.to_period - s.from_period)
        return {p: tuple(way) for p, way in ways.items()}

    def walk(self, person_id: str, way: Itinerary) -> Walk:
        """Follow a person along an itinerary `(periods,)` and count the own costs in points."""
        s = self.people[person_id]
        pace = _Pace(s.post_id, s.held, s.unit_id, s.person.level, s.level_held, list(s.lived), set(s.industries))
        for t in range(s.retires):
            self._step(s, pace, t, way[t])
        stays = s.retires >= self.periods
        dual = min(pace.lived) >= self.group.policy["dual_periods"]
        if s.person.young and stays and not dual:
            pace.points["not_dual"] += self.group.policy["not_dual"]
        bench = self._bench(s, pace) if stays and dual else None
        return Walk(tuple(pace.entries), tuple(pace.leavings), pace.points, bench)

    def _step(self, s: Situation, pace: _Pace, t: int, post_id: str) -> None:
        policy = self.group.policy
        if post_id != pace.post:
            if post_id == RESERVE:
                pace.leavings.append((t, pace.post, pace.held))
            else:
                self._enter(s, pace, t, self.group.post[post_id])
            pace.post, pace.held = post_id, 0
        if post_id == RESERVE:
            pace.points["reserve"] += policy["reserve"]
        else:
            if pace.held >= policy["max_stay"]:
                pace.points["overdue"] += policy["overdue"]
            lanes = lanes_of(self.group.post[post_id].track)
            pace.lived[0] += PARTY in lanes
            pace.lived[1] += PRODUCTION in lanes
        pace.held += 1
        pace.level_held += 1

    def _enter(self, s: Situation, pace: _Pace, t: int, post: Post) -> None:
        group, unit = self.group, self.group.unit[post.unit_id]
        pace.entries.append(
            Entry(
                s.person.person_id, t, post.post_id, pace.post, pace.held, pace.unit, pace.level, pace.level_held,
                s.forced(post.post_id, t),
            )
        )  # fmt: skip
        pace.points["move"] += (
            group.policy["move"] + MOVE_BY_BAND[group.atlas.band(group.unit[pace.unit].city, unit.city)]
        )
        if 0 in lanes_lived(post.track, (pace.lived[0], pace.lived[1])):
            pace.points["unfamiliar"] += group.policy["new_track"]
        if unit.industry and unit.industry not in pace.industries:
            pace.points["unfamiliar"] += group.policy["new_industry"]
            pace.industries.add(unit.industry)
        pace.unit = unit.unit_id
        if post.level > pace.level:
            pace.level, pace.level_held = post.level, 0

    def _bench(self, s: Situation, pace: _Pace) -> tuple[str, int] | None:
        if pace.post != RESERVE and "secretary" in self.group.post[pace.post].roles:
            return None
        for level in (pace.level + 1, pace.level):
            if (s.circle, level) in self.benches:
                return s.circle, level
        return None

    def vacancy_price(self, post: Post) -> int:
        """Points of one vacant seat of a post for one period."""
        policy = self.group.policy
        return (policy["vacancy_base"] + policy["vacancy_level"] * post.level) * (2 if "secretary" in post.roles else 1)

    def thin_points(self, bench: tuple[str, int], supply: int) -> int:
        """Points of a bench with the given supply."""
        policy = self.group.policy
        return policy["thin"] * max(0, policy["bench"] * self.benches[bench] - supply)

    def change(self, ways: Mapping[str, Itinerary]) -> dict[str, int]:
        """Points by part that the plan would cost more (less: negative) with these itineraries instead."""
        points: Counter[str] = Counter()
        supply: Counter[tuple[str, int]] = Counter()
        for person_id, way in ways.items():
            before, after = self.walks[person_id], self.walk(person_id, way)
            points.update(after.points)
            points.subtract(before.points)
            for walk, sign in ((before, -1), (after, 1)):
                if walk.bench is not None:
                    supply[walk.bench] += sign
        points["vacancy"] += sum(self.vacancies(ways).values())
        for bench, more in supply.items():
            now = self.supply[bench]
            points["thin"] += self.thin_points(bench, now + more) - self.thin_points(bench, now)
        return {part: points[part] for part in PARTS if points[part]}

    def vacancies(self, ways: Mapping[str, Itinerary]) -> dict[str, int]:
        """Points of vacancy that each post would cost more (less: negative) with these itineraries instead."""
        more: Counter[str] = Counter()
        for (post_id, t), extra in self.shifts(ways).items():
            post, now = self.group.post[post_id], self.holders[post_id, t]
            seats = max(0, post.seats - now - extra) - max(0, post.seats - now)
            more[post_id] += self.vacancy_price(post) * seats
        return {post_id: points for post_id, points in more.items() if points}

    def shifts(self, ways: Mapping[str, Itinerary]) -> Counter[tuple[str, int]]:
        """How many more (fewer: negative) would hold each (post, period) with these itineraries instead."""
        shift: Counter[tuple[str, int]] = Counter()
        for person_id, way in ways.items():
            shift.update(_uses(way))
            shift.subtract(_uses(self.itinerary[person_id]))
        return Counter({use: extra for use, extra in shift.items() if extra})

    def held_before(self, person_id: str, period: int) -> str:
        """What a person holds just before a period: the start post before period 0."""
        return self.people[person_id].post_id if period == 0 else self.itinerary[person_id][period - 1]

    def parts(self) -> dict[str, int]:
        """The cost of the plan by part, in points."""
        points: Counter[str] = Counter(dict.fromkeys(PARTS, 0))
        for walk in self.walks.values():
            points.update(walk.points)
        for post in self.group.posts:
            if not post.fixed:
                price = self.vacancy_price(post)
                points["vacancy"] += sum(
                    price * max(0, post.seats - self.holders[post.post_id, t]) for t in range(self.periods)
                )
        points["thin"] += sum(self.thin_points(b, self.supply[b]) for b in self.benches)
        return dict(points)


def _uses(way: Itinerary) -> list[tuple[str, int]]:
    return [(post_id, t) for t, post_id in enumerate(way) if post_id not in (RESERVE, RETIRED)]


def stints_of(person_id: str, way: Itinerary) -> list[Stint]:
    """An itinerary as the lines of the contract, one a run of equal periods."""
    lines: list[Stint] = []
    start = 0
    for t in range(1, len(way) + 1):
        if t == len(way) or way[t] != way[start]:
            lines.append(Stint(person_id, way[start], start, t))
            start = t
    return lines
