"""What people type about duties and objectives."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Account, Duty, Objective, Post, Unit
from genhun.records.scope import paths_above, units_of
from genhun.rooms.responsibility.queries.objectives import running

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MONTH = "%Y-%m"


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # of units
    """A unit of the reader's part, set in by its depth."""

    def label_from_instance(self, unit: Any) -> str:
        """The name, one wide space for each storey."""
        indent: str = "\u3000" * (unit.path.count("/") - 2)
        return f"{indent}{unit.name}"


class ListFilter(forms.Form):
    """Which duties of the yearly list to show."""

    unit = UnitChoice(label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=_("All units"))
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    tie = forms.ChoiceField(
        label=_("Objective"),
        required=False,
        choices=[("", _("Either")), ("tied", _("Tied to an objective")), ("untied", _("Tied to none"))],
    )
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False)

    def __init__(self, account: Account, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["unit"].queryset = units_of(account)  # type: ignore[attr-defined]  # the field is a choice of records
        self.fields["owner"].choices = [("", _("All owners")), *SHORT_OWNERS.items()]  # type: ignore[attr-defined]
        years = [(year, str(year)) for year in range(today.year + 1, today.year - 2, -1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]  # the field is a choice
        self.fields["year"].initial = today.year

    def chosen(self) -> dict[str, Any]:
        """What was asked for; a value that does not hold counts as not asked."""
        self.full_clean()
        given = self.cleaned_data if self.is_bound else {}
        return {
            "unit": given.get("unit"),
            "owner": given.get("owner") or "",
            "tie": given.get("tie") or "",
            "year": given.get("year") or self.today.year,
        }


SHORT_OWNERS = {
    Duty.Owner.COMMITTEE.value: _("Party committee"),
    Duty.Owner.DISCIPLINE.value: _("Discipline commission"),
    Duty.Owner.MEMBER.value: _("Leadership member"),
}
"""The three kinds of owner in a word for tables."""


class DutyForm(forms.ModelForm):  # type: ignore[type-arg]  # of duties
    """One duty of a unit's yearly list."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Duty
        fields = ("title", "owner", "post", "objective", "untied", "cycle", "due", "lead", "hours")
        widgets = {"due": DAY}
        labels = {"post": _("Post"), "objective": _("Objective")}
        help_texts = {
            "post": _("The duty belongs to the post and goes with it to whoever holds it."),
            "untied": _("Only if no objective of production stands behind it, e.g. a re-election that is due."),
            "due": _("Only for a duty that does not come back. Days in a production peak move before it."),
        }

    def __init__(self, unit: Unit, year: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit, self.year = unit, year
        fields: Any = self.fields
        fields["post"].queryset = Post.objects.filter(unit=unit)
        above = Objective.objects.filter(unit__path__in=paths_above(unit), end__gte=date(year, 1, 1))
        fields["objective"].queryset = running(unit, year).select_related("unit") | above.select_related("unit")
        fields["objective"].empty_label = _("None; the reason stands below")
        fields["post"].empty_label = _("The body as a whole")
        fields["cycle"].choices = [("", _("Once, on a day")), *[c for c in fields["cycle"].choices if c[0]]]
        self.initial.setdefault("version", self.instance.version if self.instance.pk else 0)

    def clean(self) -> dict[str, Any]:
        """A tie or a reason; a cycle or a day."""
        given = super().clean() or {}
        if not given.get("objective") and not (given.get("untied") or "").strip():
            self.add_error("objective", _("Tie the duty to an objective, or say below why it is tied to none."))
        if given.get("objective"):
            given["untied"] = ""
        due = given.get("due")
        if not given.get("cycle") and due is None and "due" not in self.errors:
            self.add_error("due", _("Give a day, or choose how often the duty comes back."))
        if due and due.year != self.year:
            self.add_error("due", _("The day lies in another year than the list."))
        if given.get("cycle"):
            given["due"] = None
        return given

    def values(self) -> dict[str, Any]:
        """What an action takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class Reason(forms.Form):
    """A decision with its reason; `version` is that of the record which the person saw."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)


class MonthField(forms.DateField):
    """A month, held as its first day."""

    widget = forms.DateInput(attrs={"type": "month"}, format=MONTH)
    input_formats = (MONTH, "%Y/%m", "%Y%m")


class ObjectiveForm(forms.ModelForm):  # type: ignore[type-arg]  # of objectives
    """One objective of a unit."""

    start = MonthField(label=_("From"))
    end = MonthField(label=_("To"))

    class Meta:
        model = Objective
        fields = ("title", "measured_in", "baseline", "target", "start", "end")
        help_texts = {
            "title": _("As other units call it too, so that they can be compared."),
            "target": _("A target above the baseline means that more is better, one below that less is."),
        }

    def clean(self) -> dict[str, Any]:
        """The target says a direction, the end lies behind the start."""
        given = super().clean() or {}
        start, end = given.get("start"), given.get("end")
        if start and end and end < start:
            self.add_error("end", _("The end lies before the start."))
        elif end:
            given["end"] = (end.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        if "baseline" in given and "target" in given and given["baseline"] == given["target"]:
            self.add_error("target", _("It equals the baseline, so it does not say whether more or less is better."))
        return given

    def _post_clean(self) -> None:
        """Constraints are told by `clean` in plainer words."""

    def values(self) -> dict[str, Any]:
        """What an action takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class ActualForm(forms.Form):
    """What was reached in a month."""

    month = MonthField(label=_("Month"))
    value = forms.DecimalField(label=_("Value"), max_digits=16, decimal_places=4)


class Workbook(forms.Form):
    """A workbook of objectives."""

    file = forms.FileField(label=_("Workbook of objectives (.xlsx or .csv)"))
