"""Why each line of a rotation plan stands: what it gains by kind, what forced it, and the chain that it belongs to.

The gain of a line is exact: the cost of the plan in which this person alone stays in the post held before (or, for a
stay, goes to reserve) in the line's periods, less the cost of the plan. It works on any plan, whoever made it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from genhun.core.group import Group
from genhun.planning.lines import RESERVE, RETIRED, Stint
from genhun.planning.outcome import Reason
from genhun.planning.rotation.accounts import Accounts, Itinerary, stints_of
from genhun.planning.rotation.checks import Checks
from genhun.planning.rotation.sentences import Grounds, Sentences

RULES = {"lock": "ROT-09", "kin": "ROT-07", "stay": "ROT-01", "none": "ROT-04"}


@dataclass(frozen=True, slots=True)
class Chain:
    """People who take over from one another in one period, and what all their moves together save, in points."""

    people: tuple[str, ...]
    gain: int


def why(group: Group, stints: Iterable[Stint]) -> dict[Stint, Reason]:
    """The reason of every line of a plan, by line; adjoining lines of one person on one post count as one line."""
    explainer = Explainer(Accounts(group, stints))
    return {
        line: explainer.reason(line)
        for person_id, way in explainer.accounts.itinerary.items()
        for line in stints_of(person_id, way)
    }


class Explainer:
    """Gives the reasons of one plan's lines from its books."""

    def __init__(self, accounts: Accounts) -> None:
        self.accounts = accounts
        self.checks = Checks(accounts)
        self.sentences = Sentences(accounts.group)
        self._chains: dict[tuple[str, int], Chain] = {}

    def reason(self, line: Stint) -> Reason:
        """Why one line of the plan stands."""
        if line.post_id == RETIRED:
            return self._reason(Grounds("retired", line, forced="retired"))
        left = self.accounts.held_before(line.person_id, line.from_period)
        gains = self.accounts.change({line.person_id: self.without(line, left)})
        if line.post_id == left:
            return self._reason(Grounds("stay", line, forced=self._stays(line), gains=gains))
        forced = self._forced(line, left)
        if line.post_id == RESERVE:
            return self._reason(Grounds("reserve", line, left, forced, gains))
        opening = "return" if left == RESERVE else "entry"
        chain = self.chain(line.person_id, line.from_period)
        return self._reason(Grounds(opening, line, left, forced, gains, chain.people, chain.gain))

    def _reason(self, grounds: Grounds) -> Reason:
        zh, en = self.sentences.reason(grounds)
        rule = RULES.get(grounds.forced, "")
        return Reason(grounds.opening, dict(grounds.gains), rule, grounds.chain, zh, en, grounds.left)

    def without(self, line: Stint, left: str) -> Itinerary:
        """A person's itinerary without one line: the post left is kept, or a stay is spent in reserve."""
        way = self.accounts.itinerary[line.person_id]
        instead = RESERVE if line.post_id == left else left
        return (*way[: line.from_period], *[instead] * (line.to_period - line.from_period), *way[line.to_period :])

    def _stays(self, line: Stint) -> str:
        s = self.accounts.people[line.person_id]
        if line.post_id in s.locks[line.from_period : line.to_period]:
            return "lock"
        if s.person.mobility == "none":
            return "none"
        held = s.held + line.to_period - line.from_period
        return "stay" if held <= self.accounts.group.policy["min_stay"] else ""

    def _forced(self, line: Stint, left: str) -> str:
        s = self.accounts.people[line.person_id]
        if line.post_id != RESERVE and s.forced(line.post_id, line.from_period):
            return "lock"
        if line.person_id in self.checks.kin:
            others = self.checks.shared({line.person_id: self.without(line, left)})
            if any(f.rule == "ROT-07" for f in others):
                return "kin"
        return ""

    def chain(self, person_id: str, period: int) -> Chain:
        """The chain of an entry: each person takes over the seat of the one before; a ring repeats its first person."""
        key = (person_id, period)
        if key not in self._chains:
            people = self._linked(person_id, period)
            chain = Chain(people if len(people) > 1 else (), self._chain_gain(people, period))
            for member in people:
                self._chains[member, period] = chain
        return self._chains[key]

    def _linked(self, person_id: str, period: int) -> tuple[str, ...]:
        takes_from, gives_to = self._links
        head, seen = person_id, {person_id}
        while (before := takes_from.get((head, period))) and before not in seen:
            seen.add(before)
            head = before
        ring = len(seen) > 1 and takes_from.get((head, period)) == person_id
        head = min(seen) if ring else head
        people = [head]
        while (after := gives_to.get((people[-1], period))) and after != head:
            people.append(after)
        return (*people, head) if ring else tuple(people)

    @cached_property
    def _links(self) -> tuple[dict[tuple[str, int], str], dict[tuple[str, int], str]]:
        """From whom each entry takes a seat over and to whom each leaver gives it, by (person id, period)."""
        leavers: dict[tuple[str, int], list[str]] = {}
        for person_id, way in self.accounts.itinerary.items():
            before = self.accounts.people[person_id].post_id
            for t, post_id in enumerate(way):
                if post_id != before and before not in (RESERVE, RETIRED):
                    leavers.setdefault((before, t), []).append(person_id)
                before = post_id
        takes_from, gives_to = {}, {}
        for person_id, walk in self.accounts.walks.items():
            for entry in walk.entries:
                waiting = leavers.get((entry.post_id, entry.period))
                if waiting:
                    leaver = waiting.pop(0)
                    takes_from[person_id, entry.period] = leaver
                    gives_to[leaver, entry.period] = person_id
        return takes_from, gives_to

    def _chain_gain(self, people: tuple[str, ...], period: int) -> int:
        """What the moves of a chain save together: its people all stay in the posts that they held before."""
        ways = {}
        for person_id in people:
            line = self.line_at(person_id, period)
            if line.post_id != RETIRED:
                ways[person_id] = self.without(line, self.accounts.held_before(line.person_id, line.from_period))
        return sum(self.accounts.change(ways).values())

    def line_at(self, person_id: str, period: int) -> Stint:
        lines = stints_of(person_id, self.accounts.itinerary[person_id])
        return next(line for line in lines if line.from_period <= period < line.to_period)
