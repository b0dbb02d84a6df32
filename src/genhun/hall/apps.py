"""The hall as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HallConfig(AppConfig):
    """The front door."""

    name = "genhun.hall"
    label = "hall"
    verbose_name = _("Hall")
