"""The rows of one table, cell by cell, with every fault of the table found in one pass."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from genhun.core.errors import Fault
from genhun.tables.cells import READERS, CellError, Raw, shown
from genhun.tables.header import Layout
from genhun.tables.schema import Column, Table

BAD = object()
"""Stands for a cell that was reported, so that nothing is reported about it twice."""

Row = dict[str, object]


@dataclass(slots=True)
class Rows:
    """The rows of one table: values by column key, spreadsheet row numbers alongside, and what their ids are.

    `given` are the columns that the sheet has; the others hold their defaults.
    """

    table: Table
    rows: list[Row] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    given: frozenset[str] = frozenset()

    def numbered(self) -> Iterable[tuple[int, Row]]:
        """Each row with its spreadsheet number."""
        return zip(self.numbers, self.rows, strict=True)

    def ids(self) -> set[str]:
        """The ids of the table's key column, those of faulty rows too: a reference to such a row is no unknown one."""
        key = self.table.unique[0]
        return {str(row[key]) for row in self.rows if row[key] is not BAD}


def read_rows(layout: Layout, faults: list[Fault]) -> Rows:
    """The rows under a header, cells read by their columns; a bad cell holds `BAD` and is reported once."""
    table = layout.table
    readers = [(c, layout.columns.get(c.key, -1), _cached(c)) for c in table.columns]
    found = Rows(table, given=frozenset(layout.columns))
    for number, raw in layout.body:
        row: Row = {}
        for column, index, read in readers:
            cell = raw[index] if 0 <= index < len(raw) else None
            value = read(cell) if index >= 0 else _absent(column)
            if isinstance(value, CellError):
                faults.append(Fault(table.key, number, column.key, value.kind, shown(cell), value.allowed))
                value = BAD
            row[column.key] = value
        found.rows.append(row)
        found.numbers.append(number)
    _check_unique(found, faults)
    return found


def _absent(column: Column) -> object:
    """A required column that is missing was reported once for the table, not again for each row."""
    return BAD if column.required else column.default


def _cached(column: Column) -> Callable[[Raw], object]:
    """A reader of the column's cells that remembers: dates, codes and levels repeat in every table."""
    read = READERS[column.kind]
    missing = CellError("missing_value", "a value") if column.required else column.default
    known: dict[Raw, object] = {}

    def cell(raw: Raw) -> object:
        key = raw if type(raw) is str else (type(raw), raw)  # 1, 1.0 and True are one key to a dict, not to a reader
        if key not in known:
            if not shown(raw):
                known[key] = missing
            else:
                try:
                    known[key] = read(raw, column)
                except CellError as fault:
                    known[key] = fault
        return known[key]

    return cell


def _check_unique(rows: Rows, faults: list[Fault]) -> None:
    """Every id stands once in its table."""
    unique = rows.table.unique
    if not unique:
        return
    kind, allowed = ("duplicate_id", "an id used once") if len(unique) == 1 else ("duplicate_row", "one row each")
    first: dict[tuple[object, ...], int] = {}
    for number, row in rows.numbered():
        key = tuple(row[c] for c in unique)
        if BAD in key:
            continue
        if key in first:
            got = ", ".join(str(part) for part in key)
            faults.append(Fault(rows.table.key, first[key], unique[-1], kind, got, allowed, number))
        else:
            first[key] = number
