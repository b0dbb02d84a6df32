"""What is sent from the page of a draft."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Edit(forms.Form):
    """One change: `act` says which; `person` and `other` are codes or, of whoever comes, a name."""

    act = forms.ChoiceField(choices=[("add", ""), ("drop", ""), ("swap", ""), ("move", ""), ("back", "")])
    version = forms.IntegerField()
    person = forms.CharField(required=False, max_length=64)
    other = forms.CharField(required=False, max_length=64)
    offered = forms.CharField(required=False, max_length=64)
    instead = forms.CharField(required=False, max_length=64)
    number = forms.IntegerField(required=False)


class Save(forms.Form):
    """Why the draft becomes a plan."""

    reason = forms.CharField(
        label=_("Why these changes?"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Give a reason: it is kept with the decision.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
