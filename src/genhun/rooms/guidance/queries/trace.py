"""The chain requirement - norm - duty - activity - result, walked both ways, and what hangs loose in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from genhun.records.models import Account, Activity, Duty, Measure, Norm, NormUse, Requirement
from genhun.records.scope import has_part, own, paths_above
from genhun.rooms.guidance.queries.norms import norms_of

REQUIREMENT, NORM, DUTY, ACTIVITY = "requirement", "norm", "duty", "activity"
MOST = 50

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Chain:
    """What hangs together with one record: each kind of link in the order of the chain."""

    requirements: Sequence[Requirement]
    norms: Sequence[Norm]
    duties: Sequence[Duty]
    activities: Sequence[Activity]


def requirements_of(account: Account) -> QuerySet[Requirement]:
    """Requirements of the own part, and those in force that come from above."""
    here = own(account, "unit__path")
    if account.unit is None or not has_part(account):
        return Requirement.objects.filter(here)
    above = Q(unit__path__in=paths_above(account.unit), state=Requirement.State.CONFIRMED)
    return Requirement.objects.filter(here | above).select_related("unit", "clause")


def duties_of(account: Account) -> QuerySet[Duty]:
    """Duties of the own part."""
    return Duty.objects.filter(own(account, "unit__path")).exclude(state=Duty.State.ASIDE).select_related("unit")


def activities_of(account: Account) -> QuerySet[Activity]:
    """Activities of the own part."""
    return Activity.objects.filter(own(account, "unit__path")).select_related("unit", "duty")


def chain(account: Account, kind: str, pk: int) -> Chain:
    """Everything above and below one record of the chain, as far as the reader may see it."""
    asked, norms, duties, done = (
        requirements_of(account),
        norms_of(account),
        duties_of(account),
        activities_of(account),
    )
    if kind == REQUIREMENT:
        duties = duties.filter(Q(requirement=pk) | Q(norm__requirements=pk))
        asked, norms, done = (
            asked.filter(pk=pk),
            norms.filter(requirements=pk),
            done.filter(duty__in=duties.values("pk")),
        )
    elif kind == NORM:
        asked, norms, duties = asked.filter(norms=pk), norms.filter(pk=pk), duties.filter(norm=pk)
        done = done.filter(duty__norm=pk)
    else:
        held = {"pk": pk} if kind == DUTY else {"activities": pk}
        duties = duties.filter(**held)
        done = done.filter(duty__in=duties.values("pk")) if kind == DUTY else done.filter(pk=pk)
        norms = norms.filter(duties__in=duties.values("pk"))
        asked = asked.filter(Q(duties__in=duties.values("pk")) | Q(norms__in=norms.values("pk")))
    return Chain(_some(asked), _some(norms), _some(duties), _some(done))


def _some(found: QuerySet[M]) -> list[M]:
    return list(found.distinct().order_by("pk")[:MOST])


def unserved(account: Account) -> QuerySet[Requirement]:
    """Requirements in force of the own part for which no unit takes any measure."""
    ours = Requirement.objects.filter(own(account, "unit__path"), state=Requirement.State.CONFIRMED)
    return ours.filter(~Exists(Measure.objects.filter(requirements=OuterRef("pk")))).select_related("unit", "clause")


def unapplied(account: Account) -> QuerySet[Norm]:
    """Norms of the own part that are past exploration and that no unit applies."""
    past = Norm.objects.filter(own(account, "unit__path")).exclude(
        stage__in=[Norm.Stage.EXPLORATION, Norm.Stage.RETIRED]
    )
    return past.filter(~Exists(NormUse.objects.filter(norm=OuterRef("pk")))).select_related("unit")


def without_result(account: Account, today: date) -> QuerySet[Activity]:
    """Activities of the own part whose day is over and that say nothing of what they changed."""
    return activities_of(account).filter(outcome="", on__lt=today)
