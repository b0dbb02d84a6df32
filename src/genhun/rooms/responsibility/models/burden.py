"""Requests sent down, what they ask of whom until when, what came back, and what people think of them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Unit


class Demand(models.Model):
    """One request from `unit` to units below it. It asks `people` of each unit for `minutes` each, and ends by itself.

    `known` lists the fields that were left out because the system knows them: `[label, what it is known as]`. `saved`
    is how many minutes that, or joining another request, spared all recipients together.
    """

    class Kind(models.TextChoices):
        FORM = "form", _("Form")
        REPORT = "report", _("Report")
        MEETING = "meeting", _("Meeting to attend")
        INSPECTION = "inspection", _("Inspection")
        STUDY = "study", _("Study hour")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ASKED = "asked", _("Waits for a decision from above")
        SENT = "sent", _("Sent down")
        REFUSED = "refused", _("Refused")
        JOINED = "joined", _("Gone into another one")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="demands")
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices, default=Kind.FORM)
    title = models.CharField(_("Title"), max_length=200)
    units = models.ManyToManyField(Unit, related_name="demands_on", blank=True)
    people = models.PositiveSmallIntegerField(_("People of each unit"), default=1)
    minutes = models.PositiveIntegerField(_("Minutes of each person"))
    ends = models.DateField(_("Ends on"))
    known = models.JSONField(default=list)
    saved = models.PositiveIntegerField(default=0)
    state = models.CharField(_("State"), max_length=8, choices=State.choices, default=State.DRAFT)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="demands")
    sent_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("Reason"), max_length=300, blank=True)  # of the decision from above
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    joined_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="joined")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "ends"])]

    def __str__(self) -> str:
        return self.title

    def runs(self, day: date) -> bool:
        """Whether it was sent and has not ended."""
        return self.state == self.State.SENT and day <= self.ends


class DemandField(models.Model):
    """One thing that a request asks for."""

    demand = models.ForeignKey(Demand, models.CASCADE, related_name="fields")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(_("Field"), max_length=120)

    class Meta:
        ordering = ["demand", "position"]
        constraints = [models.UniqueConstraint(fields=["demand", "position"], name="one_field_per_position")]


class FieldAnswer(models.Model):
    """What a unit answered; `again`: it had said so before, and nobody had to type it anew."""

    field = models.ForeignKey(DemandField, models.CASCADE, related_name="answers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="field_answers")
    value = models.CharField(_("What the unit says"), max_length=500)
    again = models.BooleanField(default=False)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["field", "unit__path"]
        constraints = [models.UniqueConstraint(fields=["field", "unit"], name="one_answer_per_field_and_unit")]


class Needless(models.Model):
    """Somebody thinks that a request was needless. `voice` keeps one account to one voice and names nobody."""

    demand = models.ForeignKey(Demand, models.CASCADE, related_name="needless")
    voice = models.CharField(max_length=64)
    why = models.CharField(_("Why"), max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["demand", "voice"], name="one_voice_per_demand")]


class BurdenBudget(models.Model):
    """How many hours a month may be asked of a unit; it holds for all units below that have none of their own."""

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="burden_budget")
    hours = models.DecimalField(_("Hours a month"), max_digits=6, decimal_places=1)
    source = models.CharField(_("Source"), max_length=200)
