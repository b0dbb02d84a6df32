"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidanceConfig(AppConfig):
    """The room of guidance."""

    name = "genhun.rooms.guidance"
    label = "guidance"
    verbose_name = _("Guidance")
