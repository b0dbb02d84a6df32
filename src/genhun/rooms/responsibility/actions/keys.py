"""Keys for programs: made, shown once, revoked."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.models import Account
from genhun.records.policies import Refused
from genhun.rooms.responsibility.models import SendingKey
from genhun.rooms.responsibility.policies import KEEPERS, check_role_in

MOST_KEYS = 10


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_key(account: Account, name: str) -> tuple[SendingKey, str]:
    """A new key of the account, with the secret that is never shown again."""
    check_role_in(KEEPERS, account)
    if SendingKey.objects.filter(owner=account, revoked_at=None).count() >= MOST_KEYS:
        raise Refused(_("You have %(n)s keys; revoke one first.") % {"n": MOST_KEYS})
    secret = secrets.token_urlsafe(32)
    key = SendingKey.objects.create(owner=account, name=name, digest=digest_of(secret))
    audit.record(account, "make_sending_key", f"key:{key.pk}", {"name": name})
    return key, secret


@transaction.atomic
def revoke_key(account: Account, key: SendingKey) -> None:
    """Close a key at once; a program that used it is refused from now on."""
    key = SendingKey.objects.select_for_update(of=("self",)).get(pk=key.pk, owner=account)
    if key.revoked_at is None:
        key.revoked_at = timezone.now()
        key.save(update_fields=["revoked_at"])
        audit.record(account, "revoke_sending_key", f"key:{key.pk}", {"name": key.name})
