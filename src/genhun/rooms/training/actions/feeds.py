"""Secret calendar addresses: made, shown once, revoked."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.models import Account, Person, Role, TrainingClass, Unit
from genhun.records.policies import Refused
from genhun.rooms.training.models import FeedKey

MOST_KEYS = 20


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_feed(account: Account, about: Person | Unit | TrainingClass) -> tuple[FeedKey, str]:
    """A new address for a person's, a unit's or a class's calendar, with the secret that is never shown again."""
    if account.role == Role.CADRE and about != account.person:
        raise Refused(_("Your account has a calendar of your own classes only."))
    if FeedKey.objects.filter(owner=account, revoked_at=None).count() >= MOST_KEYS:
        raise Refused(_("You have %(n)s calendar addresses; revoke one first.") % {"n": MOST_KEYS})
    secret = secrets.token_urlsafe(32)
    kinds = {Person: "person", Unit: "unit", TrainingClass: "training_class"}
    kind = kinds[type(about)]
    key = FeedKey.objects.create(owner=account, digest=digest_of(secret), **{kind: about})
    audit.record(account, "make_feed", f"feed:{key.pk}", {"about": kind, "code": about.code})
    return key, secret


@transaction.atomic
def revoke_feed(key: FeedKey, account: Account) -> FeedKey:
    """Close an address at once; calendars that used it get nothing more."""
    key = FeedKey.objects.select_for_update().get(pk=key.pk)
    if key.owner_id != account.pk:
        raise Refused(_("An address is revoked by whom it belongs to."))
    if key.revoked_at is None:
        key.revoked_at = timezone.now()
        key.save(update_fields=["revoked_at"])
        audit.record(account, "revoke_feed", f"feed:{key.pk}")
    return key
