"""What only the room of rotation keeps: drafts of plans edited by hand, and wishes that people have stated."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Person, Plan, Unit
from genhun.records.models.organisation import Track

Span = tuple[str, str, int, int]
"""Code of the person, code of the post or `reserve`, first half-year, half-year after the last."""


class MoveDraft(models.Model):
    """Moves that an officer tries on a rotation plan; saved they become a new plan, the old one stays as it is.

    `edits` holds one change each, in the order in which they were made: a list of `[person, place, begin, end]` with
    the codes of person and post (or `reserve`) and the half-years [begin, end). `word` is what the check found last.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="move_drafts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="move_drafts")  # the part of the plan
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="move_drafts")
    edits = models.JSONField(default=list)
    word = models.JSONField(default=dict)
    moved_on = models.BooleanField(default=False)  # the records were no longer the plan's when last opened
    began_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    reason = models.CharField(_("Reason"), max_length=300, blank=True)  # given when it was saved
    saved_as = models.OneToOneField(
        Plan, models.PROTECT, null=True, blank=True, related_name="moved_from", verbose_name=_("Saved as")
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "owner"], condition=models.Q(saved_as=None), name="one_open_move_draft_a_plan_and_owner"
            )
        ]


class Wish(models.Model):
    """What a person has said about the own next posts. Sealed: seen by those who plan the person's part, and by
    the person."""

    class Kind(models.TextChoices):
        PLACE = "place", _("A place")
        LANE = "lane", _("A lane")
        POST = "post", _("A kind of post")
        STAY = "stay", _("To stay for now")

    person = models.ForeignKey(Person, models.CASCADE, related_name="wishes")
    kind = models.CharField(_("What the wish is about"), max_length=6, choices=Kind.choices)
    city = models.CharField(_("City"), max_length=100, blank=True)
    track = models.CharField(_("Lane"), max_length=12, choices=Track.choices, blank=True)
    words = models.CharField(_("In the person's words"), max_length=300)
    stated_on = models.DateField(_("Stated on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="wishes_recorded")
    ended_on = models.DateField(_("Withdrawn on"), null=True, blank=True)

    class Meta:
        ordering = ["-stated_on", "-id"]
