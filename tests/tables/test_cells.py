"""Cells: every form of months, dates, numbers and words that the contract allows, and those that it does not."""

from datetime import date, datetime
from fractions import Fraction

import pytest

from genhun.core.calendar import month_of
from genhun.core.policy import PARAMETERS, Value
from genhun.tables import cells
from genhun.tables.schema import PEOPLE, POSTS, STRENGTHS, UNITS, Column

MONTH = Column("start", "任职时间", "month", True)
DATE = Column("date", "日期", "date", True)


@pytest.mark.parametrize(
    "raw",
    [
        "2026-05",
        "2026/5",
        "2026.05",
        "202605",
        "2026年5月",
        "2026年05月",
        "２０２６.０５",
        "２０２６－０５",
        " 2026-05　",
        202605.0,
        202605,
        2026.05,
        "2026-05-31",
        "20260531",
        20260531.0,
        "2026年5月31日",
        "2026/5/1",
        "2026-05-31 00:00:00",
        date(2026, 5, 2),
        datetime(2026, 5, 2, 8, 30),
        46163.0,
    ],
)
def test_a_month_in_every_form(raw: object) -> None:
    assert cells.month_in(raw, MONTH) == month_of(2026, 5)


@pytest.mark.parametrize(
    "raw",
    [
        "2021年",
        "二〇二〇年",
        "至今",
        "1985-13",
        "2026-00",
        "2026",
        2026.0,
        "26-05",
        "20265",
        "2026-02-30",
        2026.1,
        "2026-05/31",
        "May 2026",
        True,
        "0005-05",
        "2026-5-",
    ],
)
def test_what_is_no_month_is_a_bad_date(raw: object) -> None:
    with pytest.raises(cells.CellError) as caught:
        cells.month_in(raw, MONTH)
    assert (caught.value.kind, caught.value.allowed) == ("bad_date", "a month")


@pytest.mark.parametrize(
    "raw",
    ["2027-03-05", "2027/3/5", "2027.03.05", "20270305", 20270305.0, "2027年3月5日", date(2027, 3, 5), 46451.0],
)
def test_a_date_in_every_form(raw: object) -> None:
    assert cells.date_of(raw, DATE) == date(2027, 3, 5)


@pytest.mark.parametrize("raw", ["2027-02-30", "2027-03", "202703", "2027年3月", "明天", 5.0])
def test_what_is_no_date_is_a_bad_date(raw: object) -> None:
    with pytest.raises(cells.CellError) as caught:
        cells.date_of(raw, DATE)
    assert (caught.value.kind, caught.value.allowed) == ("bad_date", "a date")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (101092.0, "101092"),
        (" U00001-01 ", "U00001-01"),
        ("\ufeffU1", "U1"),
        ("Ｕ１２", "Ｕ12"),
        (None, ""),
        ("　", ""),
        (3, "3"),
        (2.5, "2.5"),
    ],
)
def test_text_is_trimmed_and_ids_may_be_numbers(raw: object, text: str) -> None:
    assert cells.shown(raw) == text


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("卢　婵", "卢婵"),
        (" 唐  山 ", "唐山"),
        ("Zhang San", "Zhang San"),
        ("中国 A 厂", "中国 A 厂"),
        ("第 1 厂", "第 1 厂"),
    ],
)
def test_padding_inside_chinese_names_is_dropped(raw: str, name: str) -> None:
    assert cells.name_of(raw) == name


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("科级", "not_a_number"),
        ("2.5", "not_an_integer"),
        (2.5, "not_an_integer"),
        ("-1", "negative"),
        ("1e3", "not_a_number"),
        ("nan", "not_a_number"),
    ],
)
def test_what_is_no_whole_number_of_seats(raw: object, kind: str) -> None:
    with pytest.raises(cells.CellError) as caught:
        cells.integer_of(raw, POSTS.column("seats"))
    assert (caught.value.kind, caught.value.allowed) == (kind, "an integer >= 0")


@pytest.mark.parametrize("raw", ["3", 3.0, "３", "3.0", "+3", " 3 "])
def test_whole_numbers_in_every_form(raw: object) -> None:
    assert cells.integer_of(raw, POSTS.column("level")) == 3


def test_bounds_name_the_range() -> None:
    with pytest.raises(cells.CellError) as caught:
        cells.integer_of("7", STRENGTHS.column("aspect"))
    assert (caught.value.kind, caught.value.allowed) == ("out_of_range", "1..6")
    with pytest.raises(cells.CellError) as caught:
        cells.number_of("116.4", UNITS.column("lat"))
    assert (caught.value.kind, caught.value.allowed) == ("out_of_range", "-90..90")


def test_codes_in_both_languages() -> None:
    roles = POSTS.column("roles")
    assert cells.codes_of("书记；董事长; director ;", roles) == {"secretary", "chair", "director"}
    assert [cells.code_of(raw, PEOPLE.column("sex")) for raw in ("男", "F", " m ")] == ["m", "f", "m"]
    with pytest.raises(cells.CellError) as caught:
        cells.codes_of("secretary;书记长", roles)
    assert (caught.value.kind, caught.value.allowed) == ("bad_code", "roles separated by ;")


@pytest.mark.parametrize(
    ("key", "raw", "value"),
    [
        ("entry_share", "0.34", Fraction(17, 50)),
        ("entry_share", 0.34, Fraction(17, 50)),
        ("move", 7.0, 7),
        ("rotation_start", "2027年1月", month_of(2027, 1)),
        ("home_avoidance", "１", 1),
        ("absent_share", "1/3", Fraction(1, 3)),
    ],
)
def test_policy_values_are_exact(key: str, raw: object, value: Value) -> None:
    assert cells.policy_value(raw, PARAMETERS[key]) == value


@pytest.mark.parametrize(
    ("key", "raw", "allowed"),
    [
        ("required_days", "四", "a number"),
        ("move", "2.5", "an integer"),
        ("periods", "0", "1..40"),
        ("home_avoidance", "2", "0 or 1"),
        ("rotation_start", "2027", "a month"),
        ("move", "-1", "0..1000000"),
    ],
)
def test_policy_values_out_of_bounds(key: str, raw: str, allowed: str) -> None:
    with pytest.raises(cells.CellError) as caught:
        cells.policy_value(raw, PARAMETERS[key])
    assert (caught.value.kind, caught.value.allowed) == ("bad_policy", allowed)
