"""Anonymous questions to staff. No answer is kept by itself: each unit has counts, and a link that was used is gone."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Unit


class PulseRound(models.Model):
    """Two or three questions to the staff of a unit and all below it, until a day. Results exist after that day.

    `questions` is a list of `[text, [choice, …]]`; `links` is how many links each unit was given, 0 before that.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="pulse_rounds")
    title = models.CharField(_("Title"), max_length=100)
    questions = models.JSONField()
    opened = models.DateField()
    ends = models.DateField(_("Ends on"))
    links = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title

    def runs(self, day: date) -> bool:
        """Whether answers are taken; only afterwards are there results."""
        return day <= self.ends


class PulseTally(models.Model):
    """How often each choice was taken in one unit: `counts[question][choice]`.

    It keeps the unit's place in the tree as it was when the round was opened: what is shown of a round must never
    change, or the difference would tell of single people. For the same reason it holds no time and no number in order.
    """

    round = models.ForeignKey(PulseRound, models.CASCADE, related_name="tallies")
    path = models.CharField(max_length=400)
    name = models.CharField(max_length=200)
    counts = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "path"], name="one_tally_per_round_and_path")]


class PulseToken(models.Model):
    """The digest of a link that was not used yet, and whose tally it counts into. Who got the link is nowhere."""

    digest = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey(PulseRound, models.CASCADE, related_name="tokens")
    path = models.CharField(max_length=400)
