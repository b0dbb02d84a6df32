"""Mentor pairs, visits and seminars of a part."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet, Value

from genhun.records.models import Account
from genhun.records.scope import own
from genhun.rooms.training.models import MentorPair, Seminar, UnitVisit


def pairs_of(account: Account) -> QuerySet[MentorPair]:
    """Pairs whose newcomer belongs to the account's part."""
    return MentorPair.objects.filter(own(account, "unit__path")).select_related("unit", "mentee", "mentor__unit")


def load_of(mentors: Iterable[int]) -> Counter[int]:
    """How many newcomers some mentors lead just now, wherever these are; a number, no names."""
    chosen = MentorPair.objects.filter(mentor__in=list(mentors), closed_on=None)
    return Counter(chosen.values_list("mentor_id", flat=True))


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
