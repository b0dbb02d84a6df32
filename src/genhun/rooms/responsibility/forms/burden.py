"""What people type about requests sent down."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Account, Unit
from genhun.records.scope import units_of
from genhun.rooms.responsibility.forms.duties import DAY, UnitChoice
from genhun.rooms.responsibility.models import Demand, DemandField

MOST_FIELDS = 40


class DemandForm(forms.ModelForm):  # type: ignore[type-arg]  # of requests
    """A request to units below: what, of whom, how long, until when."""

    unit = UnitChoice(label=_("Sent from"), queryset=Unit.objects.none())
    reach = forms.ChoiceField(
        label=_("Sent to"),
        choices=[
            ("right", _("The units right below")),
            ("below", _("All units below")),
            ("led", _("Units below with a secretary's post")),
        ],
    )
    labels = forms.CharField(
        label=_("Fields asked for"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line. What the system knows already is left out by itself."),
    )

    class Meta:
        model = Demand
        fields = ("title", "kind", "unit", "reach", "labels", "people", "minutes", "ends")
        widgets = {"ends": DAY}

    def __init__(self, account: Account, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        fields: Any = self.fields
        fields["unit"].queryset = units_of(account).filter(children__isnull=False).distinct()
        fields["unit"].initial = account.unit_id
        fields["people"].min_value = fields["minutes"].min_value = 1

    def clean_ends(self) -> date:
        """A request ends some day; nothing is asked backwards."""
        ends: date = self.cleaned_data["ends"]
        if ends < self.today:
            raise forms.ValidationError(_("This day is over. Give the last day on which an answer is wanted."))
        return ends

    def clean_labels(self) -> list[str]:
        """The lines, each once, blank ones gone."""
        lines = [line.strip()[:120] for line in self.cleaned_data["labels"].splitlines() if line.strip()]
        if len(lines) > MOST_FIELDS:
            raise forms.ValidationError(_("At most %(n)s fields at once.") % {"n": MOST_FIELDS})
        return list(dict.fromkeys(lines))

    def clean(self) -> dict[str, Any]:
        """A form without fields asks for nothing."""
        given = super().clean() or {}
        if given.get("kind") == Demand.Kind.FORM and not given.get("labels") and "labels" not in self.errors:
            self.add_error("labels", _("A form asks for something: give its fields, one a line."))
        for name in ("people", "minutes"):
            if given.get(name) == 0:
                self.add_error(name, _("At least 1."))
        return given


class AnswerForm(forms.Form):
    """One unit's answers on one page."""

    def __init__(self, fields: Iterable[DemandField], known: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in fields:
            self.fields[f"field_{field.pk}"] = forms.CharField(
                label=field.label,
                max_length=500,
                initial=known.get(field.label, ""),
                help_text=_("As you said before; change it only if it is no longer so.")
                if field.label in known
                else "",
            )

    def values(self) -> dict[int, str]:
        """The answers by field."""
        return {int(name.removeprefix("field_")): value for name, value in self.cleaned_data.items()}


class NeedlessForm(forms.Form):
    """That a request was needless, and why, if one wants to say."""

    why = forms.CharField(label=_("Why, in a few words"), max_length=200, required=False)


class BudgetForm(forms.Form):
    """How many hours a month may be asked of each unit."""

    hours = forms.DecimalField(label=_("Hours a month"), min_value=0, max_value=999, max_digits=6, decimal_places=1)
    source = forms.CharField(label=_("Source"), max_length=200)
