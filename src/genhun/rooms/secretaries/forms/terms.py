"""Terms, their extension, elections and their steps, the figures they follow."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Account, Unit
from genhun.records.scope import units_of
from genhun.rooms.secretaries.models import ElectionStep, Term
from genhun.rooms.secretaries.queries.terms import units_without_term
from genhun.rooms.secretaries.rules import FIGURES
from genhun.rooms.secretaries.steps import STEP


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A day."""
    return forms.DateField(label=label, widget=DayInput(), help_text=help_text)


class Seen(forms.Form):
    """A form that names the version of the record that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class NewTerm(forms.Form):
    """The running term of a unit that has none on record."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=None)
    kind = forms.ChoiceField(label=_("Party organisation"), choices=Term.Kind.choices)
    start = day_field(_("Elected on"), _("The day of the election with which the running term began."))

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_without_term(units_of(account))  # type: ignore[attr-defined]  # a choice of records


class Extension(Seen):
    """To when, by which decision of the committee above, why."""

    until = day_field(_("Extended to"))
    decision = forms.CharField(
        label=_("Decision"), max_length=120, help_text=_("Who decided, and the number of the document.")
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class Start(Seen):
    """The day of the meeting from which all other days are counted."""

    meeting = day_field(_("Day of the meeting"))


class StepDone(Seen):
    """When a step was done, by whom, and its papers."""

    day = day_field(_("Done on"))
    who = forms.CharField(label=_("Done by"), max_length=80, help_text=_("The meeting or the person in charge."))

    def __init__(self, step: ElectionStep, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, name in STEP[step.key].papers:
            self.fields[f"paper_{key}"] = forms.CharField(
                label=name, max_length=120, required=False, help_text=_("Title, number or where it is kept.")
            )

    @property
    def papers(self) -> dict[str, str]:
        """The papers by their kind."""
        given = self.cleaned_data.items()
        return {name.removeprefix("paper_"): text.strip() for name, text in given if name.startswith("paper_")}


class FigureSet(forms.Form):
    """One figure of the rules with its source."""

    key = forms.ChoiceField(label=_("Figure"), choices=[(figure.key, figure.name) for figure in FIGURES.values()])
    value = forms.IntegerField(label=_("Value"), min_value=0, max_value=100)
    source = forms.CharField(label=_("Source"), max_length=200)
