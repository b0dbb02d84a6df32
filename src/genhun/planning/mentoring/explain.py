"""Why each pair of a mentoring plan stands: what the mentor saves, and whether rules leave a choice.

The gain of a pair is exact: the cost of the plan without this mentor less the cost of the plan. It works on any plan,
whoever made it; lines of people who are no newcomer or no mentor have no reason.
"""

from collections.abc import Sequence

from genhun.core.group import Group
from genhun.planning.lines import Pairing
from genhun.planning.mentoring.accounts import Accounts
from genhun.planning.mentoring.sentences import ONLY, PARTS, together
from genhun.planning.outcome import Reason
from genhun.planning.telling import commonest, gains_told, sentence


def why(group: Group, lines: Sequence[Pairing]) -> dict[Pairing, Reason]:
    """The reason of every pair of a plan, by line."""
    accounts = Accounts(group, lines)
    return {line: _reason(accounts, line) for line in lines if line.mentor_id in accounts.held(line.mentee_id)}


def _reason(accounts: Accounts, line: Pairing) -> Reason:
    rest = list(accounts.held(line.mentee_id))
    rest.remove(line.mentor_id)
    gains = accounts.change({line.mentee_id: tuple(rest)})
    problem = accounts.problem
    mentee, mentor = problem.mentees[line.mentee_id], problem.mentors[line.mentor_id]
    rule = _only_choice(accounts, line)
    same_unit = mentee.unit.unit_id == mentor.unit.unit_id
    zh, en = sentence(
        together(same_unit, len(accounts.mentees[line.mentor_id]), problem.load),
        ONLY if rule else ("", ""),
        gains_told(gains, PARTS),
    )
    return Reason("same_unit" if same_unit else "same_circle", gains, rule, zh=zh, en=en)


def _only_choice(accounts: Accounts, line: Pairing) -> str:
    """The rule that most often bars the other mentors, if all of them are barred; else empty."""
    if any(m.person_id != line.mentor_id for m in accounts.eligible(line.mentee_id)):
        return ""
    problem, mentee = accounts.problem, accounts.problem.mentees[line.mentee_id]
    others = (m for m in problem.mentors.values() if m.person_id != line.mentor_id)
    return commonest(problem.forbidding_rule(mentee, m) for m in others)
