"""What a file that was sent in would change, or what is wrong with it, in words of the page's language."""

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from genhun.core.errors import Fault
from genhun.records.models import ImportBatch
from genhun.tables.marked import write_marked
from genhun.tables.schema import TABLES_IN
from genhun.tables.sentences import KINDS, allowed_in_chinese

TABLES = {table.key: table for table in TABLES_IN}
SHOWN_ROWS = 20


def _chinese() -> bool:
    return get_language() != "en"


def table_name(key: str) -> str:
    """A table's name in the page's language; a sheet of another name as the sender called it."""
    table = TABLES.get(key)
    if table is None:
        return key
    return table.zh if _chinese() else table.key.capitalize()


def column_name(table: str, key: str) -> str:
    """A column's label in the page's language."""
    if not _chinese() or table not in TABLES:
        return key.replace("_", " ")
    return next((column.zh for column in TABLES[table].columns if column.key == key), key)


def faults_of(batch: ImportBatch) -> list[Fault]:
    """The faults as the readers of tables found them."""
    names = [f.name for f in fields(Fault)]
    return [Fault(**{name: row[name] for name in names if name in row}) for row in batch.faults]


def fault_rows(batch: ImportBatch) -> list[dict[str, Any]]:
    """The faults with the words of the page's language: table, row, column, what is wrong, got, allowed."""
    chinese = _chinese()
    rows = []
    for fault in faults_of(batch):
        words = KINDS.get(fault.kind, (fault.kind, fault.kind))[0 if chinese else 1]
        rows.append(
            {
                "sheet": table_name(fault.sheet),
                "rows": f"{fault.row}, {fault.other_row}" if fault.other_row else str(fault.row or ""),
                "column": column_name(fault.sheet, fault.column) if fault.column else "",
                "wrong": words,
                "got": fault.got,
                "allowed": allowed_in_chinese(fault.allowed) if chinese else fault.allowed,
            }
        )
    return rows


@dataclass(frozen=True, slots=True)
class TableChanges:
    """What one table would change: counts, and the first rows with their columns."""

    name: str
    new: int
    changed: int
    same: int
    kept: int
    columns: Sequence[str]
    new_rows: Sequence[Sequence[Any]]
    changed_rows: Sequence[Mapping[str, Any]]

    @property
    def more_new(self) -> int:
        """New rows that are not shown."""
        return self.new - len(self.new_rows)

    @property
    def more_changed(self) -> int:
        """Changed rows that are not shown."""
        return self.changed - len(self.changed_rows)


def tables_changed(batch: ImportBatch) -> list[TableChanges]:
    """What the file would change, table by table; tables that it does not hold are left out."""
    found = []
    for key, counts in batch.changes.get("tables", {}).items():
        if counts["new"] or counts["changed"] or counts["same"]:
            found.append(_changes(key, counts))
    return found


def _changes(key: str, counts: Mapping[str, Any]) -> TableChanges:
    new_rows = counts.get("new_rows", [])[:SHOWN_ROWS]
    columns = [
        name for name in (new_rows[0] if new_rows else {}) if any(row.get(name) not in (None, "") for row in new_rows)
    ]
    return TableChanges(
        table_name(key),
        counts["new"],
        counts["changed"],
        counts["same"],
        counts["kept"],
        [column_name(key, name) for name in columns],
        [[_shown(row.get(name)) for name in columns] for row in new_rows],
        [_change(key, row) for row in counts.get("changed_rows", [])[:SHOWN_ROWS]],
    )


def _change(key: str, change: Mapping[str, Any]) -> dict[str, Any]:
    """One changed row: what identifies it, and each cell that differs before and after."""
    table = TABLES.get(key)
    names = table.unique if table and table.unique else tuple(change["row"])[:1]
    cells = [(column_name(key, name), _shown(old), _shown(new)) for name, (old, new) in change["cells"].items()]
    return {"id": " · ".join(str(_shown(change["row"].get(name))) for name in names), "cells": cells}


def _shown(value: Any) -> Any:
    return "" if value is None else int(value) if isinstance(value, bool) else value


def marked_workbook(batch: ImportBatch, faults: Sequence[Fault]) -> bytes:
    """The sender's workbook with the bad cells marked and a list of all faults."""
    kind = Path(batch.name).suffix.lower()
    with tempfile.TemporaryDirectory(prefix="genhun-") as folder:
        source, target = Path(folder) / f"sent{kind}", Path(folder) / "marked.xlsx"
        source.write_bytes(bytes(batch.content))
        write_marked(source, faults, target)
        return target.read_bytes()


_NOTES: tuple[tuple[str, Any], ...] = (
    (r"(?P<sheet>.+): no table of the contract, ignored", _("The sheet “%(sheet)s” is none of the tables.")),
    (r"(?P<table>\w+): the sheet is blank, read as an empty table", _("“%(table)s” is blank.")),
    (r"(?P<table>\w+): no such table, read as empty", _("“%(table)s” is not in the file.")),
    (r"(?P<table>\w+): columns ignored: (?P<names>.+)", _("“%(table)s” has other columns too: %(names)s.")),
    (r"policy: row (?P<row>\d+): unknown key (?P<key>.+), left", _("Policy, row %(row)s: there is no key %(key)s.")),
    (r"left out: (?P<text>.+)", _("Left out: %(text)s")),
    (r"(?P<table>\w+)\.(?P<column>\w+): missing: .*", _("The form does not state “%(column)s”; fill it in later.")),
    (r"(?P<table>\w+)\.(?P<column>\w+): guessed: (?P<text>.*)", _("“%(column)s” was taken from “%(text)s”.")),
    (r"(?P<table>\w+)\.(?P<column>\w+): several: (?P<text>.*)", _("“%(column)s” may be one of several: %(text)s.")),
)


def note_words(note: str) -> str:
    """A note of the readers in the page's language; one that is not known here stands as it is."""
    for pattern, words in _NOTES:
        if found := re.fullmatch(pattern, note):
            parts = found.groupdict()
            table = parts.get("table") or ""
            if "column" in parts:
                parts["column"] = column_name(table, parts["column"] or "")
            return str(words) % {**parts, "table": table_name(table)}
    return note
