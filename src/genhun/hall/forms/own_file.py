"""Corrections to a file: what is wrong, and the answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Correction


class AskCorrection(forms.Form):
    """What is wrong, what it should be, how it can be seen."""

    matter = forms.ChoiceField(label=_("What to correct"), choices=Correction.Matter.choices)
    wanted = forms.CharField(label=_("What it should be"), max_length=200, help_text=_("Months as 1985-03."))
    evidence = forms.CharField(
        label=_("How it can be seen"), max_length=300, required=False, help_text=_("The document that shows it.")
    )


class AnswerCorrection(forms.Form):
    """Accepted or left as it is, with the reason that the person reads."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    accept = forms.TypedChoiceField(
        label=_("The answer"),
        choices=[("yes", _("Correct it")), ("no", _("Leave it as it is"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class CorrectionFilter(forms.Form):
    """Those that wait, or all."""

    show = forms.ChoiceField(label=_("Show"), required=False, choices=[("", _("Those that wait")), ("all", _("All"))])
