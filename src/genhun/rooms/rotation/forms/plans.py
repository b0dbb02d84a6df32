"""What people send to the room: a wish for a plan, filters, decisions, a question."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Account, Plan, Unit
from genhun.records.policies import MAKERS
from genhun.records.scope import units_of, within
from genhun.rooms.rotation.queries.plans import Wanted
from genhun.rooms.rotation.words import PLANNERS

LIMITS = [(60, _("1 minute")), (300, _("5 minutes")), (1200, _("20 minutes")), (3600, _("1 hour"))]


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # of units
    """A unit of the reader's part, set in by its depth."""

    def label_from_instance(self, unit: Any) -> str:
        """The name, one wide space for each storey."""
        indent: str = "\u3000" * (unit.path.count("/") - 2)
        return f"{indent}{unit.name}"


class NewPlan(forms.Form):
    """Which part of the tree, which planners, how long, under which name."""

    unit = UnitChoice(label=_("Part of the organisation"), queryset=Unit.objects.none(), empty_label=None)
    planners = forms.MultipleChoiceField(
        label=_("Plans to make"), choices=[], widget=forms.CheckboxSelectMultiple, initial=["rotation"]
    )
    time_limit = forms.TypedChoiceField(label=_("Time limit"), choices=LIMITS, coerce=int, initial=300)
    title = forms.CharField(
        label=_("Title"), max_length=200, required=False, help_text=_("So that you find it again, e.g. the occasion.")
    )

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_of(account)  # type: ignore[attr-defined]  # the field is a choice of records
        allowed = [(key, word) for key, word in PLANNERS.items() if account.role in MAKERS[key]]
        self.fields["planners"].choices = allowed  # type: ignore[attr-defined]  # the field is a choice
        self.fields["planners"].initial = [allowed[0][0]] if allowed else []


class Filter(forms.Form):
    """Which lines of a plan to show."""

    unit = UnitChoice(label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=_("All units"))
    person = forms.CharField(label=_("Person"), required=False, max_length=64)
    lane = forms.ChoiceField(
        label=_("Lane entered"),
        required=False,
        choices=[("", _("Either")), ("party", _("Party affairs")), ("production", _("Production and operation"))],
    )
    everybody = forms.BooleanField(label=_("Also those who stay"), required=False)

    def __init__(self, account: Account, plan: Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = within("path", plan.unit.path)
        self.fields["unit"].queryset = units_of(account).filter(inside)  # type: ignore[attr-defined]  # the field is a choice of records

    def wanted(self) -> Wanted:
        """What the reader wants to see; a value that does not hold is left out."""
        if not self.is_bound:
            return Wanted()
        self.full_clean()
        given = self.cleaned_data
        text, lane = str(given.get("person", "")).strip(), str(given.get("lane", ""))
        return Wanted(given.get("unit"), text, lane, bool(given.get("everybody")))


class Decision(forms.Form):
    """A decision with its reason; `version` is that of the plan which the person saw."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, needs_reason: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason
        self.fields["reason"].error_messages["required"] = _("Give a reason: it is kept with the decision.")


class Question(forms.Form):
    """Why does this person not take that post then?"""

    person = forms.CharField(label=_("Person"), max_length=64, help_text=_("Name or code"))
    post = forms.ChoiceField(label=_("Post"), required=False)
    period = forms.TypedChoiceField(label=_("From"), coerce=int, required=False, empty_value=None)
