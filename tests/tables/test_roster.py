"""Rosters as schools send them back: pasted, with a head, or with marks."""

from datetime import date
from fractions import Fraction

import pytest

from genhun.core.errors import Fault
from genhun.tables.roster import ClassLength, Line, amount_of, read_pasted, read_rows

FIVE = ClassLength(5, Fraction("7.5"))


def test_a_pasted_list_is_a_person_a_line() -> None:
    text = "1. 王 伟\nP0002 李娜 请假0.5天\n赵敏，第二分厂，3.75学时\n\n制表人：钱某"
    assert read_pasted(text.replace("王 伟", "王伟"), FIVE) == [
        Line(1, name="王伟"),
        Line(2, code="P0002", name="李娜", absent=Fraction(1, 2)),
        Line(3, name="赵敏", unit="第二分厂", absent=Fraction(1, 2)),
    ]


def test_leave_that_cannot_be_read_is_a_fault_not_a_unit() -> None:
    (line,) = read_pasted("王伟 请假若干", FIVE)
    assert (line.absent, line.unit) == (None, "")
    assert [(fault.kind, fault.got) for fault in line.faults] == [("bad_amount", "请假若干")]


def test_names_one_after_another() -> None:
    assert [line.name for line in read_pasted("张三、李四、王五", FIVE)] == ["张三", "李四", "王五"]


def test_a_head_says_what_columns_hold() -> None:
    rows = [
        ["参训名册"],
        ["序号", "姓　名", "单位", "请假（天）"],
        [1.0, "王　伟", "第一分厂", None],
        [2.0, "李娜", "第二分厂", "半天"],
        [3.0, "赵敏", "第二分厂", "很多"],
        ["合计", None, None, None],
        [None, "", "", ""],
    ]
    fault = Fault("名册", 5, "absent", "bad_amount", "很多", "0-5")
    assert read_rows("名册", rows, FIVE) == [
        Line(3, name="王伟", unit="第一分厂"),
        Line(4, name="李娜", unit="第二分厂", absent=Fraction(1, 2)),
        Line(5, name="赵敏", unit="第二分厂", absent=None, faults=(fault,)),
    ]


def test_days_attended_are_told_as_days_missed() -> None:
    rows = [["编码", "出勤天数"], ["P1", 5.0], ["P2", 4.5], ["P3", 6.0]]
    found = read_rows("", rows, FIVE)
    assert [line.absent for line in found] == [Fraction(0), Fraction(1, 2), None]
    assert [fault.kind for fault in found[2].faults] == ["bad_amount"]


def test_marks_of_a_scanned_sheet_are_parts_of_the_class() -> None:
    rows = [["姓名", "6月1日", date(2027, 6, 2), "第3天", "6/4", "6.5"], ["王伟", "√", "✓", "V", "1", "到"]]
    rows += [["李娜", "√", "假", "×", "√", "√"], ["赵敏", "√", "", "√", "〤", "√"]]
    found = read_rows("", rows, FIVE)
    assert [line.absent for line in found] == [Fraction(0), Fraction(2), None]
    assert [(f.row, f.column, f.got) for f in found[2].faults] == [(4, "2", ""), (4, "4", "〤")]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        *(("", 0), ("无", 0), ("1", 1), ("０．５天", Fraction(1, 2)), ("半天", Fraction(1, 2)), ("2个半天", 1)),
        *(("缺勤1.5日", Fraction(3, 2)), ("7.5课时", 1), ("x", None), ("一天", 1), ("请假两天", 2), ("几天", None)),
    ],
)
def test_amounts(text: str, days: Fraction | int | None) -> None:
    assert amount_of(text, FIVE) == days
