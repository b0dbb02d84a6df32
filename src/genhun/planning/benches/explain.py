"""Why each place of a bench is taken: how ready the person is, what it saves, and whether rules leave a choice.

The gain of a place is exact: the cost of the plan with the place left empty less the cost of the plan. It works on any
plan, whoever made it; lines of people who are no candidates, and of posts without a bench, have no reason.
"""

from collections.abc import Sequence
from itertools import islice

from genhun.core.group import Group
from genhun.planning.benches.accounts import Accounts
from genhun.planning.benches.sentences import PARTS, few, ready
from genhun.planning.lines import BenchPlace
from genhun.planning.outcome import Reason
from genhun.planning.telling import gains_told, sentence


def why(group: Group, lines: Sequence[BenchPlace]) -> dict[BenchPlace, Reason]:
    """The reason of every place of a plan, by line."""
    accounts = Accounts(group, lines)
    size = accounts.problem.size
    eligible = {
        post_id: sum(1 for _ in islice(accounts.eligible(accounts.problem.posts[post_id]), size + 1))
        for post_id, bench in accounts.benches.items()
        if bench
    }
    return {
        line: _reason(accounts, line, eligible[line.post_id])
        for line in lines
        if line.person_id in accounts.benches.get(line.post_id, ())
    }


def _reason(accounts: Accounts, line: BenchPlace, eligible: int) -> Reason:
    problem = accounts.problem
    rest = list(accounts.benches[line.post_id])
    rest.remove(line.person_id)
    gains = accounts.change({line.post_id: tuple(rest)})
    readiness = problem.candidates[line.person_id].readiness(problem.posts[line.post_id].level)
    forced = eligible <= problem.size
    zh, en = sentence(
        ready(readiness, problem.policy["dual_periods"]),
        few(eligible, problem.size) if forced else ("", ""),
        gains_told(gains, PARTS),
    )
    return Reason(readiness, gains, "BEN-01" if forced else "", zh=zh, en=en)
