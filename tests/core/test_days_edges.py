"""Each rule of days against examples worked out by hand, at the very days on which it begins and ends; several at once.

The figures are the defaults: 15 days a year of party work, 12 of cadres, 56 hours (8 days) of secretaries, 550 hours
(74 days) in five years from 2023, made up within 12 months of a promotion, induction within 6 months.
"""

from datetime import date
from fractions import Fraction

import pytest

from genhun.core.days import Duty, Had, Settings, Trainee, duties

LONG_AGO = date(2010, 1, 1)


def owed(
    trainee: Trainee, *had: tuple[str, int], year: int = 2027, settings: Settings | None = None
) -> dict[str, Duty]:
    rows = [Had(date.fromisoformat(day), days) for day, days in had]
    return {duty.rule: duty for duty in duties(trainee, year, 15, settings or Settings(), rows)}


@pytest.mark.parametrize(
    ("day", "counts"),
    [("2026-12-31", False), ("2027-01-01", True), ("2027-12-31", True), ("2028-01-01", False)],
)
def test_a_year_is_from_its_first_to_its_last_day(day: str, counts: bool) -> None:
    found = owed(Trainee(1, LONG_AGO, date(2015, 6, 1)), (day, 7))
    had = 7 if counts else 0
    assert (found["DAY-01"].missing, found["DAY-02"].missing, found["DAY-03"].missing) == (15 - had, 12 - had, 8 - had)


@pytest.mark.parametrize(
    ("day", "counts"),
    [("2022-12-31", False), ("2023-01-01", True), ("2027-12-31", True), ("2028-01-01", False)],
)
def test_the_five_years_count_their_first_and_last_day(day: str, counts: bool) -> None:
    assert owed(Trainee(3, LONG_AGO), (day, 74))["DAY-04"].state == ("met" if counts else "open")


@pytest.mark.parametrize(("level", "rules"), [(2, {"DAY-01", "DAY-02"}), (3, {"DAY-01", "DAY-04"})])
def test_who_leads_is_under_the_five_years_instead_of_the_cadres_year(level: int, rules: set[str]) -> None:
    assert set(owed(Trainee(level, LONG_AGO))) == rules


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2026, 9, 1), date(2027, 3, 1)),
        (date(2026, 8, 31), date(2027, 2, 28)),  # February has no 31st
        (date(2026, 8, 29), date(2027, 2, 28)),
        (date(2027, 8, 30), date(2028, 2, 29)),  # 2028 has a 29th
        (date(2026, 12, 31), date(2027, 6, 30)),
    ],
)
def test_induction_is_due_six_months_after_the_appointment(since: date, until: date) -> None:
    new = Trainee(2, LONG_AGO, since)
    duty = owed(new)["DAY-06"]
    assert (duty.since, duty.until, duty.required, duty.state) == (since, until, 1, "open")
    assert owed(new, (str(until), 1))["DAY-06"].state == "met"
    assert owed(new, (str(date.fromordinal(until.toordinal() + 1)), 1))["DAY-06"].state == "open"
    assert owed(new, (str(since), 1))["DAY-06"].state == "met"
    assert owed(new, (str(date.fromordinal(since.toordinal() - 1)), 1))["DAY-06"].state == "open"


@pytest.mark.parametrize(("since", "bound"), [(date(2026, 6, 30), False), (date(2026, 7, 1), True)])
def test_an_induction_that_was_due_before_the_year_is_history(since: date, bound: bool) -> None:
    """Six months after 30 June 2026 is 30 December 2026; after 1 July it is 1 January 2027."""
    assert ("DAY-06" in owed(Trainee(2, LONG_AGO, since))) == bound


@pytest.mark.parametrize(("promoted", "bound"), [(date(2025, 12, 31), False), (date(2026, 1, 1), True)])
def test_a_make_up_that_was_due_before_the_year_is_history(promoted: date, bound: bool) -> None:
    assert ("DAY-05" in owed(Trainee(3, promoted))) == bound


@pytest.mark.parametrize(("day", "counts"), [("2021-07-31", False), ("2021-08-01", True), ("2026-08-01", True)])
def test_before_a_promotion_sixty_months_count(day: str, counts: bool) -> None:
    """Who had 550 hours in the five years up to 1 August 2026 has nothing to make up."""
    assert ("DAY-05" not in owed(Trainee(3, date(2026, 8, 1)), (day, 74))) == counts


@pytest.mark.parametrize(("day", "state"), [("2027-08-01", "met"), ("2027-08-02", "open")])
def test_what_is_made_up_counts_until_twelve_months_after(day: str, state: str) -> None:
    duty = owed(Trainee(3, date(2026, 8, 1)), ("2025-03-01", 30), (day, 44))["DAY-05"]
    assert (duty.since, duty.until, duty.required) == (date(2021, 8, 1), date(2027, 8, 1), 74)
    assert duty.state == state


def test_who_does_not_lead_has_no_hours_of_five_years_to_make_up() -> None:
    assert "DAY-05" not in owed(Trainee(2, date(2026, 8, 1)))


def test_five_rules_at_once_for_a_head_promoted_and_appointed_in_the_autumn_of_2026() -> None:
    """Level 4 since 1 September 2026, secretary since 1 October 2026; 20 days in May 2024, 6 in March 2027.

    Year of party work: 6 of 15. Secretary's year: 6 of 8. Five years 2023 to 2027: 26 of 74. Make-up until
    1 September 2027: 26 of 74. Induction until 1 April 2027: the 6 days of March meet it.
    """
    head = Trainee(4, date(2026, 9, 1), date(2026, 10, 1))
    found = owed(head, ("2024-05-20", 20), ("2027-03-12", 6))
    assert {rule: (str(d.since), str(d.until), d.required, d.had, d.missing) for rule, d in found.items()} == {
        "DAY-01": ("2027-01-01", "2027-12-31", 15, 6, 9),
        "DAY-03": ("2027-01-01", "2027-12-31", 8, 6, 2),
        "DAY-04": ("2023-01-01", "2027-12-31", 74, 26, 48),
        "DAY-05": ("2021-09-01", "2027-09-01", 74, 26, 48),
        "DAY-06": ("2026-10-01", "2027-04-01", 1, 6, 0),
    }


@pytest.mark.parametrize(("hours", "days"), [("550", 74), ("525", 70), ("525.1", 71), ("7.5", 1), ("1", 1)])
def test_hours_become_whole_days_a_begun_one_counted(hours: str, days: int) -> None:
    settings = Settings({"five_years_hours": Fraction(hours)})
    assert owed(Trainee(3, LONG_AGO), settings=settings)["DAY-04"].required == days


@pytest.mark.parametrize(("least", "leads"), [("2.5", False), ("2", True), ("3", False)])
def test_who_leads_is_the_groups_own_figure(least: str, leads: bool) -> None:
    settings = Settings({"leading_level": Fraction(least)})
    assert ("DAY-04" in owed(Trainee(2, LONG_AGO), settings=settings)) == leads
