"""What the room of guidance calls what people do in it, and what it says of evidence and governance."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from genhun.core.evidence import BETTER, END, FORWARD, KEEP, MEASURED, MONTHS, TEXT, UNITS, WAIT, Fact
from genhun.records.governance import DEPUTY_ON_BOARD, MANAGER_DEPUTY, ONE_PERSON
from genhun.rooms.guidance.queries.governance import (
    BOARD,
    INDUSTRY,
    KIND,
    LATE,
    MISSING,
    NO_BOARD,
    REVISED,
    TIER,
    WITHHELD,
)
from genhun.rooms.guidance.queries.norms import Standing

ACTIONS: Mapping[str, Any] = {
    "raise_problem": gettext_lazy("Problem raised"),
    "close_problem": gettext_lazy("Problem closed"),
    "tell_practice": gettext_lazy("Practice told of"),
    "call_meeting": gettext_lazy("Visit or meeting entered"),
    "note_meeting": gettext_lazy("Findings noted"),
    "ask_follow_up": gettext_lazy("Follow-up agreed"),
    "close_follow_up": gettext_lazy("Follow-up closed"),
    "note_matter": gettext_lazy("Matter noted"),
    "draft_norm": gettext_lazy("Norm drafted"),
    "change_text": gettext_lazy("Text of a norm changed"),
    "decide_step": gettext_lazy("Step of a norm decided"),
    "apply_norm": gettext_lazy("Use of a norm told of"),
    "set_evidence": gettext_lazy("Figures of the steps set"),
    "set_target": gettext_lazy("Target of governance set"),
    "export_norm": gettext_lazy("Took a norm away"),
    "export_minutes": gettext_lazy("Took minutes away"),
    "export_governance": gettext_lazy("Took the list of governance away"),
    "export_problems": gettext_lazy("Took the list of problems away"),
}
"""Audit actions in the words of the page."""

STEP_WORDS: Mapping[str, Any] = {
    "pilot": gettext_lazy("Go on to the pilot"),
    "interim": gettext_lazy("Settle as interim provision"),
    "norm": gettext_lazy("Settle as norm"),
    "stay": gettext_lazy("Stay in this stage until the next review"),
    "retired": gettext_lazy("End or retire it"),
}
FACT_WORDS: Mapping[str, Any] = {
    TEXT: gettext_lazy("A text is written"),
    UNITS: gettext_lazy("Units that apply it"),
    MONTHS: gettext_lazy("Months in this stage"),
    MEASURED: gettext_lazy("Results measured before and after"),
    BETTER: gettext_lazy("More results better than worse"),
}
ARRANGEMENT_WORDS: Mapping[str, Any] = {
    ONE_PERSON: gettext_lazy("Secretary and chair are one person"),
    MANAGER_DEPUTY: gettext_lazy("The manager is deputy secretary"),
    DEPUTY_ON_BOARD: gettext_lazy("The full-time deputy secretary sits on the board"),
}
GROUPINGS: Mapping[str, Any] = {
    TIER: gettext_lazy("Tier"),
    INDUSTRY: gettext_lazy("Industry"),
    KIND: gettext_lazy("Board or not"),
}
FAULT_WORDS: Mapping[str, Any] = {
    MISSING: gettext_lazy("Decided without prior discussion"),
    LATE: gettext_lazy("Discussed only after the decision"),
    WITHHELD: gettext_lazy("Decided though it was not to be submitted"),
    REVISED: gettext_lazy("Decided though it was to be revised"),
}


def fact_words(fact: Fact) -> str:
    """One fact as a sentence: what is asked, what there is."""
    name = FACT_WORDS[fact.kind]
    if fact.kind == TEXT:
        return _("%(name)s: %(found)s") % {"name": name, "found": _("yes") if fact.met else _("no")}
    if fact.kind == BETTER:
        return _("%(name)s: %(better)s better, %(worse)s worse") % {
            "name": name,
            "better": fact.found,
            "worse": fact.asked - 1,
        }
    return _("%(name)s: %(found)s, asked: %(asked)s") % {"name": name, "found": fact.found, "asked": fact.asked}


def proposal_words(one: Standing) -> str:
    """What the evidence proposes and why, as one sentence."""
    act, lacking = one.proposal.act, [f for f in one.proposal.facts if not f.met]
    missing = "；".join(fact_words(fact) for fact in lacking)
    if act == FORWARD:
        return _("The evidence is enough: proposed for the next step.")
    if act == END and lacking:
        months = one.evidence.months
        return ngettext(
            "Proposed for ending: after %(n)s month the evidence is still missing (%(missing)s).",
            "Proposed for ending: after %(n)s months the evidence is still missing (%(missing)s).",
            months,
        ) % {"n": months, "missing": missing}
    if act == END:
        return _("Proposed for retiring: more measured results are worse than better.")
    if act == WAIT:
        return _("Not yet: %(missing)s.") % {"missing": missing}
    return _("Nothing speaks against keeping it.") if act == KEEP else ""


def group_words(by: str, group: Any) -> str:
    """The name of a group of units."""
    if by == TIER:
        return _("Tier %(n)s") % {"n": group}
    if by == KIND:
        return {BOARD: _("With a board"), NO_BOARD: _("Without a board")}[group]
    return str(group) or _("No industry given")
