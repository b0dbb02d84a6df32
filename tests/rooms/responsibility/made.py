"""Objectives, duties and requirements for the room's tests, made by hand."""

from datetime import date
from typing import Any

from django.utils import timezone

from genhun.records.models import (
    Account,
    Activity,
    Actual,
    Clause,
    Document,
    DocumentVersion,
    Duty,
    Objective,
    Requirement,
    Unit,
)
from genhun.rooms.responsibility.actions.duties import add_duty

YEAR = timezone.localdate().year


def objective(unit: Unit, title: str = "非计划停机", year: int = YEAR, **values: Any) -> Objective:
    """An objective of a whole year, from 40 down to 20 hours."""
    made = {"measured_in": "小时", "baseline": 40, "target": 20, "start": date(year, 1, 1), "end": date(year, 12, 31)}
    return Objective.objects.create(unit=unit, title=title, **{**made, **values})


def actuals(goal: Objective, values: dict[int, float]) -> None:
    """What was reached by month of the objective's first year."""
    for month, value in values.items():
        Actual.objects.create(objective=goal, month=date(goal.start.year, month, 1), value=value)


def duty(account: Account, unit: Unit, goal: Objective | None = None, **values: Any) -> Duty:
    """A confirmed monthly duty, tied or not."""
    made: dict[str, Any] = {
        "title": "故障攻关",
        "owner": Duty.Owner.COMMITTEE,
        "year": YEAR,
        "cycle": "month",
        "objective": goal,
        "untied": "" if goal else "章程要求",
        "lead": 5,
        "hours": 6,
    }
    return add_duty(account, unit, {**made, **values})


def activity(of: Duty, on: date, **values: Any) -> Activity:
    """An activity on a day."""
    return Activity.objects.create(duty=of, unit=of.unit, title=of.title, expected="见效", on=on, **values)


def requirement(unit: Unit, text: str, **values: Any) -> Requirement:
    """A confirmed requirement of a document of a unit."""
    document = Document.objects.create(title="若干规定", unit=unit)
    version = DocumentVersion.objects.create(document=document, ordinal=1, since=date(2026, 1, 1))
    clause = Clause.objects.create(version=version, position=1, label="第一条", text=text)
    state = Requirement.State.CONFIRMED
    return Requirement.objects.create(clause=clause, text=text, unit=unit, **{"state": state, **values})
