"""The group's own values for the planners' parameters, each with its source."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PolicySetting(models.Model):
    """One row of the contract's `policy` table, as text in the contract's own form."""

    key = models.CharField(_("Key"), max_length=40, unique=True)
    value = models.CharField(_("Value"), max_length=40)
    source = models.CharField(_("Source"), max_length=300, blank=True)

    class Meta:
        ordering = ["key"]
