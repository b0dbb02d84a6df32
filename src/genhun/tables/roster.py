"""Rosters of a class as schools send them back: a pasted list, or a workbook with a line for each person.

Two shapes are read. With a head the columns say what stands in them: 姓名、编码、单位、请假、出勤天数; columns headed
by a day (6月3日、第2天、上午) hold marks, √ 假 ×, as on a sheet that was filled in by hand and scanned. Without a head
each line is a name or a code, and what was missed: `王伟 请假0.5天`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from genhun.core.errors import Fault
from genhun.tables.cells import Raw, decimal_of, name_of, shown

HEADS: Mapping[str, tuple[str, ...]] = {
    "code": ("人员编码", "编码", "工号", "人员编号", "code", "person_id"),
    "name": ("姓名", "学员姓名", "学员", "name"),
    "unit": ("单位", "工作单位", "所在单位", "单位名称", "unit"),
    "present": ("出勤天数", "出勤", "实到天数", "实到", "参训天数", "days", "present"),
    "absent": ("请假", "请假天数", "缺勤", "缺勤天数", "缺课", "absent", "leave"),
}
PRESENT = frozenset(["√", "✓", "✔", "V", "v", "1", "○", "到", "是", "出勤", "实到"])
AWAY = frozenset(
    ["×", "x", "X", "✗", "✕", "0", "假", "△", "缺", "缺勤", "旷", "未到", "请假", "事假", "病假", "公假", "否"]
)
MARKS = "√ 假 ×"
_DAY = re.compile(
    r"第?\s*\d{1,2}\s*[天日]|\d{1,2}\s*月\s*\d{1,2}\s*日?|\d{1,2}[./-]\d{1,2}|.*[上下]午|.*晚上?|周[一二三四五六日]"
)
_AMOUNT = re.compile(
    r"(?:请假|病假|事假|公假|缺勤|缺课|缺|假)?\s*(\d+(?:\.\d+)?|[半两一二三四五六七八九十])\s*"
    r"(天|日|个?半天|学时|课时|小时|h)?",
    re.I,
)
_HAN = {"半": Fraction(1, 2), "两": Fraction(2)}
_HAN |= {mark: Fraction(n) for n, mark in enumerate("一二三四五六七八九十", 1)}
_LEAVE = ("请假", "病假", "事假", "公假", "缺")
_BREAK = re.compile(r"[\t,，;；]+|\s{1,}")
_NOISE = ("制表", "班主任", "合计", "总计", "审核", "备注", "签字", "填表")


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a roster as written: the row of the spreadsheet, the words, the days missed, what is wrong."""

    row: int
    code: str = ""
    name: str = ""
    unit: str = ""
    absent: Fraction | None = Fraction(0)
    faults: tuple[Fault, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ClassLength:
    """How long a class is, and how many class hours make a day."""

    days: int
    hours_per_day: Fraction


def read_pasted(text: str, length: ClassLength) -> list[Line]:
    """A list as pasted: with tabs from a spreadsheet, or a person a line."""
    rows = [line.split("\t") if "\t" in line else _BREAK.split(line.strip()) for line in text.splitlines()]
    people = [[name] for row in rows for name in "、".join(row).split("、")] if _one_line(rows) else rows
    return read_rows("", people, length)


def _one_line(rows: Sequence[Sequence[str]]) -> bool:
    """Names one after another: 张三、李四、王五."""
    return any("、" in cell for row in rows for cell in row)


def read_rows(sheet: str, rows: Sequence[Sequence[Raw]], length: ClassLength) -> list[Line]:
    """The people of one sheet; nothing if it holds none."""
    head = next((n for n, row in enumerate(rows) if _columns(row)), None)
    if head is None:
        return [line for n, row in enumerate(rows, 1) if (line := _plain(sheet, n, row, length))]
    columns = _columns(rows[head])
    days = [n for n, cell in enumerate(rows[head]) if n not in columns.values() and _is_day(cell)]
    found = (_headed(sheet, head + 2 + n, row, (columns, days), length) for n, row in enumerate(rows[head + 1 :]))
    return [line for line in found if line]


def _columns(row: Sequence[Raw]) -> dict[str, int]:
    """The columns of a head by what they hold; empty for a row that is no head."""
    words = {key: next((n for n, cell in enumerate(row) if _word(cell) in heads), -1) for key, heads in HEADS.items()}
    found = {key: n for key, n in words.items() if n >= 0}
    return found if found.keys() & {"code", "name"} else {}


def _word(cell: Raw) -> str:
    return re.sub(r"\s|[（(].*[)）]$|[:：]", "", name_of(cell)).lower()


def _is_day(cell: Raw) -> bool:
    return isinstance(cell, date | datetime) or bool(_DAY.fullmatch(shown(cell)))


def _headed(
    sheet: str, number: int, row: Sequence[Raw], head: tuple[dict[str, int], list[int]], length: ClassLength
) -> Line | None:
    columns, days = head

    def cell(key: str) -> Raw:
        return row[columns[key]] if key in columns and columns[key] < len(row) else None

    name, code = name_of(cell("name")), shown(cell("code"))
    if (not name and not code) or name.startswith(_NOISE):
        return None
    faults: list[Fault] = []
    if days:
        absent = _marked(sheet, number, [row[n] if n < len(row) else None for n in days], length, faults)
    elif shown(cell("present")):
        present = _measured(sheet, number, "present", cell("present"), length, faults)
        absent = None if present is None else Fraction(length.days) - present
    else:
        absent = _measured(sheet, number, "absent", cell("absent"), length, faults)
    return Line(number, code, name, shown(cell("unit")), absent, tuple(faults))


def _marked(sheet: str, number: int, cells: Iterable[Raw], length: ClassLength, faults: list[Fault]) -> Fraction | None:
    """Days missed by the marks of a line; each column is its part of the class."""
    marks = [shown(cell) for cell in cells]
    for n, mark in enumerate(marks, 1):
        if mark not in PRESENT | AWAY:
            faults.append(Fault(sheet, number, str(n), "unread_mark", mark, MARKS))
    if faults:
        return None
    return Fraction(length.days, len(marks)) * sum(mark in AWAY for mark in marks)


def _measured(
    sheet: str, number: int, column: str, cell: Raw, length: ClassLength, faults: list[Fault]
) -> Fraction | None:
    text = shown(cell)
    amount = amount_of(text, length)
    if amount is None or not 0 <= amount <= length.days:
        faults.append(Fault(sheet, number, column, "bad_amount", text, f"0-{length.days}"))
        return None
    return amount


def amount_of(text: str, length: ClassLength) -> Fraction | None:
    """Days written as a number, as 半天, or in class hours; none for anything else. Nothing is no day."""
    if not text or text in {"无", "-", "—"}:
        return Fraction(0)
    match = _AMOUNT.fullmatch(shown(text).replace("．", "."))
    if not match:
        return None
    number = _HAN.get(match[1]) or decimal_of(match[1])
    if number is None:
        return None
    hours = (match[2] or "").lower() in {"学时", "课时", "小时", "h"}
    half = (match[2] or "").endswith("半天")
    return number / length.hours_per_day if hours else number / 2 if half else number


def _plain(sheet: str, number: int, row: Sequence[Raw], length: ClassLength) -> Line | None:
    """A line without a head: who, perhaps the unit, perhaps what was missed."""
    words = [name_of(cell) for cell in row if shown(cell)]
    if words and re.fullmatch(r"\d{1,3}[.、)）]?", words[0]) and len(words) > 1:
        words = words[1:]
    if not words or words[0].startswith(_NOISE):
        return None
    who, rest = words[0], words[1:]
    amounts = [word for word in rest if amount_of(word, length) is not None or word.startswith(_LEAVE)]
    faults: list[Fault] = []
    absent = _measured(sheet, number, "absent", amounts[-1], length, faults) if amounts else Fraction(0)
    others = [word for word in rest if word not in amounts]
    coded = bool(re.fullmatch(r"[A-Za-z0-9_-]+", who))
    if coded and others:
        return Line(number, who, others[0], " ".join(others[1:]), absent, tuple(faults))
    code = who if coded else next((word for word in others if re.fullmatch(r"[A-Za-z0-9_-]+", word)), "")
    unit = " ".join(word for word in others if word != code)
    return Line(number, code, "" if coded else who, unit, absent, tuple(faults))


def sheets_with_people(sheets: Iterable[tuple[str, Sequence[Sequence[Raw]]]], length: ClassLength) -> Iterator[Line]:
    """The people of every sheet of a workbook."""
    for name, rows in sheets:
        yield from read_rows(name, rows, length)
