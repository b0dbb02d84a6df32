"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StudyConfig(AppConfig):
    """The room of study."""

    name = "genhun.rooms.study"
    label = "study"
    verbose_name = _("Study")
