"""The workbook of objectives: one row for each objective and month, every fault named at once."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from genhun.core.calendar import Month
from genhun.core.errors import BadInput, Fault
from genhun.tables.header import find_layout
from genhun.tables.rows import BAD, Rows, read_rows
from genhun.tables.schema import Column, Table
from genhun.tables.sheets import Sheet

OBJECTIVES = Table(
    "objectives",
    "经营目标",
    (
        Column("unit_id", "单位编码", "id", True),
        Column("title", "目标", "name", True),
        Column("measured_in", "计量单位", "name", True),
        Column("baseline", "基期值", "number", True),
        Column("target", "目标值", "number", True),
        Column("start", "开始", "month", True),
        Column("end", "结束", "month", True),
        Column("month", "月份", "month", default=None, hint="a month or blank"),
        Column("value", "实际值", "number", default=None),
    ),
    ("unit_id", "title", "start", "month"),
    True,
)
SAME = ("measured_in", "baseline", "target", "end")
LONGEST = {"title": 200, "measured_in": 40}
LARGEST = 10**11


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """One objective with what was reached by month; `start` is the first day, `end` the last."""

    unit_code: str
    title: str
    measured_in: str
    baseline: Decimal
    target: Decimal
    start: date
    end: date
    actuals: tuple[tuple[date, Decimal], ...]


def read_objectives(sheets: Sequence[Sheet], units: Collection[str]) -> list[ObjectiveRow]:
    """The objectives in the first sheet that holds the table. Raises BadInput with every fault found.

    `units` are the codes that the sender may speak for.
    """
    faults: list[Fault] = []
    names = {OBJECTIVES.key, OBJECTIVES.zh}
    sheet = next((s for s in sheets if s.name.strip().lower() in names), sheets[0] if len(sheets) == 1 else None)
    if sheet is None:
        allowed = f"a sheet or file named {OBJECTIVES.key} or {OBJECTIVES.zh}"
        raise BadInput([Fault(OBJECTIVES.key, 0, "", "missing_table", "", allowed)])
    layout = find_layout(OBJECTIVES, sheet, [], faults)
    rows = read_rows(layout, faults) if layout else Rows(OBJECTIVES)
    for number, row in rows.numbered():
        faults.extend(_faults_of(number, row, units))
    faults.extend(_contradictions(rows))
    if faults:
        raise BadInput(faults)
    return _gathered(rows)


def _faults_of(number: int, row: dict[str, Any], units: Collection[str]) -> Iterator[Fault]:
    """What is wrong with one row whose cells could be read."""

    def fault(column: str, kind: str, got: object, allowed: str) -> Fault:
        return Fault(OBJECTIVES.key, number, column, kind, str(got), allowed)

    if row["unit_id"] is not BAD and row["unit_id"] not in units:
        yield fault("unit_id", "unknown_reference", row["unit_id"], "a unit of your part")
    for column, most in LONGEST.items():
        if row[column] is not BAD and len(str(row[column])) > most:
            yield fault(column, "too_long", row[column], f"at most {most} characters")
    for column in ("baseline", "target", "value"):
        if isinstance(row[column], float) and abs(row[column]) >= LARGEST:
            yield fault(column, "out_of_range", row[column], f"below {LARGEST}")
    if BAD not in (row["baseline"], row["target"]) and row["baseline"] == row["target"]:
        yield fault("target", "no_direction", row["target"], "a target other than the baseline")
    if BAD not in (row["start"], row["end"]) and row["end"] < row["start"]:
        yield fault("end", "end_before_start", _text(row["end"]), "an end not before the start")
    dated = BAD not in (row["start"], row["end"], row["month"]) and row["month"] is not None
    if dated and not row["start"] <= row["month"] <= max(row["start"], row["end"]):
        yield fault("month", "out_of_range", _text(row["month"]), "a month between start and end")
    if BAD not in (row["month"], row["value"]) and (row["month"] is None) != (row["value"] is None):
        missing = "month" if row["month"] is None else "value"
        yield fault(missing, "missing_value", "", "month and value, or neither")


def _contradictions(rows: Rows) -> Iterator[Fault]:
    """Rows of one objective that do not say the same about it."""
    first: dict[tuple[Any, ...], tuple[int, dict[str, Any]]] = {}
    for number, row in rows.numbered():
        key = (row["unit_id"], row["title"], row["start"])
        if BAD in key:
            continue
        before, known = first.setdefault(key, (number, row))
        for column in SAME:
            if BAD not in (row[column], known[column]) and row[column] != known[column]:
                got = f"{_shown(known[column])} / {_shown(row[column])}"
                yield Fault(OBJECTIVES.key, before, column, "contradiction", got, "the same in each row", number)


def _gathered(rows: Rows) -> list[ObjectiveRow]:
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    actuals: dict[tuple[Any, ...], list[tuple[date, Decimal]]] = {}
    for row in rows.rows:
        key = (row["unit_id"], row["title"], row["start"])
        found.setdefault(key, row)
        if row["month"] is not None:
            actuals.setdefault(key, []).append((_first(row["month"]), exact(row["value"])))
    return [_row(row, actuals.get(key, [])) for key, row in found.items()]


def _row(row: dict[str, Any], actuals: list[tuple[date, Decimal]]) -> ObjectiveRow:
    return ObjectiveRow(
        str(row["unit_id"]),
        str(row["title"]),
        str(row["measured_in"]),
        exact(row["baseline"]),
        exact(row["target"]),
        _first(row["start"]),
        _first(Month(int(row["end"]) + 1)) - timedelta(days=1),
        tuple(sorted(actuals)),
    )


def exact(value: Any) -> Decimal:
    """A number as the records hold it, to four places."""
    return Decimal(repr(float(value))).quantize(Decimal("0.0001"))


def _first(month: Any) -> date:
    return date(int(month) // 12, int(month) % 12 + 1, 1)


def _text(month: Any) -> str:
    return _first(month).strftime("%Y-%m")


def _shown(value: Any) -> str:
    return _text(value) if isinstance(value, int) else str(value)
