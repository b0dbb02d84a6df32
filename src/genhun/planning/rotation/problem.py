"""The rotation problem as arrays: one `Region` for each set of circles that nothing but the sum of costs ties together.

Rotation splits exactly by circle (nobody leaves the circle of the starting post); only a lock may carry a person
across, and circles that a lock ties together form one region. All costs are held in thousandths of a point, all times
in periods.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import floor
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from genhun.core.calendar import Month, first_period_from, whole_periods
from genhun.core.group import BOTH, PARTY, PRODUCTION, Appointment, Group, Lock, Person, Post, lanes_of
from genhun.core.policy import MOVE_BY_BAND
from genhun.engine.rows import SCALE

Array = NDArray[np.int64]
TRACKS = {PARTY: 0, PRODUCTION: 1, BOTH: 2}
HEAD_ROLES = frozenset(("secretary", "chair", "manager", "discipline"))


# Columns that people, posts and options of a menu share, then those of posts and options, of posts, and of people.
LEVEL, CIRCLE = 0, 1
TRACK, PLACE, SECRETARY, HEADSHIP = 2, 3, 4, 5
ALIKE = 6
OPTION_POST = 6
UNIT, SEATS, LIMIT, MANAGER, VACANCY, OTHER_HEAD = 6, 7, 8, 9, 10, 11
START, HELD, SINCE, LANE_A, LANE_B, END, LAST_RAISE = 2, 3, 4, 5, 6, 7, 8
YOUNG, STAYS, ONLY_CITY, HOME, LOCKED = 9, 10, 11, 12, 13
CITY, INDUSTRY = 0, 1


class Facts(NamedTuple):
    """What the compiled parts read of a region. Every array is int64; costs are in thousandths of a point.

    A place is a (city, industry) pair in which units lie. The columns of `post`, `person` and `place` are named above:
    LIMIT is the seats or the holders at an overbooked start, HEADSHIP whether home avoidance asks about the post,
    OTHER_HEAD the post that is never entered together with this one (ROT-06), where each has one seat, one person holds
    it and no lock asks for either, or -1, END the first period retired, LAST_RAISE the last period in which a promotion
    leaves enough time to retirement, STAYS mobility `none`, ONLY_CITY the one city that mobility `city` allows or -1.
    """

    periods: int
    min_stay: int
    promotion_stay: int
    max_stay: int
    dual: int
    lane_cap: int
    since_cap: int
    lane_bits: int  # how many bits a count of periods gained on a lane takes in a state of the oracle
    since_bits: int
    travel_spread: int
    new_track: int
    new_industry: int
    overdue: int
    reserve: int
    not_dual: int
    thin: int
    post: Array  # (posts, 12)
    unit_cap: Array  # (units,)
    place: Array  # (places, 2)
    travel: Array  # (places, places) the price of an entry by where it leads from and to
    person: Array  # (people, 14)
    served: Array  # (people, industries)
    lock: Array  # (people, periods) locked post or -1
    bench_row: Array  # (circles, levels) the bench that a person who ends at a level counts for, or -1
    bench_want: Array


class Ties(NamedTuple):
    """What ties posts and people together: heads of one unit, and kin."""

    head_from: Array  # (units + 1,) offsets into head_posts
    head_posts: Array  # secretary and manager posts, by unit
    kin_from: Array  # (people + 1,) offsets into kin
    kin: Array
    bar_from: Array  # (people + 1,) offsets into bar
    bar: Array  # (rows, 2) unit, and the first period from which the relative there is gone


class LockRow(NamedTuple):
    """One row of the locks as far as it asks for something: indices of person and post, periods [first, until)."""

    person: int
    post: int
    first: int
    until: int


@dataclass(frozen=True)
class Region:
    """One region: its facts and the ids behind the indices, everything sorted by id."""

    facts: Facts
    ties: Ties
    people: tuple[str, ...]
    posts: tuple[str, ...]
    units: tuple[str, ...]
    benches: tuple[tuple[str, int], ...]  # (circle, level)
    locks: tuple[LockRow, ...]
    barred_by: tuple[str, ...]  # who stands behind each row of `ties.bar`
    first: Month

    @cached_property
    def locks_of(self) -> dict[int, list[tuple[int, LockRow]]]:
        """The lock rows of each locked person, with their numbers."""
        found: dict[int, list[tuple[int, LockRow]]] = defaultdict(list)
        for k, lock in enumerate(self.locks):
            found[lock.person].append((k, lock))
        return dict(found)

    @property
    def size(self) -> int:
        """How many people the region holds."""
        return len(self.people)


@dataclass(frozen=True)
class Problem:
    """The whole rotation problem: independent regions, and people who are retired from the first period on."""

    regions: tuple[Region, ...]
    retired: tuple[str, ...]
    periods: int
    notes: tuple[str, ...]

    @staticmethod
    def of(group: Group) -> "Problem":
        """Read a group: who takes part, which circles hang together, and the arrays of each region."""
        return _Reader(group).problem()


@dataclass(frozen=True, slots=True)
class _Career:
    """A person of the scope with the open appointment that the rotation starts from."""

    person: Person
    open: Appointment
    post: Post
    end: int


class _Reader:
    """Reads one group; holds what several regions need."""

    def __init__(self, group: Group) -> None:
        self.group = group
        self.first = group.policy.rotation_start
        self.periods = group.policy["periods"]
        self.notes: list[str] = []
        self.history: dict[str, list[Appointment]] = defaultdict(list)
        for appointment in group.appointments:
            self.history[appointment.person_id].append(appointment)
        self.careers = {c.person.person_id: c for c in self._scope()}
        self.locks = self._locks()
        self.kin_pairs = sorted({(k.person_id, k.kin_id) for k in group.kin if k.person_id != k.kin_id})

    def problem(self) -> Problem:
        regions = self._circles_together()
        people: dict[str, list[_Career]] = defaultdict(list)
        retired = []
        for key in sorted(self.careers):
            career = self.careers[key]
            if career.end == 0:
                retired.append(key)
            else:
                people[regions[self._circle(career.post)]].append(career)
        posts: dict[str, list[Post]] = defaultdict(list)
        for post in sorted(self.group.posts, key=lambda p: p.post_id):
            posts[regions[self._circle(post)]].append(post)
        built = [_Builder(self, posts[name], people.get(name, [])).region() for name in sorted(posts)]
        return Problem(tuple(built), tuple(retired), self.periods, tuple(self.notes))

    def _circle(self, post: Post) -> str:
        return self.group.unit[post.unit_id].circle

    def _scope(self) -> Iterable[_Career]:
        for person in self.group.people:
            for appointment in self.history.get(person.person_id, ()):
                if appointment.end is not None or not appointment.post_id:
                    continue
                post = self.group.post[appointment.post_id]
                retires = self.group.retires(person)
                if not post.fixed and retires >= self.first:
                    end = min(self.periods, first_period_from(self.first, retires))
                    yield _Career(person, appointment, post, end)
                    break

    def _locks(self) -> dict[str, list[Lock]]:
        kept: dict[str, list[Lock]] = defaultdict(list)
        for lock in self.group.locks:
            if lock.person_id not in self.careers:
                self.notes.append(f"locks: {lock.person_id} takes no part in the rotation; the lock is left out")
            elif self.group.post[lock.post_id].fixed:
                self.notes.append(f"locks: {lock.post_id} is a fixed post; the lock of {lock.person_id} is left out")
            else:
                kept[lock.person_id].append(lock)
        return kept

    def _circles_together(self) -> dict[str, str]:
        """The region of each circle: circles joined by locks are one region, named by its first circle."""
        leader = {unit.circle: unit.circle for unit in self.group.units}

        def find(circle: str) -> str:
            while leader[circle] != circle:
                circle = leader[circle]
            return circle

        for person_id, locks in self.locks.items():
            own = self._circle(self.careers[person_id].post)
            for lock in locks:
                a, b = sorted((find(own), find(self._circle(self.group.post[lock.post_id]))))
                leader[b] = a
        return {circle: find(circle) for circle in leader}

    def lane_months(self, person_id: str, lane: str) -> int:
        """Months before the start that the union of a person's appointments on one lane covers."""
        spans = []
        for a in self.history[person_id]:
            track = self.group.post[a.post_id].track if a.post_id else a.track
            end = self.first if a.end is None else min(a.end, self.first)
            if lane in lanes_of(track) and a.start < end:
                spans.append((a.start, end))
        total, reached = 0, -1
        for begin, end in sorted(spans):
            total += max(0, end - max(begin, reached))
            reached = max(reached, end)
        return total

    def industries(self, person_id: str) -> set[str]:
        """The industries in which a person has served before the start."""
        found = set()
        for a in self.history[person_id]:
            if a.start < self.first or a.end is None:
                found.add(self.group.unit[self.group.post[a.post_id].unit_id].industry if a.post_id else a.industry)
        return found

    def locked_periods(self, career: _Career) -> Iterable[tuple[int, int, str]]:
        """(first period, period after the last, post id) of every lock that covers a period before the retirement."""
        for lock in self.locks.get(career.person.person_id, ()):
            first = first_period_from(self.first, lock.start)
            until = career.end if lock.end is None else min(career.end, first_period_from(self.first, lock.end))
            if first < until:
                yield first, until, lock.post_id

    def outside_units(self, person_id: str) -> list[tuple[str, int]]:
        """(unit id, first period gone) of a person outside the scope: the units of the open posts until retirement."""
        person = self.group.person[person_id]
        retires = self.group.retires(person)
        if person_id in self.careers or retires < self.first:
            return []
        until = min(self.periods, first_period_from(self.first, retires))
        open_posts = [a.post_id for a in self.history.get(person_id, ()) if a.end is None and a.post_id]
        return [(self.group.post[p].unit_id, until) for p in open_posts]


class _Builder:
    """Builds the arrays of one region."""

    def __init__(self, reader: _Reader, posts: list[Post], careers: list[_Career]) -> None:
        self.reader, self.group, self.policy = reader, reader.group, reader.group.policy
        self.all_posts = posts
        self.posts = [p for p in posts if not p.fixed]
        self.careers = careers
        self.units = sorted({p.unit_id for p in self.posts})
        self.post_at = {p.post_id: k for k, p in enumerate(self.posts)}
        self.unit_at = {u: k for k, u in enumerate(self.units)}
        self.person_at = {c.person.person_id: k for k, c in enumerate(careers)}
        self.circles = sorted({self.group.unit[p.unit_id].circle for p in posts})
        units = [self.group.unit[u] for u in self.units]
        self.cities = sorted({u.city for u in units})
        self.industries = sorted({u.industry for u in units} - {""})
        self.places = sorted({(u.city, u.industry) for u in units})

    def region(self) -> Region:
        locks = tuple(self._lock_rows())
        lock = self._locks(locks)
        posts = self._posts({row.post for row in locks})
        fields: dict[str, Any] = self._terms() | posts | self._places() | self._people(lock) | self._benches()
        facts = Facts(**fields, lock=lock)
        return Region(
            facts,
            Ties(*self._heads(), *self._kin()),
            tuple(c.person.person_id for c in self.careers),
            tuple(p.post_id for p in self.posts),
            tuple(self.units),
            self.bench_ids,
            locks,
            self.barred_by,
            self.reader.first,
        )

    def _terms(self) -> dict[str, int]:
        policy = self.policy
        costs = ("new_track", "new_industry", "overdue", "reserve", "not_dual", "thin")
        terms = {key: policy[key] * SCALE for key in costs}
        dual = policy["dual_periods"]
        periods = self.reader.periods
        since_cap = min(policy["promotion_stay"], periods + 1)
        terms |= {"periods": periods, "dual": dual, "lane_cap": max(1, dual), "since_cap": since_cap}
        terms |= {"lane_bits": min(max(1, dual), periods).bit_length(), "since_bits": since_cap.bit_length()}
        terms["travel_spread"] = max(MOVE_BY_BAND) * SCALE
        return terms | {key: policy[key] for key in ("min_stay", "promotion_stay", "max_stay")}

    def _posts(self, locked: set[int]) -> dict[str, Array]:
        home = self.policy["home_avoidance"] == 1
        starters = np.bincount([self.post_at[c.post.post_id] for c in self.careers], minlength=len(self.posts))
        place_at = {place: k for k, place in enumerate(self.places)}
        unit = {u: self.group.unit[u] for u in self.units}
        seats = _ints(p.seats for p in self.posts)
        columns = [
            _ints(p.level for p in self.posts),
            _ints(self.circles.index(unit[p.unit_id].circle) for p in self.posts),
            _ints(TRACKS[p.track] for p in self.posts),
            _ints(place_at[unit[p.unit_id].city, unit[p.unit_id].industry] for p in self.posts),
            _ints("secretary" in p.roles for p in self.posts),
            _ints(home and bool(p.roles & HEAD_ROLES) for p in self.posts),
            _ints(self.unit_at[p.unit_id] for p in self.posts),
            seats,
            np.maximum(seats, starters),
            _ints("manager" in p.roles for p in self.posts),
            _ints(self._vacancy(p) for p in self.posts),
        ]
        columns.append(self._other_heads(seats, columns[LIMIT], locked))
        share, total = self.policy.share("entry_share"), np.bincount(columns[UNIT], seats, len(self.units))
        return {
            "post": np.column_stack(columns).astype(np.int64),
            "unit_cap": _ints(max(1, floor(share * int(t))) for t in total),
        }

    def _vacancy(self, post: Post) -> int:
        points = self.policy["vacancy_base"] + self.policy["vacancy_level"] * post.level
        return points * SCALE * (2 if "secretary" in post.roles else 1)

    def _heads(self) -> tuple[Array, Array]:
        heads: dict[str, list[int]] = defaultdict(list)
        for k, post in enumerate(self.posts):
            if post.roles & {"secretary", "manager"}:
                heads[post.unit_id].append(k)
        return _offsets(len(heads[u]) for u in self.units), _ints(k for u in self.units for k in heads[u])

    def _other_heads(self, seats: Array, limit: Array, locked: set[int]) -> Array:
        other = np.full(len(self.posts), -1, np.int64)
        since, heads = self._heads()
        for pair in np.split(heads, since[1:-1]):
            roles = [self.posts[k].roles for k in pair]
            if len(pair) != 2 or seats[pair].min() < 1 or limit[pair].max() > 1 or locked & set(pair.tolist()):
                continue
            if any("secretary" in one and "manager" in two for one, two in (roles, roles[::-1])):
                other[pair] = pair[::-1]
        return other

    def _places(self) -> dict[str, Array]:
        n = len(self.places)
        travel = np.zeros((n, n), np.int64)
        for a, (from_city, _) in enumerate(self.places):
            for b, (to_city, _) in enumerate(self.places):
                points = self.policy["move"] + MOVE_BY_BAND[self.group.atlas.band(from_city, to_city)]
                travel[a, b] = points * SCALE
        return {
            "place": _ints(
                v for city, i in self.places for v in (self.cities.index(city), self.industries.index(i) if i else -1)
            ).reshape(n, 2),
            "travel": travel,
        }

    def _people(self, lock: Array) -> dict[str, Array]:
        reader, first, people = self.reader, self.reader.first, [c.person for c in self.careers]
        left = 6 * self.policy["promotion_left"]
        served = np.zeros((len(people), len(self.industries)), np.int64)
        for k, person in enumerate(people):
            known = reader.industries(person.person_id)
            served[k] = [i in known for i in self.industries]
        cap = max(1, self.policy["dual_periods"])

        def lanes(lane: str) -> Array:
            return _ints(min(cap, whole_periods(reader.lane_months(p.person_id, lane))) for p in people)

        columns = [
            _ints(p.level for p in people),
            _ints(self.circles.index(self.group.unit[c.post.unit_id].circle) for c in self.careers),
            _ints(self.post_at[c.post.post_id] for c in self.careers),
            _ints(whole_periods(first - c.open.start) for c in self.careers),
            _ints((first - p.level_since) // 6 for p in people),
            lanes(PARTY),
            lanes(PRODUCTION),
            _ints(c.end for c in self.careers),
            _ints((self.group.retires(p) - first - left) // 6 for p in people),
            _ints(p.young for p in people),
            _ints(p.mobility == "none" for p in people),
            _ints(self._only_city(c) for c in self.careers),
            _ints(self.cities.index(p.home_city) if p.home_city in self.cities else -1 for p in people),
            (lock >= 0).any(axis=1),
        ]
        return {"person": np.column_stack(columns).astype(np.int64), "served": served}

    def _only_city(self, career: _Career) -> int:
        city = self.group.unit[career.post.unit_id].city
        return self.cities.index(city) if career.person.mobility == "city" else -1

    def _benches(self) -> dict[str, Array]:
        seats: dict[tuple[str, int], int] = defaultdict(int)
        for post in self.all_posts:
            if "secretary" in post.roles:
                seats[self.group.unit[post.unit_id].circle, post.level] += post.seats
        self.bench_ids = tuple(sorted(seats))
        at = {key: k for k, key in enumerate(self.bench_ids)}
        top = max([p.level for p in self.all_posts] + [c.person.level for c in self.careers], default=0)
        row = np.full((len(self.circles), top + 2), -1, np.int64)
        for c, circle in enumerate(self.circles):
            for level in range(top + 1):
                row[c, level] = at.get((circle, level + 1), at.get((circle, level), -1))
        return {"bench_row": row, "bench_want": _ints(self.policy["bench"] * seats[key] for key in self.bench_ids)}

    def _kin(self) -> tuple[Array, Array, Array, Array]:
        kin: dict[int, set[int]] = defaultdict(set)
        bars: dict[int, set[tuple[int, int, str]]] = defaultdict(set)
        for pair in self.reader.kin_pairs:
            for one, other in (pair, pair[::-1]):
                k = self.person_at.get(one)
                if k is None:
                    continue
                if other in self.person_at:
                    kin[k].add(self.person_at[other])
                bars[k] |= {
                    (self.unit_at[u], until, other)
                    for u, until in self.reader.outside_units(other)
                    if u in self.unit_at
                }
        n = range(len(self.careers))
        bar_rows = [row for k in n for row in sorted(bars[k])]
        self.barred_by = tuple(other for _, _, other in bar_rows)
        return (
            _offsets(len(kin[k]) for k in n),
            _ints(other for k in n for other in sorted(kin[k])),
            _offsets(len(bars[k]) for k in n),
            _ints(v for unit, until, _ in bar_rows for v in (unit, until)).reshape(len(bar_rows), 2),
        )

    def _lock_rows(self) -> Iterable[LockRow]:
        for k, career in enumerate(self.careers):
            for first, until, post_id in self.reader.locked_periods(career):
                yield LockRow(k, self.post_at[post_id], first, until)

    def _locks(self, rows: Iterable[LockRow]) -> Array:
        lock = np.full((len(self.careers), self.reader.periods), -1, np.int64)
        for row in rows:
            lock[row.person, row.first : row.until] = row.post
        return lock


def _ints(values: Iterable[int | bool]) -> Array:
    return np.array([int(v) for v in values], np.int64)


def _offsets(sizes: Iterable[int]) -> Array:
    return np.concatenate([[0], np.cumsum(list(sizes))]).astype(np.int64)
