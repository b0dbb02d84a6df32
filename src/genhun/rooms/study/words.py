"""What the room of study calls what people do in it, and how it tells why a session lies on its day."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

ACTIONS: Mapping[str, Any] = {
    "take_document": _("Took a document in"),
    "take_version": _("Took a new version in"),
    "confirm_requirements": _("Confirmed requirements"),
    "set_requirements_aside": _("Set proposals aside"),
    "word_requirement": _("Put a requirement into words"),
    "keep_requirement": _("Kept a requirement after its text changed"),
    "end_requirement": _("Ended a requirement"),
    "waive_requirement": _("Excused a unit from a requirement"),
    "record_measure": _("Recorded a measure"),
    "change_measure": _("Changed a measure"),
    "form_group": _("Formed a study group"),
    "change_group": _("Changed a study group"),
    "plan_programme": _("Planned a study programme"),
    "plan_programme_again": _("Looked for study days anew"),
    "agree_programme": _("Agreed on study days"),
    "move_session": _("Moved a study session"),
    "add_topic": _("Added a topic to a session"),
    "draft_questions": _("Drafted questions"),
    "write_question": _("Wrote a question"),
    "settle_questions": _("Settled questions"),
}
"""Audit actions in the words of the page."""


def why_day(reason: Mapping[str, Any]) -> list[str]:
    """The sentences that say why a session lies on its day."""
    if reason.get("by_hand"):
        return [gettext("Chosen by a person.")]
    said = [_charge(kind, count) for kind, count, _points in reason.get("charges", [])]
    if not said:
        said = [gettext("Nobody of the group is in a class, in a production peak or in another meeting.")]
    if reason.get("busy"):
        sentence = ngettext(
            "%(n)d other day nearby is busier.",
            "%(n)d other days nearby are taken by peaks, classes or meetings.",
            reason["busy"],
        )
        said.append(sentence % {"n": reason["busy"]})
    instead = reason.get("instead")
    if instead and instead["more"]:
        sentence = gettext("The best other day, %(day)s, would cost %(more)d points more.")
        said.append(sentence % instead)
    elif instead:
        said.append(gettext("%(day)s would do as well.") % instead)
    return said


def _charge(kind: str, count: int) -> str:
    sentences = {
        "away": ngettext("%(n)d member is away in a class.", "%(n)d members are away in a class.", count),
        "peak": ngettext(
            "%(n)d member's unit is in its production peak.",
            "%(n)d members' units are in their production peak.",
            count,
        ),
        "meeting": ngettext("%(n)d member has another meeting.", "%(n)d members have another meeting.", count),
    }
    return sentences[kind] % {"n": count}
