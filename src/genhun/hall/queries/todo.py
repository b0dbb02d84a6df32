"""What needs an account before when: things to decide first, then what comes by itself."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genhun.core.calendar import Month, month_of_date
from genhun.core.policy import Policy
from genhun.hall.queries.own_file import corrections_of
from genhun.hall.queries.plans import rotation_that_counts
from genhun.hall.queries.retirements import retiring
from genhun.records.agenda import Item
from genhun.records.contract.write import first_day
from genhun.records.models import Account, Correction, ImportBatch, Job, Plan, PlanLine
from genhun.records.policies import MAKERS, PERSONNEL, check_can_import, why_not
from genhun.records.scope import imports_of, jobs_of, lines_of, people_of, plans_of
from genhun.rooms.guidance import agenda as guidance
from genhun.rooms.responsibility import agenda as responsibility
from genhun.rooms.rotation import agenda as rotation
from genhun.rooms.rotation.queries.plans import horizon_of
from genhun.rooms.rotation.words import PLANNERS
from genhun.rooms.secretaries import agenda as secretaries
from genhun.rooms.study import agenda as study
from genhun.rooms.training import agenda as training

AHEAD_DAYS, AHEAD_MONTHS, RECENT = 90, 12, timedelta(days=14)
NAMED = 3


ROOMS = (study, guidance, training, secretaries, rotation, responsibility)


def to_decide(account: Account) -> list[Item]:
    """What waits for this account's own word: files to confirm, plans to decide, runs that failed or just ended."""
    waiting = [*_start(account), *_imports(account), *_plans(account), *_corrections(account), *_jobs(account)]
    waiting += [item for room in ROOMS for item in room.to_decide(account)]
    return sorted(waiting, key=lambda item: item.due or date.min)


def _start(account: Account) -> Iterable[Item]:
    if not why_not(check_can_import, account) and not people_of(account).exists():
        yield Item(None, "decide", _("Start here: send in units, posts and people"), reverse("hall:data"))


def _imports(account: Account) -> Iterable[Item]:
    if why_not(check_can_import, account):
        return
    for batch in imports_of(account).filter(state=ImportBatch.State.PREVIEW).defer("content", "before", "changes")[:10]:
        text = _("Look at what %(file)s would change, and confirm it") % {"file": batch.name}
        yield Item(None, "decide", text, reverse("hall:import", args=[batch.pk]), _sent(batch.sent_at))


def _plans(account: Account) -> Iterable[Item]:
    own = [planner for planner, roles in MAKERS.items() if account.role in roles]
    states = (Plan.State.VERIFIED, Plan.State.PROPOSED)
    plans = plans_of(account).filter(planner__in=own, state__in=states).select_related("unit")
    for plan in plans.order_by("-id")[:10]:
        words = {"plan": PLANNERS[plan.planner], "unit": plan.unit.name}
        text = (
            _("Adopt or reject: %(plan)s of %(unit)s") % words
            if plan.state == Plan.State.PROPOSED
            else _("Read and put forward, or reject: %(plan)s of %(unit)s") % words
        )
        due = horizon_of(plan).day(0) if plan.planner == "rotation" else None
        yield Item(due, "decide", text, reverse("rotation:plan", args=[plan.pk]), plan.title or _sent(plan.made_at))


def _corrections(account: Account) -> Iterable[Item]:
    if account.role not in PERSONNEL:
        return
    for asked in corrections_of(account).filter(state=Correction.State.WAITING).order_by("due", "id")[:10]:
        words = {"name": asked.person.name, "matter": asked.get_matter_display()}
        text = _("Answer %(name)s: correction of “%(matter)s”") % words
        yield Item(asked.due, "decide", text, reverse("hall:correction", args=[asked.pk]))


def _jobs(account: Account) -> Iterable[Item]:
    since = timezone.now() - RECENT
    for job in jobs_of(account).filter(asked_by=account, asked_at__gte=since).exclude(state=Job.State.STOPPED)[:10]:
        url = reverse("hall:job", args=[job.pk])
        if job.state == Job.State.FAILED:
            yield Item(None, "fault", _("A run failed: read why, and ask again"), url, _sent(job.asked_at))
        elif job.state != Job.State.DONE:
            yield Item(None, "decide", _("A run is under way: look how far it is"), url, _sent(job.asked_at))


def _sent(at: Any) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def coming(account: Account, policy: Policy, today: date) -> list[Item]:
    """What comes by itself in the next twelve months, by day."""
    items = [*_moves(account, today), *_classes(account, today), *_retirements(account, policy, today)]
    items += [item for room in ROOMS for item in room.coming(account, today)]
    return sorted(items, key=lambda item: (item.due or today, item.kind))


def _moves(account: Account, today: date) -> Iterable[Item]:
    plan = rotation_that_counts(account)
    if plan is None or plan.state != Plan.State.ADOPTED:
        return
    horizon, counts = horizon_of(plan), lines_of(account, plan).filter(entry=True).order_by("from_period")
    for row in counts.values("from_period").annotate(n=Count("pk")):
        day = horizon.day(row["from_period"] or 0)
        if today <= day <= today + timedelta(days=366):
            text = ngettext("%(n)d person moves", "%(n)d people move", row["n"]) % {"n": row["n"]}
            yield Item(day, "move", text, reverse("rotation:plan", args=[plan.pk]), _("by the adopted plan"))


def _classes(account: Account, today: date) -> Iterable[Item]:
    lines = lines_of(account).filter(plan__planner="training", plan__state=Plan.State.ADOPTED)
    ahead = lines.filter(training_class__start__gte=today, training_class__start__lte=today + timedelta(days=366))
    fields = ("training_class__start", "training_class__title", "plan")
    for row in ahead.values(*fields).annotate(n=Count("pk")).order_by(*fields):
        words = {"n": row["n"], "title": row["training_class__title"]}
        text = ngettext("%(n)d person attends %(title)s", "%(n)d people attend %(title)s", row["n"]) % words
        yield Item(row["training_class__start"], "class", text, reverse("rotation:plan", args=[row["plan"]]))


def _retirements(account: Account, policy: Policy, today: date) -> Iterable[Item]:
    now = month_of_date(today)
    by_month: dict[Month, list[Any]] = defaultdict(list)
    for month, person in retiring(people_of(account), policy, now, Month(now + AHEAD_MONTHS)):
        by_month[month].append(person)
    for month, people in by_month.items():
        names = "、".join(person.name for person in people[:NAMED]) + ("…" if len(people) > NAMED else "")
        text = ngettext("%(n)d person retires: %(names)s", "%(n)d people retire: %(names)s", len(people))
        url = reverse("hall:people") + "?retiring=12"
        if len(people) == 1:
            url = reverse("hall:person", args=[people[0].pk])
        yield Item(max(first_day(month), today), "retire", text % {"n": len(people), "names": names}, url)


def dots(items: Sequence[Item], today: date) -> list[dict[str, Any]]:
    """The items of the next ninety days as dots: share of the strip (0-1), place in the pile, kind and words."""
    pile: dict[date, int] = defaultdict(int)
    found = []
    for item in items:
        if item.due and today <= item.due <= today + timedelta(days=AHEAD_DAYS):
            share = (item.due - today).days / AHEAD_DAYS
            found.append(
                {"share": share, "pile": pile[item.due], "kind": item.kind, "title": f"{item.due} {item.text}"}
            )
            pile[item.due] += 1
    return found


def own_lines(account: Account) -> list[PlanLine]:
    """The lines of adopted plans that concern the account's own person, soonest first."""
    if account.person is None:
        return []
    lines = lines_of(account).filter(person=account.person, plan__state=Plan.State.ADOPTED)
    shown = lines.select_related("plan", "post__unit", "training_class", "other")
    return list(shown.order_by("plan__planner", "from_period"))
