"""What people type about reviews, findings, opinions and reports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Account, Duty, Post, Unit
from genhun.records.scope import units_of
from genhun.rooms.responsibility.forms.duties import DAY, UnitChoice
from genhun.rooms.responsibility.models import DutyReport, Finding, Opinion, Review


class ReviewForm(forms.ModelForm):  # type: ignore[type-arg]  # of reviews
    """One review of the yearly plan."""

    unit = UnitChoice(label=_("Unit"), queryset=Unit.objects.none(), empty_label=None)

    class Meta:
        model = Review
        fields = ("unit", "kind", "title", "on", "days")
        widgets = {"on": DAY}

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_of(account)  # type: ignore[attr-defined]  # the field is a choice of records

    def values(self) -> dict[str, Any]:
        """What an action takes beside the unit."""
        return {name: self.cleaned_data[name] for name in ("kind", "title", "on", "days")}


class FindingForm(forms.ModelForm):  # type: ignore[type-arg]  # of findings
    """One thing that a review found."""

    class Meta:
        model = Finding
        fields = ("text", "post", "duty", "due")
        widgets = {"due": DAY}
        labels = {"post": _("Owner"), "duty": _("Duty")}

    def __init__(self, unit: Unit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["post"].queryset = Post.objects.filter(unit=unit)
        fields["post"].empty_label = _("The unit as a whole")
        fields["duty"].empty_label = _("No single duty")
        fields["duty"].queryset = Duty.objects.filter(unit=unit, state=Duty.State.CONFIRMED)

    def values(self) -> dict[str, Any]:
        """What an action takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class Words(forms.Form):
    """A few words to a finding; `version` is that of the finding which the person saw."""

    words = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 3}), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, label: object = _("The reviewer's word"), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label  # type: ignore[assignment]  # a lazy text is a label too


class OpinionForm(forms.Form):
    """One word on the people chosen."""

    word = forms.ChoiceField(label=_("Opinion"), choices=Opinion.Word.choices, widget=forms.RadioSelect)
    people = forms.MultipleChoiceField(required=False)

    def __init__(self, people: list[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(pk, pk) for pk in people]  # type: ignore[attr-defined]  # the field is a choice
        self.fields["word"].initial = Opinion.Word.NONE


class ReportForm(forms.ModelForm):  # type: ignore[type-arg]  # of reports
    """The yearly report on duty."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = DutyReport
        fields = ("results", "problems", "next_steps", "special")
        widgets = {
            "results": forms.Textarea(attrs={"rows": 12}),
            "problems": forms.Textarea(attrs={"rows": 5}),
            "next_steps": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {"special": _("4,000 characters are allowed on one matter, 5,000 otherwise.")}
