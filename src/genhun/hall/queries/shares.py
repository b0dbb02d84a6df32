"""The six aspects as the records tell them: of how many things per unit how many are done.

Nobody is asked for these figures. Each is a share of something that can be counted; docs/rooms/README.md says of what.
The figures of the whole tree are computed once and kept until anything is written: every write leaves an audit entry.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.db.models import Q, QuerySet

from genhun.core.aspects import Aspect
from genhun.core.calendar import MONTHS_A_PERIOD, month_of
from genhun.core.group import lanes_of
from genhun.core.policy import Policy
from genhun.hall.queries.policy import policy_now
from genhun.hall.queries.retirements import retires
from genhun.records.experience import months_on_lanes
from genhun.records.models import (
    Activity,
    AuditEntry,
    Credit,
    Duty,
    Measure,
    Norm,
    NormUse,
    Person,
    Plan,
    PlanLine,
    Post,
    Requirement,
    Tenure,
    Unit,
    Waiver,
)

PARTY_TRACKS = ("party", "both")
SETTLED = (Norm.Stage.INTERIM, Norm.Stage.NORM)
BENCHES_IN_ORDER = (Plan.State.ADOPTED, Plan.State.PROPOSED, Plan.State.VERIFIED)

A_DAY_S = 86_400

Share = tuple[int, int]
"""(done, of how many)."""

Shares = Mapping[int, Share]
"""By unit; a unit without anything to count is missing."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The paths of all units by id, and their shares by aspect."""

    paths: Mapping[int, str]
    shares: Mapping[Aspect, Shares]


def counted_shares(today: date) -> Counted:
    """The shares of every unit by aspect, as the records stand."""
    last = AuditEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    key = f"shares:{last}:{today}"
    found: Counted | None = cache.get(key)
    if found is None:
        paths = dict(Unit.objects.values_list("pk", "path"))
        found = Counted(paths, count_shares({path: pk for pk, path in paths.items()}, today))
        cache.set(key, found, A_DAY_S)
    return found


def count_shares(units: Mapping[str, int], today: date) -> Mapping[Aspect, Shares]:
    """The same, counted anew for units by path; a fixed number of queries."""
    policy = policy_now()
    return {
        Aspect.STUDY: requirements_with_a_measure(units, today),
        Aspect.GUIDANCE: norms_applied(units),
        Aspect.TRAINING: days_covered(policy, today),
        Aspect.SECRETARIES: posts_with_a_successor(),
        Aspect.ROTATION: young_who_end_dual(policy),
        Aspect.RESPONSIBILITY: duties_tied_and_activities_closed(today),
    }


def requirements_with_a_measure(units: Mapping[str, int], today: date) -> Shares:
    """Confirmed requirements that reach a unit and are not waived: how many of them a measure of the unit serves."""
    asked: dict[int, set[int]] = defaultdict(set)
    confirmed = Requirement.objects.filter(state=Requirement.State.CONFIRMED)
    led = set(Post.objects.filter(_has_role("secretary")).values_list("unit", flat=True))
    for pk, path, reach in confirmed.exclude(reach=Requirement.Reach.CHOSEN).values_list("pk", "unit__path", "reach"):
        for unit in _below(units, path):
            if reach == Requirement.Reach.ALL or unit in led:
                asked[unit].add(pk)
    for pk, unit in confirmed.filter(reach=Requirement.Reach.CHOSEN, chosen__isnull=False).values_list("pk", "chosen"):
        asked[unit].add(pk)
    for pk, unit in Waiver.objects.filter(until__gte=today).values_list("requirement", "unit"):
        asked[unit].discard(pk)
    served: dict[int, set[int]] = defaultdict(set)
    for unit, pk in Measure.objects.filter(requirements__isnull=False).values_list("unit", "requirements"):
        served[unit].add(pk)
    return {unit: (len(wanted & served[unit]), len(wanted)) for unit, wanted in asked.items() if wanted}


def norms_applied(units: Mapping[str, int]) -> Shares:
    """Interim provisions and norms in whose scope a unit lies: how many of them it applies."""
    asked: dict[int, set[int]] = defaultdict(set)
    for pk, path in Norm.objects.filter(stage__in=SETTLED).values_list("pk", "unit__path"):
        for unit in _below(units, path):
            asked[unit].add(pk)
    applied: dict[int, set[int]] = defaultdict(set)
    for unit, pk in NormUse.objects.filter(norm__stage__in=SETTLED).values_list("unit", "norm"):
        applied[unit].add(pk)
    return {unit: (len(wanted & applied[unit]), len(wanted)) for unit, wanted in asked.items()}


def days_covered(policy: Policy, today: date) -> Shares:
    """Days that party-affairs workers owe in the training year: how many are had or planned by the adopted plan."""
    year, owed = policy["training_year"], policy["required_days"]
    had: Counter[int] = Counter()
    for person, days in Credit.objects.filter(date__year=year).values_list("person", "days"):
        had[person] += days
    seats = PlanLine.objects.filter(plan__planner="training", plan__state=Plan.State.ADOPTED, refused=False)
    ahead = seats.filter(training_class__end__gte=today)  # what is over has come back as days had
    for person, days in ahead.values_list("person", "training_class__days"):
        had[person] += days
    done: Counter[int] = Counter()
    of: Counter[int] = Counter()
    after = month_of(year, 12)
    workers = Person.objects.filter(tenures__in=_open_on(PARTY_TRACKS, date(year, 12, 31)), unit__isnull=False)
    for worker in workers.distinct():
        if retires(worker, policy) > after:
            done[worker.unit_id or 0] += min(owed, had[worker.pk])
            of[worker.unit_id or 0] += owed
    return _together(done, of)


def posts_with_a_successor() -> Shares:
    """Secretary posts: how many have somebody on the bench who could take over now; nothing without a benches plan."""
    plans = Plan.objects.filter(planner="benches", state__in=BENCHES_IN_ORDER).values_list("unit", "state", "pk")
    latest: dict[int, tuple[int, int]] = {}
    for unit, state, pk in plans.order_by("pk"):
        rank = -BENCHES_IN_ORDER.index(Plan.State(state))
        latest[unit] = max(latest.get(unit, (rank, pk)), (rank, pk))
    counting = [pk for _rank, pk in latest.values()]
    if not counting:
        return {}
    ready = PlanLine.objects.filter(plan__in=counting, readiness="now", refused=False).values("post")
    posts = Post.objects.filter(_has_role("secretary"))
    return _together(_by_unit(posts.filter(pk__in=ready)), _by_unit(posts))


def young_who_end_dual(policy: Policy) -> Shares:
    """Young cadres: how many will have served the dual periods on both lanes when the adopted plan ends.

    Without an adopted plan: by its start, if they stay where they are.
    """
    young = dict(Person.objects.filter(young=True, unit__isnull=False).values_list("pk", "unit"))
    months = months_on_lanes(Tenure.objects.filter(person__young=True), policy.rotation_start)
    lines = PlanLine.objects.filter(
        plan__planner="rotation", plan__state=Plan.State.ADOPTED, person__young=True, post__isnull=False
    )
    ahead: dict[str, Counter[int]] = {"party": Counter(), "production": Counter()}
    for person, track, start, end in lines.values_list("person", "post__track", "from_period", "to_period"):
        for lane in lanes_of(track):
            ahead[lane][person] += (end or 0) - (start or 0)
    needed = policy["dual_periods"]
    dual = Counter(
        unit
        for person, unit in young.items()
        if all(months[lane][person] // MONTHS_A_PERIOD + ahead[lane][person] >= needed for lane in ahead)
    )
    return _together(dual, Counter(young.values()))


def duties_tied_and_activities_closed(today: date) -> Shares:
    """This year's duties, and activities whose day has come: how many are tied to an objective, how many are closed."""
    done: Counter[int] = Counter()
    of: Counter[int] = Counter()
    duties = Duty.objects.filter(state=Duty.State.CONFIRMED, year=today.year)
    for unit, tied in duties.values_list("unit", "objective"):
        done[unit] += tied is not None
        of[unit] += 1
    due = Activity.objects.filter(on__lt=today, on__year=today.year)
    for unit, outcome in due.values_list("unit", "outcome"):
        done[unit] += outcome != ""
        of[unit] += 1
    return _together(done, of)


def _below(units: Mapping[str, int], path: str) -> Iterable[int]:
    return (pk for own, pk in units.items() if own.startswith(path))


def _together(done: Mapping[int, int], of: Mapping[int, int]) -> Shares:
    return {unit: (done.get(unit, 0), number) for unit, number in of.items() if number}


def _has_role(role: str) -> Q:
    """Posts with a role among their roles, which are joined by `;`."""
    alone, first = Q(roles=role), Q(roles__startswith=f"{role};")
    return alone | first | Q(roles__endswith=f";{role}") | Q(roles__contains=f";{role};")


def _open_on(tracks: tuple[str, ...], day: date) -> QuerySet[Tenure]:
    return Tenure.objects.filter(end=None, start__lte=day, post__track__in=tracks)


def _by_unit(posts: Iterable[Post]) -> Counter[int]:
    return Counter(post.unit_id for post in posts)
