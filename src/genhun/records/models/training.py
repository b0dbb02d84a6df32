"""Classes, days of training already had, production peaks, and decisions already taken on posts."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genhun.records.models.organisation import Person, Post, Unit


class TrainingClass(models.Model):
    """One class of the year; `start` and `end` are both days of the class."""

    class Kind(models.TextChoices):
        INDUCTION = "induction", _("Induction")
        CORE = "core", _("Core")
        TOPIC = "topic", _("Topic")

    code = models.CharField(_("Class code"), max_length=64, unique=True)
    title = models.CharField(_("Title"), max_length=200)
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices)
    school = models.CharField(_("School"), max_length=200, blank=True)
    city = models.CharField(_("City"), max_length=100)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    start = models.DateField(_("First day"))
    end = models.DateField(_("Last day"))
    days = models.PositiveIntegerField(_("Days"))
    seats = models.PositiveIntegerField(_("Seats"))
    min_level = models.IntegerField(_("Lowest level"), null=True, blank=True)
    max_level = models.IntegerField(_("Highest level"), null=True, blank=True)

    class Meta:
        ordering = ["start", "code"]

    def __str__(self) -> str:
        return self.title


class Credit(models.Model):
    """Days of training that a person already has."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="credits")
    date = models.DateField(_("Date"))
    days = models.PositiveIntegerField(_("Days"))


class Peak(models.Model):
    """A production peak of a unit and of all units below it, both days included."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="peaks")
    start = models.DateField(_("From"))
    end = models.DateField(_("To"))


class Lock(models.Model):
    """A decision already taken: the person holds the post in every half-year that starts in [start, end)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="locks")
    post = models.ForeignKey(Post, models.CASCADE, related_name="locks")
    start = models.DateField(_("From"))
    end = models.DateField(_("Until"), null=True, blank=True)
    reason = models.CharField(_("Reason"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="locks_made")
    at = models.DateTimeField(auto_now_add=True, null=True)
