"""Inputs that offices sent: previewed, committed as a whole, undone as a whole."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportBatch(models.Model):
    """One file sent in. `changes` counts per table new / changed / same; `before` holds what an undo puts back."""

    class State(models.TextChoices):
        PREVIEW = "preview", _("To be confirmed")
        REFUSED = "refused", _("Has faults")
        COMMITTED = "committed", _("Imported")
        UNDONE = "undone", _("Undone")
        DISCARDED = "discarded", _("Discarded")

    class Kind(models.TextChoices):
        TABLES = "tables", _("Tables")
        FORM = "form", _("Appointment form")

    kind = models.CharField(_("Kind"), max_length=8, choices=Kind.choices, default=Kind.TABLES)
    name = models.CharField(_("File"), max_length=200)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    state = models.CharField(_("State"), max_length=10, choices=State.choices)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="imports")
    sent_at = models.DateTimeField(auto_now_add=True)
    committed_at = models.DateTimeField(null=True, blank=True)
    faults = models.JSONField(default=list)
    changes = models.JSONField(default=dict)
    before = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
