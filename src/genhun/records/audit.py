"""The audit: an entry in the same transaction as each write, each entry sealed over the one before.

The seal is keyed with the secret key, so that whoever can write to the database, but does not hold the key, cannot mend
the chain after an edit. Entries cannot be changed or deleted through the database either: triggers refuse it.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from genhun.records.models import Account, AuditEntry

CHAIN_LOCK = 7_203_114  # the number of the advisory lock that lines up writers of the chain on PostgreSQL


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold: the entry's number and what is wrong with it."""

    entry: int
    wrong: str


def record(
    actor: Account | None, action: str, subject: str, detail: dict[str, Any] | None = None, reason: str = ""
) -> AuditEntry:
    """Append one entry. Must run inside the transaction of the write that it speaks of."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"audit of {action!r} outside the transaction of its write")
    _line_up()
    last = AuditEntry.objects.order_by("-id").values_list("digest", flat=True).first() or ""
    entry = AuditEntry(
        at=timezone.now(),
        actor=actor,
        action=action,
        subject=subject,
        detail=detail or {},
        reason=reason,
        previous=last,
    )
    entry.digest = seal(entry)
    entry.save(force_insert=True)
    return entry


def _line_up() -> None:
    """Two writers never seal over the same entry. SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])


def seal(entry: AuditEntry, key: str = "") -> str:
    """HMAC-SHA256 over the entry before and all that this one says."""
    said = [
        entry.previous,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.action,
        entry.subject,
        entry.detail,
        entry.reason,
    ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new((key or settings.SECRET_KEY).encode(), text.encode(), hashlib.sha256).hexdigest()


def verify_chain() -> list[Break]:
    """Every place where an entry was edited, removed or moved; empty if the chain holds."""
    breaks: list[Break] = []
    previous = ""
    for entry in AuditEntry.objects.order_by("id").iterator():
        if entry.previous != previous:
            breaks.append(Break(entry.pk, "an entry before this one is missing, or the order was changed"))
        if not any(hmac.compare_digest(entry.digest, seal(entry, key)) for key in _keys()):
            breaks.append(Break(entry.pk, "this entry was edited after it was written"))
        previous = entry.digest
    return breaks


def _keys() -> list[str]:
    """The secret key, and the ones before it that entries may still be sealed with."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
