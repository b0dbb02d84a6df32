"""Chains of moves: who could fill a seat that falls empty, who then the seat left, and so on, as long as it saves cost.

A small search around a plan as it stands, not a solver: it tells in a second what a choice would draw after it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from genhun.planning.lines import RESERVE, RETIRED
from genhun.planning.rotation.accounts import Accounts, Itinerary
from genhun.planning.rotation.checks import Checks

Ways = Mapping[str, Itinerary]
DEEPEST, WIDEST = 3, 4


@dataclass(frozen=True, slots=True)
class _Link:
    """A chain so far: the itineraries that it changes, what it costs more than the plan, the seat left and when."""

    ways: dict[str, Itinerary]
    more: int
    post_id: str
    period: int


class Chains:
    """Finds who moves up after a choice, so that the choice costs as little as it need."""

    def __init__(self, accounts: Accounts, checks: Checks) -> None:
        self.accounts = accounts
        self.checks = checks
        self.circles: dict[str, list[str]] = {}
        for person_id, s in accounts.people.items():
            if s.person.mobility != "none" and not any(s.locks):
                self.circles.setdefault(s.circle, []).append(person_id)

    def refill(self, choice: Ways, post_id: str, period: int) -> dict[str, Itinerary]:
        """The choice with the chain that makes it cheapest, from a seat that it leaves on; alone if there is none."""
        best = _Link(dict(choice), sum(self.accounts.change(choice).values()), post_id, period)
        last = min(period + self.accounts.group.policy["min_stay"], self.accounts.periods - 1)
        front = [_Link(best.ways, best.more, post_id, t) for t in range(period, last + 1)]
        for _ in range(DEEPEST):
            longer = [link for chain in front for link in self._links(chain)]
            front = sorted(longer, key=lambda link: (link.more, sorted(link.ways)))[:WIDEST]
            if front and front[0].more < best.more:
                best = front[0]
        return best.ways

    def _links(self, chain: _Link) -> Iterator[_Link]:
        """The chain with one more person, who fills the seat that it leaves: the cheapest few that keep every rule."""
        post = self.accounts.group.post[chain.post_id]
        found = []
        for person_id in self.circles.get(self.accounts.group.unit[post.unit_id].circle, ()):
            if person_id in chain.ways or not self._fits(person_id, chain.period, post.level):
                continue
            for way in self._ways(person_id, chain.post_id, chain.period):
                ways = {**chain.ways, person_id: way}
                found.append((sum(self.accounts.change(ways).values()), person_id, ways))
        sound = 0
        for more, person_id, ways in sorted(found, key=lambda one: (one[0], one[1])):
            if not self.checks.own(person_id, ways[person_id]) and not self.checks.shared(ways):
                yield _Link(ways, more, self.accounts.held_before(person_id, chain.period), chain.period)
                sound += 1
            if sound == WIDEST:
                return

    def _fits(self, person_id: str, period: int, level: int) -> bool:
        """Whether a person holds some post then and just before, and is of the level of the seat or one below."""
        s, way = self.accounts.people[person_id], self.accounts.itinerary[person_id]
        away = {way[period], self.accounts.held_before(person_id, period)} & {RESERVE, RETIRED}
        entered = (e.post_id for e in self.accounts.walks[person_id].entries if e.period < period)
        held = max([s.person.level, *(self.accounts.group.post[post_id].level for post_id in entered)])
        return not away and held in (level - 1, level)

    def _ways(self, person_id: str, post_id: str, period: int) -> Iterator[Itinerary]:
        """From `period` on in the post: to the end, or until the plan's next line."""
        way, end = self.accounts.itinerary[person_id], self.accounts.people[person_id].retires
        if way[period] == post_id:
            return
        turn = next((t for t in range(period + 1, end) if way[t] != way[t - 1]), end)
        for until in dict.fromkeys((end, turn)):
            yield (*way[:period], *[post_id] * (until - period), *way[until:])
