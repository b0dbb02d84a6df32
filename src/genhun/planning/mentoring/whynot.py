"""Why a newcomer does not have another mentor: the rules that forbid it, or what it would cost more.

The extra cost is that of one plan found greedily: the newcomer leaves the mentor of the plan; if the one chosen has no
room, a newcomer of theirs takes the best mentor who has, where that costs least. Exact for the lines that it names; a
new plan with this choice may cost less, never more.
"""

from collections.abc import Iterator, Sequence

from genhun.core.group import Group
from genhun.planning.lines import Pairing
from genhun.planning.mentoring.accounts import Accounts, Mentors
from genhun.planning.mentoring.sentences import BROKEN
from genhun.planning.outcome import ExtraCost, Forbidden, Refusal
from genhun.planning.staff import Worker, workers

Ways = dict[str, Mentors]


def why_not(group: Group, lines: Sequence[Pairing], mentee_id: str, mentor_id: str) -> Forbidden | ExtraCost:
    """Why a newcomer does not have a mentor, the others keeping to the plan as far as they can."""
    return WhyNot(group, Accounts(group, lines)).answer(mentee_id, mentor_id)


class WhyNot:
    """Answers about pairs that one plan does not make."""

    def __init__(self, group: Group, accounts: Accounts) -> None:
        self.workers = {worker.person_id: worker for worker in workers(group)}
        self.accounts = accounts
        self.problem = accounts.problem

    def answer(self, mentee_id: str, mentor_id: str) -> Forbidden | ExtraCost:
        """Why a newcomer does not have a mentor."""
        if unfit := tuple(self._unfit(mentee_id, mentor_id)):
            return Forbidden(unfit)
        if mentor_id in self.accounts.held(mentee_id):
            return ExtraCost({}, ())
        mentee, mentor = self.problem.mentees[mentee_id], self.problem.mentors[mentor_id]
        if refusals := tuple(self._against(mentee, mentor)):
            return Forbidden(refusals)
        return self._told(min(self._plans(mentee_id, mentor_id), key=self._cost))

    def _unfit(self, mentee_id: str, mentor_id: str) -> Iterator[Refusal]:
        """What makes one of them no newcomer or no mentor."""
        if mentee_id not in self.problem.mentees:
            yield BROKEN["mentee"].refusal()
        mentor, least = self.workers.get(mentor_id), self.problem.policy["mentor_months"]
        if mentor is None:
            yield BROKEN["mentor"].refusal()
        elif mentor.newcomer:
            yield BROKEN["newcomer"].refusal()
        elif mentor.party_months < least:
            yield BROKEN["months"].refusal(mentor.party_months, least)

    def _against(self, mentee: Worker, mentor: Worker) -> Iterator[Refusal]:
        """Every rule that keeps the two apart whatever the others do."""
        if self.problem.load < 1:
            yield BROKEN["load"].refusal(1, self.problem.load)
        if mentor.unit.circle != mentee.unit.circle:
            yield BROKEN["circle"].refusal(mentor.unit.circle, mentee.unit.circle)
        if mentor.person.level < mentee.person.level:
            yield BROKEN["level"].refusal(mentor.person.level, mentee.person.level)
        if (mentee.person_id, mentor.person_id) in self.problem.kin:
            yield BROKEN["kin"].refusal()

    def _plans(self, mentee_id: str, mentor_id: str) -> Iterator[Ways]:
        """Plans with the pair: alone where the mentor has room, else with each newcomer who could make room."""
        ways: Ways = {mentee_id: (mentor_id,)}
        if self._load(ways, mentor_id) <= self.problem.load:
            yield ways
            return
        for other_id in self.accounts.mentees[mentor_id]:
            yield min(self._moved(ways, other_id, mentor_id), key=self._cost)

    def _moved(self, ways: Ways, other_id: str, mentor_id: str) -> Iterator[Ways]:
        """Another newcomer without this mentor, or with one who has room."""
        yield {**ways, other_id: ()}
        for mentor in self.accounts.eligible(other_id):
            if mentor.person_id != mentor_id and self._load(ways, mentor.person_id) < self.problem.load:
                yield {**ways, other_id: (mentor.person_id,)}

    def _load(self, ways: Ways, mentor_id: str) -> int:
        shift = sum((mentor_id in way) - (mentor_id in self.accounts.held(p)) for p, way in ways.items())
        return len(self.accounts.mentees[mentor_id]) + shift

    def _cost(self, ways: Ways) -> int:
        return sum(self.accounts.change(ways).values())

    def _told(self, ways: Ways) -> ExtraCost:
        lines, gone = [], []
        for mentee_id, way in sorted(ways.items()):
            before = self.accounts.held(mentee_id)
            lines += [Pairing(mentee_id, m) for m in way if m not in before]
            gone += [Pairing(mentee_id, m) for m in before if m not in way]
        return ExtraCost(self.accounts.change(ways), tuple(lines), tuple(gone))
