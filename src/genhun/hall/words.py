"""What things of the core and of the audit are called on pages."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from genhun.core.aspects import Aspect
from genhun.rooms.guidance import words as guidance
from genhun.rooms.responsibility import words as responsibility
from genhun.rooms.rotation import words as rotation
from genhun.rooms.secretaries import words as secretaries
from genhun.rooms.study import words as study
from genhun.rooms.training import words as training

ASPECTS: Mapping[Aspect, Any] = {
    Aspect.STUDY: _("Study"),
    Aspect.GUIDANCE: _("Guidance"),
    Aspect.TRAINING: _("Training"),
    Aspect.SECRETARIES: _("Secretaries"),
    Aspect.ROTATION: _("Rotation"),
    Aspect.RESPONSIBILITY: _("Responsibility"),
}
ACTIONS: Mapping[str, Any] = {
    "open_account": _("Opened an account"),
    "choose_language": _("Chose a language"),
    "load_group": _("Loaded a group"),
    "receive_import": _("Sent a file"),
    "commit_import": _("Took a file in"),
    "discard_import": _("Put a file aside"),
    "undo_import": _("Took an import back"),
    "export_tables": _("Took tables away"),
    "request_plan": _("Asked for plans"),
    "stop_job": _("Stopped a run"),
    "start_job": _("Run started"),
    "requeue_job": _("Run put back in the row"),
    "end_job": _("Run ended"),
    "store_plan": _("Plan entered the records"),
    "propose_plan": _("Put a plan forward"),
    "adopt_plan": _("Adopted a plan"),
    "reject_plan": _("Rejected a plan"),
    "refuse_line": _("Refused a line"),
    "ask_correction": _("Asked for a correction of the own file"),
    "answer_correction": _("Ended a request for a correction"),
    "wish_to_attend": _("Wished for a class"),
    "drop_wish": _("Took a wish for a class back"),
    **study.ACTIONS,
    **guidance.ACTIONS,
    **training.ACTIONS,
    **secretaries.ACTIONS,
    **rotation.ACTIONS,
    **responsibility.ACTIONS,
}


STAGES: Mapping[str, Any] = {
    "start": _("reading the records"),
    "circle": _("circle by circle"),
    "prices": _("looking for prices that prove a bound"),
    "relaxation": _("proving a bound"),
    "plan": _("improving the plan"),
    "search": _("improving the plan"),
    "columns": _("putting itineraries together"),
    "program": _("solving parts of the plan exactly"),
    "done": _("done"),
}
"""What a planner is at (`engine.watch.STAGES`)."""

ERRANDS: Mapping[str, Any] = {
    "": _("Opened directly"),
    "hall:people": _("From the list of people"),
    "hall:search": _("By a search"),
    "hall:unit": _("Posts and holders of a unit"),
    "hall:correction": _("To answer your request for a correction"),
    "rotation:": _("Planning of rotation"),
    "secretaries:": _("Succession to secretary posts"),
    "training:": _("Planning of training"),
    "guidance:": _("Guidance of units"),
    "responsibility:": _("Duties and their results"),
}


def why_looked(came_from: str) -> Any:
    """Why somebody opened a file, by the page on which they were at work."""
    room = f"{came_from.split(':', maxsplit=1)[0]}:" if ":" in came_from else came_from
    return ERRANDS.get(came_from) or ERRANDS.get(room) or _("From another page")
