"""Which sheet is which table, and which of its columns is which: the header found under title rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from genhun.core.errors import Fault
from genhun.tables.cells import Raw, name_of, shown
from genhun.tables.schema import Table
from genhun.tables.sheets import Sheet

SEARCHED_ROWS = 50


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table lies in its sheet: the header's row number and the index of each column that is there."""

    table: Table
    sheet: Sheet
    header_row: int
    columns: Mapping[str, int]

    @property
    def body(self) -> Iterable[tuple[int, Sequence[Raw]]]:
        """The rows under the header with their spreadsheet numbers; rows blank in all columns of the table left out."""
        indices = tuple(self.columns.values())
        for number, row in enumerate(self.sheet.rows[self.header_row :], self.header_row + 1):
            if any(shown(row[index]) for index in indices if index < len(row)):
                yield number, row


def match_sheets(
    sheets: Sequence[Sheet], tables: Sequence[Table], notes: list[str], faults: list[Fault]
) -> dict[str, Sheet]:
    """The sheet of each table, by the table's key or Chinese name. Other sheets are noted, a second one is a fault."""
    names = {name: table for table in tables for name in (table.key, table.zh)}
    found: dict[str, Sheet] = {}
    for sheet in sheets:
        table = names.get(name_of(sheet.name).lower())
        if table is None:
            notes.append(f"{sheet.name}: no table of the contract, ignored")
            continue
        if table.key in found:
            faults.append(Fault(table.key, 0, "", "duplicate_table", sheet.name, "one sheet or file a table"))
            continue
        if sheet.note:
            notes.append(sheet.note)
        found[table.key] = sheet
    for table in tables:
        if table.key not in found and table.needed:
            faults.append(
                Fault(table.key, 0, "", "missing_table", "", f"a sheet or file named {table.key} or {table.zh}")
            )
    return found


def find_layout(table: Table, sheet: Sheet, notes: list[str], faults: list[Fault]) -> Layout | None:
    """The layout of a table's sheet, None (with a fault, or a note for a blank optional sheet) if it has no header."""
    best, best_row = _best_row(table, sheet)
    if not best:
        if table.needed or any(shown(cell) for row in sheet.rows for cell in row):
            allowed = "a row with the labels " + ", ".join(c.key for c in table.required)
            faults.append(Fault(table.key, 0, "", "missing_header", "", allowed))
        else:
            notes.append(f"{table.key}: the sheet is blank, read as an empty table")
        return None
    columns = _columns(table, sheet, best_row, notes, faults)
    for column in table.required:
        if column.key not in columns:
            faults.append(Fault(table.key, best_row + 1, column.key, "missing_column", "", f"the column {column.key}"))
    return Layout(table, sheet, best_row + 1, columns)


def _labels(table: Table) -> dict[str, str]:
    return {label.lower(): column.key for column in table.columns for label in (column.key, column.zh)}


def _bare(cell: Raw) -> str:
    """A label without the star by which templates mark required columns."""
    return name_of(cell).rstrip("*＊").rstrip().lower()


def _best_row(table: Table, sheet: Sheet) -> tuple[int, int]:
    """Labels in and index of the first row with all required ones, else of the row with most (at least two)."""
    labels = _labels(table)
    needed = {c.key for c in table.required}
    best, best_row = 0, 0
    for index, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        keys = {key for cell in row if (key := labels.get(_bare(cell)))}
        if needed <= keys:
            return len(keys), index
        if len(keys) > max(best, 1):
            best, best_row = len(keys), index
    return best, best_row


def _columns(table: Table, sheet: Sheet, header: int, notes: list[str], faults: list[Fault]) -> dict[str, int]:
    columns: dict[str, int] = {}
    labels = _labels(table)
    ignored = []
    for index, cell in enumerate(sheet.rows[header]):
        label = name_of(cell)
        key = labels.get(_bare(cell))
        if key is None:
            ignored += [label] if label else []
        elif key in columns:
            faults.append(Fault(table.key, header + 1, key, "duplicate_column", label, "one column with this label"))
        else:
            columns[key] = index
    if ignored:
        notes.append(f"{table.key}: columns ignored: {', '.join(ignored)}")
    return columns
