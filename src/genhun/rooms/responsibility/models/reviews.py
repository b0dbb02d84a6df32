"""Reviews and inspections by yearly plan, what they found, and how the loop is closed."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Duty, Post, Unit


class Review(models.Model):
    """One visit that a yearly plan foresees. Those of one kind to one unit go together: `merged_into` says where."""

    class Kind(models.TextChoices):
        DUTY = "duty", _("Review of duties")
        DISCIPLINE = "discipline", _("Discipline inspection")
        SPECIAL = "special", _("Inspection of one matter")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        MERGED = "merged", _("Gone into another one")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Called off")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reviews")
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("Matter"), max_length=200)
    on = models.DateField(_("Day"))
    days = models.PositiveSmallIntegerField(_("Days on site"), default=1)
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.PLANNED)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return self.title


class Finding(models.Model):
    """What a review found: its owner mends it by a day and says how; the reviewer closes it or sends it back."""

    class State(models.TextChoices):
        OPEN = "open", _("To be mended")
        MENDED = "mended", _("Said to be mended")
        CLOSED = "closed", _("Closed")

    review = models.ForeignKey(Review, models.PROTECT, related_name="findings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="findings")
    text = models.CharField(_("Finding"), max_length=300)
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="findings")
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="findings")
    due = models.DateField(_("To be mended by"))
    state = models.CharField(_("State"), max_length=8, choices=State.choices, default=State.OPEN)
    remedy = models.CharField(_("How it was mended"), max_length=500, blank=True)
    mended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    remark = models.CharField(_("The reviewer's word"), max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due", "id"]
        indexes = [models.Index(fields=["state", "due"])]

    def __str__(self) -> str:
        return self.text

    def late(self, today: date) -> bool:
        """Whether it is not closed after its day."""
        return self.state == self.State.OPEN and self.due < today
