"""A key for a program."""

from django import forms
from django.utils.translation import gettext_lazy as _

from genhun.rooms.responsibility.models import SendingKey


class KeyForm(forms.ModelForm):  # type: ignore[type-arg]  # of keys
    """Which program a key is for."""

    class Meta:
        model = SendingKey
        fields = ("name",)
        help_texts = {"name": _("So that you know which key to revoke: “production system”, for example.")}
