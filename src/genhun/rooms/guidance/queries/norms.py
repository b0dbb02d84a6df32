"""Norms on their way, what they rest on, and what the evidence proposes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from genhun.core.evidence import END, FIGURES, FORWARD, Evidence, Proposal, propose, whole_months
from genhun.records.models import Account, Norm, NormStep, NormText, NormUse
from genhun.records.scope import has_part, own
from genhun.rooms.guidance.models import EvidenceFigure

LONGEST = {Norm.Kind.COMPREHENSIVE: 5000, Norm.Kind.SPECIAL: 4000}
"""Characters of a text at most: rules of 2024 on relieving the grass roots of formalism (docs/rooms/guidance.md)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A norm with the evidence of a day and what it proposes."""

    norm: Norm
    evidence: Evidence
    proposal: Proposal
    due: bool  # its review has come

    @property
    def decided(self) -> bool:
        """Whether the evidence proposes a step that a person is to decide."""
        return self.proposal.act in {FORWARD, END}


def norms_of(account: Account) -> QuerySet[Norm]:
    """Norms and what is on its way to one are open to the whole group."""
    if not has_part(account):
        return Norm.objects.none()
    return Norm.objects.select_related("unit")


def steered_by(account: Account) -> QuerySet[Norm]:
    """Norms of the own part, whose steps are decided there."""
    return Norm.objects.filter(own(account, "unit__path")).exclude(stage=Norm.Stage.RETIRED).select_related("unit")


def revised_for(account: Account, since: date, until: date) -> QuerySet[NormStep]:
    """Revisions in these days of norms that units of the own part apply."""
    applied = NormUse.objects.filter(own(account, "unit__path"), until=None).values("norm")
    days = {"on__gte": since, "on__lte": until}
    return NormStep.objects.filter(revised=True, norm__in=applied, **days).select_related("norm__unit")


def figures() -> dict[str, int]:
    """What evidence is asked for: as the group has set it, the defaults for the rest. One query."""
    kept = dict(EvidenceFigure.objects.values_list("key", "value"))
    return {key: kept.get(key, figure.default) for key, figure in FIGURES.items()}


def figure_reasons() -> Mapping[str, str]:
    """The reasons that the group gave for its own figures."""
    return dict(EvidenceFigure.objects.values_list("key", "reason"))


def standings(norms: QuerySet[Norm], today: date) -> list[Standing]:
    """Each norm with its evidence and what it proposes; two queries."""
    measured = Q(uses__before__isnull=False, uses__after__isnull=False) & ~Q(uses__measure="") & ~Q(uses__outcome="")
    counted = norms.annotate(
        written=Exists(NormText.objects.filter(norm=OuterRef("pk"))),
        applied=Count("uses", filter=Q(uses__since__lte=today)),
        measured=Count("uses", filter=measured),
        better=Count("uses", filter=measured & Q(uses__outcome=NormUse.Outcome.BETTER)),
        worse=Count("uses", filter=measured & Q(uses__outcome=NormUse.Outcome.WORSE)),
    )
    asked = figures()
    return [_standing(norm, today, asked) for norm in counted]


def _standing(norm: Norm, today: date, asked: Mapping[str, int]) -> Standing:
    counts = {name: getattr(norm, name) for name in ("measured", "better", "worse")}
    evidence = Evidence(
        stage=norm.stage,
        text=norm.written,  # type: ignore[attr-defined]  # annotated above, as the counts are
        units=norm.applied,  # type: ignore[attr-defined]
        months=_months(norm.since, today),
        **counts,
    )
    return Standing(norm, evidence, propose(evidence, asked), bool(norm.review and norm.review <= today))


def _months(start: date, day: date) -> int:
    return whole_months((start.year, start.month, start.day), (day.year, day.month, day.day))


def standing(norm: Norm, today: date) -> Standing:
    """The same for one norm."""
    return standings(Norm.objects.filter(pk=norm.pk).select_related("unit"), today)[0]


def columns(found: Iterable[Standing]) -> dict[str, list[Standing]]:
    """The pipeline: what stands in each stage, what is to be decided first."""
    by_stage: dict[str, list[Standing]] = defaultdict(list)
    for one in sorted(found, key=lambda s: (not s.decided, not s.due, s.norm.since, s.norm.pk)):
        by_stage[one.norm.stage].append(one)
    return {stage: by_stage[stage] for stage in Norm.Stage.values}


def length_of(text: str) -> int:
    """How many characters a text has, blanks and line ends left out."""
    return len("".join(text.split()))


def too_long(norm: Norm, text: str) -> int:
    """By how many characters a text goes beyond what its kind allows; 0 if it does not."""
    return max(0, length_of(text) - LONGEST[Norm.Kind(norm.kind)])
