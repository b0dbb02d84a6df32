"""What the members of a group have to do on which day, for the planner of sessions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from django.db.models import Count, Q
from holidays import country_holidays

from genhun.planning.sessions.problem import Facts
from genhun.records.models import Activity, Peak, Person, Plan, PlanLine
from genhun.rooms.study.models import Programme, Session, StudyGroup

PLANNED = (Plan.State.ADOPTED, Plan.State.PROPOSED)


def facts_of(
    group: StudyGroup,
    start: date,
    end: date,
    sessions: int,
    gap_days: int,
    closed: Iterable[tuple[date, date]],
    leave_out: int | None = None,
) -> Facts:
    """The days of a programme with what they would take; the sessions of programme `leave_out` count for nothing."""
    members = list(group.members.select_related("unit"))
    named = (day for first, last in closed for day in _days(max(first, start), min(last, end)))
    years = range(start.year, end.year + 1)
    return Facts(
        start,
        end,
        sessions,
        gap_days,
        frozenset({*named, *country_holidays("CN", years=years)}),
        _away(members, start, end),
        _peaks(members, start, end),
        _meetings(members, start, end, leave_out),
    )


def facts_for(programme: Programme, sessions: int) -> Facts:
    """What the days of a programme depend on now."""
    closed = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in programme.closed]
    span = programme.start, programme.end
    return facts_of(programme.group, *span, sessions, programme.gap_days, closed, programme.pk)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _away(members: Sequence[Person], start: date, end: date) -> Counter[date]:
    """Members who sit in a class of a plan that is adopted or put forward."""
    seats = PlanLine.objects.filter(
        plan__planner="training",
        plan__state__in=PLANNED,
        refused=False,
        person__in=members,
        training_class__start__lte=end,
        training_class__end__gte=start,
    ).values_list("person", "training_class__start", "training_class__end")
    return _by_day((person, max(first, start), min(last, end)) for person, first, last in seats)


def _peaks(members: Sequence[Person], start: date, end: date) -> Counter[date]:
    """Members whose unit has its peak."""
    peaks = Peak.objects.filter(start__lte=end, end__gte=start).values_list("unit__path", "start", "end")
    return _by_day(
        (member.pk, max(first, start), min(last, end))
        for path, first, last in peaks
        for member in members
        if member.unit is not None and member.unit.path.startswith(path)
    )


def _meetings(members: Sequence[Person], start: date, end: date, leave_out: int | None) -> Counter[date]:
    """Members who meet elsewhere: in another session, or in an activity of their unit."""
    others = Session.objects.filter(day__range=(start, end)).exclude(programme=leave_out)
    held = others.annotate(n=Count("programme__group__members", filter=Q(programme__group__members__in=members)))
    counts: Counter[date] = Counter()
    for day, n in held.values_list("day", "n"):
        counts[day] += n
    at_unit = Counter(member.unit_id for member in members)
    for day, unit in Activity.objects.filter(on__range=(start, end), unit__in=at_unit).values_list("on", "unit"):
        counts[day] += at_unit[unit]
    return +counts


def _by_day(spans: Iterable[tuple[int | None, date, date]]) -> Counter[date]:
    """People by day, each once a day."""
    seen = {(person, day) for person, first, last in spans for day in _days(first, last)}
    return Counter(day for _person, day in seen)
