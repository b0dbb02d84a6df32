"""The yearly report on duty."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Unit


class DutyReport(models.Model):
    """What a unit's secretary reports for a year; the first draft is written from the records."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="duty_reports")
    year = models.PositiveSmallIntegerField(_("Year"))
    results = models.TextField(_("What was done and what it changed"), blank=True)
    problems = models.TextField(_("Problems"), blank=True)
    next_steps = models.TextField(_("Next year"), blank=True)
    special = models.BooleanField(_("On one special matter"), default=False)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "unit__path"]
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="one_duty_report_per_year")]
