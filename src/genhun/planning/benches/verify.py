"""The independent checker of benches: every rule and every point recomputed from the tables and the lines."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from genhun.core.calendar import MONTHS_A_PERIOD, Month, whole_periods
from genhun.core.group import Group, Person, Post, Unit, lanes_of
from genhun.core.policy import BENCH_BY_BAND
from genhun.planning.lines import BenchPlace
from genhun.planning.outcome import Breach, Checked
from genhun.planning.witness import (
    LANES,
    Holding,
    appointments_by_person,
    holdings_by_person,
    kin_by_person,
    months_on,
    seat_of,
    track_of,
)

PERIODS_LEFT = 6
SOON = 2
READINESS_POINTS = {"now": 0, "soon": 4, "later": 10}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person with an open post: unit, whole periods on each lane, lanes of the open posts."""

    person: Person
    unit: Unit
    experience: dict[str, int]
    open_lanes: frozenset[str]


@dataclass(slots=True)
class Register:
    """Benches as read: secretary posts by id, candidates by id, the lines of people and posts that exist."""

    group: Group
    posts: dict[str, Post]
    candidates: dict[str, Candidate]
    holdings: dict[str, list[Holding]]
    benches: dict[str, list[BenchPlace]] = field(default_factory=lambda: defaultdict(list))
    malformed: list[Breach] = field(default_factory=list)

    def readiness(self, candidate: Candidate, post: Post) -> str:
        """`now`, `soon` or `later` at the start of the rotation."""
        for ahead, word in ((0, "now"), (SOON, "soon")):
            if self._ready(candidate, post, ahead):
                return word
        return "later"

    def _ready(self, candidate: Candidate, post: Post, ahead: int) -> bool:
        policy = self.group.policy
        dual = all(
            candidate.experience[lane] + (ahead if lane in candidate.open_lanes else 0) >= policy["dual_periods"]
            for lane in LANES
        )
        then = Month(policy.rotation_start + MONTHS_A_PERIOD * ahead)
        at_level = whole_periods(then - candidate.person.level_since)
        return dual and (post.level != candidate.person.level + 1 or at_level >= policy["promotion_stay"])


def read_register(group: Group, lines: Sequence[BenchPlace]) -> Register:
    """Read the lines against the tables."""
    posts = {p.post_id: p for p in group.posts if "secretary" in p.roles}
    register = Register(group, posts, {}, holdings_by_person(group))
    named = {line.person_id for line in lines}
    careers = appointments_by_person(group)
    for person_id in named & register.holdings.keys():
        career = careers[person_id]
        register.candidates[person_id] = Candidate(
            person=group.person[person_id],
            unit=group.unit[seat_of(register.holdings[person_id]).unit_id],
            experience={
                lane: whole_periods(months_on(group, career, lane, group.policy.rotation_start)) for lane in LANES
            },
            open_lanes=frozenset(lane for a in career if a.end is None for lane in lanes_of(track_of(group, a))),
        )
    for line in lines:
        if line.post_id not in posts:
            sentence = f"{line.post_id} is no secretary's post"
            register.malformed.append(Breach("BEN-00", line.post_id, sentence))
        elif line.person_id not in register.candidates:
            sentence = f"{line.person_id} on the bench of {line.post_id} holds no open post"
            register.malformed.append(Breach("BEN-01", f"{line.person_id} {line.post_id}", sentence))
        else:
            register.benches[line.post_id].append(line)
    register.malformed += _places(group, lines)
    return register


def _places(group: Group, lines: Sequence[BenchPlace]) -> Iterator[Breach]:
    """BEN-00: the places of a bench are 1..k, k within the size."""
    most = group.policy["bench_size"]
    places: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        places[line.post_id].append(line.place)
    for post_id, taken in sorted(places.items()):
        if sorted(taken) != list(range(1, len(taken) + 1)) or len(taken) > most:
            sentence = f"{post_id} has places {sorted(taken)}; places are 1.. without gaps, most is {most}"
            yield Breach("BEN-00", post_id, sentence)


def _lines(register: Register) -> Iterator[tuple[BenchPlace, Candidate, Post]]:
    for post_id, bench in register.benches.items():
        for line in bench:
            yield line, register.candidates[line.person_id], register.posts[post_id]


def eligible(register: Register) -> Iterator[Breach]:
    """BEN-01: circle, level, time to retirement, not the holder, and readiness as stated."""
    for line, candidate, post in _lines(register):
        why = _not_eligible(register, line, candidate, post)
        if why:
            sentence = f"{line.person_id} on the bench of {line.post_id}: {why}"
            yield Breach("BEN-01", f"{line.person_id} {line.post_id}", sentence)


def _not_eligible(register: Register, line: BenchPlace, candidate: Candidate, post: Post) -> str:
    group, person = register.group, candidate.person
    if candidate.unit.circle != group.unit[post.unit_id].circle:
        return f"circle {candidate.unit.circle} is not {group.unit[post.unit_id].circle}"
    if post.level - person.level not in (0, 1):
        return f"level {person.level} is neither {post.level} nor one below"
    if any(h.post.post_id == post.post_id for h in register.holdings[line.person_id]):
        return "holds the post"
    left = whole_periods(group.retires(person) - group.policy.rotation_start)
    if left < PERIODS_LEFT:
        return f"retires in {left} periods, least is {PERIODS_LEFT}"
    found = register.readiness(candidate, post)
    return "" if line.readiness == found else f"readiness is {found}, not {line.readiness}"


def load(register: Register) -> Iterator[Breach]:
    """BEN-02: nobody is on more benches than the load."""
    most = register.group.policy["bench_load"]
    distinct = {(line.person_id, line.post_id) for line, _, _ in _lines(register)}
    for person_id, count in sorted(Counter(person_id for person_id, _ in distinct).items()):
        if count > most:
            yield Breach("BEN-02", person_id, f"{person_id} is on {count} benches, most is {most}")


def once(register: Register) -> Iterator[Breach]:
    """BEN-03: nobody is twice on a bench."""
    for (person_id, post_id), count in Counter(
        (line.person_id, line.post_id) for line, _, _ in _lines(register)
    ).items():
        if count > 1:
            yield Breach("BEN-03", f"{person_id} {post_id}", f"{person_id} is {count} times on the bench of {post_id}")


def not_kin(register: Register) -> Iterator[Breach]:
    """BEN-04: not kin of anyone with an open post in the unit."""
    kin = kin_by_person(register.group)
    for line, _, post in _lines(register):
        for kin_id in sorted(kin.get(line.person_id, ())):
            if any(h.post.unit_id == post.unit_id for h in register.holdings.get(kin_id, ())):
                sentence = f"{line.person_id} on the bench of {line.post_id} is kin of {kin_id} in {post.unit_id}"
                yield Breach("BEN-04", f"{line.person_id} {line.post_id}", sentence)


CHECKS: Mapping[str, Callable[[Register], Iterator[Breach]]] = {
    "BEN-01": eligible,
    "BEN-02": load,
    "BEN-03": once,
    "BEN-04": not_kin,
}


def empty_place(register: Register) -> int:
    """Every missing place of every secretary's post."""
    size = register.group.policy["bench_size"]
    missing = sum(max(0, size - len(register.benches.get(post_id, ()))) for post_id in register.posts)
    return register.group.policy["empty_place"] * missing


def readiness(register: Register) -> int:
    """Every place, by the readiness found (not by the one stated)."""
    return sum(READINESS_POINTS[register.readiness(candidate, post)] for _, candidate, post in _lines(register))


def distance(register: Register) -> int:
    """Every place, by the distance between the units' cities."""
    band, unit = register.group.atlas.band, register.group.unit
    return sum(
        BENCH_BY_BAND[band(candidate.unit.city, unit[post.unit_id].city)] for _, candidate, post in _lines(register)
    )


PARTS: Mapping[str, Callable[[Register], int]] = {
    "empty_place": empty_place,
    "readiness": readiness,
    "distance": distance,
}


def verify(group: Group, lines: Sequence[BenchPlace]) -> Checked:
    """Check benches: their breaches and cost by parts. Lines of strangers are named and left out of the cost."""
    register = read_register(group, lines)
    breaches = [*register.malformed, *(found for check in CHECKS.values() for found in check(register))]
    return Checked("benches", breaches, {name: cost(register) for name, cost in PARTS.items()})
