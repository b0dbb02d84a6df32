"""Norms on their way: exploration, pilot, interim provision, norm, retired; their texts, and who applies them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from genhun.records.models.organisation import Unit
from genhun.records.models.requirements import Requirement


class Norm(models.Model):
    """One way of working that is tried, and if it proves itself, settled for `unit` and all below it."""

    class Stage(models.TextChoices):
        EXPLORATION = "exploration", _("Exploration")
        PILOT = "pilot", _("Pilot")
        INTERIM = "interim", _("Interim provision")
        NORM = "norm", _("Norm")
        RETIRED = "retired", _("Retired")

    title = models.CharField(_("Title"), max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="norms")
    stage = models.CharField(_("Stage"), max_length=12, choices=Stage.choices, default=Stage.EXPLORATION)
    since = models.DateField(_("In this stage since"))
    review = models.DateField(_("Next review"), null=True, blank=True)
    requirements = models.ManyToManyField(Requirement, related_name="norms", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class NormText(models.Model):
    """The text of a norm as it stood from `since` on; `ordinal` counts from 1."""

    norm = models.ForeignKey(Norm, models.CASCADE, related_name="texts")
    ordinal = models.PositiveSmallIntegerField()
    since = models.DateField(_("In force since"))
    text = models.TextField(_("Text"))

    class Meta:
        ordering = ["norm", "-ordinal"]
        constraints = [models.UniqueConstraint(fields=["norm", "ordinal"], name="one_norm_text_per_ordinal")]


class NormUse(models.Model):
    """A unit applies a norm: where it departs from the text, and what came of it."""

    norm = models.ForeignKey(Norm, models.CASCADE, related_name="uses")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="norm_uses")
    since = models.DateField(_("Since"))
    deviation = models.CharField(_("Where it departs from the text"), max_length=500, blank=True)
    result = models.CharField(_("What came of it"), max_length=500, blank=True)

    class Meta:
        ordering = ["norm", "unit__path"]
        constraints = [models.UniqueConstraint(fields=["norm", "unit"], name="one_use_per_norm_and_unit")]
