"""Why a plan does not do something else: the rules that forbid the choice by name, or what it would cost more.

The extra cost is that of the cheapest plan found by changing this person, at most one who gives way, and a chain of
people who move up: exact for the lines that it names; a new plan with this choice may cost less, never more.
"""

from collections.abc import Iterable, Iterator

from genhun.core.group import Group
from genhun.planning.lines import RESERVE, RETIRED, Stint
from genhun.planning.outcome import ExtraCost, Forbidden, Refusal
from genhun.planning.rotation.accounts import Accounts, Itinerary, stints_of
from genhun.planning.rotation.chains import Chains
from genhun.planning.rotation.checks import Checks, Finding
from genhun.planning.rotation.sentences import Sentences


def why_not(group: Group, stints: Iterable[Stint], person_id: str, post_id: str, period: int) -> Forbidden | ExtraCost:
    """Why a person does not take a post in a period of the plan, the others keeping to the plan as far as they can."""
    return WhyNot(Accounts(group, stints)).answer(person_id, post_id, period)


class WhyNot:
    """Answers about choices that one plan did not make."""

    def __init__(self, accounts: Accounts) -> None:
        self.accounts = accounts
        self.checks = Checks(accounts)
        self.sentences = Sentences(accounts.group)

    def answer(self, person_id: str, post_id: str, period: int) -> Forbidden | ExtraCost:
        """Why a person does not take a post in a period."""
        fact = self._out_of_question(person_id, period)
        if fact is not None:
            return self._forbidden([fact])
        if self.accounts.itinerary[person_id][period] == post_id:
            return ExtraCost({}, ())
        ways = list(self._ways(person_id, post_id, period))
        own = [self.checks.own(person_id, way) for way in ways]
        allowed = [way for way, findings in zip(ways, own, strict=True) if not findings]
        if not allowed:
            return self._forbidden(min(own, key=len))
        choices = [c for way in allowed for c in self._choices(person_id, way, post_id, period)]
        shared = [self.checks.of(choice) for choice in choices]
        sound = [choice for choice, findings in zip(choices, shared, strict=True) if not findings]
        if not sound:
            return self._forbidden(min(shared, key=len))
        return self._cheapest(sound, person_id, period)

    def _out_of_question(self, person_id: str, period: int) -> Finding | None:
        s = self.accounts.people.get(person_id)
        if s is None:
            return Finding("", "scope", person_id, period, "", "")
        if not 0 <= period < self.accounts.periods:
            return Finding("", "horizon", person_id, period, str(period), str(self.accounts.periods))
        return Finding("", "retired", person_id, period, "", "") if period >= s.retires else None

    def _forbidden(self, findings: list[Finding]) -> Forbidden:
        refusals = (Refusal(f.rule, f.got, f.allowed, *self.sentences.broken(f)) for f in findings)
        return Forbidden(tuple(dict.fromkeys(refusals)))

    def _ways(self, person_id: str, post_id: str, period: int) -> Iterator[Itinerary]:
        """The plan's itinerary with the post from `period` on: to the end, or until a later line of the plan begins."""
        way, end = self.accounts.itinerary[person_id], self.accounts.people[person_id].retires
        starts = (s.from_period for s in stints_of(person_id, way))
        for until in dict.fromkeys([end, *(t for t in starts if period < t < end)]):
            yield (*way[:period], *[post_id] * (until - period), *way[until:])

    def _choices(self, person_id: str, way: Itinerary, post_id: str, period: int) -> Iterator[dict[str, Itinerary]]:
        """The person alone, then together with each holder of the post, who gives way in one of several manners."""
        yield {person_id: way}
        freed = self.accounts.held_before(person_id, period)
        for holder_id, line in self._holders(post_id, period, person_id):
            theirs = self.accounts.itinerary[holder_id]
            start = max(period, line.from_period)
            instead = {freed, RESERVE, self.accounts.held_before(holder_id, line.from_period)} - {post_id}
            for place in sorted(instead):
                given = (*theirs[:start], *[place] * (line.to_period - start), *theirs[line.to_period :])
                yield {person_id: way, holder_id: given}

    def _holders(self, post_id: str, period: int, person_id: str) -> Iterator[tuple[str, Stint]]:
        for holder_id, way in self.accounts.itinerary.items():
            if holder_id == person_id or post_id not in way[period:]:
                continue
            for line in stints_of(holder_id, way):
                if line.post_id == post_id and line.to_period > period:
                    yield holder_id, line

    def _cheapest(self, choices: list[dict[str, Itinerary]], person_id: str, period: int) -> ExtraCost:
        """The cheapest choice, with those who then move up into the seat that it leaves."""
        left = self.accounts.held_before(person_id, period)
        priced = [(sum(self.accounts.change(choice).values()), n) for n, choice in enumerate(choices)]
        best = choices[min(priced)[1]]
        if left != RESERVE:
            best = Chains(self.accounts, self.checks).refill(best, left, period)
        lines = (s for person_id, way in best.items() for s in stints_of(person_id, way) if s.post_id != RETIRED)
        return ExtraCost(self.accounts.change(best), tuple(lines))
