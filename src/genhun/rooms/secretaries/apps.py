"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SecretariesConfig(AppConfig):
    """The room of secretaries."""

    name = "genhun.rooms.secretaries"
    label = "secretaries"
    verbose_name = _("Secretaries")
