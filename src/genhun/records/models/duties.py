"""Objectives of production, duties tied to them, activities that start from a duty, and what they changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from genhun.records.models.norms import Norm
from genhun.records.models.organisation import Post, Unit
from genhun.records.models.requirements import Requirement


class Objective(models.Model):
    """An objective of production and operation of one unit: where it stood, where it should come by when."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="objectives")
    title = models.CharField(_("Objective"), max_length=200)
    measured_in = models.CharField(_("Unit of measure"), max_length=40)
    baseline = models.DecimalField(_("Baseline"), max_digits=16, decimal_places=4)
    target = models.DecimalField(_("Target"), max_digits=16, decimal_places=4)
    start = models.DateField(_("From"))
    end = models.DateField(_("To"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["unit__path", "start", "id"]

    def __str__(self) -> str:
        return self.title


class Actual(models.Model):
    """What was reached of an objective in a month, stored as its first day."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="actuals")
    month = models.DateField(_("Month"))
    value = models.DecimalField(_("Value"), max_digits=16, decimal_places=4)

    class Meta:
        ordering = ["objective", "month"]
        constraints = [models.UniqueConstraint(fields=["objective", "month"], name="one_actual_per_month")]


class Duty(models.Model):
    """What one of the three kinds of owner answers for, tied to an objective or, with a reason, to none."""

    class Owner(models.TextChoices):
        COMMITTEE = "committee", _("Party committee: principal responsibility")
        DISCIPLINE = "discipline", _("Discipline commission: supervisory responsibility")
        MEMBER = "member", _("Member of the leadership: one post, two duties")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="duties")
    owner = models.CharField(_("Owner"), max_length=10, choices=Owner.choices)
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="duties")
    title = models.CharField(_("Duty"), max_length=200)
    objective = models.ForeignKey(Objective, models.PROTECT, null=True, blank=True, related_name="duties")
    untied = models.CharField(_("Why it is tied to no objective"), max_length=300, blank=True)
    requirement = models.ForeignKey(Requirement, models.PROTECT, null=True, blank=True, related_name="duties")
    norm = models.ForeignKey(Norm, models.PROTECT, null=True, blank=True, related_name="duties")
    due = models.DateField(_("Due"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["unit__path", "owner", "id"]

    def __str__(self) -> str:
        return self.title


class Activity(models.Model):
    """Something done for a duty, with what it is expected to change. Closed by what it changed, or by nothing seen."""

    class Outcome(models.TextChoices):
        MEASURED = "measured", _("Measured")
        NONE = "none", _("No change seen")

    class Sureness(models.TextChoices):
        SURE = "sure", _("Sure")
        LIKELY = "likely", _("Likely")
        UNSURE = "unsure", _("Not sure")

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="activities")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="activities")
    title = models.CharField(_("Activity"), max_length=200)
    expected = models.CharField(_("Expected result"), max_length=300)
    on = models.DateField(_("Day"))
    hours = models.DecimalField(_("Person-hours"), max_digits=8, decimal_places=1, default=0)
    outcome = models.CharField(_("Result"), max_length=8, choices=Outcome.choices, blank=True)  # blank: still open
    before = models.DecimalField(_("Before"), max_digits=16, decimal_places=4, null=True, blank=True)
    after = models.DecimalField(_("After"), max_digits=16, decimal_places=4, null=True, blank=True)
    sureness = models.CharField(_("How sure"), max_length=6, choices=Sureness.choices, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return self.title
