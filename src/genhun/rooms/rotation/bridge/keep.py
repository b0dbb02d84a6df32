"""From a draft to a plan for the records: verified on the whole part as it is today, a reason for each line."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from genhun.core.group import Group
from genhun.planning.lines import Stint
from genhun.planning.outcome import Price, Solved
from genhun.planning.rotation.explain import why
from genhun.planning.rotation.verify import verify
from genhun.records.bridge import group_below
from genhun.records.errand import Answer
from genhun.records.policies import Refused
from genhun.records.results import input_digest
from genhun.rooms.rotation.bridge.trial import Trial
from genhun.rooms.rotation.models import MoveDraft
from genhun.rooms.rotation.queries.drafts import circles_of


def worked_out(draft: MoveDraft) -> tuple[Answer, Group]:
    """The plan that a draft makes. Raises Refused where the verifier finds a rule broken.

    The bound is proven for the input that the plan was made from; if the records have changed since, nothing but 0 is.
    """
    trial, group = Trial(draft.plan, circles_of(draft, draft.edits)), group_below(draft.plan.unit)
    ways = trial.ways(draft.edits)
    inside = {line.person_id for line in trial.lines}
    mine = trial.lines_with(ways)
    kept, known = _kept_lines(draft, inside)
    lines = sorted([*kept, *mine])
    checked = verify(group, lines)
    if not checked.sound:
        rules = "、".join(sorted({breach.rule for breach in checked.breaches}))
        raise Refused(_("The verifier does not confirm this draft: %(rules)s is broken.") % {"rules": rules})
    same = input_digest(group) == draft.plan.input_digest
    solved: Solved[Any] = Solved(
        "rotation",
        tuple(lines),
        checked.cost,
        min(draft.plan.bound, checked.cost) if same else 0,
        dict(checked.parts),
        [Price(**row) for row in draft.plan.prices] if same else [],
        tuple(checked.overridden),
    )
    told = {line: reason.as_data() for line, reason in why(trial.group, mine).items()}
    return Answer(solved, [told.get(line, known.get(line, {})) for line in lines]), group


def _kept_lines(draft: MoveDraft, inside: set[str]) -> tuple[list[Stint], dict[Stint, Mapping[str, Any]]]:
    """The plan's lines of everybody outside the circles tried, with the reasons that they have."""
    rows = draft.plan.lines.exclude(person__code__in=inside).values_list(
        "person__code", "post__code", "place", "from_period", "to_period", "reason"
    )
    known = {Stint(w or "", post or place, a or 0, b or 0): reason for w, post, place, a, b, reason in rows}
    return list(known), known
