"""The steps of an election in their order: whose they are, when they are due, and the papers each needs."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `days` counts from the day of the meeting; `above`: it is for the party committee above to do."""

    key: str
    name: Any
    by: Any
    days: int
    papers: tuple[tuple[str, Any], ...]
    above: bool = False


OWN, ABOVE = _("The unit's party organisation"), _("The party committee above")
STEPS = (
    Step("request", _("Request"), OWN, -120, (("request", _("Request for the election")),)),
    Step(
        "approval", _("Approval of the request"), ABOVE, -90, (("reply", _("Reply that approves the request")),), True
    ),
    Step(
        "preparation",
        _("Preparation"),
        OWN,
        -14,
        (
            ("report", _("Draft of the work report")),
            ("method", _("Draft of the election method")),
            ("candidates", _("Request on the candidates, with the reply")),
        ),
    ),
    Step("meeting", _("Meeting"), OWN, 0, (("roll", _("Members or delegates due and present")),)),
    Step(
        "election",
        _("Election"),
        OWN,
        0,
        (("tellers", _("List of scrutineers and tellers")), ("count", _("Record of the count"))),
    ),
    Step("report", _("Report of the result"), OWN, 7, (("result", _("Report of the result of the election")),)),
    Step(
        "ratified",
        _("Approval of the result"),
        ABOVE,
        30,
        (("reply", _("Reply that approves the result")),),
        above=True,
    ),
)
STEP = {step.key: step for step in STEPS}
