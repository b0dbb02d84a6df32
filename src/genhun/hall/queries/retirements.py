"""Who retires when: the given month, else the one by the rule."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from genhun.core.calendar import Month, month_of_date
from genhun.core.policy import Policy
from genhun.core.retirement import retirement_month
from genhun.records.contract.write import first_day
from genhun.records.models import Person

EARLIEST_AGE = {"m": 60, "f": 50}


def retires(person: Person, policy: Policy) -> Month:
    """The month in which a person retires."""
    if person.retire is not None:
        return month_of_date(person.retire)
    return retirement_month(person.sex, month_of_date(person.birth), person.level, policy["women_late_level"])


def retiring(people: QuerySet[Person], policy: Policy, start: Month, until: Month) -> list[tuple[Month, Person]]:
    """People who retire in [start, until), soonest first. One query: only those old enough are read."""
    old = Q()
    for sex, age in EARLIEST_AGE.items():
        old |= Q(sex=sex, birth__lt=first_day(Month(until - age * 12)))
    given = Q(retire__gte=first_day(start), retire__lt=first_day(until))
    candidates: Iterable[Person] = people.filter(given | (Q(retire=None) & old)).select_related("unit")
    found = [(retires(person, policy), person) for person in candidates]
    return sorted(((m, p) for m, p in found if start <= m < until), key=lambda row: (row[0], row[1].code))
