"""Study groups, their programmes and sessions, the questions that they ask, and what each person remembers.

A memory is the person's own. Pages about a group read `Remembered` only, which `crowd` lets out.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Person, Requirement, Unit


class StudyGroup(models.Model):
    """Some people of a unit who study together."""

    class Kind(models.TextChoices):
        CENTRE = "centre", _("Theory-study centre group")
        BRANCH = "branch", _("Branch")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="study_groups")
    name = models.CharField(_("Name"), max_length=120)
    kind = models.CharField(_("Kind"), max_length=8, choices=Kind.choices, default=Kind.CENTRE)
    members = models.ManyToManyField(Person, related_name="study_groups", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["unit__path", "name", "id"]

    def __str__(self) -> str:
        return self.name


class Programme(models.Model):
    """What a group studies from one day to another, in how many sessions. `closed` are days that do not suit."""

    group = models.ForeignKey(StudyGroup, models.PROTECT, related_name="programmes")
    title = models.CharField(_("Title"), max_length=200)
    start = models.DateField(_("From"))
    end = models.DateField(_("To"))
    gap_days = models.PositiveSmallIntegerField(_("Days between sessions, at least"), default=14)
    closed = models.JSONField(default=list)  # pairs of days as text, both included
    agreed = models.BooleanField(_("Agreed"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-start", "-id"]

    def __str__(self) -> str:
        return self.title


class Session(models.Model):
    """One meeting of a programme, its day with the reason for it. Nobody's presence is kept."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="sessions")
    ordinal = models.PositiveSmallIntegerField()
    day = models.DateField(_("Day"))
    reason = models.JSONField(default=dict)
    topics = models.ManyToManyField(Requirement, related_name="study_sessions")

    class Meta:
        ordering = ["programme", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["programme", "ordinal"], name="one_session_per_ordinal")]


class Question(models.Model):
    """Something to recall about a requirement, drafted from its clause or written by hand; a person confirms it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        CONFIRMED = "confirmed", _("Confirmed")
        ASIDE = "aside", _("Set aside")

    group = models.ForeignKey(StudyGroup, models.CASCADE, related_name="questions")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="questions")
    prompt = models.CharField(_("Question"), max_length=300)
    answer = models.CharField(_("Answer"), max_length=300)
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.PROPOSED)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["requirement__clause__version", "requirement__clause__position", "id"]
        constraints = [models.UniqueConstraint(fields=["group", "prompt", "answer"], name="no_question_twice")]

    def __str__(self) -> str:
        return self.prompt

    @property
    def seconds(self) -> int:
        """About how long it takes: to read question and answer, to think, to say how it went."""
        return 8 + (len(self.prompt) + len(self.answer)) // 6


class Memory(models.Model):
    """How well one person remembers one question, as FSRS models it. Nobody but the person sees it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memories")
    question = models.ForeignKey(Question, models.CASCADE, related_name="memories")
    stability = models.FloatField()
    difficulty = models.FloatField()
    state = models.PositiveSmallIntegerField()
    due = models.DateTimeField()
    reviewed = models.DateTimeField()
    told = models.BooleanField(default=False)  # whether the group's latest figure already rests on this answer

    class Meta:
        ordering = ["due"]
        constraints = [models.UniqueConstraint(fields=["person", "question"], name="one_memory_per_question")]
        indexes = [models.Index(fields=["person", "due"])]


class Remembered(models.Model):
    """How much a group remembered of a requirement when this figure was let out, and when it falls below `FADED`."""

    FADED = 0.8

    group = models.ForeignKey(StudyGroup, models.CASCADE, related_name="remembered")
    requirement = models.ForeignKey(Requirement, models.CASCADE, related_name="remembered")
    on = models.DateField(_("As of"))
    share = models.PositiveSmallIntegerField(_("Remembered, %"))
    fades = models.DateField(_("Fades by"))

    class Meta:
        ordering = ["group", "fades", "id"]
        constraints = [models.UniqueConstraint(fields=["group", "requirement"], name="one_figure_per_requirement")]
