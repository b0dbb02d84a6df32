"""What a reader may ask the lists of the room for."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from genhun.core.days import RULES

OWING, LEFT, NEWCOMERS, EVERYBODY = "owing", "left", "newcomers", "all"
BY_UNIT, BY_NAME, BY_DEADLINE = "unit", "name", "deadline"


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom the list of people shows, by which rule, in which order, with which words."""

    show: str = OWING
    rule: str = ""
    sort: str = BY_UNIT
    text: str = ""


class Question(forms.Form):
    """Why does this person not attend the class?"""

    person = forms.CharField(label=_("Name or code"), max_length=64)


class Wanted(forms.Form):
    """Whom the list of people shows."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            (OWING, _("Who owes days")),
            (LEFT, _("Who still owes days after the plan")),
            (NEWCOMERS, _("Newcomers")),
            (EVERYBODY, _("All party-affairs workers")),
        ],
    )
    rule = forms.ChoiceField(label=_("Rule"), required=False)
    sort = forms.ChoiceField(
        label=_("In the order of"),
        required=False,
        choices=[(BY_UNIT, _("Units")), (BY_NAME, _("Names")), (BY_DEADLINE, _("Nearest deadline"))],
    )
    q = forms.CharField(label=_("Name or code"), required=False, max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh-hans"
        names = [(rule.id, rule.name(language)) for rule in RULES.values()]
        self.fields["rule"].choices = [("", _("All rules")), *names]  # type: ignore[attr-defined]  # the field is a choice

    def chosen(self) -> Wish:
        """Whom to show in which order; what is not allowed counts as not asked."""
        if not self.is_valid():
            return Wish()
        given = self.cleaned_data
        return Wish(given["show"] or OWING, given["rule"], given["sort"] or BY_UNIT, given["q"].strip())
