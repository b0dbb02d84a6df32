"""What plans, their costs and their prices are called, and the sentences that figures are told in."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from genhun.core.policy import PARAMETERS, Policy

PLANNERS = {
    "rotation": _("Rotation"),
    "benches": _("Secretary benches"),
    "training": _("Training year"),
    "mentoring": _("Mentoring"),
    "inspections": _("Mutual inspection"),
}
ACTIONS: Mapping[str, Any] = {
    "begin_move_draft": _("Began to edit the moves of a plan"),
    "edit_move_draft": _("Tried a move"),
    "save_move_draft": _("Saved edited moves as a plan"),
    "discard_move_draft": _("Threw a draft of moves away"),
    "add_lock": _("Recorded a decision on a post"),
    "end_lock": _("Ended a lock"),
    "record_wish": _("Recorded a wish"),
    "withdraw_wish": _("Withdrew a wish"),
    "take_forms": _("Took appointment forms away"),
    "request_least_change": _("Asked for the least change"),
    "request_what_if": _("Asked what a change would bring"),
}
"""Audit actions in the words of the page."""
PARTS = {
    "vacancy": _("Vacant seats"),
    "move": _("Moves and distance"),
    "unfamiliar": _("Unfamiliar lane or industry"),
    "overdue": _("Overlong stays"),
    "reserve": _("Time in reserve"),
    "not_dual": _("Young cadres not dual-capable"),
    "thin": _("Thin secretary benches"),
    "short": _("Missing days of training"),
    "no_induction": _("Newcomers without induction"),
    "distance": _("Distance"),
    "surplus": _("Days beyond the need"),
    "no_mentor": _("Newcomers without mentor"),
    "other_unit": _("Mentor in another unit"),
    "level_gap": _("Large gap in level"),
    "empty_place": _("Empty places on benches"),
    "readiness": _("Not ready yet"),
    "gain": _("What visitors can learn"),
}
SCARCE = {
    "seat": _("One more seat"),
    "entry": _("One more entry"),
    "class": _("One more seat in the class"),
    "absence": _("One more absence"),
    "mentor": _("One more mentee a mentor"),
    "bench": _("One more successor on the bench"),
    "head": _("Both heads at once"),
    "kin": _("Avoidance of kin"),
}


def gap_words(plan: Any) -> str:
    """What the bound proves about a plan, as one sentence; a bound of 0 proves nothing of a plan that costs more."""
    if plan.bound == 0 < plan.cost:
        return gettext("It keeps every rule. How much better a plan could be is not proven for today's records.")
    if plan.cost <= plan.bound:
        return gettext("It keeps every rule, and it is proven that no plan on earth is better.")
    share = f"{plan.gap * 100:.2f} %" if plan.gap < 0.1 else f"{plan.gap * 100:.1f} %"
    return gettext("It keeps every rule, and it is proven that no plan on earth is more than %(share)s better.") % {
        "share": share
    }


def moves_words(moved: int, people: int, moves: int) -> str:
    """How many people a plan moves how often, as one sentence."""
    figures = {"moved": f"{moved:,}", "people": f"{people:,}", "moves": f"{moves:,}"}
    one = gettext("%(moved)s of %(people)s people moves, %(moves)s times in all.")
    many = gettext("%(moved)s of %(people)s people move, %(moves)s times in all.")
    return (one if moved == 1 else many) % figures


def with_figures(sentence: str, policy: Policy) -> str:
    """A rule's sentence with the figures of a plan in place of the parameters' keys."""
    keys = "|".join(key for key in PARAMETERS if "_" in key)
    return re.sub(rf"\b({keys})\b", lambda found: _figure(policy, found[1]), sentence)


def _figure(policy: Policy, key: str) -> str:
    return f"{float(policy.share(key)):g}" if PARAMETERS[key].kind == "share" else str(policy[key])


def cost_rows(parts: Mapping[str, int]) -> list[dict[str, Any]]:
    """The parts of a cost with their names, the largest first; what costs nothing is left out."""
    shown = [{"key": key, "label": PARTS.get(key, key), "value": value} for key, value in parts.items() if value]
    return sorted(shown, key=lambda row: -abs(row["value"]))


LANES = {
    "production": _("Production"),
    "both": _("Both lanes"),
    "party": _("Party affairs"),
    "reserve": _("In reserve"),
    "retired": _("Retired"),
    "outside": _("From elsewhere"),
}


REPAIRS = {
    "later": _("Later: %(moves)s"),
    "earlier": _("Earlier: %(moves)s"),
    "longer": _("Stay longer: %(moves)s"),
    "shorter": _("Stay shorter: %(moves)s"),
    "stay": _("Stay where one is: %(moves)s"),
    "other": _("Another post: %(moves)s"),
    "swap": _("Swap with who is in the way: %(moves)s"),
    "aside": _("Who is in the way makes room: %(moves)s"),
    "back": _("As the plan has it: %(moves)s"),
}
"""How ways out of a broken rule are told."""


def lamp_words(broken: Mapping[str, str]) -> str:
    """A broken rule in the reader's language."""
    return broken["en" if get_language() == "en" else "zh"]


def span_words(span: Any, names: Mapping[str, str], posts: Mapping[str, str], horizon: Any) -> str:
    """One span of an edit: who is where from when until when."""
    person, place, begin, end = span
    return gettext("%(who)s: %(where)s, %(start)s to %(end)s") % {
        "who": names.get(person, person),
        "where": posts.get(place) or LANES.get(place, place),
        "start": f"{horizon.day(begin):%Y-%m}",
        "end": f"{horizon.day(end):%Y-%m}",
    }


def edit_words(edit: Any, names: Mapping[str, str], posts: Mapping[str, str], horizon: Any) -> str:
    """One change of a draft as a sentence."""
    return "；".join(span_words(span, names, posts, horizon) for span in edit)


def repair_words(repair: Any, names: Mapping[str, str], posts: Mapping[str, str], horizon: Any) -> dict[str, Any]:
    """A way out with what it costs against the draft as it stands."""
    moves = edit_words(repair["spans"], names, posts, horizon)
    return {"words": REPAIRS[repair["kind"]] % {"moves": moves}, "cost": repair["cost"]}


def wish_words(wish: Any) -> str:
    """A wish in a few words: what it is about, then the person's own."""
    what = {"place": wish.city, "lane": wish.get_track_display() if wish.track else ""}.get(wish.kind, "")
    return gettext("Wish: %(what)s") % {"what": what or wish.words}


RULES_IN_QUESTION = {
    "min_stay": _("Shortest stay (half-years)"),
    "entry_share": _("Share of entries in a unit and half-year"),
    "promotion_stay": _("Half-years at a level before a rise"),
    "promotion_left": _("Half-years to retirement at a rise"),
    "home_avoidance": _("Avoidance of the home city (0 or 1)"),
    "max_stay": _("Longest stay without cost (half-years)"),
    "dual_periods": _("Half-years on a lane that make dual-capable"),
    "bench": _("Successors for each secretary post"),
}
"""The rules of which one may ask what another value would bring."""


def change_words(row: Any, names: Mapping[str, str]) -> str:
    """A change of the input as a person asks for it."""
    kind, key, value = row
    if kind == "seats":
        return gettext("%(post)s: %(number)s seats") % {"post": names.get(key, key), "number": f"{value:+d}"}
    return gettext("%(rule)s: %(value)s") % {"rule": RULES_IN_QUESTION.get(key, key), "value": value}
