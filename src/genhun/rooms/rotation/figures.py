"""Figures over a whole rotation plan: people on both lanes, crossings between them, vacant seats, by half-year."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from genhun.core.group import PARTY, PRODUCTION, lanes_of


class Stint(NamedTuple):
    """One line of a rotation plan: the post's code and track (None: `place` says where), half-years, what was left."""

    person: int
    code: str | None
    track: str | None
    begin: int
    end: int
    entry: bool
    place: str
    left: str | None


@dataclass(slots=True)
class FiveYears:
    """A plan by half-year, each list `(periods,)`, and in all: `seats`, `people`, people `moved`.

    `production` and `party` count people on a lane (`both` on each); `to_party` people who take up party work from a
    production post, `to_production` the other way; `moves` all entries; `vacant` empty seats.
    """

    periods: int
    seats: int = 0
    people: int = 0
    moved: int = 0
    production: list[int] = field(default_factory=list)
    party: list[int] = field(default_factory=list)
    to_party: list[int] = field(default_factory=list)
    to_production: list[int] = field(default_factory=list)
    moves: list[int] = field(default_factory=list)
    vacant: list[int] = field(default_factory=list)
    flows: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def crossings(self) -> int:
        """How many moves cross from one lane to the other."""
        return sum(self.to_party) + sum(self.to_production)


def five_years(stints: Iterable[Stint], seats: Mapping[str, tuple[int, str]], periods: int) -> FiveYears:
    """Count a plan's stints by half-year; `seats` gives seats and track by post code."""
    ways: dict[int, list[Stint]] = defaultdict(list)
    for stint in stints:
        ways[stint[0]].append(stint)
    found = FiveYears(periods, sum(n for n, _track in seats.values()), len(ways))
    for name in ("production", "party", "to_party", "to_production", "moves"):
        setattr(found, name, [0] * periods)
    held: Counter[tuple[str, int]] = Counter()
    for way in ways.values():
        _count(found, way, seats, held)
    found.vacant = [sum(max(0, n - held[code, t]) for code, (n, _track) in seats.items()) for t in range(periods)]
    return found


def _count(
    found: FiveYears, way: list[Stint], seats: Mapping[str, tuple[int, str]], held: Counter[tuple[str, int]]
) -> None:
    """Count one person's stints, in the order of time."""
    found.moved += any(stint.entry for stint in way)
    start = before = _start_lane(way[0], seats)
    for stint in way:
        lanes = lanes_of(stint.track) if stint.track else ()
        if stint.entry:
            found.moves[stint.begin] += 1
            found.to_party[stint.begin] += before == PRODUCTION and PARTY in lanes
            found.to_production[stint.begin] += before == PARTY and PRODUCTION in lanes
        for t in range(stint.begin, stint.end):
            found.production[t] += PRODUCTION in lanes
            found.party[t] += PARTY in lanes
            if stint.code:
                held[stint.code, t] += 1
        before = stint.track or before
    found.flows[start, way[-1].track or way[-1].place] += 1


def _start_lane(stint: Stint, seats: Mapping[str, tuple[int, str]]) -> str:
    """The lane on which a person starts: that of the first line, or of the post that a move at the start leaves."""
    if stint.track and not stint.entry:
        return stint.track
    return seats.get(stint.left or "", (0, "outside"))[1]


def dual_by_half_year(
    stints: Iterable[Stint], before: Mapping[str, Mapping[int, int]], needed: int, periods: int
) -> list[int]:
    """How many people have the needed half-years on both lanes at the end of each half-year, `(periods,)`.

    `before` gives the half-years on each lane, by person, before the plan begins; only people named there count.
    """
    served = {lane: dict(by_person) for lane, by_person in before.items()}
    ways: dict[int, list[Stint]] = defaultdict(list)
    for stint in stints:
        ways[stint.person].append(stint)
    found = [0] * periods
    for person in served[PARTY].keys() & served[PRODUCTION].keys():
        lived = {lane: served[lane][person] for lane in served}
        for t in range(periods):
            now = next((s for s in ways[person] if s.begin <= t < s.end), None)
            for lane in lanes_of(now.track) if now and now.track else ():
                lived[lane] += 1
            found[t] += min(lived.values()) >= needed
    return found


def changed_people(one: Iterable[Stint], other: Iterable[Stint]) -> list[int]:
    """The people whose ways differ between two plans, by id."""
    ways: tuple[dict[int, set[tuple[object, ...]]], ...] = (defaultdict(set), defaultdict(set))
    for found, stints in zip(ways, (one, other), strict=True):
        for stint in stints:
            found[stint.person].add((stint.code, stint.place, stint.begin, stint.end))
    return sorted(p for p in ways[0].keys() | ways[1].keys() if ways[0].get(p) != ways[1].get(p))
