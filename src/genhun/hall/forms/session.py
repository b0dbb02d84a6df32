"""Sign-in, and how the reader likes to see pages."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from genhun.hall.shell import ROWS, THEME


class SignIn(AuthenticationForm):
    """Account and password."""

    error_messages = {
        "invalid_login": _("The account or the password is wrong. Both distinguish capital letters."),
        "inactive": _("This account is closed. Ask the party-building department of your group."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Account")
        self.fields["password"].label = _("Password")
        for name, message in (("username", _("Enter your account")), ("password", _("Enter your password"))):
            self.fields[name].error_messages["required"] = message
            self.fields[name].widget.attrs.pop("autofocus", None)


class Look(forms.Form):
    """Theme and row height, kept for the session."""

    theme = forms.ChoiceField(
        label=_("Colours"),
        required=False,
        choices=[("", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))],
    )
    rows = forms.ChoiceField(
        label=_("Row height of tables"),
        choices=[("wide", _("Wide")), ("middle", _("Middle")), ("narrow", _("Narrow"))],
    )

    def keep(self, session: Any) -> None:
        """Put the choices into the session."""
        session[THEME.key] = self.cleaned_data["theme"]
        session[ROWS.key] = self.cleaned_data["rows"]
