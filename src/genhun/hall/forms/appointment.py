"""The rows that an appointment form would add, as a person may correct them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from genhun.records.models.organisation import Mobility, Track

SEXES = [("", ""), ("m", _("Male")), ("f", _("Female"))]
YES_NO = [("0", _("No")), ("1", _("Yes"))]


def _month(label: Any, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=12, widget=forms.TextInput(attrs={"size": 8}))


class PersonRow(forms.Form):
    """One row of the table of people."""

    person_id = forms.CharField(label=_("Person code"), max_length=64)
    name = forms.CharField(label=_("Full name"), max_length=100)
    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES)
    birth = _month(_("Born (2027-01)"), required=True)
    level = forms.IntegerField(label=_("Level"))
    level_since = _month(_("At this level since"), required=True)
    home_city = forms.CharField(label=_("Home city"), required=False, max_length=100)
    mobility = forms.ChoiceField(label=_("Mobility"), choices=Mobility.choices, initial="circle")
    young = forms.ChoiceField(label=_("Young cadre"), choices=YES_NO)
    retire = _month(_("Retires (blank: by the rule)"))


class AppointmentRow(forms.Form):
    """One row of the table of appointments."""

    keep = forms.BooleanField(label=_("Take in"), required=False, initial=True)
    start = _month(_("From"), required=True)
    end = _month(_("Until"))
    post_id = forms.CharField(
        label=_("Post code"), required=False, max_length=64, widget=forms.TextInput(attrs={"size": 12})
    )
    track = forms.ChoiceField(label=_("Lane"), required=False, choices=[("", ""), *Track.choices])
    level = forms.IntegerField(
        label=_("Level"), required=False, widget=forms.TextInput(attrs={"size": 3, "inputmode": "numeric"})
    )
    industry = forms.CharField(
        label=_("Industry"), required=False, max_length=100, widget=forms.TextInput(attrs={"size": 8})
    )
    grassroots = forms.ChoiceField(label=_("Grass roots"), choices=YES_NO)
    words = forms.CharField(required=False, widget=forms.HiddenInput)


AppointmentRows: "type[BaseFormSet[AppointmentRow]]" = formset_factory(AppointmentRow, extra=0, max_num=200)


def confirmed(person: PersonRow, rows: "BaseFormSet[AppointmentRow]") -> tuple[dict[str, str], list[dict[str, str]]]:
    """The cells as they were confirmed; appointments that are not to be taken in are left out."""
    kept = [row.cleaned_data for row in rows.forms if row.cleaned_data.get("keep")]
    return _text(person.cleaned_data), [_text(cells) for cells in kept]


def _text(cells: Mapping[str, Any]) -> dict[str, str]:
    return {key: "" if value is None else str(value) for key, value in cells.items()}


def filled(
    person: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]
) -> "tuple[PersonRow, BaseFormSet[AppointmentRow]]":
    """The rows as a form to look over."""
    return PersonRow(initial=dict(person)), AppointmentRows(initial=[{"keep": True, **row} for row in rows])
