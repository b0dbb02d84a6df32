"""What plans, their costs and their prices are called, and the sentences that figures are told in."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

PLANNERS = {
    "rotation": lazy("Rotation"),
    "benches": lazy("Secretary benches"),
    "training": lazy("Training year"),
    "mentoring": lazy("Mentoring"),
    "inspections": lazy("Mutual inspection"),
}
PARTS = {
    "vacancy": lazy("Vacant seats"),
    "move": lazy("Moves and distance"),
    "unfamiliar": lazy("Unfamiliar lane or industry"),
    "overdue": lazy("Overlong stays"),
    "reserve": lazy("Time in reserve"),
    "not_dual": lazy("Young cadres not dual-capable"),
    "thin": lazy("Thin secretary benches"),
    "short": lazy("Missing days of training"),
    "no_induction": lazy("Newcomers without induction"),
    "distance": lazy("Distance"),
    "surplus": lazy("Days beyond the need"),
    "no_mentor": lazy("Newcomers without mentor"),
    "other_unit": lazy("Mentor in another unit"),
    "level_gap": lazy("Large gap in level"),
    "empty_place": lazy("Empty places on benches"),
    "readiness": lazy("Not ready yet"),
    "gain": lazy("What visitors can learn"),
}
SCARCE = {
    "seat": lazy("One more seat"),
    "entry": lazy("One more entry"),
    "class": lazy("One more seat in the class"),
    "absence": lazy("One more absence"),
    "mentor": lazy("One more mentee a mentor"),
    "bench": lazy("One more place"),
    "head": lazy("Both heads at once"),
    "kin": lazy("Avoidance of kin"),
}


def gap_words(plan: Any) -> str:
    """What the bound proves about a plan, as one sentence."""
    if plan.cost <= plan.bound:
        return _("It keeps every rule, and it is proven that no plan on earth is better.")
    share = f"{plan.gap * 100:.2f} %" if plan.gap < 0.1 else f"{plan.gap * 100:.1f} %"
    return _("It keeps every rule, and it is proven that no plan on earth is more than %(share)s better.") % {
        "share": share
    }


def moves_words(moves: int, people: int) -> str:
    """How many moves a plan makes, as one sentence."""
    return ngettext("%(moves)s move for %(people)s people.", "%(moves)s moves for %(people)s people.", moves) % {
        "moves": f"{moves:,}",
        "people": f"{people:,}",
    }


def cost_rows(parts: Mapping[str, int]) -> list[dict[str, Any]]:
    """The parts of a cost with their names, the largest first; what costs nothing is left out."""
    shown = [{"key": key, "label": PARTS.get(key, key), "value": value} for key, value in parts.items() if value]
    return sorted(shown, key=lambda row: -abs(row["value"]))


LANES = {
    "production": lazy("Production"),
    "both": lazy("Both lanes"),
    "party": lazy("Party affairs"),
    "reserve": lazy("In reserve"),
    "retired": lazy("Retired"),
    "outside": lazy("From elsewhere"),
}
