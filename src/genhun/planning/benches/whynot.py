"""Why a person is not on a bench: the rules that forbid it, or what it would cost more.

The extra cost is that of one plan found greedily: a full bench gives up a place, somebody who already sits on as many
benches as allowed leaves one, and the place left is taken by the best candidate with room. Exact for the lines that it
names; a new plan with this choice may cost less, never more.
"""

from collections.abc import Iterator, Sequence

from genhun.core.calendar import whole_periods
from genhun.core.group import Appointment, Group, Person, Post, Unit
from genhun.planning.benches.accounts import Accounts, Bench
from genhun.planning.benches.problem import PERIODS_LEFT
from genhun.planning.benches.sentences import BROKEN
from genhun.planning.lines import BenchPlace
from genhun.planning.outcome import ExtraCost, Forbidden, Refusal
from genhun.planning.staff import open_in_table, unit_of

Benches = dict[str, Bench]


def why_not(group: Group, lines: Sequence[BenchPlace], person_id: str, post_id: str) -> Forbidden | ExtraCost:
    """Why a person is not on the bench of a post, the others keeping to the plan as far as they can."""
    return WhyNot(Accounts(group, lines)).answer(person_id, post_id)


class WhyNot:
    """Answers about places that one plan does not give."""

    def __init__(self, accounts: Accounts) -> None:
        self.accounts = accounts
        self.problem = accounts.problem

    def answer(self, person_id: str, post_id: str) -> Forbidden | ExtraCost:
        """Why a person is not on the bench of a post."""
        post, person = self.problem.posts.get(post_id), self.accounts.group.person.get(person_id)
        still_open = self._still_open(person_id)
        if post is None or person is None or not still_open:
            return Forbidden((BROKEN["post" if post is None else "open"].refusal(),))
        if person_id in self.accounts.benches[post_id]:
            return ExtraCost({}, ())
        if refusals := tuple(self._against(person, unit_of(self.accounts.group, still_open), post)):
            return Forbidden(refusals)
        return self._told(min(self._plans(person_id, post_id), key=self._cost))

    def _still_open(self, person_id: str) -> list[Appointment]:
        return open_in_table(a for a in self.accounts.group.appointments if a.person_id == person_id)

    def _against(self, person: Person, unit: Unit, post: Post) -> Iterator[Refusal]:
        """Every rule that keeps the person off the bench whatever the others do."""
        pair, circle = (person.person_id, post.post_id), self.problem.unit_of(post).circle
        left = whole_periods(self.accounts.group.retires(person) - self.problem.policy.rotation_start)
        if not self.problem.size:
            yield BROKEN["size"].refusal(1, 0)
        if left < PERIODS_LEFT:
            yield BROKEN["left"].refusal(left, PERIODS_LEFT)
        if unit.circle != circle:
            yield BROKEN["circle"].refusal(unit.circle, circle)
        if person.level not in (post.level, post.level - 1):
            yield BROKEN["level"].refusal(person.level, f"{post.level - 1}–{post.level}")
        if pair in self.problem.holders:
            yield BROKEN["holder"].refusal()
        if not self.problem.load:
            yield BROKEN["load"].refusal(1, 0)
        if pair in self.problem.related:
            yield BROKEN["kin"].refusal()

    def _plans(self, person_id: str, post_id: str) -> Iterator[Benches]:
        """Plans with the place: for each who could leave a full bench and each bench that the person could leave."""
        bench, sits = self.accounts.benches[post_id], self.accounts.sits[person_id]
        leavers = bench if len(bench) >= self.problem.size else ("",)
        left = sits if len(sits) >= self.problem.load else [""]
        for leaver in leavers:
            for other_id in left:
                benches = {post_id: (*_without(bench, leaver), person_id)}
                if other_id:
                    benches[other_id] = _without(self.accounts.benches[other_id], person_id)
                    benches = self._filled(benches, other_id)
                yield self._placed(benches, leaver) if leaver else benches

    def _filled(self, benches: Benches, post_id: str) -> Benches:
        """The place left is taken by the candidate who costs least, if that is less than an empty place."""
        free = [
            {**benches, post_id: (*benches[post_id], c.person_id)}
            for c in self.accounts.eligible(self.problem.posts[post_id])
            if c.person_id not in benches[post_id] and self._room(benches, c.person_id)
        ]
        return min([benches, *free], key=self._cost)

    def _placed(self, benches: Benches, person_id: str) -> Benches:
        """Who left a bench takes an empty place elsewhere, where that costs least."""
        free = [
            {**benches, post_id: (*self._bench(benches, post_id), person_id)}
            for post_id, post in self.problem.posts.items()
            if len(self._bench(benches, post_id)) < self.problem.size
            and person_id not in self._bench(benches, post_id)
            and not self.problem.forbidding_rule(self.problem.candidates[person_id], post)
            and self._room(benches, person_id)
        ]
        return min([benches, *free], key=self._cost)

    def _room(self, benches: Benches, person_id: str) -> bool:
        shift = sum((person_id in b) - (person_id in self.accounts.benches[p]) for p, b in benches.items())
        return len(self.accounts.sits[person_id]) + shift < self.problem.load

    def _bench(self, benches: Benches, post_id: str) -> Bench:
        return benches.get(post_id, self.accounts.benches[post_id])

    def _cost(self, benches: Benches) -> int:
        return sum(self.accounts.change(benches).values())

    def _told(self, benches: Benches) -> ExtraCost:
        lines: list[BenchPlace] = []
        gone: list[BenchPlace] = []
        for post_id, bench in sorted(benches.items()):
            before = self.accounts.lines(post_id, self.accounts.benches[post_id])
            after = self.accounts.lines(post_id, self.accounts.ordered(post_id, bench))
            lines += [line for line in after if line not in before]
            gone += [line for line in before if line not in after]
        return ExtraCost(self.accounts.change(benches), tuple(lines), tuple(gone))


def _without(bench: Bench, person_id: str) -> Bench:
    return tuple(p for p in bench if p != person_id)
