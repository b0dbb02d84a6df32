"""Plans and their states. The system proposes, people decide: every decision has a person and a reason."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genhun.records.models.jobs import Job
from genhun.records.models.organisation import Person, Post, Unit
from genhun.records.models.training import TrainingClass


class Plan(models.Model):
    """One planner's plan. It enters the records only if the verifier found it sound."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        VERIFIED = "verified", _("Verified")
        PROPOSED = "proposed", _("Proposed")
        ADOPTED = "adopted", _("Adopted")
        REJECTED = "rejected", _("Rejected")
        SUPERSEDED = "superseded", _("Superseded")

    planner = models.CharField(_("Planner"), max_length=20)
    title = models.CharField(_("Title"), max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans")  # the root of the part it was planned for
    state = models.CharField(_("State"), max_length=12, choices=State.choices, default=State.DRAFT)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="plans")
    input_digest = models.CharField(max_length=64)
    policy = models.JSONField(default=dict)  # the parameters it was made with
    cost = models.BigIntegerField(_("Cost"))
    bound = models.BigIntegerField(_("Bound"))
    parts = models.JSONField(default=dict)
    prices = models.JSONField(default=list)
    overridden = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    seconds = models.FloatField(default=0.0)
    made_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="decided_plans"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("Reason"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["planner", "unit"], condition=models.Q(state="adopted"), name="one_adopted_plan_per_part"
            )
        ]

    @property
    def gap(self) -> float:
        """(cost - bound) / max(|cost|, 1)."""
        return (self.cost - self.bound) / max(abs(self.cost), 1)


class PlanLine(models.Model):
    """One line of a plan: a stint, a seat in a class, a pair, a place on a bench, or a visit.

    `post` is blank for reserve and retired stints (`place` then says which); `other` is the mentor, `host` the unit
    visited.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="lines")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plan_lines")  # whose line it is, for scope and filters
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="plan_lines")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="plan_lines")
    training_class = models.ForeignKey(TrainingClass, models.PROTECT, null=True, blank=True, related_name="lines")
    other = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="lines_as_mentor")
    host = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="visits_hosted")
    from_period = models.PositiveSmallIntegerField(null=True, blank=True)
    to_period = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.CharField(max_length=12, blank=True)  # `reserve`, `retired`, a place on the bench
    readiness = models.CharField(max_length=6, blank=True)
    entry = models.BooleanField(default=False)  # a move into the post, not the stay where the person starts
    reason = models.JSONField(default=dict)  # gains in points by kind, the rule or lock that forced it
    refused = models.BooleanField(_("Refused"), default=False)
    refusal = models.CharField(_("Reason of the refusal"), max_length=300, blank=True)

    class Meta:
        ordering = ["plan", "unit__path", "person__code", "from_period"]
        indexes = [models.Index(fields=["plan", "unit"])]


class Refusal(models.Model):
    """A line that a person refused, kept so that the next run does not propose it again.

    Of a refused stint the half-years [start, end) are kept; of the others the pair: person and class, mentee and
    mentor, person and post of the bench, unit and host.
    """

    line = models.OneToOneField(PlanLine, models.PROTECT, related_name="refusal_record")
    planner = models.CharField(_("Planner"), max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="refusals")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="refusals")
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="refusals")
    training_class = models.ForeignKey(TrainingClass, models.CASCADE, null=True, blank=True, related_name="refusals")
    other = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="refusals_as_mentor")
    host = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="refusals_hosted")
    start = models.DateField(_("From"), null=True, blank=True)
    end = models.DateField(_("Until"), null=True, blank=True)
    reason = models.CharField(_("Reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="refusals")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
