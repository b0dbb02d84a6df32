"""Rotation plans for the room's tests: everybody stays but for a few moves; sound, with reasons, in the records."""

from collections.abc import Iterator

from django.db import transaction
from tests.conftest import House

from genhun.core.group import Group
from genhun.planning.lines import RETIRED, Stint
from genhun.planning.outcome import Price, Solved
from genhun.planning.rotation.accounts import Accounts, Itinerary, stints_of
from genhun.planning.rotation.checks import Checks
from genhun.planning.rotation.situation import situations
from genhun.planning.rotation.verify import verify
from genhun.records.actions.plans import request_plan
from genhun.records.bridge import group_below
from genhun.records.errand import answer
from genhun.records.models import Plan
from genhun.records.results import store


def made_plan(house: House, moves: int = 3, title: str = "Five years") -> Plan:
    """A verified plan of the whole plant that moves so many people, asked for by the personnel officer."""
    group = group_below(house.root)
    lines = tuple(sorted(_lines(group, moves)))
    checked = verify(group, lines)
    assert checked.sound
    prices = [Price("rotation", "seat", group.posts[8].post_id, "3", 41.5)]
    solved = Solved(
        "rotation", lines, checked.cost, checked.cost - 100, dict(checked.parts), prices, tuple(checked.overridden)
    )
    job = request_plan(house.personnel, house.root, ["rotation"], 60.0, title)
    with transaction.atomic():
        return store(answer(group, solved), group, house.root, job, title)


def _lines(group: Group, moves: int) -> Iterator[Stint]:
    ways = _stays(group)
    for _ in range(moves):
        ways |= _one_move(group, ways)
    for person_id, way in ways.items():
        yield from stints_of(person_id, way)


def _stays(group: Group) -> dict[str, Itinerary]:
    """Everybody where they start, or where a lock wants them from then on."""
    ways: dict[str, Itinerary] = {}
    for person_id, s in situations(group).items():
        way = [s.post_id] * s.retires + [RETIRED] * (len(s.locks) - s.retires)
        for t, post_id in enumerate(s.locks):
            if post_id:
                way[t : s.retires] = [post_id] * (s.retires - t)
        ways[person_id] = tuple(way)
    return ways


def _one_move(group: Group, ways: dict[str, Itinerary]) -> dict[str, Itinerary]:
    """The first move in period 2, in the order of the tables, into a free seat that no rule forbids."""
    accounts = Accounts(group, [s for person_id, way in ways.items() for s in stints_of(person_id, way)])
    checks = Checks(accounts)
    free = [p for p in group.posts if not p.fixed and accounts.holders[p.post_id, 2] < p.seats]
    for person_id, s in accounts.people.items():
        if accounts.walks[person_id].entries or s.retires < accounts.periods:
            continue
        for post in free:
            way = (*accounts.itinerary[person_id][:2], *[post.post_id] * (accounts.periods - 2))
            if not checks.of({person_id: way}):
                return {person_id: way}
    raise AssertionError("nobody of the sample can be moved")
