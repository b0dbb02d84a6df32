"""Approved exceptions, and what the list of the two heads is narrowed by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genhun.rooms.secretaries.actions.exemptions import Approval
from genhun.rooms.secretaries.forms.terms import day_field
from genhun.rooms.secretaries.models import Exemption


class NewExemption(forms.Form):
    """Which arrangement is otherwise, who approved it, why, until when."""

    arrangement = forms.ChoiceField(label=_("Arrangement"), choices=[])
    approved_by = forms.CharField(
        label=_("Approved by"), max_length=120, help_text=_("The organ, and the number of the document.")
    )
    approved_on = day_field(_("Approved on"))
    until = day_field(_("Until"))
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, asked: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, label) for key, label in Exemption.Arrangement.choices if key in asked]
        self.fields["arrangement"].choices = choices  # type: ignore[attr-defined]  # the field is a choice

    @property
    def approval(self) -> Approval:
        """What was approved."""
        said = self.cleaned_data
        return Approval(said["approved_by"], said["approved_on"], said["until"], said["reason"])


class UnitSearch(forms.Form):
    """Units by their name."""

    q = forms.CharField(label=_("Unit"), required=False, max_length=60)


class PairFilter(UnitSearch):
    """Pairs of heads by the unit's name, and those where the secretary's level is the lower one."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("All pairs")), ("below", _("The secretary's level is below the manager's"))],
    )


class OriginFilter(forms.Form):
    """Secretaries of one level, of one circle."""

    level = forms.TypedChoiceField(label=_("Level"), required=False, coerce=int, empty_value=None)
    circle = forms.ChoiceField(label=_("Circle"), required=False)

    def __init__(self, levels: list[int], circles: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("All"))]
        self.fields["level"].choices = every + [(str(n), str(n)) for n in levels]  # type: ignore[attr-defined]  # a choice
        self.fields["circle"].choices = every + circles  # type: ignore[attr-defined]  # a choice

    @property
    def chosen(self) -> tuple[int | None, str]:
        """The level (None: all) and the circle (empty: all)."""
        said = self.cleaned_data if self.is_valid() else {}
        return said.get("level"), said.get("circle", "")
