"""Mentor pairs, visits and seminars of a part."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Value

from genhun.records.models import Account, Unit
from genhun.records.scope import own, units_of
from genhun.rooms.training.models import MentorPair, Seminar, UnitVisit


def pairs_of(account: Account) -> QuerySet[MentorPair]:
    """Pairs whose newcomer belongs to the account's part."""
    return MentorPair.objects.filter(own(account, "unit__path")).select_related("unit", "mentee", "mentor__unit")


def load_of(mentors: Iterable[int]) -> Counter[int]:
    """How many newcomers some mentors lead just now, wherever these are; a number, no names."""
    chosen = MentorPair.objects.filter(mentor__in=list(mentors), closed_on=None)
    return Counter(chosen.values_list("mentor_id", flat=True))


@dataclass(frozen=True, slots=True)
class Visited:
    """One visit by the codes of its units."""

    visitor: str
    host: str


def under_way() -> list[tuple[str, str]]:
    """The codes of mentee and mentor of every open pair, wherever they are; one query."""
    return list(MentorPair.objects.filter(closed_on=None).order_by().values_list("mentee__code", "mentor__code"))


def visits_in(year: int) -> list[Visited]:
    """The visits of a year, wherever they are; one query."""
    rows = UnitVisit.objects.filter(day__year=year).order_by().values_list("unit__code", "host__code")
    return [Visited(*row) for row in rows]


def units_named(account: Account, text: str) -> list[Unit]:
    """The units of the part that a name or code means, the exact ones alone if there are any; at most six."""
    found = list(units_of(account).filter(Q(code=text) | Q(name__icontains=text)).order_by("path")[:40])
    return ([unit for unit in found if text in {unit.code, unit.name}] or found)[:6]


def visits_of(account: Account) -> QuerySet[UnitVisit]:
    """Visits that a unit of the account's part makes or receives."""
    here = own(account, "unit__path") | own(account, "host__path")
    return UnitVisit.objects.filter(here).select_related("unit", "host")


def seminars_of(account: Account) -> QuerySet[Seminar]:
    """Seminars that a unit of the account's part hosts or comes to."""
    invited = Seminar.guests.through.objects.filter(own(account, "unit__path")).values("seminar_id")
    here = Seminar.objects.filter(own(account, "unit__path") | Q(pk__in=invited))
    return here.select_related("unit").prefetch_related("guests")


def days_together(account: Account, since: date, until: date) -> list[tuple[str, date, int]]:
    """The days after one and up to another on which pairs end (`pair`) or visits are due (`visit`), with how many."""
    pairs = pairs_of(account).filter(closed_on=None, end__gt=since, end__lte=until)
    visits = visits_of(account).filter(taken_home="", day__gt=since, day__lte=until)
    ends = pairs.order_by().values_list(Value("pair"), "end").annotate(n=Count("pk"))
    due = visits.order_by().values_list(Value("visit"), "day").annotate(n=Count("pk"))
    return sorted(ends.union(due, all=True), key=lambda row: row[1])


def to_close(account: Account, today: date) -> QuerySet[MentorPair]:
    """Open pairs whose time is over."""
    return pairs_of(account).filter(closed_on=None, end__lte=today)
