"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResponsibilityConfig(AppConfig):
    """The room of responsibility."""

    name = "genhun.rooms.responsibility"
    label = "responsibility"
    verbose_name = _("Responsibility")
