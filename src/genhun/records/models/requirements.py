"""Guiding documents, their clauses, and what these require of whom: the head of the chain that ends in a result.

document -> clause -> requirement -> (norm) -> duty -> activity -> result; `norms` and `duties` hold the rest.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genhun.records.models.organisation import Unit


class Document(models.Model):
    """A guiding document. It concerns `unit` and all below it; its text stands in its versions."""

    title = models.CharField(_("Title"), max_length=200)
    number = models.CharField(_("Document number"), max_length=80, blank=True)
    issuer = models.CharField(_("Issued by"), max_length=120, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="documents")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class DocumentVersion(models.Model):
    """The text of a document as it stood from `since` on; `ordinal` counts from 1.

    The texts of its clauses, joined, are the text. `source` names the file that it was read from; blank: pasted.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    ordinal = models.PositiveSmallIntegerField()
    since = models.DateField(_("In force since"))
    source = models.CharField(_("File"), max_length=200, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="documents")
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["document", "-ordinal"]
        constraints = [models.UniqueConstraint(fields=["document", "ordinal"], name="one_text_per_ordinal")]


class Clause(models.Model):
    """One clause of a version, in its order.

    `label` is its place by the text's own numbers, such as "Article 3 (2)"; `depth` how far it lies below the text.
    """

    version = models.ForeignKey(DocumentVersion, models.CASCADE, related_name="clauses")
    position = models.PositiveIntegerField()
    label = models.CharField(max_length=80, blank=True)
    depth = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()

    class Meta:
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="one_clause_per_position")]

    def __str__(self) -> str:
        return self.label


class Requirement(models.Model):
    """What a clause asks of `unit` and all units below it: proposed from the text, confirmed by a person.

    It is in force while it is confirmed. When a new version of the text changes or drops its clause it stays in force,
    but is to be looked at again: `before` is then the clause as it stood.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        CONFIRMED = "confirmed", _("Confirmed")
        ASIDE = "aside", _("Set aside")
        ENDED = "ended", _("Ended")

    class Reach(models.TextChoices):
        ALL = "all", _("The unit and all below it")
        SECRETARIES = "secretaries", _("Those with a secretary's post")
        CHOSEN = "chosen", _("Chosen units")

    class Cycle(models.TextChoices):
        MONTH = "month", _("Every month")
        QUARTER = "quarter", _("Every quarter")
        HALF = "half", _("Every half-year")
        YEAR = "year", _("Every year")

    AGAIN = _("To be looked at again")

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="requirements")
    text = models.CharField(_("Requirement"), max_length=500)
    binding = models.BooleanField(_("Binding"), default=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="requirements")
    reach = models.CharField(_("Whom it concerns"), max_length=12, choices=Reach.choices, default=Reach.ALL)
    chosen = models.ManyToManyField(Unit, related_name="chosen_for", blank=True)
    due = models.DateField(_("Due"), null=True, blank=True)
    cycle = models.CharField(_("Comes back"), max_length=8, choices=Cycle.choices, blank=True)
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.PROPOSED)
    look_again = models.BooleanField(AGAIN, default=False)
    before = models.ForeignKey(Clause, models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["clause__version", "clause__position", "id"]

    def __str__(self) -> str:
        return self.text


class Measure(models.Model):
    """What one unit does to meet requirements; one measure may serve many."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        RUNNING = "running", _("Under way")
        MET = "met", _("Met")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="measures")
    requirements = models.ManyToManyField(Requirement, related_name="measures")
    title = models.CharField(_("Measure"), max_length=200)
    state = models.CharField(_("State"), max_length=8, choices=State.choices, default=State.PLANNED)
    evidence = models.CharField(_("Evidence"), max_length=500, blank=True)
    missing = models.CharField(_("Still missing"), max_length=500, blank=True)
    due = models.DateField(_("Due"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["unit__path", "id"]

    def __str__(self) -> str:
        return self.title


class Waiver(models.Model):
    """A decision from above that a unit need not meet a requirement until a day, that day included."""

    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="waivers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="waivers")
    reason = models.CharField(_("Reason"), max_length=500)
    until = models.DateField(_("Until"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["requirement", "unit__path", "-id"]
