"""What lists are narrowed by. A value that makes no sense narrows nothing."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from genhun.core.calendar import Month
from genhun.core.policy import Policy
from genhun.hall.queries.retirements import retiring
from genhun.records.models import Account, Person, Tenure, Unit
from genhun.records.scope import units_of, within

MOST_UNITS = 200


def indented(unit: Unit) -> str:
    """A unit's name, one step to the right for each tier below the first."""
    return "\u3000" * max(0, unit.tier - 1) + unit.name


class UnitFilter(forms.Form):
    """Units by words."""

    q = forms.CharField(label=_("Unit name or code"), required=False)

    def narrow(self, units: QuerySet[Unit]) -> QuerySet[Unit]:
        """The units that match."""
        sought = self.cleaned_data.get("q", "").strip() if self.is_valid() else ""
        return units.filter(Q(name__icontains=sought) | Q(code__istartswith=sought)) if sought else units


class PeopleFilter(forms.Form):
    """People by words, unit, lane, level and what is ahead."""

    q = forms.CharField(label=_("Name or code"), required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit, with all below it"), required=False)
    lane = forms.ChoiceField(
        label=_("Lanes of the career"),
        required=False,
        choices=[
            ("", _("All")),
            ("party", _("Party affairs only so far")),
            ("production", _("Production only so far")),
            ("both", _("Both lanes so far")),
        ],
    )
    level = forms.TypedChoiceField(label=_("Level"), required=False, coerce=int, empty_value=None)
    retiring = forms.TypedChoiceField(
        label=_("Retires"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", _("Any time")),
            (12, _("Within 12 months")),
            (24, _("Within 24 months")),
            (60, _("Within 5 years")),
        ],
    )
    young = forms.BooleanField(label=_("Young cadres only"), required=False)

    def __init__(self, data: Any, account: Account, levels: list[int]) -> None:
        super().__init__(data)
        units = units_of(account).order_by("path")
        fields: dict[str, Any] = dict(self.fields)
        fields["unit"].queryset = units
        fields["unit"].widget.choices = [("", _("All")), *((unit.pk, indented(unit)) for unit in units[:MOST_UNITS])]
        fields["level"].choices = [("", _("All")), *((n, n) for n in levels)]

    def narrow(self, people: QuerySet[Person], policy: Policy, now: Month) -> QuerySet[Person]:
        """The people that match."""
        if not self.is_valid():
            return people
        wanted = self.cleaned_data
        if wanted["q"].strip():
            sought = wanted["q"].strip()
            people = people.filter(Q(name__icontains=sought) | Q(code__istartswith=sought))
        if wanted["unit"]:
            people = people.filter(within("unit__path", wanted["unit"].path))
        if wanted["level"] is not None:
            people = people.filter(level=wanted["level"])
        if wanted["young"]:
            people = people.filter(young=True)
        if wanted["lane"]:
            people = _by_lane(people, wanted["lane"])
        if wanted["retiring"]:
            due = retiring(people, policy, now, Month(now + wanted["retiring"]))
            people = people.filter(pk__in=[person.pk for _month, person in due])
        return people


def _served(lane: str) -> Q:
    """Whether a person ever held a post of a lane, in the records or outside."""
    tracks = [lane, "both"]
    held = Tenure.objects.filter(Q(post__track__in=tracks) | Q(post=None, track__in=tracks))
    return Q(pk__in=held.values("person_id"))


def _by_lane(people: QuerySet[Person], lane: str) -> QuerySet[Person]:
    if lane == "both":
        return people.filter(_served("party") & _served("production"))
    other = "production" if lane == "party" else "party"
    return people.filter(_served(lane)).exclude(_served(other))
