"""The retirement rule's table, worked out by hand."""

import pytest

from genhun.core.calendar import Month, month_of, month_text
from genhun.core.group import Group, Person
from genhun.core.policy import Policy

BY_HAND = [
    ("m", "1964-12", 3, "2024-12"),
    ("m", "1965-01", 3, "2025-02"),
    ("m", "1965-04", 3, "2025-05"),
    ("m", "1965-05", 3, "2025-07"),
    ("m", "1976-08", 3, "2039-07"),
    ("m", "1976-09", 3, "2039-09"),
    ("m", "1990-03", 0, "2053-03"),
    ("f", "1969-12", 1, "2024-12"),
    ("f", "1970-01", 1, "2025-02"),
    ("f", "1981-09", 1, "2039-09"),
    ("f", "1974-12", 0, "2024-12"),
    ("f", "1975-01", 0, "2025-02"),
    ("f", "1975-02", 0, "2025-03"),
    ("f", "1975-03", 0, "2025-05"),
    ("f", "1984-11", 0, "2039-11"),
    ("f", "1990-06", 0, "2045-06"),
]


def month(text: str) -> Month:
    return month_of(int(text[:4]), int(text[5:]))


@pytest.mark.parametrize(("sex", "birth", "level", "retires"), BY_HAND)
def test_months_worked_out_by_hand(sex: str, birth: str, level: int, retires: str) -> None:
    person = Person("p", "人", sex, month(birth), level, month("2020-01"))
    assert month_text(Group().retires(person)) == retires


def test_the_level_of_the_later_column_is_the_groups_own_and_a_given_month_stands() -> None:
    woman = Person("p", "人", "f", month("1984-11"), 1, month("2020-01"))
    early = Group(policy=Policy({"women_late_level": 2}))
    assert month_text(early.retires(woman)) == "2039-11"
    assert month_text(Group().retires(woman)) == "2042-11"
    given = Person("p", "人", "f", month("1984-11"), 1, month("2020-01"), retire=month("2030-05"))
    assert month_text(early.retires(given)) == "2030-05"
