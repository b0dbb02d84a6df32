"""What is entered about pairs, visits and seminars."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Account, Unit
from genhun.records.scope import units_of


class Day(forms.DateField):
    """A day, as the browser's own calendar gives it."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)
        self.error_messages["invalid"] = _("Write the day as 2027-03-05.")
        self.error_messages["required"] = _("Give the day.")


def words(label: Any, most: int, required: bool = True, rows: int = 2, hint: Any = "") -> forms.CharField:
    """A text of a sentence or two."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=required, widget=widget, help_text=hint)


class Begin(forms.Form):
    """From when to when the pairs of a plan are together."""

    start = Day(label=_("From"))
    end = Day(label=_("Until"))


class NewPair(forms.Form):
    """Who leads a newcomer from when to when: one of those who suit, or somebody else by name or code."""

    mentor = forms.CharField(label=_("Mentor"), required=False, max_length=64)
    other = forms.CharField(
        label=_("Somebody else"), required=False, max_length=64, help_text=_("Name or code; every rule is checked.")
    )
    start = Day(label=_("From"))
    end = Day(label=_("Until"))

    def clean(self) -> dict[str, Any]:
        """One mentor is named, in one place or the other."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("mentor") and not given.get("other", "").strip():
            self.add_error("other", _("Choose a mentor, or name one."))
        return given

    @property
    def words(self) -> str:
        """Whom the sender means."""
        return str(self.cleaned_data["other"].strip() or self.cleaned_data["mentor"])


class NewVisit(forms.Form):
    """Which unit looks at which, by when: one of the hosts that suit, or another by name or code."""

    host = forms.CharField(label=_("Host"), required=False, max_length=64)
    other = forms.CharField(
        label=_("Another unit"),
        required=False,
        max_length=200,
        help_text=_("Name or code of the unit; every rule is checked."),
    )
    day = Day(label=_("Made by"))

    def clean(self) -> dict[str, Any]:
        """One host is named, in one place or the other."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("host") and not given.get("other", "").strip():
            self.add_error("other", _("Choose a host, or name one."))
        return given

    @property
    def words(self) -> str:
        """Which unit the sender means."""
        return str(self.cleaned_data["other"].strip() or self.cleaned_data["host"])


class Named(forms.Form):
    """Whom or what a page is about, by name or code."""

    q = forms.CharField(label=_("Name or code"), required=False, max_length=200)


class Closing(forms.Form):
    """What remains of a pair."""

    learned = words(_("What was learned"), 500, hint=_("A sentence or two: what the newcomer can do now. No marks."))
    version = forms.IntegerField(widget=forms.HiddenInput)


class VisitsDue(forms.Form):
    """By when the visits of a plan are made."""

    day = Day(label=_("Made by"))


class VisitNote(forms.Form):
    """What was seen at the host's, and what was taken home."""

    day = Day(label=_("Day"))
    seen = words(_("What was seen"), 500, hint=_("What the host does otherwise or better."))
    taken_home = words(
        _("What was taken home"),
        500,
        required=False,
        hint=_("What the own unit will change. “Nothing” is an honest answer."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class NewSeminar(forms.Form):
    """A seminar: the question first."""

    title = forms.CharField(label=_("Title"), max_length=200)
    question = words(_("The question"), 300, hint=_("What is to be solved; a meeting without a question is not held."))
    unit = forms.ModelChoiceField(label=_("Host"), queryset=Unit.objects.none(), empty_label=None)
    guests = forms.ModelMultipleChoiceField(
        label=_("Guests"), queryset=Unit.objects.none(), required=False, widget=forms.SelectMultiple(attrs={"size": 6})
    )
    day = Day(label=_("Day"))
    place = forms.CharField(label=_("Place"), max_length=100, required=False)

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tier = account.unit.tier if account.unit else 0
        near = units_of(account).filter(tier__lte=tier + 2)  # of a large group a list that can still be read
        for name in ("unit", "guests"):
            self.fields[name].queryset = near  # type: ignore[attr-defined]  # the field is a choice of records


class SeminarNote(forms.Form):
    """What came of a seminar."""

    taken_home = words(_("What was taken home"), 500)
    version = forms.IntegerField(widget=forms.HiddenInput)
