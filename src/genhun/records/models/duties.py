"""Objectives of production, duties tied to them, activities that start from a duty, and what they changed."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genhun.records.models.norms import Norm
from genhun.records.models.organisation import Post, Unit
from genhun.records.models.requirements import Requirement


class Objective(models.Model):
    """An objective of production and operation of one unit: where it stood, where it should come by when.

    `start` is the first day of a month, `end` the last. Objectives of several units with the same title and measure
    can be compared.
    """

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
        constraints = [
            models.UniqueConstraint(fields=["unit", "title", "start"], name="one_objective_per_title_and_start"),
            models.CheckConstraint(
                condition=~models.Q(target=models.F("baseline")), name="a_target_differs_from_its_baseline"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def higher_is_better(self) -> bool:
        """The direction follows from baseline and target."""
        return self.target > self.baseline

    def way(self, value: Decimal) -> Decimal:
        """The share of the way from baseline to target that a value has come."""
        return (value - self.baseline) / (self.target - self.baseline)


class Actual(models.Model):
    """What was reached of an objective in a month, stored as its first day."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="actuals")
    month = models.DateField(_("Month"))
    value = models.DecimalField(_("Value"), max_digits=16, decimal_places=4)

    class Meta:
        ordering = ["objective", "month"]
        constraints = [models.UniqueConstraint(fields=["objective", "month"], name="one_actual_per_month")]


class Duty(models.Model):
    """What one of the three kinds of owner answers for in a year, tied to an objective or, with a reason, to none.

    The owner is a post: whoever holds it has the duty, and hands it on with the post. A duty that comes back by rule
    has a `cycle`; each time it is due, an activity stands in the list.
    """

    class Owner(models.TextChoices):
        COMMITTEE = "committee", _("Party committee: principal responsibility")
        DISCIPLINE = "discipline", _("Discipline commission: supervisory responsibility")
        MEMBER = "member", _("Member of the leadership: one post, two duties")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        CONFIRMED = "confirmed", _("Confirmed")
        ASIDE = "aside", _("Set aside")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="duties")
    owner = models.CharField(_("Owner"), max_length=10, choices=Owner.choices)
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="duties")
    title = models.CharField(_("Duty"), max_length=200)
    year = models.PositiveSmallIntegerField(_("Year"))
    cycle = models.CharField(_("Comes back"), max_length=8, choices=Requirement.Cycle.choices, blank=True)
    due = models.DateField(_("Due"), null=True, blank=True)
    lead = models.PositiveSmallIntegerField(_("Working days to prepare"), default=5)
    hours = models.DecimalField(_("Person-hours each time"), max_digits=8, decimal_places=1, default=0)
    objective = models.ForeignKey(Objective, models.PROTECT, null=True, blank=True, related_name="duties")
    untied = models.CharField(_("Why it is tied to no objective"), max_length=300, blank=True)
    requirement = models.ForeignKey(Requirement, models.PROTECT, null=True, blank=True, related_name="duties")
    norm = models.ForeignKey(Norm, models.PROTECT, null=True, blank=True, related_name="duties")
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.CONFIRMED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["unit__path", "owner", "id"]
        verbose_name_plural = "duties"
        indexes = [models.Index(fields=["year", "state"])]

    def __str__(self) -> str:
        return self.title

    @property
    def tied(self) -> bool:
        """Whether an objective of production stands behind it."""
        return self.objective_id is not None


class Activity(models.Model):
    """Something done for a duty, with what it is expected to change. Closed by what it changed, or by nothing seen.

    `on` is the day by which it is to be done. `measure` says what was measured where no objective says it.
    """

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
    begin = models.DateField(_("To begin"), null=True, blank=True)
    on = models.DateField(_("Day"))
    hours = models.DecimalField(_("Person-hours"), max_digits=8, decimal_places=1, default=0)
    outcome = models.CharField(_("Result"), max_length=8, choices=Outcome.choices, blank=True)  # blank: still open
    measure = models.CharField(_("What was measured"), max_length=60, blank=True)
    before = models.DecimalField(_("Before"), max_digits=16, decimal_places=4, null=True, blank=True)
    after = models.DecimalField(_("After"), max_digits=16, decimal_places=4, null=True, blank=True)
    sureness = models.CharField(_("How sure"), max_length=6, choices=Sureness.choices, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name_plural = "activities"
        indexes = [models.Index(fields=["outcome", "on"])]

    def __str__(self) -> str:
        return self.title

    def late(self, today: date) -> bool:
        """Whether it is still open after its day."""
        return not self.outcome and self.on < today
