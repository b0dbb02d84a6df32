"""Months as forms write them: 199505, 19950501, 1995.05, 1995-5, 1995/05/01, 1995年5月, full-width digits too."""

import re

from genhun.core.calendar import Month, month_of

_YEAR, _DAY = r"[12]\d{3}", r"(?:3[01]|[12]\d|0?[1-9])"
_TIGHT = rf"{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?(?!\d)"
_LOOSE = (
    rf"{_YEAR}\s?[.。/年-]\s?(?:1[0-2]|0?[1-9])(?!\d)"
    rf"(?:\s?月(?:\s?{_DAY}\s?日)?|[./-]{_DAY}(?!\d))?"
)
MONTH_PATTERN = rf"(?:{_TIGHT}|{_LOOSE})"
_MONTH = re.compile(MONTH_PATTERN)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．／－", "0123456789./-")


def half_width(text: str) -> str:
    """Full-width digits and the marks between them as half-width ones; the length stays the same."""
    return text.translate(_FULL_WIDTH)


def read_month(text: str) -> Month | None:
    """The month that a whole text states in any of the forms, None where it states none."""
    plain = half_width(text.strip())
    if not _MONTH.fullmatch(plain):
        return None
    digits = re.match(r"\d{4}", plain)
    assert digits is not None
    rest = re.search(r"\d{1,2}", plain[4:])
    assert rest is not None
    return month_of(int(digits[0]), int(rest[0]))


def resume_month(month: Month) -> str:
    """A month as resumes write it: `2008.07`."""
    return f"{month // 12:04d}.{month % 12 + 1:02d}"
