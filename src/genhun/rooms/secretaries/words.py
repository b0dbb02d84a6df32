"""What the room of secretaries calls what people do in it, and the sentences that evidence is told in."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from genhun.records.governance import DEPUTY_ON_BOARD, MANAGER_DEPUTY, ONE_PERSON, State

ACTIONS: Mapping[str, Any] = {
    "set_term_figure": gettext_lazy("Set a figure of the rules of terms"),
    "record_term": gettext_lazy("Recorded a term"),
    "extend_term": gettext_lazy("Extended a term"),
    "start_election": gettext_lazy("Started an election"),
    "do_election_step": gettext_lazy("Did a step of an election"),
    "take_election_draft": gettext_lazy("Draft of an election paper taken"),
    "take_election_request": gettext_lazy("Took the request for an election away"),
    "record_exemption": gettext_lazy("Recorded an approved exception"),
    "end_exemption": gettext_lazy("Ended an approved exception"),
    "foresee_stint": gettext_lazy("Put a stint into the next plan"),
    "wish_for_seat": gettext_lazy("Asked for a seat in a class"),
}
"""Audit actions in the words of the page."""
ARRANGEMENTS: Mapping[str, Any] = {
    ONE_PERSON: gettext_lazy("Secretary and chair are one person"),
    MANAGER_DEPUTY: gettext_lazy("The manager is deputy secretary"),
    DEPUTY_ON_BOARD: gettext_lazy("The full-time deputy secretary sits on the board"),
}
STATES: Mapping[State, Any] = {
    State.KEPT: gettext_lazy("So it is"),
    State.OTHERWISE: gettext_lazy("Otherwise"),
    State.VACANT: gettext_lazy("A post is vacant"),
    State.NONE: gettext_lazy("Not asked of this unit"),
}
CONDITION_NAMES: Mapping[str, Any] = {
    "production": gettext_lazy("Production"),
    "party": gettext_lazy("Party affairs"),
    "level": gettext_lazy("At the level"),
    "left": gettext_lazy("To retirement"),
    "kin": gettext_lazy("Kin"),
    "reach": gettext_lazy("Reach"),
    "grassroots": gettext_lazy("Grass roots"),
    "in_post": gettext_lazy("In the post"),
}


def half_years(n: int) -> str:
    """A number of half-years."""
    return ngettext("%(n)d half-year", "%(n)d half-years", n) % {"n": n}


def missing_words(key: str, short: int) -> str:
    """What is missing of one condition, in a few words."""
    if key == "kin":
        return _("kin work in the unit")
    if key == "reach":
        return _("may not be moved there")
    sentences = {
        "production": _("%(n)s more in production"),
        "party": _("%(n)s more in party affairs"),
        "level": _("%(n)s more at the level"),
        "left": _("retires %(n)s too early"),
    }
    return sentences[key] % {"n": half_years(short)}


def less_words(key: str) -> str:
    """In what the secretary has less than the manager."""
    return {
        "level": _("the secretary's level is below the manager's"),
        "production": _("less time in production"),
        "party": _("less time in party affairs"),
        "grassroots": _("less time at the grass roots"),
        "in_post": _("less time in the post"),
    }[key]


def years_words(months: int) -> str:
    """Months as years with one decimal, as tables show them."""
    return _("%(years)s y") % {"years": f"{months / 12:.1f}"}
