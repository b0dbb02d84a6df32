"""Objectives of the reader's part, with what was reached."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from genhun.core.calendar import Month, month_of_date
from genhun.core.effect import Course
from genhun.records.models import Account, Actual, Objective, Unit
from genhun.records.scope import own


def objectives_of(account: Account) -> QuerySet[Objective]:
    """The objectives of the account's part."""
    return Objective.objects.filter(own(account, "unit__path")).select_related("unit")


def with_reached(objectives: QuerySet[Objective]) -> QuerySet[Any]:
    """Objectives with the latest actual (`reached`) and its month (`reached_in`)."""
    latest = Actual.objects.filter(objective=OuterRef("pk")).order_by("-month")
    return objectives.annotate(
        reached=Subquery(latest.values("value")[:1]), reached_in=Subquery(latest.values("month")[:1])
    )


def running(unit: Unit, year: int) -> QuerySet[Objective]:
    """The objectives of one unit that run in a year."""
    return Objective.objects.filter(unit=unit, start__lte=date(year, 12, 31), end__gte=date(year, 1, 1))


def courses(objectives: Iterable[Objective]) -> Mapping[int, Course]:
    """The actuals of some objectives by month; one query."""
    held = {objective.pk: objective for objective in objectives}
    months: dict[int, dict[Month, float]] = defaultdict(dict)
    rows = Actual.objects.filter(objective__in=held).order_by()
    for pk, month, value in rows.values_list("objective", "month", "value"):
        months[pk][month_of_date(month)] = float(value)
    return {pk: Course(float(o.baseline), float(o.target), months[pk]) for pk, o in held.items()}


def around(objective: Objective, day: date) -> tuple[Decimal | None, Decimal | None]:
    """The last actual before the month of a day, and the last one from that month on; one query."""
    first = day.replace(day=1)
    rows = list(Actual.objects.filter(objective=objective).order_by("month").values_list("month", "value"))
    before = [value for month, value in rows if month < first]
    after = [value for month, value in rows if month >= first]
    return before[-1] if before else None, after[-1] if after else None
