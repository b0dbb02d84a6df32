"""Rosters, and whom their lines may mean."""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone

from genhun.records.models import Account, Person, TrainingClass
from genhun.records.scope import own, people_of
from genhun.rooms.training.intake import Candidate, Register
from genhun.rooms.training.models import Attendance, Roster
from genhun.rooms.training.queries.plans import attendees, current_plan
from genhun.tables.roster import Line


def rosters_of(account: Account) -> QuerySet[Roster]:
    """Rosters that were sent in from the account's part."""
    return Roster.objects.filter(own(account, "unit__path")).select_related("training_class", "unit", "sent_by")


def had_by(offered: TrainingClass) -> frozenset[int]:
    """Who has been counted as attending a class already."""
    return frozenset(Attendance.objects.filter(training_class=offered).values_list("person_id", flat=True))


def expected(account: Account, offered: TrainingClass) -> dict[int, Person]:
    """Who is to attend a class by the plan that counts, by number."""
    plan = current_plan(account, "training")
    lines = attendees(account, plan, offered) if plan else []
    return {line.person_id: line.person for line in lines if line.person and line.person_id and not line.refused}


def register_for(account: Account, offered: TrainingClass, lines: Sequence[Line]) -> Register:
    """Whom the lines of a roster may mean: people of the part with these names and codes, and those expected."""
    awaited = expected(account, offered)
    codes, names = {line.code for line in lines} - {""}, {line.name for line in lines} - {""}
    meant = Q(code__in=codes) | Q(name__in=names) | Q(pk__in=awaited)
    found = people_of(account).filter(meant).select_related("unit").order_by("code")
    people = [Candidate(p.pk, p.code, p.name, p.unit.name if p.unit else "") for p in found]
    return Register(people, frozenset(awaited), had_by(offered))


def people_named(account: Account, numbers: Iterable[int]) -> dict[int, Person]:
    """People of the part with their units, by number."""
    return people_of(account).select_related("unit").in_bulk(list(numbers))


def attendances(account: Account, offered: TrainingClass) -> QuerySet[Attendance]:
    """Who of the part has attended a class."""
    return (
        Attendance.objects.filter(own(account, "person__unit__path"), training_class=offered)
        .select_related("person__unit", "roster")
        .order_by("person__unit__path", "person__code")
    )


def without_roster(account: Account, most: int) -> list[TrainingClass]:
    """Classes that ended, seat people of the part by the plan that counts, and have no roster; the latest first."""
    plan = current_plan(account, "training")
    if plan is None:
        return []
    ended = TrainingClass.objects.filter(lines__plan=plan, lines__refused=False, end__lt=timezone.localdate())
    mine = ended.filter(own(account, "lines__unit__path"))
    taken = Roster.objects.filter(state__in=[Roster.State.COMMITTED, Roster.State.PREVIEW])
    return list(mine.exclude(pk__in=taken.values("training_class")).distinct().order_by("-end", "code")[:most])
