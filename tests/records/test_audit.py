"""The audit is appended to, never changed, and shows any tampering."""

import pytest
from django.db import DatabaseError, transaction
from tests.conftest import open_audit

from genhun.records import audit
from genhun.records.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> list[AuditEntry]:
    with transaction.atomic():
        return [audit.record(None, f"act_{n}", f"thing:{n}", {"n": n}, "因为") for n in range(5)]


def test_an_untouched_chain_holds(chain: list[AuditEntry]) -> None:
    assert audit.verify_chain() == []
    assert [e.previous for e in chain] == ["", *(e.digest for e in chain[:-1])]


@pytest.mark.parametrize("field", ["action", "subject", "reason"])
def test_the_database_refuses_a_change(chain: list[AuditEntry], field: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.objects.filter(pk=chain[2].pk).update(**{field: "other"})
    assert audit.verify_chain() == []


def test_the_database_refuses_a_deletion(chain: list[AuditEntry]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.objects.filter(pk=chain[2].pk).delete()
    assert AuditEntry.objects.count() == 5


@pytest.mark.parametrize(
    "change",
    [
        {"action": "other"},
        {"subject": "thing:9"},
        {"detail": {"n": 9}},
        {"reason": ""},
        {"actor": None, "at": "2020-01-01T00:00Z"},
    ],
)
def test_an_edit_behind_the_triggers_shows(chain: list[AuditEntry], change: dict[str, object]) -> None:
    open_audit()
    AuditEntry.objects.filter(pk=chain[2].pk).update(**change)
    assert audit.verify_chain() == [audit.Break(chain[2].pk, "this entry was edited after it was written")]


def test_a_removed_entry_shows_at_the_next(chain: list[AuditEntry]) -> None:
    open_audit()
    AuditEntry.objects.filter(pk=chain[2].pk).delete()
    assert [b.entry for b in audit.verify_chain()] == [chain[3].pk]


def test_swapped_entries_show(chain: list[AuditEntry]) -> None:
    open_audit()
    first, second = chain[1], chain[2]
    said = {"action": first.action, "subject": first.subject, "detail": first.detail}
    AuditEntry.objects.filter(pk=first.pk).update(action=second.action, subject=second.subject, detail=second.detail)
    AuditEntry.objects.filter(pk=second.pk).update(**said)
    assert [b.entry for b in audit.verify_chain()] == [first.pk, second.pk]


def test_a_seal_mended_without_the_key_shows(chain: list[AuditEntry]) -> None:
    open_audit()
    last = chain[-1]
    last.reason = "other"
    AuditEntry.objects.filter(pk=last.pk).update(reason="other", digest=audit.seal(last, "another key"))
    assert [b.entry for b in audit.verify_chain()] == [last.pk]


@pytest.mark.django_db(transaction=True)
def test_no_entry_without_the_transaction_of_its_write() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        audit.record(None, "act", "thing:1")
