"""A workbook that goes back to its sender: the own sheets, bad cells marked, everything listed in one more sheet."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from genhun.core.errors import BadInput, Fault
from genhun.tables.cells import shown
from genhun.tables.header import Layout, find_layout, match_sheets
from genhun.tables.place import whole_file
from genhun.tables.schema import TABLES_IN
from genhun.tables.sentences import in_chinese, in_english
from genhun.tables.sheets import Sheet, read_sheets

LIST_SHEET = "问题清单"
_MARK = PatternFill("solid", fgColor="FFC7CE")
_BOLD = Font(bold=True)


def write_marked(source: Path, faults: Sequence[Fault], target: Path) -> None:
    """Write the sender's workbook (for csv files a new one) with each faulty cell marked, and a list of all.

    A source that is no readable workbook gives a workbook with the list only.
    """
    book, layouts = _opened(source)
    with whole_file(target) as draft:
        for fault in faults:
            _mark(book, layouts.get(fault.sheet), fault)
        _list(book, layouts, faults)
        book.save(str(draft))


def _opened(source: Path) -> tuple[Workbook, dict[str, Layout]]:
    try:
        sheets = read_sheets(source)
    except BadInput:
        book = Workbook()
        book.remove(book.worksheets[0])
        return book, {}
    found = match_sheets(sheets, TABLES_IN, [], [])
    layouts = {table.key: find_layout(table, found[table.key], [], []) for table in TABLES_IN if table.key in found}
    book = _copied(sheets) if source.is_dir() else load_workbook(str(source))
    return book, {key: layout for key, layout in layouts.items() if layout}


def _copied(sheets: Sequence[Sheet]) -> Workbook:
    """The csv files as sheets of a new workbook, each cell as text."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet.name[:31])
        for number, row in enumerate(sheet.rows, 1):
            for index, raw in enumerate(row, 1):
                if shown(raw):
                    _put(page, number, index, str(raw))
    return book


def _put(page: Worksheet, row: int, column: int, text: str) -> Cell:
    """Text that stays text, whatever sign it starts with, without characters that a workbook cannot hold."""
    cell: Cell = page.cell(row, column)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    return cell


def _mark(book: Workbook, layout: Layout | None, fault: Fault) -> None:
    if layout is None or not fault.row or layout.sheet.name[:31] not in book.sheetnames:
        return
    page = book[layout.sheet.name[:31]]
    index = layout.columns.get(fault.column, 0)
    for row in (fault.row, fault.other_row):
        if row:
            cell = page.cell(row, index + 1)
            cell.fill = _MARK
            before = f"{cell.comment.text}\n" if cell.comment else ""
            cell.comment = Comment(f"{before}{in_chinese(fault)}", "Genhun", height=120, width=320)


def _list(book: Workbook, layouts: Mapping[str, Layout], faults: Sequence[Fault]) -> None:
    if LIST_SHEET in book.sheetnames:
        book.remove(book[LIST_SHEET])  # of an earlier return
    page = book.create_sheet(LIST_SHEET, 0)
    for index, label in enumerate(("工作表", "行", "列", "问题", "Problem"), 1):
        _put(page, 1, index, label).font = _BOLD
    for number, fault in enumerate(faults, 2):
        layout = layouts.get(fault.sheet)
        rows = "、".join(str(row) for row in (fault.row, fault.other_row) if row)
        cells = (layout.sheet.name if layout else fault.sheet, rows, fault.column, in_chinese(fault), in_english(fault))
        for index, text in enumerate(cells, 1):
            _put(page, number, index, text).alignment = Alignment(wrap_text=index >= 4, vertical="top")
    for letter, width in zip("ABCDE", (14, 10, 14, 70, 70), strict=True):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A2"
    book.active = 0
