"""Norms on their way: exploration, pilot, interim provision, norm, retired; their texts, steps, and their use."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genhun.records.models.organisation import Unit
from genhun.records.models.requirements import Requirement


class Norm(models.Model):
    """One way of working that is tried, and if it proves itself, settled for `unit` and all below it.

    Its stage changes by a step alone; `review` is the day on which its evidence is looked at again.
    """

    class Stage(models.TextChoices):
        EXPLORATION = "exploration", _("Exploration")
        PILOT = "pilot", _("Pilot")
        INTERIM = "interim", _("Interim provision")
        NORM = "norm", _("Norm")
        RETIRED = "retired", _("Retired")

    class Kind(models.TextChoices):
        COMPREHENSIVE = "comprehensive", _("Comprehensive document")
        SPECIAL = "special", _("Special document")

    title = models.CharField(_("Title"), max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="norms")
    scope = models.CharField(_("What it covers"), max_length=300, blank=True)
    kind = models.CharField(_("Kind of text"), max_length=14, choices=Kind.choices, default=Kind.SPECIAL)
    stage = models.CharField(_("Stage"), max_length=12, choices=Stage.choices, default=Stage.EXPLORATION)
    since = models.DateField(_("In this stage since"))
    review = models.DateField(_("Next review"), null=True, blank=True)
    requirements = models.ManyToManyField(Requirement, related_name="norms", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["stage", "review"])]

    def __str__(self) -> str:
        return self.title


class NormText(models.Model):
    """The text of a norm as it stood from `since` on; `ordinal` counts from 1."""

    norm = models.ForeignKey(Norm, models.CASCADE, related_name="texts")
    ordinal = models.PositiveSmallIntegerField()
    since = models.DateField(_("In force since"))
    text = models.TextField(_("Text"))
    why = models.CharField(_("Why it was changed"), max_length=300, blank=True)

    class Meta:
        ordering = ["norm", "-ordinal"]
        constraints = [models.UniqueConstraint(fields=["norm", "ordinal"], name="one_norm_text_per_ordinal")]


class NormUse(models.Model):
    """A unit applies a norm: where it departs from the text, and what came of it.

    A result counts as evidence once it is measured: what, before, after.
    """

    class Outcome(models.TextChoices):
        BETTER = "better", _("Better")
        SAME = "same", _("No change seen")
        WORSE = "worse", _("Worse")

    norm = models.ForeignKey(Norm, models.CASCADE, related_name="uses")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="norm_uses")
    since = models.DateField(_("Applied since"))
    until = models.DateField(_("Until"), null=True, blank=True)
    deviation = models.CharField(_("Where it departs from the text"), max_length=500, blank=True)
    outcome = models.CharField(_("Outcome"), max_length=6, choices=Outcome.choices, blank=True)  # blank: not yet known
    measure = models.CharField(_("What was measured"), max_length=60, blank=True)
    before = models.DecimalField(_("Before"), max_digits=16, decimal_places=4, null=True, blank=True)
    after = models.DecimalField(_("After"), max_digits=16, decimal_places=4, null=True, blank=True)
    result = models.CharField(_("What came of it"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["norm", "unit__path"]
        constraints = [models.UniqueConstraint(fields=["norm", "unit"], name="one_use_per_norm_and_unit")]

    @property
    def measured(self) -> bool:
        """Whether its outcome stands on a figure before and one after."""
        return bool(self.outcome and self.measure) and self.before is not None and self.after is not None


class NormStep(models.Model):
    """A step that a person decided: from one stage to the next, to the same one after a review or by a revision, or to
    its end.

    `facts` are what each condition asked and what there was on that day, as it was shown to whoever decided.
    """

    norm = models.ForeignKey(Norm, models.CASCADE, related_name="steps")
    before = models.CharField(_("From"), max_length=12, choices=Norm.Stage.choices)
    after = models.CharField(_("To"), max_length=12, choices=Norm.Stage.choices)
    on = models.DateField(_("Day"))
    reason = models.CharField(_("Reason"), max_length=500)
    facts = models.JSONField(default=list)
    against = models.BooleanField(default=False)  # the evidence proposed something else
    revised = models.BooleanField(default=False)  # a settled norm got a new text
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
