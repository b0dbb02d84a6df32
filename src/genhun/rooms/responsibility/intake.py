"""Objectives that a program sends as JSON, laid out as the sheet that a workbook would hold."""

import json
from typing import Any

from genhun.core.errors import BadInput, Fault
from genhun.tables.objectives import OBJECTIVES
from genhun.tables.sheets import Sheet

SENT = "rows"
MOST_ROWS = 5_000
KEYS = tuple(column.key for column in OBJECTIVES.columns)


def sheet_in(content: bytes) -> Sheet:
    """The sheet of `{"rows": [{"unit_id": …}, …]}`. Raises BadInput with every fault of the form."""
    try:
        sent = json.loads(content, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise _bad("not_json", str(error)[:200], "a JSON object in UTF-8") from error
    rows = sent.get(SENT) if isinstance(sent, dict) else None
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_ROWS:
        got = f"{len(rows)} rows" if isinstance(rows, list) else type(rows).__name__
        raise _bad("missing_value", got, f'an object with "{SENT}": a list of 1 to {MOST_ROWS} objects')
    faults = [fault for number, row in enumerate(rows, 1) for fault in _faults_of(number, row)]
    if faults:
        raise BadInput(faults)
    return Sheet(OBJECTIVES.key, [KEYS, *([row.get(key) for key in KEYS] for row in rows)])


def as_sent(fault: Fault) -> Fault:
    """A fault of the sheet under the sender's own numbers: the header counts for nothing."""
    other = fault.other_row - 1 if fault.other_row else 0
    row = max(fault.row - 1, 0)
    return Fault(fault.sheet, row, fault.column, fault.kind, fault.got, fault.allowed, other)


def _faults_of(number: int, row: Any) -> list[Fault]:
    if not isinstance(row, dict):
        return [_fault(number, "", "not_an_object", json.dumps(row)[:60], "an object")]
    strange = [key for key in row if key not in KEYS]
    deep = [key for key in KEYS if not _is_cell(row.get(key))]
    return [
        *(_fault(number, key[:60], "unknown_column", key[:60], " / ".join(KEYS)) for key in strange),
        *(_fault(number, key, "not_a_cell", json.dumps(row[key])[:60], "a text, a number or null") for key in deep),
    ]


def _is_cell(value: Any) -> bool:
    return isinstance(value, str | int | float | None) and not isinstance(value, bool)


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number")


def _fault(number: int, column: str, kind: str, got: str, allowed: str) -> Fault:
    """Numbered as in the sheet, as all other faults are before `as_sent`."""
    return Fault(OBJECTIVES.key, number + 1, column, kind, got, allowed)


def _bad(kind: str, got: str, allowed: str) -> BadInput:
    return BadInput([Fault(OBJECTIVES.key, 0, "", kind, got, allowed)])
