"""A person's own file: who looked at it, what the person wants corrected, which classes are wished for."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from genhun.records.models.accounts import Role
from genhun.records.models.organisation import Person, Unit
from genhun.records.models.training import TrainingClass


class FileView(models.Model):
    """That an account opened a person's file: as what, from where, on the way from which page (`came_from`)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="views")
    viewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="files_seen")
    role = models.CharField(_("Role"), max_length=24, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    came_from = models.CharField(max_length=60, blank=True)  # the name of a page; blank: opened directly
    at = models.DateTimeField(_("When"), default=timezone.now)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["person", "-id"])]


class Correction(models.Model):
    """What a person says is wrong in the own file, and what became of it: accepted or refused, with a reason."""

    class Matter(models.TextChoices):
        NAME = "name", _("Name")
        BIRTH = "birth", _("Born")
        HOME_CITY = "home_city", _("Home city")
        LEVEL_SINCE = "level_since", _("At this level since")
        APPOINTMENT = "appointment", _("An appointment")
        TRAINING = "training", _("Days of training")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for an answer")
        ACCEPTED = "accepted", _("Corrected")
        REFUSED = "refused", _("Left as it is")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    person = models.ForeignKey(Person, models.CASCADE, related_name="corrections")
    matter = models.CharField(_("What is wrong"), max_length=12, choices=Matter.choices)
    was = models.CharField(_("In the file"), max_length=200, blank=True)
    wanted = models.CharField(_("What it should be"), max_length=200)
    evidence = models.CharField(_("How it can be seen"), max_length=300, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="corrections")
    asked_at = models.DateTimeField(default=timezone.now)
    due = models.DateField(_("Answer due"))
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.WAITING)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("Reason"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "due"])]


class SeatWish(models.Model):
    """A wish for a seat in a class, stated by the person or by an officer who prepares somebody for a post.

    Once those who fill classes promise the seat, every plan of seats keeps it.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Asked for")
        PROMISED = "promised", _("Seat promised")
        DECLINED = "declined", _("No seat this time")

    person = models.ForeignKey(Person, models.CASCADE, related_name="seat_wishes")
    training_class = models.ForeignKey(TrainingClass, models.CASCADE, related_name="wishes")
    reason = models.CharField(_("Reason"), max_length=300, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seat_wishes")
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(_("State"), max_length=8, choices=State.choices, default=State.ASKED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("Answer"), max_length=300, blank=True)

    class Meta:
        ordering = ["training_class__start", "id"]
        verbose_name_plural = "seat wishes"
        constraints = [models.UniqueConstraint(fields=["person", "training_class"], name="one_wish_per_class")]
