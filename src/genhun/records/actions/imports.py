"""Files sent in: received and previewed, confirmed as a whole, undone as a whole.

An import never deletes: records that a file does not name stay. So an export taken in again changes nothing, a file
with a few tables touches only these, and an undo has only to remove what was new and to put back what was changed.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.core.errors import BadInput
from genhun.core.group import Group
from genhun.records import audit
from genhun.records.contract.compare import Difference, between, described, differences, digest_of
from genhun.records.contract.derived import settle
from genhun.records.contract.forms import form_differences, is_form
from genhun.records.contract.keys import TABLES, table_rows
from genhun.records.contract.read import SHAPES
from genhun.records.contract.write import Writer, overwrite, written_fields
from genhun.records.models import Account, ImportBatch, Unit
from genhun.records.policies import Refused, Stale, check_can_commit, check_can_import, check_can_undo
from genhun.records.uploads import sheets_in

State = ImportBatch.State


def receive_import(name: str, content: bytes, account: Account) -> ImportBatch:
    """Keep a file with a preview of what it would change, or with its faults. Writes nothing else."""
    check_can_import(account)
    kind = ImportBatch.Kind.FORM if is_form(name) else ImportBatch.Kind.TABLES
    digest = hashlib.sha256(content).hexdigest()
    batch = ImportBatch(kind=kind, name=name[:200], digest=digest, content=content, sent_by=account)
    try:
        found, notes = _found(name, content)
        batch.state = State.PREVIEW
        batch.changes = _changes(found, notes)
    except BadInput as bad:
        batch.state = State.REFUSED
        batch.faults = [_fault_data(fault) for fault in bad.faults]
    with transaction.atomic():
        batch.save()
        audit.record(account, "receive_import", f"import:{batch.pk}", _summary(batch))
    return batch


@transaction.atomic
def commit_import(batch: ImportBatch, account: Account) -> ImportBatch:
    """Write everything that the preview showed, or nothing.

    Raises Stale if the records have changed since the preview; the batch then holds the new preview.
    """
    batch = _locked(batch)
    check_can_commit(batch, account)
    found, notes = _found(batch.name, bytes(batch.content))
    if _changes(found, notes)["digest"] != batch.changes["digest"]:
        raise Stale(_("The records have changed since this preview. Send the file again and look at it anew."))
    batch.before = _write_differences(found)
    return _end(batch, State.COMMITTED, account, "commit_import")


@transaction.atomic
def discard_import(batch: ImportBatch, account: Account) -> ImportBatch:
    """Put a preview aside."""
    batch = _locked(batch)
    check_can_commit(batch, account)
    return _end(batch, State.DISCARDED, account, "discard_import")


@transaction.atomic
def undo_import(batch: ImportBatch, account: Account, reason: str) -> ImportBatch:
    """Put the records back to what they were before the import, to the letter, or refuse and say why."""
    batch = _locked(batch)
    check_can_undo(batch, account)
    with transaction.atomic():
        _remove_added(batch.before.get("added", {}))
        _put_back(batch.before.get("changed", {}))
        settle()
    return _end(batch, State.UNDONE, account, "undo_import", reason)


@transaction.atomic
def load_group(group: Group, source: str) -> None:
    """Fill empty records with a whole group, as a set-up does before anybody has an account."""
    if Unit.objects.exists():
        raise Refused(_("There are records already. Send the tables as a file and look at the preview."))
    _write_differences(between(group))
    counts = {table: len(table_rows(group, table)) for table in TABLES}
    audit.record(None, "load_group", f"source:{source}", counts)


def _write_differences(found: Mapping[str, Difference]) -> dict[str, Any]:
    """Write new and changed rows; what an undo needs: the numbers of new records, the fields of changed ones before."""
    added: dict[str, list[int]] = {}
    changed: dict[str, list[dict[str, Any]]] = {}
    writer = Writer()
    for table in TABLES:
        difference = found[table]
        if difference.changed:
            numbers = [number for number, _before, _after in difference.changed]
            changed[table] = _fields_now(table, numbers)
    _write_in_order(writer, found, added)
    if added or changed:
        settle()
    return {"added": added, "changed": changed}


def _write_in_order(writer: Writer, found: Mapping[str, Difference], added: dict[str, list[int]]) -> None:
    """New rows of a table before its changed ones: a changed unit may move below a new one."""
    for table in TABLES:
        if found[table].new:
            added[table] = writer.add(table, found[table].new)
        if found[table].changed:
            writer.change(table, [(number, after) for number, _before, after in found[table].changed])


def _fields_now(table: str, numbers: list[int]) -> list[dict[str, Any]]:
    names = [field.attname for field in written_fields(table)]
    records = SHAPES[table][0].objects.in_bulk(numbers)
    rows = [{"id": number, **{name: getattr(records[number], name) for name in names}} for number in numbers]
    plain: list[dict[str, Any]] = json.loads(json.dumps(rows, cls=DjangoJSONEncoder))
    return plain


def _remove_added(added: Mapping[str, list[int]]) -> None:
    """The rows that refer to others go first. What something else has come to refer to cannot go."""
    try:
        with transaction.atomic():
            for table in reversed(TABLES):
                model, numbers = SHAPES[table][0], added.get(table, [])
                for start in range(0, len(numbers), 500):
                    chosen = model.objects.filter(pk__in=numbers[start : start + 500])
                    chosen._raw_delete(chosen.db)
            connection.check_constraints()
    except IntegrityError as error:
        raise Refused(
            _("Plans, accounts or decisions refer to what this import brought, so it cannot be taken back any more.")
        ) from error


def _put_back(changed: Mapping[str, list[dict[str, Any]]]) -> None:
    for table, rows in changed.items():
        model, fields = SHAPES[table][0], written_fields(table)
        records = model.objects.in_bulk([row["id"] for row in rows])
        for row in rows:
            for field in fields:
                setattr(records[row["id"]], field.attname, field.to_python(row[field.attname]))
        overwrite(records.values(), [field.name for field in fields])


def _found(name: str, content: bytes) -> tuple[dict[str, Difference], tuple[str, ...]]:
    """What a file would change, and notes on what was ignored or guessed. Raises BadInput with every fault."""
    if is_form(name):
        form = form_differences(name, content)
        return form.differences, form.notes
    return differences(sheets_in(name, content))


def _changes(found: Mapping[str, Difference], notes: tuple[str, ...]) -> dict[str, Any]:
    """The preview: what changes by table, notes, and a digest of all of it, shown or not."""
    return {"tables": described(found), "notes": list(notes), "digest": digest_of(found)}


def _locked(batch: ImportBatch) -> ImportBatch:
    """The batch as it now is, held against a second click until this transaction ends."""
    return ImportBatch.objects.select_for_update().get(pk=batch.pk)


def _end(batch: ImportBatch, state: State, account: Account, action: str, reason: str = "") -> ImportBatch:
    batch.state = state
    if state == State.COMMITTED:
        batch.committed_at = timezone.now()
    batch.save()
    audit.record(account, action, f"import:{batch.pk}", _summary(batch), reason)
    return batch


def _summary(batch: ImportBatch) -> dict[str, Any]:
    tables = batch.changes.get("tables", {})
    counts = {t: {k: c[k] for k in ("new", "changed", "same", "kept")} for t, c in tables.items()}
    return {"file": batch.name, "digest": batch.digest, "faults": len(batch.faults), "tables": counts}


def _fault_data(fault: Any) -> dict[str, Any]:
    names = ("sheet", "row", "column", "kind", "got", "allowed", "other_row", "sentence")
    return {name: getattr(fault, name) for name in names}
