"""What the room calls what people do in it, and how its figures are told."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from genhun.core.effect import Effect, Verdict
from genhun.records.models import Activity, Duty, Objective, Requirement
from genhun.rooms.responsibility.models import Finding
from genhun.rooms.responsibility.queries.skins import Share

ACTIONS: Mapping[str, Any] = {
    "add_objective": gettext_lazy("Set an objective"),
    "record_actual": gettext_lazy("Wrote down what was reached"),
    "take_in_objectives": gettext_lazy("Took a workbook of objectives in"),
    "make_sending_key": gettext_lazy("Made a key for a program"),
    "revoke_sending_key": gettext_lazy("Revoked a key of a program"),
    "propose_duties": gettext_lazy("Had duties proposed"),
    "add_duty": gettext_lazy("Wrote a duty into the list"),
    "confirm_duty": gettext_lazy("Confirmed a duty"),
    "set_duty_aside": gettext_lazy("Set a duty aside"),
    "take_over_duties": gettext_lazy("Took duties over with a post"),
    "start_activity": gettext_lazy("Planned an activity"),
    "close_activity": gettext_lazy("Closed an activity"),
    "reopen_activity": gettext_lazy("Opened an activity again"),
    "plan_review": gettext_lazy("Planned a review"),
    "merge_reviews": gettext_lazy("Let reviews go together"),
    "hold_review": gettext_lazy("Held a review"),
    "call_review_off": gettext_lazy("Called a review off"),
    "add_finding": gettext_lazy("Wrote down a finding"),
    "mend_finding": gettext_lazy("Said that a finding is mended"),
    "close_finding": gettext_lazy("Closed a finding"),
    "send_finding_back": gettext_lazy("Sent a finding back"),
    "give_opinions": gettext_lazy("Gave opinions on a plan"),
    "save_report": gettext_lazy("Saved a report on duty"),
    "draft_demand": gettext_lazy("Wrote a request down"),
    "ask_for_demand": gettext_lazy("Asked above for a request over the budget"),
    "send_demand": gettext_lazy("Sent a request"),
    "allow_demand": gettext_lazy("Let a request go out over the budget"),
    "refuse_demand": gettext_lazy("Refused a request"),
    "discard_demand": gettext_lazy("Put a draft of a request aside"),
    "join_demand": gettext_lazy("Let a request go into another"),
    "answer_demand": gettext_lazy("Answered a request"),
    "call_needless": gettext_lazy("Somebody called a request needless"),
    "set_burden_budget": gettext_lazy("Set how much may be asked"),
    "export_duties": gettext_lazy("Took the list of duties away"),
    "export_findings": gettext_lazy("Took the list of findings away"),
    "export_opinions": gettext_lazy("Took the opinions on a plan away"),
    "export_report": gettext_lazy("Took a report on duty away"),
}
"""Audit actions in the words of the page."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How many activities were closed with which result."""

    measured: int
    unchanged: int

    @property
    def closed(self) -> int:
        """All that were closed."""
        return self.measured + self.unchanged


def outcomes(closed: QuerySet[Activity]) -> Outcomes:
    """The results of closed activities, counted; one query."""
    rows = closed.order_by().values_list("outcome").annotate(n=Count("pk"))
    counts = dict(rows)
    return Outcomes(counts.get(Activity.Outcome.MEASURED, 0), counts.get(Activity.Outcome.NONE, 0))


def due_finding(due: int, late: int) -> str:
    """What is due this month, in one sentence."""
    if not due:
        return _("Nothing is due this month.")
    said = ngettext("%(n)s item is due this month", "%(n)s items are due this month", due) % {"n": f"{due:,}"}
    if not late:
        return said + _(", none of them late.")
    return said + ngettext(", %(n)s of them late.", ", %(n)s of them late.", late) % {"n": f"{late:,}"}


def when(duty: Duty) -> str:
    """How often a duty comes back, or its day."""
    if duty.cycle:
        return str(Requirement.Cycle(duty.cycle).label)
    return duty.due.isoformat() if duty.due else ""


def plain(number: Any) -> str:
    """A number without the zeros that the records keep behind it."""
    return "" if number is None else f"{number:,.4f}".rstrip("0").rstrip(".").replace("-", "−")


def reached(objective: Any) -> dict[str, Any]:
    """What an objective's numbers say, for pages; it comes from `with_reached`."""
    way = None if objective.reached is None else float(objective.way(objective.reached))
    return {
        "baseline": plain(objective.baseline),
        "target": plain(objective.target),
        "reached": plain(objective.reached),
        "way": way,
        "bar": 0 if way is None else round(100 * min(max(way, 0), 1)),
        "direction": _("more is better") if objective.higher_is_better else _("less is better"),
    }


def moved_words(activity: Activity) -> str:
    """The result of a closed activity in one sentence."""
    if not activity.outcome:
        return ""
    if activity.outcome == Activity.Outcome.NONE:
        return _("No change was seen. That is an answer, and it counts as work done.")
    objective: Objective | None = activity.duty.objective
    what = objective.title if objective else activity.measure
    return _("%(what)s: from %(before)s to %(after)s%(unit)s. Due to this activity: %(sure)s.") % {
        "what": what,
        "before": plain(activity.before),
        "after": plain(activity.after),
        "unit": f" {objective.measured_in}" if objective else "",
        "sure": str(Activity.Sureness(activity.sureness).label).lower(),
    }


def effect_words(effect: Effect) -> str:
    """What the data say of one activity, plainly."""
    if effect.verdict == Verdict.FEW_MONTHS:
        return _("The data cannot tell: fewer than two months with figures before or after.")
    if effect.verdict == Verdict.FEW_UNITS:
        return ngettext(
            "The data cannot tell: only %(n)d comparable unit without such an activity.",
            "The data cannot tell: only %(n)d comparable units without such an activity.",
            effect.compared,
        ) % {"n": effect.compared}
    return {
        Verdict.BETTER: _("Moved more than %(n)d comparable units did."),
        Verdict.WORSE: _("Moved less than %(n)d comparable units did."),
        Verdict.NO_DIFFERENCE: _("No difference to %(n)d comparable units beyond chance."),
    }[effect.verdict] % {"n": effect.compared}


def moved_finding(effects: Sequence[Effect]) -> str:
    """What the data say of all activities shown, in one sentence."""
    if not effects:
        return _("No activity tied to an objective was closed yet.")
    counts = Counter(effect.verdict for effect in effects)
    dumb = counts[Verdict.FEW_MONTHS] + counts[Verdict.FEW_UNITS]
    return _(
        "Of %(all)d activities tied to an objective, %(better)d moved it more than comparable units, %(worse)d less, "
        "%(same)d made no difference beyond chance; for %(dumb)d the data cannot tell."
    ) % {
        "all": len(effects),
        "better": counts[Verdict.BETTER],
        "worse": counts[Verdict.WORSE],
        "same": counts[Verdict.NO_DIFFERENCE],
        "dumb": dumb,
    }


def skins_finding(whole: Share) -> str:
    """How much of the work is tied to nothing, in one sentence."""
    if not whole.duties:
        return _("There is no list of duties for this year yet.")
    said = _("%(loose)d of %(all)d duties are tied to no objective of production") % {
        "loose": whole.duties_untied,
        "all": whole.duties,
    }
    if whole.of_hours is None:
        return said + _("; no hours were spent yet.")
    return said + _("; %(share)s of the hours went into such work.") % {"share": f"{whole.of_hours:.0%}"}


def supervision_finding(hits: int, opinions: int, counts: Mapping[str, int]) -> str:
    """What supervision has to look after, in one sentence."""
    return _(
        "%(hits)d pairs of relatives in one unit, %(opinions)d opinions due, %(findings)d findings not closed."
    ) % {
        "hits": hits,
        "opinions": opinions,
        "findings": counts.get(Finding.State.OPEN, 0) + counts.get(Finding.State.MENDED, 0),
    }
