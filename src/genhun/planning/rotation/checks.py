"""Which rules other itineraries would break, by name and with figures: what "why not" answers from."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import floor

from genhun.core.calendar import period_start, whole_periods
from genhun.planning.lines import RESERVE, RETIRED
from genhun.planning.rotation.accounts import Accounts, Entry, Itinerary, Walk

HOME_ROLES = frozenset({"secretary", "chair", "manager", "discipline"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that would be broken: for whom or what, in which period, what was got and what is allowed.

    `kind` tells apart the several ways to break one rule, and names the sentence.
    """

    rule: str
    kind: str
    subject: str
    period: int
    got: str
    allowed: str


class Checks:
    """The rules of the rotation, asked of a few changed itineraries beside the rest of a plan."""

    def __init__(self, accounts: Accounts) -> None:
        self.accounts = accounts
        self.group = accounts.group
        self.policy = accounts.group.policy

    @cached_property
    def entrants(self) -> dict[tuple[str, int], list[Entry]]:
        """The entries of the plan by unit and period."""
        found: dict[tuple[str, int], list[Entry]] = {}
        for walk in self.accounts.walks.values():
            for entry in walk.entries:
                found.setdefault((self._unit(entry.post_id), entry.period), []).append(entry)
        return found

    @cached_property
    def kin(self) -> dict[str, set[str]]:
        """Kin by person id, both ways."""
        found: dict[str, set[str]] = {}
        for k in self.group.kin:
            found.setdefault(k.person_id, set()).add(k.kin_id)
            found.setdefault(k.kin_id, set()).add(k.person_id)
        return found

    @cached_property
    def settled(self) -> dict[str, tuple[frozenset[str], int]]:
        """Units of the open posts of kin outside the scope, and the first period of their retirement."""
        units: dict[str, set[str]] = {}
        for a in self.group.appointments:
            if a.person_id in self.kin and a.person_id not in self.accounts.people and a.post_id and a.end is None:
                units.setdefault(a.person_id, set()).add(self._unit(a.post_id))
        first, found = self.policy.rotation_start, {}
        for person_id, where in units.items():
            retirement = self.group.retires(self.group.person[person_id])
            gone = next((t for t in range(self.accounts.periods) if period_start(first, t) >= retirement), None)
            if retirement >= first:
                found[person_id] = (frozenset(where), self.accounts.periods if gone is None else gone)
        return found

    @cached_property
    def caps(self) -> dict[str, int]:
        """Most entries into each unit in a period."""
        seats: Counter[str] = Counter()
        for post in self.group.posts:
            seats[post.unit_id] += 0 if post.fixed else post.seats
        share = self.policy.share("entry_share")
        return {unit_id: max(1, floor(share * n)) for unit_id, n in seats.items()}

    def of(self, ways: Mapping[str, Itinerary]) -> list[Finding]:
        """Every rule that the plan would break with these itineraries instead, own rules first."""
        found = [f for person_id, way in ways.items() for f in self.own(person_id, way)]
        return found + self.shared(ways)

    def own(self, person_id: str, way: Itinerary) -> list[Finding]:
        """The rules that a person's own itinerary breaks: ROT-01, 03, 04, 08, 09."""
        walk = self.accounts.walk(person_id, way)
        found = list(self._locks(person_id, way))
        found += self._stay_put(person_id, walk)
        found += self._leavings(person_id, walk)
        for entry in walk.entries:
            if not entry.forced:
                found += [*self._stay(entry), *self._level(entry), *self._reach(entry)]
            found += self._home(entry)
        return found

    def shared(self, ways: Mapping[str, Itinerary]) -> list[Finding]:
        """The rules that the itineraries break together with the rest of the plan: ROT-02, 05, 06, 07."""
        walks = {person_id: self.accounts.walk(person_id, way) for person_id, way in ways.items()}
        return [*self._seats(ways), *self._entries(walks), *self._kinship(ways)]

    def _unit(self, post_id: str) -> str:
        return self.group.post[post_id].unit_id

    def _locks(self, person_id: str, way: Itinerary) -> Iterator[Finding]:
        for t, post_id in enumerate(self.accounts.people[person_id].locks):
            if post_id and way[t] != post_id:
                yield Finding("ROT-09", "lock", person_id, t, way[t], post_id)
                return

    def _stay_put(self, person_id: str, walk: Walk) -> Iterator[Finding]:
        if self.accounts.people[person_id].person.mobility == "none":
            for t, _post, _held in walk.leavings:
                yield Finding("ROT-04", "stays", person_id, t, RESERVE, "none")

    def _leavings(self, person_id: str, walk: Walk) -> Iterator[Finding]:
        for t, post_id, held in walk.leavings:
            if held < self.policy["min_stay"]:
                yield Finding("ROT-01", "stay", post_id, t, str(held), str(self.policy["min_stay"]))

    def _stay(self, entry: Entry) -> Iterator[Finding]:
        least = self.policy["min_stay"]
        if entry.left != RESERVE and entry.held < least:
            yield Finding("ROT-01", "stay", entry.left, entry.period, str(entry.held), str(least))

    def _level(self, entry: Entry) -> Iterator[Finding]:
        level, at = self.group.post[entry.post_id].level, entry.level
        if level not in (at, at + 1):
            yield Finding("ROT-03", "level", entry.post_id, entry.period, str(level), f"{at}, {at + 1}")
        if level != at + 1:
            return
        if entry.level_held < self.policy["promotion_stay"]:
            least = str(self.policy["promotion_stay"])
            yield Finding("ROT-03", "promotion_stay", entry.post_id, entry.period, str(entry.level_held), least)
        month = period_start(self.policy.rotation_start, entry.period)
        left = whole_periods(self.accounts.people[entry.person_id].retirement - month)
        if left < self.policy["promotion_left"]:
            least = str(self.policy["promotion_left"])
            yield Finding("ROT-03", "promotion_left", entry.post_id, entry.period, str(left), least)

    def _reach(self, entry: Entry) -> Iterator[Finding]:
        s, post = self.accounts.people[entry.person_id], self.group.post[entry.post_id]
        unit = self.group.unit[post.unit_id]
        if post.fixed:
            yield Finding("ROT-04", "fixed", entry.post_id, entry.period, entry.post_id, "")
        if s.person.mobility == "none":
            yield Finding("ROT-04", "stays", entry.person_id, entry.period, entry.post_id, "none")
        if unit.circle != s.circle:
            yield Finding("ROT-04", "circle", entry.post_id, entry.period, unit.circle, s.circle)
        elif s.person.mobility == "city" and unit.city != s.city:
            yield Finding("ROT-04", "city", entry.post_id, entry.period, unit.city, s.city)

    def _home(self, entry: Entry) -> Iterator[Finding]:
        if not self.policy["home_avoidance"]:
            return
        post, home = self.group.post[entry.post_id], self.accounts.people[entry.person_id].person.home_city
        if home and post.roles & HOME_ROLES and self.group.unit[post.unit_id].city == home:
            yield Finding("ROT-08", "home", entry.post_id, entry.period, home, "")

    def _seats(self, ways: Mapping[str, Itinerary]) -> Iterator[Finding]:
        shifts = self.accounts.shifts(ways)
        for post_id in sorted({post_id for post_id, _t in shifts}):
            limit = max(self.group.post[post_id].seats, self._at_start.get(post_id, 0))
            for t in range(self.accounts.periods):
                held = self.accounts.holders[post_id, t] + shifts[post_id, t]
                if held <= self.group.post[post_id].seats:
                    limit = self.group.post[post_id].seats
                if held > limit:
                    yield Finding("ROT-02", "seats", post_id, t, str(held), str(limit))
                    break

    @cached_property
    def _at_start(self) -> Counter[str]:
        return Counter(s.post_id for s in self.accounts.people.values())

    def _entries(self, walks: Mapping[str, Walk]) -> Iterator[Finding]:
        fresh: dict[tuple[str, int], list[Entry]] = {}
        for walk in walks.values():
            for entry in walk.entries:
                fresh.setdefault((self._unit(entry.post_id), entry.period), []).append(entry)
        for (unit_id, t), mine in sorted(fresh.items()):
            others = [e for e in self.entrants.get((unit_id, t), []) if e.person_id not in walks]
            yield from self._steadiness(unit_id, t, [*others, *mine])
            yield from self._heads(unit_id, t, [*others, *mine])

    def _steadiness(self, unit_id: str, t: int, entries: list[Entry]) -> Iterator[Finding]:
        forced = sum(e.forced for e in entries)
        free, cap = len(entries) - forced, max(0, self.caps[unit_id] - forced)
        if free > cap:
            yield Finding("ROT-05", "entries", unit_id, t, str(len(entries)), str(max(forced, self.caps[unit_id])))

    def _heads(self, unit_id: str, t: int, entries: list[Entry]) -> Iterator[Finding]:
        for a in entries:
            for b in entries:
                one, other = self.group.post[a.post_id], self.group.post[b.post_id]
                both = one.post_id != other.post_id and not (a.forced and b.forced)
                if both and "secretary" in one.roles and "manager" in other.roles:
                    yield Finding("ROT-06", "heads", unit_id, t, f"{one.post_id}, {other.post_id}", "1")
                    return

    def _kinship(self, ways: Mapping[str, Itinerary]) -> Iterator[Finding]:
        for person_id in ways:
            for kin_id in sorted(self.kin.get(person_id, ())):
                for t in range(self.accounts.periods):
                    shared = self._places(person_id, t, ways) & self._places(kin_id, t, ways)
                    left = self._has_left(person_id, t, ways) or self._has_left(kin_id, t, ways)
                    if shared and left:
                        yield Finding("ROT-07", "kin", kin_id, t, min(shared), "")
                        break

    def _places(self, person_id: str, t: int, ways: Mapping[str, Itinerary]) -> frozenset[str]:
        if person_id in self.accounts.people:
            post_id = ways.get(person_id, self.accounts.itinerary[person_id])[t]
            return frozenset() if post_id in (RESERVE, RETIRED) else frozenset({self._unit(post_id)})
        units, gone = self.settled.get(person_id, (frozenset(), 0))
        return units if t < gone else frozenset()

    def _has_left(self, person_id: str, t: int, ways: Mapping[str, Itinerary]) -> bool:
        if person_id not in self.accounts.people:
            return False
        way = ways.get(person_id, self.accounts.itinerary[person_id])
        return any(post_id != self.accounts.people[person_id].post_id for post_id in way[: t + 1])
