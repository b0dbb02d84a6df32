"""Keys for programs, and whose they are."""

from django.db.models import QuerySet

from genhun.records.models import Account
from genhun.rooms.responsibility.models import SendingKey
from genhun.rooms.responsibility.policies import KEEPERS


def keys_of(account: Account) -> QuerySet[SendingKey]:
    """The account's own keys that are open, the latest first."""
    return SendingKey.objects.filter(owner=account, revoked_at=None)


def owner_by(digest: str) -> Account | None:
    """Whose open key a secret is; an account that left or may not write objectives any more has none."""
    open_keys = SendingKey.objects.filter(digest=digest, revoked_at=None, owner__is_active=True)
    key = open_keys.filter(owner__role__in=KEEPERS, owner__unit__isnull=False).select_related("owner__unit").first()
    return key.owner if key else None
