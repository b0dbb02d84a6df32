"""The database itself refuses to change or delete an entry of the audit."""

from typing import Any

from django.db import migrations

SQLITE = [
    f"CREATE TRIGGER audit_no_{event.lower()} BEFORE {event} ON records_auditentry "
    "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
    for event in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON records_auditentry "
    "FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()",
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON records_auditentry "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()",
]
SQLITE_BACK = ["DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"]
POSTGRESQL_BACK = [
    "DROP TRIGGER audit_no_change ON records_auditentry",
    "DROP TRIGGER audit_no_truncate ON records_auditentry",
    "DROP FUNCTION audit_is_append_only()",
]


def _run(editor: Any, sqlite: list[str], postgresql: list[str]) -> None:
    for statement in sqlite if editor.connection.vendor == "sqlite" else postgresql:
        editor.execute(statement, params=None)


def forwards(apps: Any, editor: Any) -> None:
    _run(editor, SQLITE, POSTGRESQL)


def backwards(apps: Any, editor: Any) -> None:
    _run(editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
