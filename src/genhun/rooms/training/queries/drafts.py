"""Drafts of seat plans."""

from django.db.models import QuerySet

from genhun.records.models import Account
from genhun.records.scope import own
from genhun.rooms.training.models import SeatDraft


def drafts_of(account: Account) -> QuerySet[SeatDraft]:
    """Open drafts for plans of the account's part."""
    return SeatDraft.objects.filter(own(account, "unit__path"), saved_as=None).select_related("plan__unit")
