"""Write a group as the contract's tables: a folder of csv files or one workbook, and an empty workbook to fill in."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from genhun.core.calendar import Month, month_text
from genhun.core.group import Appointment, Group
from genhun.core.policy import PARAMETERS
from genhun.tables.cells import policy_text, shown
from genhun.tables.place import whole_file, whole_folder
from genhun.tables.schema import APPOINTMENTS, POLICY, TABLES_IN, Column, Table
from genhun.tables.sheets import FORMULA_STARTS

Cell = str | int | float
LONGEST_SHEET = 1_048_575
TEMPLATE_ROWS = 5000


def rows_of(group: Group, table: Table) -> list[list[Cell]]:
    """The rows of one table as cells in the order of its columns."""
    if table is POLICY:
        policy = group.policy
        return [[key, policy_text(key, value), policy.sources.get(key, "")] for key, value in policy.settings.items()]
    if table is APPOINTMENTS:
        return [_appointment_cells(row) for row in group.appointments]
    return [[cell_of(getattr(row, c.key), c) for c in table.columns] for row in getattr(group, table.key)]


def _appointment_cells(row: Appointment) -> list[Cell]:
    """An appointment to a post of the table takes track, level and the rest from the post: blank here."""
    own = {"person_id", "post_id", "start", "end"}
    return [cell_of(getattr(row, c.key), c) if c.key in own or not row.post_id else "" for c in APPOINTMENTS.columns]


def cell_of(value: object, column: Column) -> Cell:
    """A value as it stands in a cell; blank for nothing."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, frozenset):
        return ";".join(key for key in column.codes.values() if key in value)
    if isinstance(value, date):
        return value.isoformat()
    if column.kind == "month" and isinstance(value, int):
        return month_text(Month(value))
    return value if isinstance(value, int | float) else str(value or "")


def write_folder(group: Group, folder: Path) -> None:
    """Write all tables as UTF-8 csv files, readable by `read_group` to an equal group."""

    def fill(draft: Path) -> None:
        for table in TABLES_IN:
            write_csv(draft / f"{table.key}.csv", table, rows_of(group, table), quoted=True)

    names = tuple(f"{table.key}.csv" for table in TABLES_IN)
    whole_folder(folder, fill, last=f"{POLICY.key}.csv", ours=names)


def write_csv(path: Path, table: Table, rows: Iterable[Sequence[Cell]], *, quoted: bool = False) -> None:
    """Write one table as csv with the keys as header; `quoted` keeps text from being taken for a formula."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([c.key for c in table.columns])
        for row in rows:
            writer.writerow([_as_text(cell) for cell in row] if quoted else [shown(cell) for cell in row])


def _as_text(cell: Cell) -> str:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else shown(cell)


def write_workbook(group: Group, target: Path) -> None:
    """Write all tables as one workbook with Chinese names and labels, readable by `read_group` to an equal group."""
    sheets = [(table.zh, [c.zh for c in table.columns], rows_of(group, table)) for table in TABLES_IN]
    write_sheets(target, sheets)


def write_sheets(target: Path, sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Cell]]]]) -> None:
    """Write named sheets with a header each into one workbook; text stays text, whatever sign it starts with.

    Raises ValueError where a table is longer than a sheet can be (csv files hold any length).
    """
    with whole_file(target) as draft:
        book = xlsxwriter.Workbook(str(draft), {"constant_memory": True, "strings_to_formulas": False})
        bold = book.add_format({"bold": True, "bottom": 1})
        for name, labels, rows in sheets:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for index, label in enumerate(labels):
                sheet.write_string(0, index, label, bold)
            for number, row in enumerate(rows, 1):
                if number > LONGEST_SHEET:
                    raise ValueError(f"{name}: more than {LONGEST_SHEET} rows do not fit a sheet; write csv files")
                for index, cell in enumerate(row):
                    _write_cell(sheet, number, index, cell)
        book.close()


def _write_cell(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str):
        if cell:
            sheet.write_string(row, column, cell)
    elif float(f"{cell:.16G}") == cell:
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, shown(cell))  # more digits than the file format keeps in a number


def write_template(target: Path) -> None:
    """Write an empty workbook to fill in: one sheet a table, Chinese labels with hints, lists to choose from."""
    with whole_file(target) as draft:
        book = xlsxwriter.Workbook(str(draft))
        required = book.add_format({"bold": True, "bottom": 1, "bg_color": "#FCE4D6"})
        optional = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EDEDED"})
        text = book.add_format({"num_format": "@"})
        for table in TABLES_IN:
            sheet = book.add_worksheet(table.zh)
            sheet.freeze_panes(1, 0)
            for index, column in enumerate(table.columns):
                as_text = text if column.kind in {"id", "month", "date"} else None
                sheet.set_column(index, index, 16, as_text)
                sheet.write_string(0, index, column.zh, required if column.required else optional)
                sheet.write_comment(0, index, _hint(column))
                if choices := _choices(column):
                    sheet.data_validation(1, index, TEMPLATE_ROWS, index, {"validate": "list", "source": choices})
        _write_guide(book.add_worksheet("填表说明"))
        book.close()


def _choices(column: Column) -> list[str]:
    if column.kind == "flag":
        return ["0", "1"]
    return list(column.codes) if column.kind == "code" else []


def _hint(column: Column) -> str:
    need = "必填" if column.required else "选填"
    forms = {
        "month": "年月，如 2026-05",
        "date": "日期，如 2027-03-05",
        "flag": "0 或 1",
        "integer": "整数",
        "number": "数字",
        "codes": "可填多项，用 ; 隔开：" + "、".join(column.codes),
        "code": "从下列选一：" + "、".join(column.codes),
        "id": "编码",
    }
    return f"{column.key}：{need}。{forms.get(column.kind, '文字')}"


def _write_guide(sheet: xlsxwriter.worksheet.Worksheet) -> None:
    """The sheet that explains the tables and lists the policy keys with their defaults."""
    lines: list[Mapping[int, str]] = [
        {0: "一、每张工作表一类信息；橙色表头必填，灰色选填；列的顺序可以改动，多余的列不读取。"},
        {0: "二、年月写作 2026-05，日期写作 2027-03-05；免职、锁定结束为空表示仍在任。"},
        {0: "三、“规则”表可填下列键，不填用默认值。"},
        {0: "键", 1: "含义", 2: "默认值"},
        *({0: p.key, 1: p.zh, 2: policy_text(p.key, p.default)} for p in PARAMETERS.values()),
    ]
    sheet.set_column(0, 1, 24)
    for row, cells in enumerate(lines):
        for column, words in cells.items():
            sheet.write_string(row, column, words)
