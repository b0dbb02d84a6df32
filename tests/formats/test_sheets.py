"""Lists as spreadsheets, read back by another program's reader."""

import io

import openpyxl

from genhun.formats.sheets import ListSheet, write_list


def test_a_list_comes_back_as_it_was() -> None:
    rows = [("甲某", 3, 0.5), ("=1+1", -2, 1), ("http://a.b", 0, 0)]
    content = write_list([ListSheet("名单:一/二", ("姓名", "天数", "占比"), rows, "参训人员名单")])
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["名单 一 二"]
    assert [tuple(cell.value for cell in row) for row in sheet.iter_rows()] == [
        ("参训人员名单", None, None),
        ("姓名", "天数", "占比"),
        *rows,
    ]
    assert sheet["A4"].data_type == "s"
    assert sheet["A5"].hyperlink is None
    assert sheet.freeze_panes == "A3"
    assert sheet.column_dimensions["A"].width > 12


def test_a_list_without_title_and_rows() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write_list([ListSheet("空", ("姓名",), ())]))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == ["姓名"]
    assert sheet.freeze_panes == "A2"
