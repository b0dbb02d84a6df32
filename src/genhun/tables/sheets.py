"""Raw sheets as a sender gives them: a folder of csv files or one workbook, cells untouched."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from genhun.core.errors import BadInput, Fault
from genhun.tables.cells import Raw

FORMULA_STARTS = ("=", "+", "-", "@", "'")
WORKBOOK_KINDS = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet or csv file: its name as given and its rows; row 1 of the spreadsheet is `rows[0]`."""

    name: str
    rows: Sequence[Sequence[Raw]]
    note: str = ""


def read_sheets(source: Path) -> list[Sheet]:
    """The sheets of a folder of csv files or of a workbook, in the order of the source.

    Raises BadInput where the source cannot be opened as either.
    """
    if source.is_dir():
        files = sorted(p for p in source.iterdir() if p.suffix.lower() == ".csv" and not p.name.startswith((".", "~$")))
        if not files:
            raise BadInput([Fault(source.name, 0, "", "no_tables", "", "a folder of .csv files or one .xlsx workbook")])
        return [_csv_sheet(path) for path in files]
    return _workbook_sheets(source)


def _workbook_sheets(source: Path) -> list[Sheet]:
    if source.suffix.lower() not in WORKBOOK_KINDS:
        raise BadInput(
            [Fault(source.name, 0, "", "not_a_workbook", source.suffix, "a .xlsx workbook or a folder of .csv files")]
        )
    try:
        book = CalamineWorkbook.from_path(str(source))
        return [Sheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        fault = Fault(source.name, 0, "", "not_a_workbook", str(error)[:200], "a .xlsx workbook without a password")
        raise BadInput([fault]) from error


def _csv_sheet(path: Path) -> Sheet:
    text, note = _decoded(path)
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise BadInput([Fault(path.stem, 0, "", "not_a_csv", str(error), "rows of comma-separated cells")]) from error
    if "'" in text:
        rows = [[_bare(cell) for cell in row] for row in rows]
    return Sheet(path.stem, rows, note)


def _bare(cell: str) -> str:
    """A cell without the quote that keeps its text from being taken for a formula (see `write.write_csv`)."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in FORMULA_STARTS else cell


def _decoded(path: Path) -> tuple[str, str]:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    try:  # what Excel in China saves as plain CSV
        return data.decode("gb18030"), f"{path.name}: not UTF-8, read as GB18030"
    except UnicodeDecodeError as error:
        fault = Fault(path.stem, 0, "", "not_text", f"byte {error.start}", "UTF-8 or GB18030 text")
        raise BadInput([fault]) from error
