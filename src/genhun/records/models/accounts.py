"""Who signs in, as what, and for which part of the organisation."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from genhun.records.models.organisation import Person, Unit


class Role(models.TextChoices):
    """What an account does. What each may see and do is declared in `records.policies`, page by page.

    A cadre has a unit but no part of the organisation: only the own file.
    """

    GROUP_OFFICER = "group_officer", _("Group party-building officer")
    PERSONNEL_OFFICER = "personnel_officer", _("Personnel officer")
    TRAINING_COORDINATOR = "training_coordinator", _("Training coordinator")
    DISCIPLINE_OFFICER = "discipline_officer", _("Discipline officer")
    UNIT_SECRETARY = "unit_secretary", _("Unit secretary")
    READER = "reader", _("Reader")
    CADRE = "cadre", _("Cadre")


class Accounts(UserManager["Account"]):
    """Accounts come with their unit: every page of a signed-in reader asks for it."""

    def get_queryset(self) -> models.QuerySet["Account"]:
        """All accounts, each with its unit, in one query."""
        return super().get_queryset().select_related("unit")


class Account(AbstractUser):
    """An account: one role, one unit whose subtree is all it can see."""

    role = models.CharField(_("Role"), max_length=24, choices=Role.choices, default=Role.READER)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="accounts")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="accounts")
    language = models.CharField(_("Language"), max_length=8, default="zh-hans")

    objects: ClassVar[Accounts] = Accounts()
