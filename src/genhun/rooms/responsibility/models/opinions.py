"""Opinions of the discipline commission on people whom a plan would move: the word and its day, nothing else."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Person, Plan


class Opinion(models.Model):
    """Whether anything stands against a person's move. Its content is kept outside this system."""

    class Word(models.TextChoices):
        NONE = "none", _("No objection")
        OBJECTION = "objection", _("Objection")
        PENDING = "pending", _("Still looked into")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="opinions")
    person = models.ForeignKey(Person, models.CASCADE, related_name="opinions")
    word = models.CharField(_("Opinion"), max_length=10, choices=Word.choices)
    on = models.DateField(_("Day"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "person"], name="one_opinion_per_plan_and_person")]
