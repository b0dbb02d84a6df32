"""The retirement rule in force from 2025-01.

Source: the State Council's decision on raising the retirement age gradually, as held in docs/contract.md
("Retirement rule").
"""

from genhun.core.calendar import Month, month_of

_FIRST_AFFECTED = month_of(2025, 1)


def retirement_month(sex: str, birth: Month, level: int, women_late_level: int) -> Month:
    """The month in which a person retires.

    `sex` is `m` or `f`; a woman at `level >= women_late_level` retires by the 55 -> 58 column, others by 50 -> 55.
    delay = 0 if n < 1, else min(max, (n - 1) // step + 1), n numbered from 2025-01 = 1.
    """
    if sex == "m":
        old_age, step, most = 60, 4, 36
    elif level >= women_late_level:
        old_age, step, most = 55, 4, 36
    else:
        old_age, step, most = 50, 2, 60
    old_month = birth + old_age * 12
    n = old_month - _FIRST_AFFECTED + 1
    delay = 0 if n < 1 else min(most, (n - 1) // step + 1)
    return Month(old_month + delay)
