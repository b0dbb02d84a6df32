"""Which secretary posts need a bench, who may sit on it, how ready they are, and what each place costs."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from genhun.core.calendar import MONTHS_A_PERIOD, whole_periods
from genhun.core.distance import Atlas
from genhun.core.group import PARTY, PRODUCTION, Appointment, Group, Person, Post, Unit, lanes_of
from genhun.core.policy import BENCH_BY_BAND, Policy
from genhun.planning.staff import (
    appointments_by_person,
    kin_pairs,
    lane_months,
    open_in_table,
    track_of,
    unit_of,
)

NOW, SOON, LATER = "now", "soon", "later"
READINESS_POINTS = {NOW: 0, SOON: 4, LATER: 10}
PERIODS_AHEAD = 2
PERIODS_LEFT = 6
LANES = (PARTY, PRODUCTION)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may sit on benches of the circle: readiness for a post of the own level, and for one level above."""

    person_id: str
    level: int
    unit: Unit
    at_level: str
    one_above: str

    def readiness(self, level: int) -> str:
        """Readiness for a post of the given level, which is the own one or one more."""
        return self.at_level if level == self.level else self.one_above


@dataclass(frozen=True)
class Problem:
    """The secretary posts and the candidates of a group, by id, with the pairs that rules forbid."""

    posts: Mapping[str, Post]
    units: Mapping[str, Unit]
    candidates: Mapping[str, Candidate]
    holders: frozenset[tuple[str, str]]  # (person, post)
    related: frozenset[tuple[str, str]]  # (person, post): kin of somebody in the post's unit
    atlas: Atlas
    policy: Policy

    @property
    def size(self) -> int:
        """Places on a bench."""
        return self.policy["bench_size"]

    @property
    def load(self) -> int:
        """Benches on which one person may sit."""
        return self.policy["bench_load"]

    def unit_of(self, post: Post) -> Unit:
        """The unit of a post."""
        return self.units[post.unit_id]

    def parts(self, candidate: Candidate, post: Post) -> dict[str, int]:
        """Points of a place taken, by part of the cost."""
        return place_parts(self, candidate, self.unit_of(post).city, post.level)

    def forbidding_rule(self, candidate: Candidate, post: Post) -> str:
        """The rule that keeps a candidate off the bench of a post; empty if none does."""
        pair = (candidate.person_id, post.post_id)
        same_circle = candidate.unit.circle == self.unit_of(post).circle
        if not same_circle or candidate.level not in (post.level, post.level - 1) or pair in self.holders:
            return "BEN-01"
        return "BEN-04" if pair in self.related else ""


def place_parts(problem: Problem, candidate: Candidate, city: str, level: int) -> dict[str, int]:
    """Points of a place on the bench of a post of a city and level, by part of the cost."""
    return {
        "readiness": READINESS_POINTS[candidate.readiness(level)],
        "distance": BENCH_BY_BAND[problem.atlas.band(candidate.unit.city, city)],
    }


def problem_of(group: Group) -> Problem:
    """The benches problem of a group."""
    by_person = appointments_by_person(group)
    still_open = {person: held for person, own in by_person.items() if (held := open_in_table(own))}
    posts = {p.post_id: p for p in sorted(group.posts, key=lambda p: p.post_id) if "secretary" in p.roles}
    candidates = {}
    for person in sorted(group.people, key=lambda p: p.person_id):
        now_held = still_open.get(person.person_id)
        left = group.retires(person) - group.policy.rotation_start
        if now_held and whole_periods(left) >= PERIODS_LEFT:
            candidates[person.person_id] = _candidate(group, person, by_person[person.person_id], now_held)
    holders = frozenset((p, a.post_id) for p, held in still_open.items() for a in held if a.post_id in posts)
    return Problem(
        posts, group.unit, candidates, holders, _related(group, still_open, posts), group.atlas, group.policy
    )


def _candidate(group: Group, person: Person, own: list[Appointment], held: list[Appointment]) -> Candidate:
    start, policy = group.policy.rotation_start, group.policy
    lanes = {lane: whole_periods(lane_months(group, own, lane, start)) for lane in LANES}
    growing = {lane for a in own if a.end is None for lane in lanes_of(track_of(group, a))}

    def grade(above: bool) -> str:
        for ahead, word in ((0, NOW), (PERIODS_AHEAD, SOON)):
            dual = all(lanes[lane] + ahead * (lane in growing) >= policy["dual_periods"] for lane in LANES)
            stayed = whole_periods(start - person.level_since + ahead * MONTHS_A_PERIOD) >= policy["promotion_stay"]
            if dual and (stayed or not above):
                return word
        return LATER

    return Candidate(person.person_id, person.level, unit_of(group, held), grade(False), grade(True))


def _related(
    group: Group, still_open: Mapping[str, list[Appointment]], posts: Mapping[str, Post]
) -> frozenset[tuple[str, str]]:
    benches_in: dict[str, list[str]] = defaultdict(list)
    for post in posts.values():
        benches_in[post.unit_id].append(post.post_id)
    return frozenset(
        (person, post_id)
        for person, kin in kin_pairs(group)
        for a in still_open.get(kin, ())
        for post_id in benches_in[group.post[a.post_id].unit_id]
    )
