"""The append-only audit: one entry in the same transaction as every write, chained so that an edit shows."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """Who did what to which object, when and why. `digest` chains over the previous entry."""

    at = models.DateTimeField(_("When"), default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)  # blank: the system
    action = models.CharField(_("Action"), max_length=60)
    subject = models.CharField(_("Subject"), max_length=120)
    detail = models.JSONField(default=dict)
    reason = models.CharField(_("Reason"), max_length=500, blank=True)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-id"]
