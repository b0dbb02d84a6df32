"""The workbook that goes back to its sender, and the sentences in it."""

import ast
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.tables.build import folder

from genhun.core.errors import BadInput, Fault
from genhun.tables.marked import write_marked
from genhun.tables.read import read_group
from genhun.tables.schema import TABLES_IN
from genhun.tables.sentences import KINDS, allowed_in_chinese, in_chinese, in_english

ROOT = Path(__file__).parents[2]
BAD = ROOT / "samples" / "bad.xlsx"


def faults_of(source: Path) -> list[Fault]:
    with pytest.raises(BadInput) as caught:
        read_group(source)
    return caught.value.faults


def marked_cells(book: Path) -> set[tuple[str, str]]:
    return {
        (page.title, cell.coordinate)
        for page in load_workbook(book).worksheets
        for row in page.rows
        for cell in row
        if cell.fill.fgColor.rgb == "00FFC7CE"
    }


def test_the_bad_workbook_comes_back_with_each_bad_cell_marked(tmp_path: Path) -> None:
    faults = faults_of(BAD)
    write_marked(BAD, faults, tmp_path / "back.xlsx")
    assert len(marked_cells(tmp_path / "back.xlsx")) == len(faults) + sum(1 for f in faults if f.other_row)
    book = load_workbook(tmp_path / "back.xlsx")
    page = book["people"]
    assert page["C275"].comment.text == "“人员”表第275行“性别”列：不在可选范围内，填的是“未知”；应为：m / f / 男 / 女"
    assert book.sheetnames[0] == "问题清单"
    assert [row[3].value for row in list(book["问题清单"].rows)[1:]] == [in_chinese(fault) for fault in faults]
    assert faults_of(tmp_path / "back.xlsx") == faults


def test_csv_files_come_back_as_one_workbook(tmp_path: Path) -> None:
    posts = "post_id,unit_id,title,track,level\nP1,U1,=书记,技术,x\nP2,U2,经理,production,2\n"
    source = folder(tmp_path / "in", posts=posts)
    write_marked(source, faults_of(source), tmp_path / "back.xlsx")
    assert marked_cells(tmp_path / "back.xlsx") == {("posts", "D2"), ("posts", "E2")}
    assert load_workbook(tmp_path / "back.xlsx")["posts"]["C2"].data_type == "s"


def test_what_is_no_workbook_gives_the_list_alone(tmp_path: Path) -> None:
    (tmp_path / "in.xlsx").write_bytes(b"no workbook")
    faults = faults_of(tmp_path / "in.xlsx")
    write_marked(tmp_path / "in.xlsx", faults, tmp_path / "back.xlsx")
    assert load_workbook(tmp_path / "back.xlsx").sheetnames == ["问题清单"]


def test_sentences_say_what_where_got_and_allowed() -> None:
    fault = Fault("people", 4, "person_id", "duplicate_id", "101568", "an id used once", 313)
    assert in_english(fault) == (
        "people row 4|313 column person_id: duplicate_id: the id is used twice: got '101568'; allowed: an id used once"
    )
    assert in_chinese(fault) == "“人员”表第4、313行“人员编码”列：编码重复，填的是“101568”；应为：每个编码只用一次"


def kinds_in(source: Path) -> set[str]:
    """The kinds that stand as words in calls of `Fault` (fourth), `fault` (second) and `CellError` (first)."""
    place = {"Fault": 3, "fault": 1, "CellError": 0}
    found = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in place:
            word = node.args[place[node.func.id]]
            found |= {word.value} if isinstance(word, ast.Constant) else set()
    return found


def test_every_kind_of_fault_in_the_code_has_a_sentence() -> None:
    by_name = {"duplicate_id", "duplicate_row"}  # chosen by how many columns identify a row
    by_program = {"bad_key", "not_an_object", "not_a_cell", "too_large", "unknown_column"}  # what programs send
    in_code = set().union(*(kinds_in(path) for path in (ROOT / "src" / "genhun" / "tables").glob("*.py")))
    assert in_code | by_name | by_program == set(KINDS)


def test_what_is_allowed_is_said_in_chinese_for_every_column() -> None:
    english = {column.allowed for table in TABLES_IN for column in table.columns}
    untranslated = {words for words in english if allowed_in_chinese(words) == words}
    assert all(re.fullmatch(r"-?\d+\.\.\d+|0 or 1|m / f / 男 / 女", words) for words in untranslated)
