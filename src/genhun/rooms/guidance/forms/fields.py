"""Fields that several forms of the room use."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records.models import Account
from genhun.records.scope import units_of


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # of units
    """A unit of the reader's part, set in by its depth."""

    def __init__(self, account: Account, **more: Any) -> None:
        super().__init__(units_of(account), initial=account.unit_id, empty_label=None, **more)
        self.top = account.unit.path.count("/") if account.unit else 0

    def label_from_instance(self, unit: Any) -> str:
        """The name, one wide space for each storey."""
        indent: str = "\u3000" * (unit.path.count("/") - self.top)
        return f"{indent}{unit.name}"


class Day(forms.DateField):
    """A day, picked or typed."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class PastDay(Day):
    """A day that has come."""

    def clean(self, value: Any) -> date | None:
        """The day; one to come is refused."""
        day: date | None = super().clean(value)
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("%(day)s is still to come. Give a day up to today.") % {"day": day})
        return day


class Text(forms.CharField):
    """Some lines of text."""

    def __init__(self, rows: int, most: int, **more: Any) -> None:
        super().__init__(max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more)


class Versioned(forms.Form):
    """A form about a record as the page showed it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
