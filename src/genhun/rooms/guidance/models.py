"""What only the room of guidance keeps: problems, practices, meetings and what follows, matters, targets."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Norm, Unit


class Problem(models.Model):
    """What stands in a unit's way. Open to the whole group, unless the unit keeps it to its own part."""

    class State(models.TextChoices):
        OPEN = "open", _("Unsolved")
        SOLVED = "solved", _("Solved")
        ASIDE = "aside", _("Set aside")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="problems")
    title = models.CharField(_("Problem"), max_length=200)
    text = models.TextField(_("What happens, where and how often"), max_length=3000)
    since = models.DateField(_("Since when"))
    cost = models.CharField(_("What it costs production"), max_length=300)
    tried = models.TextField(_("What was tried"), max_length=2000, blank=True)
    kept_own = models.BooleanField(_("Only our own part sees this"), default=False)
    state = models.CharField(_("State"), max_length=8, choices=State.choices, default=State.OPEN)
    outcome = models.CharField(_("What came of it"), max_length=500, blank=True)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state"])]

    def __str__(self) -> str:
        return self.title


class Practice(models.Model):
    """A way of working that a unit found useful: where it was tried, what it cost, what changed."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="practices")
    title = models.CharField(_("Practice"), max_length=200)
    text = models.TextField(_("How it is done"), max_length=3000)
    tried = models.CharField(_("Where it was tried"), max_length=300)
    since = models.DateField(_("Since when"))
    cost = models.CharField(_("What it cost"), max_length=300)
    changed = models.CharField(_("What it changed"), max_length=500)
    kept_own = models.BooleanField(_("Only our own part sees this"), default=False)
    problems = models.ManyToManyField(Problem, related_name="practices", blank=True)
    norm = models.ForeignKey(Norm, models.PROTECT, null=True, blank=True, related_name="practices")
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class Meeting(models.Model):
    """A research visit, an exchange of experience, or a meeting on a problem: questions before, findings after."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("Research visit")
        EXCHANGE = "exchange", _("Experience-exchange meeting")
        SEMINAR = "seminar", _("Problem-solving seminar")

    kind = models.CharField(_("Kind"), max_length=8, choices=Kind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="meetings_held")
    host = models.ForeignKey(Unit, models.PROTECT, related_name="meetings_hosted")
    title = models.CharField(_("Subject"), max_length=200)
    day = models.DateField(_("Day"))
    questions = models.TextField(_("Questions to answer"), max_length=2000)
    findings = models.TextField(_("What was found"), max_length=3000, blank=True)
    decisions = models.TextField(_("Decisions"), max_length=2000, blank=True)
    problems = models.ManyToManyField(Problem, related_name="meetings", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-day", "-id"]

    def __str__(self) -> str:
        return self.title


class FollowUp(models.Model):
    """Who does what by when after a meeting; closed with what came of it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="follow_ups")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="follow_ups")
    task = models.CharField(_("What is to be done"), max_length=300)
    due = models.DateField(_("By when"))
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(_("What came of it"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due", "id"]
        indexes = [models.Index(fields=["closed_on", "due"])]

    def __str__(self) -> str:
        return self.task


class Matter(models.Model):
    """One of the "three majors and one large": discussed by the committee before the board decides it, or not."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("Major decision")
        PERSONNEL = "personnel", _("Key personnel")
        PROJECT = "project", _("Major project")
        SUM = "sum", _("Large sum")

    class Outcome(models.TextChoices):
        AGREE = "agree", _("In favour")
        REVISE = "revise", _("To be revised")
        WITHHOLD = "withhold", _("Not to be submitted")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="matters")
    title = models.CharField(_("Matter"), max_length=200)
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices)
    discussed_on = models.DateField(_("Discussed by the committee on"), null=True, blank=True)
    outcome = models.CharField(_("Outcome of the discussion"), max_length=8, choices=Outcome.choices, blank=True)
    decided_on = models.DateField(_("Decided by the board on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class EvidenceFigure(models.Model):
    """A figure of the steps of norms that the group has set for itself; `core.evidence` holds the defaults."""

    key = models.CharField(max_length=40, unique=True)
    value = models.PositiveSmallIntegerField(_("Value"))
    reason = models.CharField(_("Reason"), max_length=200, blank=True)


class Target(models.Model):
    """The share of units of a part in which an arrangement of governance is to be kept by a day."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="governance_targets")
    arrangement = models.CharField(_("Arrangement"), max_length=16)
    percent = models.PositiveSmallIntegerField(_("Share of units in percent"))
    by = models.DateField(_("To be reached by"))
    reason = models.CharField(_("Reason"), max_length=300)

    class Meta:
        ordering = ["arrangement"]
        constraints = [models.UniqueConstraint(fields=["unit", "arrangement"], name="one_target_per_arrangement")]
