"""Who owes which days against which rule, by when."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genhun.core.days import PARAMETERS, RULES, Duty, Had, Settings, Trainee, duties, months_after, withdrawn

YEAR, FIRST, LAST = 2027, date(2027, 1, 1), date(2027, 12, 31)
WORKER = Trainee(level=1, level_since=date(2015, 1, 1))
DEAN = Trainee(level=4, level_since=date(2015, 1, 1))


def of(trainee: Trainee, *had: Had, settings: Settings | None = None) -> dict[str, Duty]:
    return {duty.rule: duty for duty in duties(trainee, YEAR, 15, settings or Settings(), had)}


def test_a_worker_owes_the_two_yearly_figures() -> None:
    assert of(WORKER, Had(date(2027, 5, 1), 5), Had(date(2026, 5, 1), 9)) == {
        "DAY-01": Duty("DAY-01", FIRST, LAST, 15, 5, 0),
        "DAY-02": Duty("DAY-02", FIRST, LAST, 12, 5, 0),
    }


def test_a_leading_cadre_owes_550_hours_in_the_five_years_as_74_days() -> None:
    found = of(DEAN, Had(date(2023, 1, 1), 30), Had(date(2022, 12, 31), 30), Had(date(2027, 12, 31), 4))
    assert found["DAY-04"] == Duty("DAY-04", date(2023, 1, 1), LAST, 74, 34, 0)
    assert set(found) == {"DAY-01", "DAY-04"}


@pytest.mark.parametrize(("year", "begin"), [(2022, 2018), (2023, 2023), (2027, 2023), (2028, 2028)])
def test_the_five_years_follow_each_other(year: int, begin: int) -> None:
    (duty,) = (duty for duty in duties(DEAN, year, 15, Settings(), ()) if duty.rule == "DAY-04")
    assert (duty.since, duty.until) == (date(begin, 1, 1), date(begin + 4, 12, 31))


def test_a_promotion_before_the_hours_were_met_is_made_up_within_a_year() -> None:
    promoted = Trainee(level=4, level_since=date(2026, 8, 1))
    short = of(promoted, Had(date(2025, 3, 1), 20), Had(date(2027, 2, 1), 10))
    assert short["DAY-05"] == Duty("DAY-05", date(2021, 8, 1), date(2027, 8, 1), 74, 30, 0)
    assert "DAY-05" not in of(promoted, Had(date(2025, 3, 1), 74))
    assert "DAY-05" not in of(Trainee(level=4, level_since=date(2025, 12, 31)))  # its year is over


def test_a_new_secretary_is_trained_within_six_months_and_has_hours_of_the_own() -> None:
    new = Trainee(level=2, level_since=date(2015, 1, 1), secretary_since=date(2026, 9, 1))
    found = of(new, Had(date(2026, 8, 31), 5))
    assert found["DAY-06"] == Duty("DAY-06", date(2026, 9, 1), date(2027, 3, 1), 1, 0, 0)
    assert found["DAY-03"].required == 8  # 56 hours at 7.5 a day
    assert of(new, Had(date(2027, 3, 1), 1))["DAY-06"].state == "met"
    assert "DAY-03" not in of(Trainee(2, date(2015, 1, 1), secretary_since=date(2028, 1, 1)))


def test_a_figure_of_nothing_switches_a_rule_off() -> None:
    nothing = dict.fromkeys(("cadre_days", "secretary_hours", "five_years_hours", "induction_months"), Fraction(0))
    settings = Settings(nothing)
    for trainee in (WORKER, DEAN, Trainee(4, date(2026, 8, 1), date(2026, 9, 1))):
        assert set(of(trainee, settings=settings)) == {"DAY-01"}


def test_what_the_plan_gives_is_told_apart_from_what_was_had() -> None:
    given = [Had(date(2027, 6, 1), 10), Had(date(2028, 1, 5), 10)]
    (duty, _cadre) = duties(WORKER, YEAR, 15, Settings(), [Had(date(2027, 1, 1), 3)], given)
    assert (duty.had, duty.planned, duty.missing, duty.left, duty.state) == (3, 10, 12, 2, "open")
    (duty, _cadre) = duties(WORKER, YEAR, 15, Settings(), [Had(date(2027, 1, 1), 5)], given)
    assert (duty.left, duty.state) == (0, "planned")


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(-120, 120))
def test_months_after_a_day_never_leave_their_month(day: date, months: int) -> None:
    later = months_after(day, months)
    assert later.year * 12 + later.month == day.year * 12 + day.month + months
    assert later.day == day.day or (
        later.day < day.day and months_after(later.replace(day=1), 1).toordinal() - 1 == later.toordinal()
    )


def test_more_than_a_seventh_missed_is_withdrawn() -> None:
    settings = Settings()
    assert not withdrawn(Fraction(1), 7, settings)
    assert withdrawn(Fraction(101, 100), 7, settings)
    assert withdrawn(Fraction(1), 5, settings)
    assert not withdrawn(Fraction(1, 2), 5, settings)


def test_every_rule_reads_figures_that_exist() -> None:
    assert {key for rule in RULES.values() for key in rule.parameters} <= set(PARAMETERS)
    assert set(PARAMETERS) - {key for rule in RULES.values() for key in rule.parameters} == {"leave_share"}
