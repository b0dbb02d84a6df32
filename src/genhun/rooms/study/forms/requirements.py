"""What is asked of the lists, and what people say about requirements and measures."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Measure, Requirement, Unit
from genhun.rooms.study.queries.requirements import AGAIN, CLOSED, IN_FORCE, MET, TO_CONFIRM, WAIVED, WITH, WITHOUT

NEEDS_REASON = {"required": _("Give a reason: it is kept with the decision.")}


def day_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    """A day, chosen from the browser's own calendar."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


class Wanted(forms.Form):
    """Which requirements the list shows."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            (IN_FORCE, _("In force")),
            (AGAIN, _("To be looked at again")),
            (TO_CONFIRM, _("To confirm")),
            (CLOSED, _("Set aside or ended")),
        ],
    )
    binding = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All kinds")), ("yes", _("Binding")), ("no", _("Advisory"))],
    )

    def chosen(self) -> tuple[str, str]:
        """What to show; what is not allowed counts as not asked."""
        if not self.is_valid():
            return IN_FORCE, ""
        return self.cleaned_data["show"] or IN_FORCE, self.cleaned_data["binding"]


class WantedUnits(forms.Form):
    """Which units the page of a requirement shows."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All units concerned")),
            (WITHOUT, _("Without a measure")),
            (WITH, _("With a measure")),
            (MET, _("Met")),
            (WAIVED, _("Waived")),
        ],
    )

    def chosen(self) -> str:
        """What to show; what is not allowed counts as not asked."""
        return str(self.cleaned_data["show"]) if self.is_valid() else ""


def picked(sent: QueryDict) -> dict[int, int]:
    """The lines that were ticked, each with the version that the page showed: values like `17:2`."""
    pairs = [value.split(":") for value in sent.getlist("pick") if re.fullmatch(r"\d{1,9}:\d{1,9}", value)]
    return {int(number): int(version) for number, version in pairs}


class Wording(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """What is required of whom by when, in one's own words."""

    units = forms.CharField(
        label=_("Chosen units"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only for chosen units: one code or name a line."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Requirement
        fields = ["text", "binding", "due", "cycle", "reach"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "due": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }

    def __init__(self, *given: Any, below: QuerySet[Unit], **more: Any) -> None:
        super().__init__(*given, **more)
        self.below = below

    def clean_units(self) -> list[Unit]:
        """The units that the lines name; every line that names none is told of at once."""
        lines = [line.strip() for line in self.cleaned_data["units"].splitlines() if line.strip()]
        known: dict[str, Unit] = {}
        for unit in self.below.filter(name__in=lines) | self.below.filter(code__in=lines):
            known[unit.code] = known[unit.name] = unit
        if unknown := [line for line in lines if line not in known]:
            raise ValidationError(
                _("No such unit in the part that the document is for: %(names)s."), params={"names": "、".join(unknown)}
            )
        return list({known[line].pk: known[line] for line in lines}.values())


class Reason(forms.Form):
    """Why something is ended."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}), error_messages=NEEDS_REASON
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class Excuse(forms.Form):
    """Why a unit need not meet a requirement, and until when."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), error_messages=NEEDS_REASON
    )
    until = day_field(_("Until"), required=True)


class Doing(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """What a unit does, how far it is, and which requirements it serves."""

    serves = forms.ModelMultipleChoiceField(
        label=_("Requirements that it serves"),
        queryset=Requirement.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    class Meta:
        model = Measure
        fields = ["title", "state", "evidence", "missing", "due"]
        widgets = {
            "evidence": forms.Textarea(attrs={"rows": 2}),
            "missing": forms.Textarea(attrs={"rows": 2}),
            "due": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }
        help_texts = {
            "title": _("What the unit does. One measure may serve many requirements."),
            "evidence": _("What shows it: a figure, a minute, a document. No photo is needed."),
        }

    def __init__(self, *given: Any, serves: QuerySet[Requirement], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["serves"].queryset = serves  # type: ignore[attr-defined]

    def said(self) -> Mapping[str, Any]:
        """The measure's own words."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def served(self) -> list[Requirement]:
        """What it serves."""
        return list(self.cleaned_data["serves"])
