"""What only the room of training keeps: rosters that came back, drafts of seat plans, waiting lists, pairs, visits."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from genhun.records.models import Credit, Person, Plan, TrainingClass, Unit


class DaySetting(models.Model):
    """A figure of the rules of days that the group has set for itself; `core.days` holds the defaults."""

    key = models.CharField(max_length=40, unique=True)
    value = models.CharField(max_length=20)
    source = models.CharField(_("Source"), max_length=200, blank=True)


class Roster(models.Model):
    """A list of who attended a class, as it came back. `rows` holds each line as read, matched and mended."""

    class State(models.TextChoices):
        PREVIEW = "preview", _("To be confirmed")
        COMMITTED = "committed", pgettext_lazy("roster", "Taken in")
        UNDONE = "undone", _("Undone")
        DISCARDED = "discarded", _("Discarded")

    training_class = models.ForeignKey(TrainingClass, models.PROTECT, related_name="rosters")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rosters")  # of whoever sent it in
    name = models.CharField(_("File"), max_length=200, blank=True)
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.PREVIEW)
    rows = models.JSONField(default=list)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="rosters")
    sent_at = models.DateTimeField(auto_now_add=True)
    committed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]


class Attendance(models.Model):
    """That a person was in a class: the whole of it, or so little that it counts as withdrawn and gives no days."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="attendances")
    training_class = models.ForeignKey(TrainingClass, models.PROTECT, related_name="attendances")
    roster = models.ForeignKey(Roster, models.PROTECT, related_name="attendances")
    absent = models.DecimalField(_("Days missed"), max_digits=5, decimal_places=2, default=0)
    withdrawn = models.BooleanField(_("Withdrawn"), default=False)
    credit = models.OneToOneField(Credit, models.SET_NULL, null=True, blank=True, related_name="attendance")

    class Meta:
        ordering = ["training_class", "person__code"]
        constraints = [models.UniqueConstraint(fields=["person", "training_class"], name="one_attendance_per_class")]


class SeatDraft(models.Model):
    """Changes that a coordinator tries on a training plan; saved they become a new plan, the old one stays as it is.

    `edits` holds `[act, person code, class code]` with act `add` or `drop`, in the order in which they were made.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="drafts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="seat_drafts")  # the part of the plan
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seat_drafts")
    edits = models.JSONField(default=list)
    began_at = models.DateTimeField(auto_now_add=True)
    saved_as = models.OneToOneField(Plan, models.PROTECT, null=True, blank=True, related_name="drafted_from")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "owner"], condition=models.Q(saved_as=None), name="one_open_draft_a_plan_and_owner"
            )
        ]


class Waiting(models.Model):
    """Somebody, or people of one unit who go together, waiting for seats in a class."""

    class State(models.TextChoices):
        WAITING = "waiting", _("On the list")
        SEATED = "seated", _("Has a seat")
        ENDED = "ended", _("Taken off")

    training_class = models.ForeignKey(TrainingClass, models.PROTECT, related_name="waiting")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="waiting")
    people = models.ManyToManyField(Person, related_name="waiting")
    note = models.CharField(_("Why this class"), max_length=200, blank=True)
    state = models.CharField(_("State"), max_length=8, choices=State.choices, default=State.WAITING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="waiting")
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["training_class", "state"])]


class FeedKey(models.Model):
    """A secret address under which a calendar program fetches classes; only its digest is kept, so it shows once."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feed_keys")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="feed_keys")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="feed_keys")
    training_class = models.ForeignKey(TrainingClass, models.CASCADE, null=True, blank=True, related_name="feed_keys")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]


class MentorPair(models.Model):
    """A newcomer with a mentor from `start` to `end`, closed with what was learned."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="mentor_pairs")  # the newcomer's
    mentee = models.ForeignKey(Person, models.CASCADE, related_name="mentors_had")
    mentor = models.ForeignKey(Person, models.CASCADE, related_name="mentees_had")
    start = models.DateField(_("From"))
    end = models.DateField(_("Until"))
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    learned = models.CharField(_("What was learned"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["unit__path", "mentee__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentee"], condition=models.Q(closed_on=None), name="one_open_mentor_a_newcomer"
            )
        ]


class UnitVisit(models.Model):
    """A unit looks at another: when, what was seen there, what was taken home."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="visits_made")  # the visitor
    host = models.ForeignKey(Unit, models.PROTECT, related_name="visits_received")
    day = models.DateField(_("Day"))
    seen = models.CharField(_("What was seen"), max_length=500, blank=True)
    taken_home = models.CharField(_("What was taken home"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-day", "unit__path"]


class Seminar(models.Model):
    """An exchange of experience on one question: who hosts it, who comes, what each can use afterwards."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="seminars")  # the host
    guests = models.ManyToManyField(Unit, related_name="seminars_attended", blank=True)
    title = models.CharField(_("Title"), max_length=200)
    question = models.CharField(_("The question"), max_length=300)
    day = models.DateField(_("Day"))
    place = models.CharField(_("Place"), max_length=100, blank=True)
    taken_home = models.CharField(_("What was taken home"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-day", "-id"]
