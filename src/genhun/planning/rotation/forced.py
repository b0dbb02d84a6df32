"""Why not, asked of the solver: the circle planned anew with the choice made, from the quick exchange on.

The choice is made by a lock, and a lock excuses what a free choice may not do; so the new plan counts only where the
verifier finds it sound without the lock. The quick exchange stays the upper limit of the answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from genhun.core.calendar import period_start
from genhun.core.group import Group, Lock
from genhun.engine.watch import Watch
from genhun.planning.lines import RETIRED, Stint
from genhun.planning.outcome import Checked, ExtraCost, Forbidden, NoPlan, Warm
from genhun.planning.rotation.accounts import Accounts
from genhun.planning.rotation.least_change import ways_of
from genhun.planning.rotation.problem import Problem
from genhun.planning.rotation.solve import PLANNER, Earlier, answers_of, solved_of
from genhun.planning.rotation.whynot import WhyNot
from genhun.planning.run import verify_plan

STRAYING = 1
"""Points that each person costs who goes another way than in the plan: nobody moves for nothing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A person in a post in a period, which the plan does not do."""

    person_id: str
    post_id: str
    period: int


def why_not_planned(
    group: Group, plan: Sequence[Stint], choice: Choice, watch: Watch, seed: int = 1
) -> Forbidden | ExtraCost:
    """What a choice costs more: the better of the quick exchange and the circle planned anew with the choice made."""
    quick = WhyNot(Accounts(group, plan)).answer(choice.person_id, choice.post_id, choice.period)
    if isinstance(quick, Forbidden) or not quick.lines:
        return quick
    start = _with(plan, quick.lines)
    found = _with(start, _planned(group, start, plan, choice, watch, seed))
    before, checked = (verify_plan(group, PLANNER, lines) for lines in (plan, found))
    if checked.breaches or checked.cost - before.cost >= quick.total:
        return quick
    return ExtraCost(_more(before, checked), _altered(plan, found))


def _planned(
    group: Group, start: Sequence[Stint], plan: Sequence[Stint], choice: Choice, watch: Watch, seed: int
) -> Sequence[Stint]:
    """New lines of the people of one region; none where there is nothing new."""
    policy = group.policy
    begins, ends = (period_start(policy.rotation_start, choice.period + n) for n in (0, 1))
    problem = Problem.of(replace(group, locks=(*group.locks, Lock(choice.person_id, choice.post_id, begins, ends))))
    region = next(r for r in problem.regions if choice.person_id in r.people)
    part = Problem((region,), (), problem.periods, ())
    answers = answers_of(part, Earlier(Warm(start), plan, STRAYING), watch, 1, seed)
    return () if isinstance(answers, NoPlan) else solved_of(part, answers, 0, watch).lines


def _with(plan: Sequence[Stint], lines: Sequence[Stint]) -> tuple[Stint, ...]:
    """A plan with other lines for some people; where they retire stays as it was."""
    anew = {line.person_id for line in lines}
    kept = [line for line in plan if line.person_id not in anew or line.post_id == RETIRED]
    return tuple(sorted([*kept, *(line for line in lines if line.post_id != RETIRED)]))


def _more(before: Checked, after: Checked) -> Mapping[str, int]:
    more = {part: points - before.parts[part] for part, points in after.parts.items()}
    return {part: points for part, points in more.items() if points}


def _altered(plan: Sequence[Stint], found: Sequence[Stint]) -> tuple[Stint, ...]:
    """The whole ways of the people who go another one."""
    before, after = ways_of(plan), ways_of(found)
    return tuple(line for line in found if before[line.person_id] != after[line.person_id] and line.post_id != RETIRED)
