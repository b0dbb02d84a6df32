"""What only the room of secretaries keeps: terms of party organisations, their elections, approved exceptions."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genhun.records.governance import DEPUTY_ON_BOARD, MANAGER_DEPUTY, ONE_PERSON
from genhun.records.models import Unit


class TermSetting(models.Model):
    """A figure of the rules of terms that the group has set for itself; `rules` holds the defaults."""

    key = models.CharField(max_length=40, unique=True)
    value = models.PositiveSmallIntegerField(_("Value"))
    source = models.CharField(_("Source"), max_length=200)


class Term(models.Model):
    """One term of a unit's party organisation: when it began, when it ends, and to when it was extended by whom."""

    class Kind(models.TextChoices):
        COMMITTEE = "committee", _("Party committee")
        GENERAL_BRANCH = "general_branch", _("General branch")
        BRANCH = "branch", _("Branch")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="terms")
    kind = models.CharField(_("Party organisation"), max_length=16, choices=Kind.choices)
    start = models.DateField(_("Elected on"))
    ends = models.DateField(_("Ends"))  # by the rule of the day on which it was recorded
    extended_to = models.DateField(_("Extended to"), null=True, blank=True)
    extension_decision = models.CharField(_("Decision"), max_length=120, blank=True)
    extension_reason = models.CharField(_("Reason"), max_length=300, blank=True)
    closed_on = models.DateField(null=True, blank=True)  # the day of the next election
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["ends", "unit__path"]
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=models.Q(closed_on=None), name="one_open_term_a_unit")
        ]

    @property
    def last_day(self) -> date:
        """The day by which the next election is due."""
        return self.extended_to or self.ends


class Election(models.Model):
    """The way from one term to the next; its steps are done in their order."""

    term = models.OneToOneField(Term, models.PROTECT, related_name="election")
    meeting = models.DateField(_("Day of the meeting"))
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["meeting", "id"]


class ElectionStep(models.Model):
    """One step of an election: when it is due, when it was done and by whom, and the papers it needs by their kind."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=12)
    due = models.DateField(_("Due"))
    done_on = models.DateField(_("Done on"), null=True, blank=True)
    who = models.CharField(_("Who"), max_length=80, blank=True)
    papers = models.JSONField(default=dict)

    class Meta:
        ordering = ["election", "place"]
        constraints = [models.UniqueConstraint(fields=["election", "place"], name="one_step_a_place")]


class Exemption(models.Model):
    """An approved exception: one arrangement of governance is otherwise in a unit, why, by whose word, until when."""

    class Arrangement(models.TextChoices):
        ONE_PERSON = ONE_PERSON, _("Secretary and chair are one person")
        MANAGER_DEPUTY = MANAGER_DEPUTY, _("The manager is deputy secretary")
        DEPUTY_ON_BOARD = DEPUTY_ON_BOARD, _("The full-time deputy secretary sits on the board")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="exemptions")
    arrangement = models.CharField(_("Arrangement"), max_length=16, choices=Arrangement.choices)
    reason = models.CharField(_("Reason"), max_length=300)
    approved_by = models.CharField(_("Approved by"), max_length=120)
    approved_on = models.DateField(_("Approved on"))
    until = models.DateField(_("Until"))
    ended_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "arrangement"], condition=models.Q(ended_on=None), name="one_open_exemption"
            )
        ]
