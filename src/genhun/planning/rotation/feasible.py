"""Whether the locked people can keep their locks together, decided exactly.

Only they need a search. Everybody else may go to the reserve once the first post may be left, which takes nothing from
anybody; so a plan exists if and only if one exists in which the others hold what they have to hold and no more. (At an
overbooked start they may also stay longer, and more of them may come in: as long as its seats were never yet fitted by
their holders, they may be taken over. Who may come in are visitors; they take part in the search where that matters.)
Every row of the input that may clash is a switch of its own: what is switched off asks for nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from genhun.planning.rotation.locked import Literal, Stints, Way
from genhun.planning.rotation.oracle import RESERVE
from genhun.planning.rotation.problem import (
    CIRCLE,
    END,
    LEVEL,
    LIMIT,
    LOCKED,
    MANAGER,
    SEATS,
    SECRETARY,
    START,
    STAYS,
    UNIT,
    Region,
)
from genhun.planning.rotation.roster import stub_of

Row = tuple[str, int, int]
"""A row of the input that may clash: its kind, and one or two indices (0 where there is no second)."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Who takes part in a search, where they may go, and how the rules are read.

    `wide`: every post within reach, else only the first post and the locked ones. `strict`: entries that a lock may
    force are set aside in the share of a unit, and nobody enters a post above its seats: what a roster relies on.
    `loose`: the reserve stands for every other post too, no entry asks for a level, and overbooked posts may stay so:
    only good for proofs.
    """

    people: tuple[int, ...]
    wide: bool = False
    strict: bool = False
    loose: bool = False


class Model:
    """The itineraries of some locked people under every hard rule, beside what the others have to hold."""

    def __init__(self, region: Region, scope: Scope) -> None:
        self.region, self.scope = region, scope
        self.facts, self.ties = region.facts, region.ties
        self.cp = cp_model.CpModel()
        self.switches: dict[Row, cp_model.IntVar] = {}
        self._bound: dict[int, dict[int, int]] = {}
        self.ways = {i: Way(self, i) for i in scope.people}
        for way in self.ways.values():
            way.keep_rules()
        self.lingering: dict[int, list[Literal]] = {}
        for post in sorted({post for way in self.ways.values() for post in way.posts}):
            self._seats(post)
        self._units()
        self._kin()

    def switch(self, kind: str, one: int, other: int = 0) -> cp_model.IntVar:
        """The switch of a row of the input."""
        row = (kind, one, other)
        if row not in self.switches:
            self.switches[row] = self.cp.new_bool_var("")
        return self.switches[row]

    def bound_to(self, post: int) -> dict[int, int]:
        """People outside this search who start in a post, and the first period in which each may be gone."""
        if post not in self._bound:
            here = np.flatnonzero(self.facts.person[:, START] == post).tolist()
            self._bound[post] = {i: self._until(i, post) for i in here if i not in self.ways}
        return self._bound[post]

    def _until(self, i: int, post: int) -> int:
        stub = stub_of(self.facts, i, full=False)
        return stub[0][2] if stub and stub[0][:2] == [post, 0] else 0

    def _others(self, post: int, t: int, *, linger: bool) -> list[Literal]:
        """One literal for each person outside this search who holds a post in a period."""
        found: list[Literal] = []
        for i, until in self.bound_to(post).items():
            if linger:
                found.append(self._linger(i, until)[t])
            elif t < until:
                found.append(self.switch("held", i))
        return found

    def _stays_until(self, i: int) -> list[Literal]:
        """Whether a person outside this search is in the starting post, by period as long as that may be."""
        if i in self.lingering:
            return self.lingering[i][: int(self.facts.person[i, END])]
        until = self.bound_to(int(self.facts.person[i, START])).get(i, 0)
        return [self.switch("held", i)] * until

    def _linger(self, i: int, until: int) -> list[Literal]:
        """How long a person outside this search stays in an overbooked post, by period."""
        if i not in self.lingering:
            end = int(self.facts.person[i, END])
            stays: list[Literal] = [self.cp.new_bool_var("") if t < end else False for t in range(self.facts.periods)]
            for t in range(end):
                if t < until:
                    self.cp.add_implication(self.switch("held", i), stays[t])
                elif t:
                    self.cp.add_implication(stays[t], stays[t - 1])
            self.lingering[i] = stays
        return self.lingering[i]

    def _seats(self, post: int) -> None:
        """ROT-02 at one post; at an overbooked start, the holders there until they first fit."""
        seats, limit = int(self.facts.post[post, SEATS]), int(self.facts.post[post, LIMIT])
        here = [way for way in self.ways.values() if post in way.posts]
        switch, fitted = self.switch("seats", post), None
        linger = limit > seats and not self.scope.strict
        for t in range(self.facts.periods):
            holders = sum([*self._others(post, t, linger=linger), *(way.at(post, t) for way in here)])
            self.cp.add(holders <= limit).only_enforce_if(switch)
            if limit <= seats or self.scope.loose:
                continue
            fits = self.cp.new_bool_var("")
            self.cp.add(holders <= seats).only_enforce_if(fits, switch)
            self.cp.add(holders >= seats + 1).only_enforce_if(~fits)
            if fitted is not None:
                self.cp.add_bool_or(~fitted, fits).only_enforce_if(switch)
            for way in here if self.scope.strict else ():
                if t < way.end:
                    self.cp.add_bool_or(~way.at(post, t), *way.stays(post, t), fits)
            fitted = fits

    def _units(self) -> None:
        """ROT-05 and ROT-06: what may be entered in one period in one unit."""
        entries: dict[tuple[int, int], list[tuple[int, bool, Literal]]] = {}
        for way in self.ways.values():
            for (post, t), entry in way.entry.items():
                unit = int(self.facts.post[post, UNIT])
                entries.setdefault((unit, t), []).append((post, post in way.forced[t], entry))
        for (unit, t), made in entries.items():
            self._share(unit, t, made)
            self._heads(unit, made)

    def _share(self, unit: int, t: int, made: list[tuple[int, bool, Literal]]) -> None:
        cap, switch = int(self.facts.unit_cap[unit]), self.switch("share", unit)
        free = [entry for _, forced, entry in made if not forced]
        if self.scope.strict:
            self.cp.add(sum(free) <= max(0, cap - self._may_be_forced(unit, t))).only_enforce_if(switch)
            return
        every = sum(entry for _, _, entry in made)
        for entry in free:
            self.cp.add(every <= cap).only_enforce_if(entry, switch)

    def _may_be_forced(self, unit: int, t: int) -> int:
        lock = self.facts.lock
        begins = lock[:, t] >= 0 if t == 0 else (lock[:, t] >= 0) & (lock[:, t] != lock[:, t - 1])
        return int((self.facts.post[lock[begins, t], UNIT] == unit).sum())

    def _heads(self, unit: int, made: list[tuple[int, bool, Literal]]) -> None:
        switch, facts = self.switch("heads", unit), self.facts
        for one, one_forced, first in made:
            for other, other_forced, second in made:
                both = facts.post[one, SECRETARY] and facts.post[other, MANAGER] and one != other
                if both and not (one_forced and other_forced):
                    self.cp.add_bool_or(~first, ~second).only_enforce_if(switch)

    def _kin(self) -> None:
        """ROT-07: with one another, with those outside this search, with people outside the rotation."""
        for i, way in self.ways.items():
            ties = self.ties
            for other in ties.kin[ties.kin_from[i] : ties.kin_from[i + 1]].tolist():
                if other in self.ways:
                    if i < other:
                        self._keep_apart(way, self.ways[other], self.switch("kin", i, other))
                    continue
                unit = int(self.facts.post[self.facts.person[other, START], UNIT])
                related = self.switch("kin", min(i, other), max(i, other))
                for t, stays in enumerate(self._stays_until(other)):
                    self.cp.add(way.comes_to(unit, t) == 0).only_enforce_if(related, stays)
            for k in range(ties.bar_from[i], ties.bar_from[i + 1]):
                for t in range(min(way.end, int(ties.bar[k, 1]))):
                    self.cp.add(way.comes_to(int(ties.bar[k, 0]), t) == 0).only_enforce_if(self.switch("bar", i, k))

    def _keep_apart(self, one: Way, other: Way, switch: cp_model.IntVar) -> None:
        for t in range(min(one.end, other.end)):
            for unit in sorted(one.units & other.units):
                both = one.is_in(unit, t) + other.is_in(unit, t)
                self.cp.add(both <= 1).only_enforce_if(switch, ~one.unmoved[t])
                self.cp.add(both <= 1).only_enforce_if(switch, ~other.unmoved[t])

    def solve(self, rows: Iterable[Row], seconds: float) -> "Answer":
        """Whether the given rows go together with the plain rules."""
        self.cp.clear_assumptions()
        asked = {self.switches[row].index: row for row in rows}
        self.cp.add_assumptions([self.switches[row] for row in asked.values()])
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(0.05, seconds)
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        status = solver.solve(self.cp)
        if status == cp_model.INFEASIBLE:
            core = [asked[k] for k in solver.sufficient_assumptions_for_infeasibility() if k in asked]
            return Answer(False, core or list(asked.values()), {})
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Answer(None, [], {})
        return Answer(True, [], self._itineraries(solver))

    def _itineraries(self, solver: cp_model.CpSolver) -> dict[int, Stints]:
        found = {i: way.stints(solver) for i, way in self.ways.items()}
        for i, stays in self.lingering.items():
            end, start = int(self.facts.person[i, END]), int(self.facts.person[i, START])
            until = sum(int(solver.value(stay)) for stay in stays)
            rows = [[start, 0, until], [RESERVE, until, end]]
            found[i] = [row for row in rows if row[1] < row[2]]
        return found


def visitors(region: Region, rows: Iterable[Row]) -> tuple[int, ...]:
    """People without a lock who might come into the overbooked ones of the posts whose seats clash."""
    facts, found = region.facts, set[int]()
    for kind, post, _ in rows:
        if kind != "seats" or facts.post[post, LIMIT] <= facts.post[post, SEATS]:
            continue
        near = facts.person[:, CIRCLE] == facts.post[post, CIRCLE]
        may = near & (facts.person[:, LEVEL] <= facts.post[post, LEVEL]) & (facts.person[:, STAYS] == 0)
        found.update(np.flatnonzero(may & (facts.person[:, END] > 0) & (facts.person[:, LOCKED] == 0)).tolist())
    return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether the rows go together (None: not known in time), else rows that do not; itineraries by person."""

    possible: bool | None
    core: list[Row]
    itineraries: dict[int, Stints]
