"""Duties of the reader's part, who holds them, and which ones requirements and norms would make."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from genhun.core.deadlines import Span
from genhun.records.models import Account, Duty, Norm, Objective, Peak, Post, Requirement, Tenure, Unit, Waiver
from genhun.records.scope import own, paths_above
from genhun.rooms.responsibility.queries.objectives import running

SETTLED = (Norm.Stage.INTERIM, Norm.Stage.NORM)
HANDED_OVER_WITHIN = timedelta(days=366)


def duties_of(account: Account, year: int) -> QuerySet[Duty]:
    """The duties of the account's part in a year."""
    found = Duty.objects.filter(own(account, "unit__path"), year=year)
    return found.select_related("unit", "post", "objective__unit", "requirement", "norm")


def holders(posts: Iterable[int | None]) -> Mapping[int, str]:
    """Who holds some posts now, by post; one query. Names are those of the reader's own posts."""
    names: dict[int, list[str]] = defaultdict(list)
    rows = Tenure.objects.filter(end=None, post__in={post for post in posts if post}).order_by("start", "pk")
    for post, name in rows.values_list("post_id", "person__name"):
        names[post or 0].append(name)
    return {post: "、".join(found) for post, found in names.items()}


def peaks_of(unit: Unit) -> list[Span]:
    """The production peaks that a unit feels: its own and those of units above."""
    rows = Peak.objects.filter(unit__path__in=[*paths_above(unit), unit.path])
    return [Span(start, end) for start, end in rows.values_list("start", "end")]


def secretary_post(unit: Unit) -> Post | None:
    """The post of a unit's secretary, if it has one."""
    posts = Post.objects.filter(unit=unit, roles__contains="secretary").order_by("-level", "code")
    return next((post for post in posts if "secretary" in post.roles.split(";")), None)


def requirements_for(unit: Unit, today: date) -> list[Requirement]:
    """The confirmed requirements that reach a unit and were not waived for it."""
    found = Requirement.objects.filter(
        Q(reach=Requirement.Reach.CHOSEN, chosen=unit)
        | Q(
            unit__path__in=[*paths_above(unit), unit.path],
            reach__in=(Requirement.Reach.ALL, Requirement.Reach.SECRETARIES),
        ),
        state=Requirement.State.CONFIRMED,
    ).distinct()
    if secretary_post(unit) is None:
        found = found.exclude(reach=Requirement.Reach.SECRETARIES)
    waived = Waiver.objects.filter(unit=unit, until__gte=today).values("requirement")
    return list(found.exclude(pk__in=waived))


def norms_for(unit: Unit) -> list[Norm]:
    """The norms that bind a unit: those settled for it or for units above, and pilots that it takes part in."""
    settled = Q(unit__path__in=[*paths_above(unit), unit.path], stage__in=SETTLED)
    found = Norm.objects.filter(settled | Q(stage=Norm.Stage.PILOT, uses__unit=unit)).distinct()
    return list(found.prefetch_related("requirements"))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A duty that a requirement or a norm would make."""

    title: str
    cycle: str
    due: date | None
    requirement: Requirement | None = None
    norm: Norm | None = None


def proposals(unit: Unit, year: int, today: date) -> Iterator[Proposal]:
    """The duties that a unit's requirements and norms ask for in a year and that its list does not hold yet.

    A requirement that a norm puts in concrete terms makes one duty by that norm, not two.
    """
    known = Duty.objects.filter(unit=unit, year=year).values_list("requirement", "norm")
    requirements, used = ({row[index] for row in known} for index in (0, 1))
    norms = norms_for(unit)
    by_requirement = {requirement.pk: norm for norm in norms for requirement in norm.requirements.all()}
    for requirement in requirements_for(unit, today):
        once = requirement.due if not requirement.cycle else None
        norm = by_requirement.get(requirement.pk)
        used |= {norm.pk} if norm else set()
        if requirement.pk in requirements or (once and once.year != year):
            continue
        cycle = requirement.cycle or ("" if once else Requirement.Cycle.YEAR)
        yield Proposal(requirement.text[:200], cycle, None if cycle else once, requirement, norm)
    for norm in norms:
        if norm.pk not in used:
            yield Proposal(norm.title, Requirement.Cycle.HALF, None, norm=norm)


def likely_objective(unit: Unit, year: int) -> Objective | None:
    """The one objective that runs in a year; with several a person has to choose."""
    found = list(running(unit, year)[:2])
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody came to a post that has duties: from whom, and how many are handed over."""

    tenure: Tenure
    before: str
    duties: int


def changes_of_hands(account: Account, today: date) -> list[Change]:
    """The posts of the reader's part that changed hands lately, hold duties, and were not yet taken over; 3 queries."""
    here = Q(post__in=Duty.objects.filter(own(account, "unit__path"), state=Duty.State.CONFIRMED).values("post"))
    came = Tenure.objects.filter(
        here, own(account, "post__unit__path"), end=None, start__gte=today - HANDED_OVER_WITHIN, hand_over=None
    )
    tenures = list(came.select_related("person", "post__unit").order_by("post__unit__path", "pk")[:50])
    posts = [tenure.post_id for tenure in tenures]
    before = _left(posts, today)
    counted = Duty.objects.filter(post__in=posts, state=Duty.State.CONFIRMED, year__gte=today.year).order_by()
    duties = dict(counted.values_list("post").annotate(n=Count("pk")))
    return [
        Change(tenure, before.get(tenure.post_id or 0, ""), duties[tenure.post_id])
        for tenure in tenures
        if duties.get(tenure.post_id)
    ]


def _left(posts: Sequence[int | None], today: date) -> Mapping[int, str]:
    """Who held some posts last before."""
    rows = Tenure.objects.filter(post__in=posts, end__lte=today).order_by("end", "pk")
    return {post or 0: name for post, name in rows.values_list("post_id", "person__name")}
