"""Activities of the reader's part: what is due, what was closed, with which result."""

from datetime import date

from django.db.models import Q, QuerySet

from genhun.records.models import Account, Activity
from genhun.records.scope import own

OPEN = Q(outcome="")


def activities_of(account: Account) -> QuerySet[Activity]:
    """The activities of the account's part, with their duty and objective."""
    found = Activity.objects.filter(own(account, "unit__path"))
    return found.select_related("unit", "duty__objective__unit", "duty__post", "closed_by")


def own_first(account: Account) -> QuerySet[Activity]:
    """Open activities of the account's own unit: what its secretary has to do."""
    return activities_of(account).filter(OPEN, unit=account.unit)


def open_until(account: Account, day: date) -> QuerySet[Activity]:
    """What is open and due until a day, that day included."""
    return activities_of(account).filter(OPEN, on__lte=day)


def closed_in(account: Account, year: int) -> QuerySet[Activity]:
    """What was closed for a year."""
    return activities_of(account).exclude(outcome="").filter(on__year=year)


def month_end(day: date) -> date:
    """The last day of the month in which a day lies."""
    return date.fromordinal(date(day.year + day.month // 12, day.month % 12 + 1, 1).toordinal() - 1)
