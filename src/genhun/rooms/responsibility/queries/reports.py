"""What a unit's yearly report on duty can be written from."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from genhun.records.models import Account, Activity, Duty, Objective, Unit
from genhun.records.scope import own
from genhun.rooms.responsibility.models import DutyReport, Finding
from genhun.rooms.responsibility.queries.objectives import running, with_reached

NAMED = 12


@dataclass(frozen=True, slots=True)
class YearOfDuty:
    """One unit's year: duties, what was closed, objectives with what was reached, findings."""

    unit: Unit
    year: int
    duties: Sequence[Duty]
    measured: Sequence[Activity]
    unchanged: int
    open: int
    objectives: Sequence[Objective]
    findings: Sequence[Finding]


def year_of_duty(unit: Unit, year: int) -> YearOfDuty:
    """The year of one unit's own duties; five queries."""
    activities = (
        Activity.objects.filter(unit=unit, on__year=year).select_related("duty__objective").order_by("on", "pk")
    )
    everything = list(activities)
    return YearOfDuty(
        unit,
        year,
        list(Duty.objects.filter(unit=unit, year=year, state=Duty.State.CONFIRMED).select_related("objective")),
        [activity for activity in everything if activity.outcome == Activity.Outcome.MEASURED],
        sum(activity.outcome == Activity.Outcome.NONE for activity in everything),
        sum(not activity.outcome for activity in everything),
        list(with_reached(running(unit, year)).order_by("start", "pk")),
        list(Finding.objects.filter(unit=unit, review__on__year=year).order_by("due", "pk")),
    )


def reports_of(account: Account) -> QuerySet[DutyReport]:
    """The reports of the account's part."""
    return DutyReport.objects.filter(own(account, "unit__path")).select_related("unit", "saved_by")
