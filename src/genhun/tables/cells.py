"""From the raw value of a cell to what it means, and back to the words an office writes."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from genhun.core.calendar import Month, month_of, month_of_date, month_text
from genhun.core.policy import PARAMETERS, Parameter, Value
from genhun.tables.schema import Column

Raw = object
"""What a file holds in a cell: text, a number, a flag or a date."""

_WIDTH = {0xFF10 + i: 0x30 + i for i in range(10)}
_WIDE_MARKS = str.maketrans("－—．／＋；：　", "--./+;: ", "\ufeff\u200b") | _WIDTH
_INVISIBLE = "\ufeff\u200b\u00a0\u3000"
_CJK = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
_PADDING = re.compile(rf"(?<={_CJK})\s+(?={_CJK})")
_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?|[+-]?\.\d+")
_DATE = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})(\d\d)(\d\d)|(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
)
_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{4})(\d\d)|(\d{4})\s*年\s*(\d{1,2})\s*月")
_MIDNIGHT = re.compile(r"[T ]0{1,2}:00(:00(\.0+)?)?$")
_SERIAL_ZERO = date(1899, 12, 30)  # Excel counts days from here
_YEARS = range(1900, 10000)


class CellError(ValueError):
    """A cell that cannot be read: the kind of fault and what is allowed instead."""

    def __init__(self, kind: str, allowed: str) -> None:
        self.kind = kind
        self.allowed = allowed
        super().__init__(f"{kind}: allowed {allowed}")


def shown(raw: Raw) -> str:
    """A raw cell as its sender sees it, trimmed, full-width digits read as half-width; empty for a blank."""
    if not isinstance(raw, str):
        return "" if raw is None else _unquoted(raw)
    if raw.isascii():  # most cells
        return raw.strip()
    return raw.translate(_WIDTH).strip().strip(_INVISIBLE).strip()


def _unquoted(raw: Raw) -> str:
    """A number, flag or date of a workbook as text: ids stored as numbers lose their `.0`."""
    if isinstance(raw, bool):
        return str(int(raw))
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else format(Decimal(repr(raw)), "f")
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == datetime.min.time() else raw.isoformat(sep=" ")
    return raw.isoformat() if isinstance(raw, date) else str(raw)


def name_of(raw: Raw) -> str:
    """A name, without the blanks that pad Chinese names to equal width."""
    return _PADDING.sub("", shown(raw))


def decimal_of(text: str) -> Fraction | None:
    """A plain decimal, exactly; None if the text is none (exponents and thousands marks are not read)."""
    text = text.translate(_WIDE_MARKS)
    return Fraction(text) if _NUMBER.fullmatch(text) else None


def integer_of(raw: Raw, column: Column) -> int:
    """A whole number within the column's bounds."""
    number = decimal_of(shown(raw))
    if number is None:
        raise CellError("not_a_number", column.allowed)
    if number.denominator != 1:
        raise CellError("not_an_integer", column.allowed)
    _check_bounds(number, column)
    return int(number)


def number_of(raw: Raw, column: Column) -> float:
    """A number within the column's bounds."""
    number = decimal_of(shown(raw))
    if number is None:
        raise CellError("not_a_number", column.allowed)
    _check_bounds(number, column)
    try:
        return float(number)
    except OverflowError:
        raise CellError("out_of_range", column.allowed) from None


def _check_bounds(number: Fraction, column: Column) -> None:
    low = column.least is not None and number < column.least
    if low and column.least == 0 and column.most is None:
        raise CellError("negative", "an integer >= 0")
    if low or (column.most is not None and number > column.most):
        raise CellError("out_of_range", column.allowed)


def date_of(raw: Raw, column: Column) -> date:
    """A day, in any of the contract's forms."""
    day = _day(raw)
    if day is None:
        raise CellError("bad_date", column.hint or "a date")
    return day


def month_in(raw: Raw, column: Column) -> Month:
    """A month, in any of the contract's forms; of a full date, its month."""
    day = _day(raw)
    month = month_of_date(day) if day else _month(raw)
    if month is None:
        raise CellError("bad_date", column.hint or "a month")
    return month


def _day(raw: Raw) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, float | int) and 10000 <= raw < 100000:
        return _SERIAL_ZERO + timedelta(days=int(raw))  # a date cell whose format was lost
    found = _DATE.fullmatch(_MIDNIGHT.sub("", shown(raw).translate(_WIDE_MARKS)))
    if found is None:
        return None
    year, month, day = (int(g) for g in found.groups() if g and g.isdigit())
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _month(raw: Raw) -> Month | None:
    text = shown(raw).translate(_WIDE_MARKS)
    if isinstance(raw, float) and text.endswith(".1"):
        return None  # Excel shows 2026.10 typed as a number as 2026.1: January or October, nobody can tell
    found = _MONTH.fullmatch(text)
    if found is None:
        return None
    year, month = (int(g) for g in found.groups() if g)
    return month_of(year, month) if year in _YEARS and 1 <= month <= 12 else None


def flag_of(raw: Raw, column: Column) -> bool:
    """A flag, 0 or 1."""
    text = shown(raw)
    if text not in {"0", "1"}:
        raise CellError("bad_flag", column.allowed)
    return text == "1"


def code_of(raw: Raw, column: Column) -> str:
    """The key of a coded value given as its key or its Chinese word."""
    text = name_of(raw)
    key = column.codes.get(text, text.lower())
    if key not in column.codes.values():
        raise CellError("bad_code", column.allowed)
    return key


def codes_of(raw: Raw, column: Column) -> frozenset[str]:
    """Several coded values, separated by semicolons of either width."""
    parts = [part.strip() for part in shown(raw).translate(_WIDE_MARKS).split(";")]
    return frozenset(code_of(part, column) for part in parts if part)


READERS: dict[str, Callable[[Raw, Column], object]] = {
    "id": lambda raw, _: shown(raw),
    "text": lambda raw, _: shown(raw),
    "name": lambda raw, _: name_of(raw),
    "value": lambda raw, _: raw,
    "integer": integer_of,
    "number": number_of,
    "month": month_in,
    "date": date_of,
    "flag": flag_of,
    "code": code_of,
    "codes": codes_of,
}


def policy_value(raw: Raw, parameter: Parameter) -> Value:
    """The value of a policy row, exact, within the parameter's bounds."""
    if parameter.kind == "month":
        try:
            return month_in(raw, Column("value", "取值"))
        except CellError:
            raise CellError("bad_policy", "a month") from None
    text = shown(raw)
    number = Fraction(text) if re.fullmatch(r"\d+/[1-9]\d*", text) else decimal_of(text)
    if number is None:
        raise CellError("bad_policy", "a number")
    if parameter.kind == "flag" and number not in {0, 1}:
        raise CellError("bad_policy", "0 or 1")
    if parameter.kind == "integer" and number.denominator != 1:
        raise CellError("bad_policy", "an integer")
    if not parameter.least <= number <= parameter.most:
        raise CellError("bad_policy", f"{parameter.least}..{parameter.most}")
    return number if parameter.kind == "share" else int(number)


def policy_text(key: str, value: Value) -> str:
    """A policy value as it is written in a cell."""
    if PARAMETERS[key].kind == "month":
        return month_text(Month(int(value)))
    if isinstance(value, Fraction) and value.denominator != 1:
        as_decimal = f"{float(value):.12f}".rstrip("0")
        return as_decimal if Fraction(as_decimal) == value else str(value)
    return str(int(value))
