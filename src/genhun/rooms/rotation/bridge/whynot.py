"""The planner's own explanations: why a plan does not do something else."""

from dataclasses import dataclass

from genhun.core.group import Group
from genhun.planning.lines import Stint
from genhun.planning.outcome import ExtraCost, Forbidden
from genhun.planning.rotation.accounts import Accounts
from genhun.planning.rotation.whynot import WhyNot
from genhun.records.bridge import group_below
from genhun.records.models import Plan
from genhun.records.results import input_digest


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands against a choice, or what it costs more; `moved_on` says that the records changed since the plan."""

    forbidden: Forbidden | None
    extra: ExtraCost | None
    moved_on: bool

    @property
    def saved(self) -> int:
        """What the choice would save, where it costs less than the plan."""
        return -self.extra.total if self.extra else 0


def moved_on(plan: Plan, group: Group) -> bool:
    """Whether the records have changed since a plan was made; `group` is its part as it is now."""
    return input_digest(group) != plan.input_digest


def answer_why_not(plan: Plan, person: str, post: str, period: int) -> Answer:
    """Why a person (by code) does not take a post (by code) in a half-year of a rotation plan."""
    group = group_below(plan.unit)
    rows = plan.lines.values_list("person__code", "post__code", "place", "from_period", "to_period")
    stints = [Stint(who or "", where or place, begin or 0, end or 0) for who, where, place, begin, end in rows]
    found = WhyNot(Accounts(group, stints)).answer(person, post, period)
    gone = moved_on(plan, group)
    if isinstance(found, Forbidden):
        return Answer(found, None, gone)
    return Answer(None, found, gone)
