"""One locked person's way through the periods: every rule that asks about this person alone."""

from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model

from genhun.planning.rotation.oracle import RESERVE
from genhun.planning.rotation.problem import (
    CIRCLE,
    CITY,
    END,
    HEADSHIP,
    HELD,
    HOME,
    LAST_RAISE,
    LEVEL,
    ONLY_CITY,
    PLACE,
    SINCE,
    START,
    STAYS,
    UNIT,
)  # fmt: skip

if TYPE_CHECKING:
    from genhun.planning.rotation.feasible import Model

Literal = cp_model.IntVar | bool
Stints = list[list[int]]


class Way:
    """One locked person's way through the periods, as variables of a model."""

    def __init__(self, model: "Model", i: int) -> None:
        self.model, self.cp, self.facts, self.i = model, model.cp, model.facts, i
        self.person = self.facts.person[i]
        self.end, self.start = int(self.person[END]), int(self.person[START])
        self.locks = model.region.locks_of.get(i, [])
        asked = [{lock.post for _, lock in self.locks if lock.first <= t < lock.until} for t in range(self.end)]
        self.forced = [asked[t] - (asked[t - 1] if t else set()) for t in range(self.end)]
        self.comes_back = any(self.start in forced for forced in self.forced[1:])
        self.posts = self._posts()
        self.units = {int(self.facts.post[post, UNIT]) for post in self.posts}
        self.states = [*self.posts, *([] if self.person[STAYS] and model.scope.strict else [RESERVE])]
        self.holds = {(s, t): self.cp.new_bool_var("") for s in self.states for t in range(self.end)}
        self.entry: dict[tuple[int, int], cp_model.IntVar] = {}
        self.unmoved: list[cp_model.IntVar] = []

    def _posts(self) -> list[int]:
        own = {self.start} | {lock.post for _, lock in self.locks}
        if self.model.scope.wide:
            own |= {
                p for p in range(len(self.facts.post)) if self._in_reach(p) and self._level(p) >= self.person[LEVEL]
            }
        return sorted(own)

    def _level(self, post: int) -> int:
        return int(self.facts.post[post, LEVEL])

    def _city(self, post: int) -> int:
        return int(self.facts.place[self.facts.post[post, PLACE], CITY])

    def _in_reach(self, post: int) -> bool:
        same_circle = self.facts.post[post, CIRCLE] == self.person[CIRCLE]
        return bool(same_circle and self.person[ONLY_CITY] in (-1, self._city(post)))

    def at(self, post: int, t: int) -> Literal:
        """Whether the person holds a post in a period."""
        if t < 0:
            return post == self.start
        return self.holds.get((post, t), False)

    def stays(self, post: int, t: int) -> list[Literal]:
        """Empty, or where this is the starting post: whether it was never left."""
        return [self.unmoved[t]] if post == self.start else []

    def is_in(self, unit: int, t: int) -> Any:
        """1 where the person is in a unit in a period."""
        return sum(self.at(post, t) for post in self.posts if self.facts.post[post, UNIT] == unit)

    def comes_to(self, unit: int, t: int) -> Any:
        """1 where the person is in a unit in a period and has left the starting post before."""
        if t >= self.end:
            return 0
        at_home = self.facts.post[self.start, UNIT] == unit
        return self.is_in(unit, t) - (self.unmoved[t] if at_home else 0)

    def keep_rules(self) -> None:
        """Every rule that asks about this person alone."""
        for t in range(self.end):
            self.cp.add_exactly_one(self.at(s, t) for s in self.states)
            self._note_entries(t)
            if RESERVE in self.states and self.person[STAYS]:
                self.cp.add_implication(self.model.switch("stays", self.i), ~self.at(RESERVE, t))
        for k, lock in self.locks:
            for t in range(lock.first, lock.until):
                self.cp.add_implication(self.model.switch("lock", k), self.at(lock.post, t))
        self._stay_long_enough()
        self._climb()
        self._avoid()

    def _note_entries(self, t: int) -> None:
        before = self.unmoved[t - 1] if t else True
        unmoved = self.cp.new_bool_var("")
        self.cp.add_bool_and(self.at(self.start, t), before).only_enforce_if(unmoved)
        self.cp.add_bool_or(unmoved, ~self.at(self.start, t), ~before if t else False)
        self.unmoved.append(unmoved)
        for post in self.posts:
            if t == 0 and post == self.start:
                continue
            entry, now, then = self.cp.new_bool_var(""), self.at(post, t), self.at(post, t - 1)
            self.cp.add_implication(entry, now)
            if t:
                self.cp.add_implication(entry, ~then)
            self.cp.add_bool_or(entry, ~now, then)
            self.entry[post, t] = entry

    def _excuses(self, post: int, t: int) -> list[Literal]:
        """Where a person may be found who left a post too early because a lock asked for it."""
        return [self.at(other, t) for other in sorted(self.forced[t] - {post})]

    def _stay_long_enough(self) -> None:
        """ROT-01."""
        least, switch = self.facts.min_stay, self.model.switch("held", self.i)
        for t in range(min(self.end, max(0, least - int(self.person[HELD])))):
            before = [~self.unmoved[t - 1]] if t else []
            self.cp.add_bool_or(*before, self.at(self.start, t), *self._excuses(self.start, t)).only_enforce_if(switch)
        for (post, first), entry in self.entry.items():
            for t in range(first + 1, min(self.end, first + least)):
                stays = [self.at(post, t), *self._excuses(post, t)]
                self.cp.add_bool_or(~entry, ~self.at(post, t - 1), *stays).only_enforce_if(switch)

    def _climb(self) -> None:
        """ROT-03 and ROT-04 for entries that no lock forces."""
        if self.model.scope.loose:
            for (post, t), entry in self.entry.items():
                if post not in self.forced[t]:
                    self._reach(post, entry)
            return
        given, top = int(self.person[LEVEL]), max(map(self._level, self.posts))
        reached: dict[tuple[int, int], Literal] = {}
        raised: list[Literal] = []

        def has(level: int, t: int) -> Literal:
            return level <= given or reached.get((level, t), False)

        for t in range(self.end):
            for level in range(given + 1, top + 1):
                causes = [self.entry[p, t] for p in self.posts if (p, t) in self.entry and self._level(p) >= level]
                reached[level, t] = self._any([*causes, has(level, t - 1)])
            grown = [self._first(has(level, t), has(level, t - 1)) for level in range(given + 1, top + 1)]
            for post in self.posts:
                if (post, t) in self.entry and post not in self.forced[t]:
                    self._enter_freely(post, t, [has(self._level(post) + d, t - 1) for d in (-1, 0, 1)], raised)
            raised.append(self._any(grown))

    def _enter_freely(self, post: int, t: int, has: list[Literal], raised: list[Literal]) -> None:
        entry, below, same, above = self.entry[post, t], *has
        self._reach(post, entry)
        self.cp.add_bool_and(below, _opposite(above)).only_enforce_if(entry)
        rise = [entry, _opposite(same)]
        stay = self.facts.promotion_stay
        if t > self.person[LAST_RAISE]:
            self.cp.add_bool_or(~entry, same)
        for u in range(max(0, t - stay + 1), t):
            self.cp.add_bool_or(*map(_opposite, rise), _opposite(raised[u]))
        if max(0, int(self.person[SINCE]) + t) < stay:
            self.cp.add_bool_or(*map(_opposite, rise), *raised[: max(0, t - stay + 1)])

    def _reach(self, post: int, entry: cp_model.IntVar) -> None:
        apart = not self.model.scope.wide and not self.model.scope.loose and not self.comes_back
        if not self._in_reach(post) or (post == self.start and apart):
            self.cp.add(entry == 0)
        elif self.person[STAYS]:
            self.cp.add_implication(self.model.switch("stays", self.i), ~entry)

    def _any(self, causes: list[Literal]) -> Literal:
        if not causes:
            return False
        found = self.cp.new_bool_var("")
        self.cp.add_max_equality(found, causes)
        return found

    def _first(self, now: Literal, then: Literal) -> Literal:
        """True where something is so now and was not before."""
        found = self.cp.new_bool_var("")
        self.cp.add(found == now - then)
        return found

    def _avoid(self) -> None:
        """ROT-08, which no lock excuses."""
        for (post, _), entry in self.entry.items():
            if self.facts.post[post, HEADSHIP] and self._city(post) == self.person[HOME]:
                self.cp.add_implication(self.model.switch("home", self.i), ~entry)

    def stints(self, solver: cp_model.CpSolver) -> Stints:
        """The itinerary of a solution."""
        rows: Stints = []
        for t in range(self.end):
            state = next(s for s in self.states if solver.boolean_value(self.holds[s, t]))
            if rows and rows[-1][0] == state:
                rows[-1][2] = t + 1
            else:
                rows.append([state, t, t + 1])
        return rows


def _opposite(literal: Literal) -> Any:
    return not literal if isinstance(literal, bool) else ~literal
