"""What the locked people do where fitting everybody in one after the other has failed, or why that is impossible.

Locked people who cannot come into each other's way are decided apart. First each may only go where a lock asks for it;
then anywhere within reach. What is impossible for a few is impossible for all.
"""

from collections.abc import Hashable, Iterable

from genhun.engine.watch import Watch
from genhun.planning.outcome import NoPlan
from genhun.planning.rotation.clashes import smallest_rows, told, undecided
from genhun.planning.rotation.feasible import Answer, Model, Row, Scope, visitors
from genhun.planning.rotation.locked import Stints
from genhun.planning.rotation.problem import START, UNIT, Region

SHARE, LEAST = 0.5, 2.0
"""The part of what is left of the time that one search may take, and the seconds that it gets in any case."""


def decide(region: Region, watch: Watch) -> dict[int, Stints] | NoPlan:
    """Itineraries of the locked people that leave room for all others, or the rows that clash."""
    found: dict[int, Stints] = {}
    together = False
    for people in parties(region):
        if len(people) == 1 and _stays(region, people[0]):
            continue
        answer = _solve(Model(region, Scope(people, strict=True)), watch)
        if answer.possible:
            found |= answer.itineraries
            continue
        together = True
        if clash := _proof(region, people, watch):
            return clash
    return _everywhere(region, watch) if together else found


def _proof(region: Region, people: tuple[int, ...], watch: Watch) -> NoPlan | None:
    """The rows that clash among some people, if that can be proven with posts that locks name."""
    model = Model(region, Scope(people, loose=True))
    answer = _solve(model, watch)
    return told(region, _clash(model, answer, watch)) if answer.possible is False else None


def _everywhere(region: Region, watch: Watch) -> dict[int, Stints] | NoPlan:
    """Itineraries of the locked people, as free as the rules leave them, or the rows that clash."""
    people = tuple(sorted(region.locks_of))
    for strict in (True, False):
        model = Model(region, Scope(people, wide=True, strict=strict))
        answer = _solve(model, watch)
        if answer.possible:
            return answer.itineraries
    if answer.possible is None:
        return undecided(region)
    clash = _clash(model, answer, watch)
    if guests := visitors(region, clash):
        model = Model(region, Scope(tuple(sorted({*people, *guests})), wide=True))
        answer = _solve(model, watch)
        if answer.possible is not False:
            return answer.itineraries if answer.possible else undecided(region)
        clash = _clash(model, answer, watch)
    return told(region, clash)


def _clash(model: Model, answer: Answer, watch: Watch) -> list[Row]:
    return smallest_rows(model, answer.core, Watch(_seconds(watch)))


def _solve(model: Model, watch: Watch) -> Answer:
    return model.solve(model.switches, _seconds(watch))


def _seconds(watch: Watch) -> float:
    return max(LEAST, watch.left * SHARE)


def _stays(region: Region, i: int) -> bool:
    """Whether all that is asked of a person is to stay."""
    return all(lock.post == region.facts.person[i, START] for _, lock in region.locks_of[i])


def parties(region: Region) -> list[tuple[int, ...]]:
    """The locked people, those together who may meet in a post or a unit or are kin."""
    leader: dict[Hashable, Hashable] = {}

    def find(one: Hashable) -> Hashable:
        while leader.setdefault(one, one) != one:
            one = leader[one]
        return one

    people = sorted(region.locks_of)
    for i in people:
        for meeting in _meetings(region, i):
            leader[find(meeting)] = find(("person", i))
    found: dict[Hashable, list[int]] = {}
    for i in people:
        found.setdefault(find(("person", i)), []).append(i)
    return [tuple(party) for party in found.values()]


def _meetings(region: Region, i: int) -> Iterable[Hashable]:
    """Where a person may meet others."""
    facts, ties = region.facts, region.ties
    start = int(facts.person[i, START])
    yield "post", start
    for _, lock in region.locks_of[i]:
        if lock.post != start or lock.first > 0:
            yield "post", lock.post
            yield "unit", int(facts.post[lock.post, UNIT])
    for other in ties.kin[ties.kin_from[i] : ties.kin_from[i + 1]].tolist():
        yield "kin", min(i, other), max(i, other)
