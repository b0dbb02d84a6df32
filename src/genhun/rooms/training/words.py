"""What figures, gaps and prices are told as."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from genhun.core.aspects import Aspect
from genhun.core.days import RULES
from genhun.core.policy import Policy
from genhun.planning.rule import Rule
from genhun.records.contract.policy import Setting, policy_from
from genhun.records.models import Plan

ACTIONS: Mapping[str, Any] = {
    "set_days": gettext_lazy("Figures of the rules of days set"),
    "receive_roster": gettext_lazy("Roster received"),
    "mend_roster": gettext_lazy("Roster mended"),
    "commit_roster": gettext_lazy("Roster taken in"),
    "discard_roster": gettext_lazy("Roster put aside"),
    "undo_roster": gettext_lazy("Roster taken back"),
    "begin_draft": gettext_lazy("Draft of the seat plan begun"),
    "edit_draft": gettext_lazy("Seat changed in a draft"),
    "save_draft": gettext_lazy("Draft saved as a new plan"),
    "wait_for_seat": gettext_lazy("Put on a waiting list"),
    "end_waiting": gettext_lazy("Taken off a waiting list"),
    "promise_seats": gettext_lazy("Seats promised"),
    "decline_wish": gettext_lazy("Wish for a seat declined"),
    "make_feed": gettext_lazy("Calendar address made"),
    "revoke_feed": gettext_lazy("Calendar address revoked"),
    "take_notice": gettext_lazy("Training notice taken"),
    "take_list": gettext_lazy("List of attendants taken"),
    "take_certificates": gettext_lazy("Certificates taken"),
    "begin_pairs": gettext_lazy("Mentor pairs begun"),
    "close_pair": gettext_lazy("Mentor pair closed"),
    "begin_visits": gettext_lazy("Visits entered"),
    "note_visit": gettext_lazy("Visit noted"),
    "hold_seminar": gettext_lazy("Seminar entered"),
    "note_seminar": gettext_lazy("Seminar noted"),
}
"""Audit actions in the words of the page."""
PARTS = {
    "short": gettext_lazy("Missing days"),
    "no_induction": gettext_lazy("Newcomers without induction"),
    "distance": gettext_lazy("Distance"),
    "surplus": gettext_lazy("Days beyond the need"),
    "no_mentor": gettext_lazy("Newcomers without mentor"),
    "other_unit": gettext_lazy("Mentor in another unit"),
    "level_gap": gettext_lazy("Large gap in level"),
    "gain": gettext_lazy("What visitors can learn"),
}


def gap_words(plan: Plan) -> str:
    """How far a plan may be from the best possible one, as one sentence."""
    if plan.cost <= plan.bound:
        return _("This plan keeps every rule. It is proven that no better plan is possible.")
    share = f"{plan.gap * 100:.2f} %" if plan.gap < 0.1 else f"{plan.gap * 100:.1f} %"
    return _(
        "This plan keeps every rule. It is proven that no plan is more than %(share)s (%(points)s points) better."
    ) % {"share": share, "points": f"{plan.cost - plan.bound:,}"}


def part_rows(plan: Plan) -> list[tuple[Any, int]]:
    """The parts of a plan's cost by name; parts without points are left out."""
    return [(PARTS.get(key, key), points) for key, points in plan.parts.items() if points]


def points_rows(points: Mapping[str, int]) -> list[tuple[Any, int]]:
    """Points by the names of their parts, the greatest first."""
    return [(PARTS.get(key, key), n) for key, n in sorted(points.items(), key=lambda entry: -abs(entry[1]))]


def prices(plan: Plan | None, scarce: str) -> dict[str, list[tuple[str, float]]]:
    """What one more would save, by id: (period, points), the greatest first."""
    found: dict[str, list[tuple[str, float]]] = {}
    for price in plan.prices if plan else ():
        if price["scarce"] == scarce and price["price"] > 0:
            found.setdefault(price["id"], []).append((str(price["period"]), float(price["price"])))
    return {key: sorted(held, key=lambda entry: -entry[1]) for key, held in found.items()}


def price_words(title: str, points: float) -> str:
    """What one more seat in a class would save."""
    return _("One more seat in “%(title)s” would save about %(points)s points.") % {
        "title": title,
        "points": f"{points:,.0f}",
    }


def absence_words(unit: str, day: str, points: float) -> str:
    """What one more absence would save."""
    return _("One more person of %(unit)s away around %(day)s would save about %(points)s points.") % {
        "unit": unit,
        "day": day,
        "points": f"{points:,.0f}",
    }


def reason_words(reason: Mapping[str, Any], language: str) -> str:
    """The sentence of a line's reason in the reader's language; empty if none was recorded."""
    return str(reason.get("zh" if language.startswith("zh") else "en", ""))


def gain_of(reason: Mapping[str, Any]) -> int:
    """What a line saves in points."""
    return sum(int(points) for points in reason.get("gains", {}).values())


def finding(workers: int, owing: int) -> str:
    """Who still owes what, in one sentence."""
    if not workers:
        return _("Nobody of this part holds an open party-affairs post.")
    if not owing:
        return _("All %(workers)s party-affairs workers have had the days of every rule.") % {"workers": workers}
    return ngettext(
        "%(owing)s of %(workers)s party-affairs workers still owes days by at least one rule.",
        "%(owing)s of %(workers)s party-affairs workers still owe days by at least one rule.",
        owing,
    ) % {"owing": f"{owing:,}", "workers": f"{workers:,}"}


ASPECTS = {
    Aspect.STUDY: gettext_lazy("Study"),
    Aspect.GUIDANCE: gettext_lazy("Guidance"),
    Aspect.TRAINING: gettext_lazy("Training"),
    Aspect.SECRETARIES: gettext_lazy("Secretaries"),
    Aspect.ROTATION: gettext_lazy("Rotation"),
    Aspect.RESPONSIBILITY: gettext_lazy("Responsibility"),
}


def learns(values: Mapping[int, Mapping[int, int]], visitor: int, host: int) -> list[tuple[Any, int, int]]:
    """The aspects in which a host is ahead of a visitor: name, the visitor's value, the host's."""
    own, other = values.get(visitor, {}), values.get(host, {})
    return [(ASPECTS[a], own[a], other[a]) for a in Aspect if a in own and a in other and other[a] > own[a]]


def told(rule: Rule, policy: Policy) -> str:
    """A rule of the planners in the reader's language, with the figures that hold."""
    return rule.told(get_language() or "zh-hans", policy)


def lamps_kept(rules: Iterable[Rule], plan: Plan | None) -> list[tuple[str, str]]:
    """The rules that a plan keeps: id and sentence, with the figures that it was made by."""
    figures = plan.policy.items() if plan else ()
    policy = policy_from(Setting(key, str(value), "") for key, value in figures)
    return [(rule.id, told(rule, policy)) for rule in rules]


def rule_names() -> dict[str, str]:
    """The short names of the rules of days, by id."""
    language = get_language() or "zh-hans"
    return {rule.id: rule.name(language) for rule in RULES.values()}
