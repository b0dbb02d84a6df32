"""What a person sees of the own file, by the account's person: no part of the organisation is needed for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language

from genhun.core.calendar import month_of, month_of_date
from genhun.core.days import RULES, Duty, Had, Trainee, duties
from genhun.core.policy import Policy
from genhun.hall.queries.plans import StintAhead
from genhun.records.models import Account, Correction, FileView, Person, Plan, PlanLine, SeatWish, Tenure, TrainingClass
from genhun.records.scope import own, people_of
from genhun.rooms.rotation.queries.plans import horizon_of
from genhun.rooms.training.models import MentorPair
from genhun.rooms.training.queries.days import day_settings

CLASSES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class OwnPlans:
    """The lines of the newest adopted plans that concern a person."""

    stints: Sequence[StintAhead]
    seats: Sequence[PlanLine]
    mentor: PlanLine | None

    def next_step(self, today: date) -> StintAhead | None:
        """The next move ahead."""
        return next((stint for stint in self.stints if stint.line.entry and stint.start >= today), None)


def own_plans(person: Person) -> OwnPlans:
    """The person's lines in adopted plans; one query."""
    lines = PlanLine.objects.filter(person=person, plan__state=Plan.State.ADOPTED, refused=False)
    shown = lines.select_related("plan", "post__unit", "training_class", "other__unit").order_by("plan_id", "id")
    by_planner: dict[str, list[PlanLine]] = {}
    for line in shown:
        known = by_planner.setdefault(line.plan.planner, [])
        if known and known[0].plan_id != line.plan_id:
            known.clear()  # the newest plan counts
        known.append(line)
    stints = [_stint(line) for line in by_planner.get("rotation", []) if line.place != "retired"]
    seats = sorted(by_planner.get("training", []), key=_start)
    mentors = by_planner.get("mentoring", [])
    return OwnPlans(sorted(stints, key=lambda stint: stint.start), seats, mentors[0] if mentors else None)


def _stint(line: PlanLine) -> StintAhead:
    horizon = horizon_of(line.plan)
    return StintAhead(line, horizon.day(line.from_period or 0), horizon.day(line.to_period or 0))


def _start(line: PlanLine) -> date:
    return line.training_class.start if line.training_class else date.max


def own_duties(person: Person, tenures: Sequence[Tenure], seats: Sequence[PlanLine], policy: Policy) -> list[Any]:
    """The days that a party-affairs worker owes, rule by rule, each with the rule's name; two queries."""
    held = [t for t in tenures if t.end is None and t.post]
    if not any(t.post and t.post.track in {"party", "both"} for t in held):
        return []
    secretary = [t.start for t in held if t.post and "secretary" in t.post.roles.split(";")]
    trainee = Trainee(person.level, person.level_since, min(secretary, default=None))
    had = [Had(day, days) for day, days in person.credits.values_list("date", "days")]
    planned = [Had(c.end, c.days) for line in seats if (c := line.training_class)]
    rows = duties(trainee, policy["training_year"], policy["required_days"], day_settings(), had, planned)
    language = get_language() or "zh-hans"
    return [(RULES[duty.rule].name(language), duty) for duty in sorted(rows, key=_until)]


def is_newcomer(tenures: Sequence[Tenure], policy: Policy) -> bool:
    """Whether the first party post began less than the policy's months before the training year."""
    party = [t.start for t in tenures if (t.post.track if t.post else t.track) in {"party", "both"}]
    january = month_of(policy["training_year"], 1)
    return bool(party) and january - month_of_date(min(party)) < policy["newcomer_months"]


def _until(duty: Duty) -> tuple[date, str]:
    return duty.until, duty.rule


def pairs_of(person: Person) -> list[MentorPair]:
    """Who leads the person, and whom the person leads; one query."""
    pairs = MentorPair.objects.filter(Q(mentee=person) | Q(mentor=person), closed_on=None)
    return list(pairs.select_related("mentee__unit", "mentor__unit").order_by("start", "pk"))


def classes_to_wish(person: Person, today: date, newcomer: bool) -> list[Any]:
    """Classes ahead that level and newness let the person into, with state and answer of the own wish; one query."""
    low = Q(min_level=None) | Q(min_level__lte=person.level)
    high = Q(max_level=None) | Q(max_level__gte=person.level)
    wish = SeatWish.objects.filter(person=person, training_class=OuterRef("pk"))
    ahead = TrainingClass.objects.filter(low, high, start__gt=today).annotate(
        wished=Subquery(wish.values("state")), answer=Subquery(wish.values("answer"))
    )
    if not newcomer:
        ahead = ahead.exclude(kind="induction")
    return list(ahead.order_by("start", "code")[:CLASSES_SHOWN])


def own_corrections(person: Person) -> QuerySet[Correction]:
    """What the person asked to be corrected, the latest first."""
    return Correction.objects.filter(person=person).select_related("answered_by").order_by("-id")


def own_views(person: Person) -> QuerySet[FileView]:
    """Who looked at the person's file, the latest first."""
    return FileView.objects.filter(person=person).select_related("unit").order_by("-id")


def corrections_of(account: Account) -> QuerySet[Correction]:
    """What people of the account's part asked to be corrected."""
    return Correction.objects.filter(person__in=people_of(account)).select_related("person__unit", "answered_by")


def views_of(account: Account) -> QuerySet[FileView]:
    """Who looked at files of people of the account's part."""
    seen = FileView.objects.filter(own(account, "person__unit__path"))
    return seen.select_related("person__unit", "viewer", "unit")
