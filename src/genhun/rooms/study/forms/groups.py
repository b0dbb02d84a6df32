"""A study group, its programme, a question in its own words."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Person, Requirement
from genhun.rooms.study.forms.requirements import day_field
from genhun.rooms.study.models import StudyGroup

LONGEST = timedelta(days=731)
MOST_SESSIONS = 24
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s*[-–—~]\s*(\d{4}-\d{2}-\d{2}))?")


class Forming(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """Name, kind and members of a group."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    class Meta:
        model = StudyGroup
        fields = ["name", "kind", "members"]
        labels = {"members": _("Members")}
        widgets = {"members": forms.CheckboxSelectMultiple}

    def __init__(self, *given: Any, people: QuerySet[Person], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["members"].queryset = people  # type: ignore[attr-defined]
        self.fields["members"].required = True
        self.fields["members"].error_messages["required"] = _("Choose who belongs to the group.")


class Planning(forms.Form):
    """What a programme should be."""

    title = forms.CharField(label=_("Title"), max_length=200)
    start = day_field(_("From"), required=True)
    end = day_field(_("To"), required=True)
    sessions = forms.IntegerField(label=_("Sessions"), min_value=1, max_value=MOST_SESSIONS, initial=4)
    gap_days = forms.IntegerField(label=_("Days between sessions, at least"), min_value=1, max_value=180, initial=21)
    closed = forms.CharField(
        label=_("Days that do not suit"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "2027-03-01 – 2027-03-05"}),
        help_text=_("One day or one span a line. Public holidays, weekends, classes, peaks are known already."),
    )
    topics = forms.ModelMultipleChoiceField(
        label=_("What is studied"), queryset=Requirement.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *given: Any, topics: QuerySet[Requirement], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["topics"].queryset = topics  # type: ignore[attr-defined]
        self.fields["topics"].error_messages["required"] = _("Choose at least one requirement to study.")

    def clean_closed(self) -> list[tuple[date, date]]:
        """The spans; a line that is none is named."""
        spans = []
        for line in (line.strip() for line in self.cleaned_data["closed"].splitlines()):
            found = _DAYS.fullmatch(line)
            if line and not found:
                raise ValidationError(
                    _("“%(line)s” is no day. Write 2027-03-01, or 2027-03-01 – 2027-03-05."), params={"line": line}
                )
            if found:
                spans.append(_span(found))
        return spans

    def clean(self) -> dict[str, Any]:
        """The end comes after the start, and not years later."""
        said = super().clean() or {}
        start, end = said.get("start"), said.get("end")
        if start and end and not start < end <= start + LONGEST:
            self.add_error("end", _("A programme ends after it starts, two years later at most."))
        return said


def _span(found: re.Match[str]) -> tuple[date, date]:
    try:
        first = date.fromisoformat(found[1])
        last = date.fromisoformat(found[2] or found[1])
    except ValueError as error:
        raise ValidationError(_("There is no such day: %(line)s."), params={"line": found[0]}) from error
    if last < first:
        raise ValidationError(_("This span ends before it starts: %(line)s."), params={"line": found[0]})
    return first, last


class Asking(forms.Form):
    """A question in the group's own words."""

    requirement = forms.ModelChoiceField(label=_("About"), queryset=Requirement.objects.none())
    prompt = forms.CharField(label=_("Question"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    answer = forms.CharField(label=_("Answer"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *given: Any, about: QuerySet[Requirement], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["requirement"].queryset = about  # type: ignore[attr-defined]


class Moving(forms.Form):
    """Another day for one session."""

    day = day_field(_("Day"), required=True)
    version = forms.IntegerField(widget=forms.HiddenInput)
