"""What people send to go on from a plan: how much few changes may cost, what should be different."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genhun.core.policy import PARAMETERS
from genhun.rooms.rotation.forms.plans import LIMITS
from genhun.rooms.rotation.words import RULES_IN_QUESTION
from genhun.tables.cells import CellError, policy_value


class LeastChange(forms.Form):
    """How much more a plan with few changes may cost, and for how long to look."""

    loss = forms.DecimalField(
        label=_("May cost more by at most (%)"), min_value=0, max_value=100, decimal_places=1, initial=2
    )
    time_limit = forms.TypedChoiceField(label=_("Time limit"), choices=LIMITS, coerce=int, initial=60)


class WhatIf(forms.Form):
    """One seat more or fewer somewhere, or one rule set to another value."""

    post = forms.ChoiceField(label=_("Post"), required=False)
    number = forms.IntegerField(label=_("Seats more (fewer: negative)"), required=False, min_value=-9, max_value=9)
    rule = forms.ChoiceField(label=_("Rule"), required=False, choices=[("", "–"), *RULES_IN_QUESTION.items()])
    value = forms.CharField(label=_("New value"), required=False, max_length=20)
    time_limit = forms.TypedChoiceField(label=_("Time limit"), choices=LIMITS, coerce=int, initial=60)

    def __init__(self, posts: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [("", "–"), *posts]  # type: ignore[attr-defined]  # the field is a choice

    def clean(self) -> dict[str, Any]:
        """At least one thing is different, and each is possible."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("post") and not given.get("number"):
            self.add_error("number", _("How many seats more or fewer?"))
        if given.get("rule"):
            try:
                policy_value(str(given.get("value") or ""), PARAMETERS[given["rule"]])
            except CellError as error:
                self.add_error("value", _("Allowed: %(allowed)s.") % {"allowed": error.allowed})
        if not given.get("post") and not given.get("rule"):
            self.add_error(None, _("Name what should be different: a post with its seats, or a rule with its value."))
        return given

    def changes(self) -> list[list[Any]]:
        """What should be different, as a job's request holds it."""
        given, found = self.cleaned_data, []
        if given["post"]:
            found.append(["seats", given["post"], given["number"]])
        if given["rule"]:
            found.append(["policy", given["rule"], given["value"]])
        return found
