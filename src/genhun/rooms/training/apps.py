"""The room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    """The room of training."""

    name = "genhun.rooms.training"
    label = "training"
    verbose_name = _("Training")
