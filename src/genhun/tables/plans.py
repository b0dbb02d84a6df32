"""The tables out: a run's plans as csv files with their summary, as one workbook for officers, and read back."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from genhun.core.errors import BadInput, Fault
from genhun.core.group import Group
from genhun.tables.header import find_layout, match_sheets
from genhun.tables.place import whole_folder
from genhun.tables.rows import BAD, read_rows
from genhun.tables.schema import TABLES_OUT, Table
from genhun.tables.sheets import read_sheets
from genhun.tables.write import Cell, write_csv, write_sheets

SUMMARY = "summary.json"
WORKBOOK = "plan.xlsx"
_BY_KEY = {table.key: table for table in TABLES_OUT}
_FILES = (*(f"{table.key}.csv" for table in TABLES_OUT), WORKBOOK)

Lines = Mapping[str, Sequence[Sequence[Cell]]]
"""Rows of the tables out, by table key; the cells in the order of the table's columns."""


def write_plans(folder: Path, lines: Lines, summary: Mapping[str, Any], group: Group | None = None) -> None:
    """Write the plans of one run into a folder, whole or not at all; plans of an earlier run there are replaced.

    With a `group`, `plan.xlsx` is written too: the same plans with the names of people, posts and units.
    """

    def fill(draft: Path) -> None:
        for key, rows in lines.items():
            write_csv(draft / f"{key}.csv", _BY_KEY[key], rows)
        if group is not None:
            write_sheets(draft / WORKBOOK, _named_sheets(lines, group))
        text = json.dumps(summary, ensure_ascii=False, indent=2)
        (draft / SUMMARY).write_text(text + "\n", encoding="utf-8")

    whole_folder(folder, fill, last=SUMMARY, ours=_FILES)


def _named_sheets(lines: Lines, group: Group) -> Iterable[tuple[str, list[str], list[list[Cell]]]]:
    names: dict[str, dict[str, str]] = {
        "people": {p.person_id: p.name for p in group.people},
        "units": {u.unit_id: u.name for u in group.units},
        "classes": {c.class_id: c.title for c in group.classes},
        "seat": {"reserve": "待岗", "retired": "退休"}
        | {p.post_id: f"{group.unit[p.unit_id].name} {p.title}" for p in group.posts},
    }
    for key, rows in lines.items():
        labels: list[str] = []
        for column in _BY_KEY[key].columns:
            labels += [column.zh, column.zh.removesuffix("编码") + "名称"] if _named(column.key) else [column.zh]
        yield (
            _BY_KEY[key].zh,
            labels,
            [_named_row(_BY_KEY[key], row, names) for row in rows],
        )


_KINDS = {
    "person_id": "people",
    "mentee_id": "people",
    "mentor_id": "people",
    "post_id": "seat",
    "class_id": "classes",
    "visitor_id": "units",
    "host_id": "units",
}


def _named(key: str) -> str:
    return _KINDS.get(key, "")


def _named_row(table: Table, row: Sequence[Cell], names: Mapping[str, Mapping[str, str]]) -> list[Cell]:
    cells: list[Cell] = []
    for column, cell in zip(table.columns, row, strict=True):
        cells.append(cell)
        if kind := _named(column.key):
            cells.append(names[kind].get(str(cell), ""))
    return cells


def read_plans(folder: Path) -> tuple[dict[str, list[tuple[Any, ...]]], dict[str, Any]]:
    """The rows of each plan table in a folder, by key, and the summary ({} if there is none).

    Raises BadInput with every cell that cannot be read. Ids are not checked here: the verifiers judge them.
    """
    notes: list[str] = []
    faults: list[Fault] = []
    found = match_sheets(read_sheets(folder), TABLES_OUT, notes, faults)
    lines: dict[str, list[tuple[Any, ...]]] = {}
    for key, sheet in found.items():
        layout = find_layout(_BY_KEY[key], sheet, notes, faults)
        rows = read_rows(layout, faults).rows if layout else []
        lines[key] = [tuple(row[c.key] for c in _BY_KEY[key].columns) for row in rows if BAD not in row.values()]
    summary = _summary(folder / SUMMARY, faults)
    if faults:
        raise BadInput(faults)
    return lines, summary


def _summary(path: Path, faults: list[Fault]) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        summary = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        faults.append(Fault(SUMMARY, 0, "", "not_json", str(error), "the summary as it was written"))
        return {}
    return summary if isinstance(summary, dict) else {}
