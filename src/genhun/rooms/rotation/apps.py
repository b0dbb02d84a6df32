"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RotationConfig(AppConfig):
    """The room of rotation."""

    name = "genhun.rooms.rotation"
    label = "rotation"
    verbose_name = _("Rotation")
