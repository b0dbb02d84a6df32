"""What a reader may ask the lists of the room for."""

from django import forms
from django.utils.translation import gettext_lazy as _

OWING, LEFT, NEWCOMERS, EVERYBODY = "owing", "left", "newcomers", "all"


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
    q = forms.CharField(label=_("Name or code"), required=False, max_length=60)

    def chosen(self) -> tuple[str, str]:
        """Whom to show, and the words sought; what is not allowed counts as not asked."""
        if not self.is_valid():
            return OWING, ""
        return self.cleaned_data["show"] or OWING, self.cleaned_data["q"].strip()
