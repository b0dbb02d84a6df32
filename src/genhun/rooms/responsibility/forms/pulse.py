"""What people type to ask staff, and what staff answer."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Account, Unit
from genhun.records.scope import units_of
from genhun.rooms.responsibility.forms.duties import DAY, UnitChoice

MOST_CHOICES = 7


class RoundForm(forms.Form):
    """Two questions on a scale and, if wanted, one with choices of one's own."""

    title = forms.CharField(label=_("Title"), max_length=100)
    unit = UnitChoice(label=_("Asked of"), queryset=Unit.objects.none(), help_text=_("This unit and all below it."))
    first = forms.CharField(
        label=_("First statement"), max_length=120, help_text=_("Answered from “not at all” to “fully”.")
    )
    second = forms.CharField(label=_("Second statement"), max_length=120)
    third = forms.CharField(label=_("A question with choices, if wanted"), max_length=120, required=False)
    choices = forms.CharField(
        label=_("Its choices"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, two to seven."),
    )
    ends = forms.DateField(label=_("Ends on"), widget=DAY, help_text=_("Results can be read from the day after."))

    def __init__(self, account: Account, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["unit"].queryset = units_of(account)  # type: ignore[attr-defined]  # the field is a choice of records
        self.fields["unit"].initial = account.unit_id

    def clean_ends(self) -> date:
        """A round ends some day that is not over."""
        ends: date = self.cleaned_data["ends"]
        if ends < self.today:
            raise forms.ValidationError(_("This day is over. Give the last day on which an answer is wanted."))
        return ends

    def clean_choices(self) -> list[str]:
        """The lines, each once, blank ones gone."""
        lines = (line.strip()[:60] for line in self.cleaned_data["choices"].splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def clean(self) -> dict[str, Any]:
        """The third question has its choices, and the choices their question."""
        given = super().clean() or {}
        third, choices = given.get("third"), given.get("choices") or []
        if third and not 2 <= len(choices) <= MOST_CHOICES:
            self.add_error("choices", _("Give two to seven choices, one a line."))
        if choices and not third and "third" not in self.errors:
            self.add_error("third", _("Give the question that these choices answer."))
        return given

    def values(self) -> dict[str, Any]:
        """The round as it is asked."""
        given = self.cleaned_data
        scale = [gettext("Not at all"), gettext("Hardly"), gettext("Partly"), gettext("Mostly"), gettext("Fully")]
        questions = [[given["first"], scale], [given["second"], scale]]
        if given["third"]:
            questions.append([given["third"], given["choices"]])
        return {name: given[name] for name in ("unit", "title", "ends")} | {"questions": questions}


class LinksForm(forms.Form):
    """How many links each unit gets."""

    links = forms.IntegerField(label=_("Links for each unit"), min_value=1, max_value=500, initial=30)


class SheetForm(forms.Form):
    """One person's answers: every question, one choice each."""

    def __init__(self, questions: Sequence[Sequence[Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, (text, choices) in enumerate(questions):
            self.fields[f"question_{number}"] = forms.TypedChoiceField(
                label=text,
                choices=list(enumerate(choices)),
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one answer.")},
            )

    def chosen(self) -> list[int]:
        """The number of the choice taken, by question."""
        return [self.cleaned_data[name] for name in self.fields]
