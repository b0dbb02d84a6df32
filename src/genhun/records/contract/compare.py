"""What a file would change in the records: new, changed and same rows, told apart before anything is written."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from genhun.core.calendar import month_text
from genhun.core.group import Group
from genhun.records.contract.keys import TABLES, Key, identities, table_rows
from genhun.records.contract.read import rows_in, stored_rows
from genhun.tables.read import group_of
from genhun.tables.rows import Rows
from genhun.tables.sheets import Sheet

SHOWN_ROWS = 200
MONTHS = {"birth", "level_since", "retire", "start", "end"}  # of these tables the columns are months, not days:
MONTH_TABLES = {"people", "appointments", "locks"}


@dataclass(slots=True)
class Difference:
    """One table's rows against the records; `changed` holds the record's number, the row before and the row after."""

    new: list[Any] = field(default_factory=list)
    changed: list[tuple[int, Any, Any]] = field(default_factory=list)
    same: int = 0
    kept: int = 0  # records that the file does not name; they stay

    @property
    def empty(self) -> bool:
        """Whether nothing would be written."""
        return not self.new and not self.changed


def differences(sheets: list[Sheet]) -> tuple[dict[str, Difference], tuple[str, ...]]:
    """What sheets would change, by table, and notes on what was ignored.

    References may resolve to rows of the sheets or of the records. Raises BadInput with every fault.
    """
    sent: dict[str, int] = {}

    def complete(tables: Mapping[str, Rows]) -> None:
        for key, rows in tables.items():
            sent[key] = len(rows.rows)
            if key != "policy":
                _complete(key, rows)

    group = group_of(sheets, complete)
    return {table: _difference(table, group, sent[table]) for table in TABLES}, group.notes


def between(group: Group) -> dict[str, Difference]:
    """What a whole group would change, by table."""
    return {table: _difference(table, group, len(table_rows(group, table))) for table in TABLES}


def _complete(table: str, rows: Rows) -> None:
    """Add what the sheet does not say: the records that it does not name, and the columns that it does not have."""
    named = dict(zip(identities(table, rows.rows), rows.rows, strict=True))
    stored = rows_in(table)
    columns = [column.key for column in rows.table.columns]
    missing = [column for column in columns if column not in rows.given]
    for key, row in zip(identities(table, stored), stored, strict=True):
        if key in named:
            named[key].update({column: getattr(row, column) for column in missing})
        else:
            rows.rows.append({column: getattr(row, column) for column in columns})
            rows.numbers.append(0)


def _difference(table: str, group: Group, sent: int) -> Difference:
    given = table_rows(group, table)[:sent]
    stored = list(stored_rows(table))
    known: dict[Key, tuple[int, Any]] = dict(zip(identities(table, (row for _, row in stored)), stored, strict=True))
    found = Difference()
    for key, row in zip(identities(table, given), given, strict=True):
        if key not in known:
            found.new.append(row)
        elif known[key][1] == row:
            found.same += 1
        else:
            number, before = known[key]
            found.changed.append((number, before, row))
    found.kept = len(stored) - found.same - len(found.changed)
    return found


def described(differences: Mapping[str, Difference]) -> dict[str, Any]:
    """The differences as plain data for a preview: counts by table, and the first rows with the cells that differ."""
    return {
        table: {
            "new": len(d.new),
            "changed": len(d.changed),
            "same": d.same,
            "kept": d.kept,
            "new_rows": [_cells(table, row) for row in d.new[:SHOWN_ROWS]],
            "changed_rows": [_change(table, before, after) for _, before, after in d.changed[:SHOWN_ROWS]],
        }
        for table, d in differences.items()
    }


def digest_of(differences: Mapping[str, Difference]) -> str:
    """One figure for all that would be written, shown in a preview or not; the same in every process."""
    seal = hashlib.sha256()
    for table, d in differences.items():
        for number, row in [*((0, row) for row in d.new), *((number, after) for number, _, after in d.changed)]:
            seal.update(json.dumps([table, number, list(_cells(table, row).values())]).encode())
    return seal.hexdigest()


def _change(table: str, before: Any, after: Any) -> dict[str, Any]:
    old, new = _cells(table, before), _cells(table, after)
    return {"row": new, "cells": {name: [old[name], new[name]] for name in new if old[name] != new[name]}}


def _cells(table: str, row: Any) -> dict[str, Any]:
    return {f.name: _cell(table, f.name, getattr(row, f.name)) for f in fields(row)}


def _cell(table: str, column: str, value: Any) -> Any:
    """A value as people read it."""
    if isinstance(value, frozenset):
        return ";".join(sorted(value))
    if isinstance(value, date):
        return value.isoformat()
    if column in MONTHS and table in MONTH_TABLES and value is not None:
        return month_text(value)
    return value
