"""Lists as officers open them in a spreadsheet: a title, a frozen head, fitting columns, text that stays text."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

import xlsxwriter

Cell = str | int | float
LONGEST_NAME = 31
NARROWEST, WIDEST = 6, 60
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True, slots=True)
class ListSheet:
    """One sheet: its name on the tab, a title above the head (none if empty), the head, the rows."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    title: str = ""


def write_list(sheets: Sequence[ListSheet]) -> bytes:
    """The sheets as .xlsx bytes; no text is ever taken for a formula or an address."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(content, options)
    bold = book.add_format({"bold": True, "bottom": 1, "valign": "vcenter", "text_wrap": True})
    large = book.add_format({"bold": True, "font_size": 14})
    plain = book.add_format({"valign": "top", "text_wrap": True})
    for number, sheet in enumerate(sheets, 1):
        page = book.add_worksheet(sheet.name.translate(_FORBIDDEN)[:LONGEST_NAME] or str(number))
        top = 0
        if sheet.title:
            page.write_string(0, 0, sheet.title, large)
            top = 1
        for column, width in enumerate(_widths(sheet)):
            page.set_column(column, column, width)
            page.write_string(top, column, sheet.head[column], bold)
        page.freeze_panes(top + 1, 0)
        page.repeat_rows(top)
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        for row, cells in enumerate(sheet.rows, top + 1):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    page.write_string(row, column, cell, plain)
                else:
                    page.write_number(row, column, cell, plain)
    book.close()
    return content.getvalue()


def _widths(sheet: ListSheet) -> list[float]:
    columns = [[head, *(str(row[index]) for row in sheet.rows)] for index, head in enumerate(sheet.head)]
    return [min(WIDEST, max(NARROWEST, *map(_width, column)) + 2) for column in columns]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(mark) in "WF" else 1 for mark in text)
