"""What people decide about plans: ask for one, put it forward, adopt it, reject it, refuse a line of it.

Every act names the version of the plan that the person saw; if somebody else was first, or the same click came twice,
it is refused as stale and nothing is lost.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.core.calendar import Month, period_start
from genhun.records import audit
from genhun.records.contract.write import first_day
from genhun.records.models import Account, Job, Lock, Plan, PlanLine, Refusal, Unit
from genhun.records.onward import LEAST_CHANGE, WHAT_IF
from genhun.records.policies import (
    Refused,
    Stale,
    check_can_adopt,
    check_can_propose,
    check_can_refuse,
    check_can_reject,
    check_can_request,
    check_can_stop,
)

State = Plan.State
PLAN_KIND = "plan"
LONGEST_RUN_S = 4 * 3600


@transaction.atomic
def request_plan(account: Account, unit: Unit, planners: Sequence[str], time_limit_s: float, title: str = "") -> Job:
    """Ask for plans of a unit and all below it; a worker makes them."""
    if not planners:
        raise Refused(_("Choose at least one plan to be made."))
    check_can_request(list(planners), unit, account)
    request = {"unit": unit.code, "planners": list(planners), "time_limit_s": time_limit_s, "title": title[:200]}
    return _file(account, PLAN_KIND, request, "request_plan")


@transaction.atomic
def request_least_change(account: Account, plan: Plan, loss: float, time_limit_s: float, title: str = "") -> Job:
    """Ask for a plan that fits today's records and alters the fewest ways of another, for at most `loss` (a share)."""
    _check_rotation(plan)
    check_can_request([plan.planner], plan.unit, account)
    if not 0 <= loss <= 1:
        raise Refused(_("What few changes may cost more lies between 0 and 100 percent."))
    request = _onward(plan, time_limit_s) | {"loss": loss, "title": title[:200]}
    return _file(account, LEAST_CHANGE, request, "request_least_change")


@transaction.atomic
def request_what_if(account: Account, plan: Plan, changes: Sequence[Sequence[Any]], time_limit_s: float) -> Job:
    """Ask what changes of the input would bring, going on from a plan; no plan enters the records."""
    _check_rotation(plan)
    check_can_request([plan.planner], plan.unit, account)
    if not changes:
        raise Refused(_("Name what should be different."))
    request = _onward(plan, time_limit_s) | {"changes": [list(change) for change in changes]}
    return _file(account, WHAT_IF, request, "request_what_if")


def _check_rotation(plan: Plan) -> None:
    if plan.planner != "rotation":
        raise Refused(_("Only rotation goes on from a plan in this way."))


def _onward(plan: Plan, time_limit_s: float) -> dict[str, Any]:
    """What a job that goes on from a plan is asked for."""
    return {
        "unit": plan.unit.code,
        "planners": [plan.planner],
        "time_limit_s": time_limit_s,
        "from_plan": plan.pk,
    }


def _file(account: Account, kind: str, request: dict[str, Any], action: str) -> Job:
    """A job for the worker; the same click twice is one wish."""
    if not 0 < request["time_limit_s"] <= LONGEST_RUN_S:
        raise Refused(_("The time limit lies between 1 second and 4 hours."))
    waiting = Job.objects.filter(kind=kind, state=Job.State.WAITING, asked_by=account, request=request).first()
    if waiting:
        return waiting
    job = Job.objects.create(kind=kind, request=request, asked_by=account)
    audit.record(account, action, f"job:{job.pk}", request)
    return job


@transaction.atomic
def stop_job(job: Job, account: Account) -> Job:
    """Ask a run to end with the best it has; one that still waits ends at once."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    check_can_stop(job, account)
    job.stop_asked = True
    if job.state == Job.State.WAITING:
        job.state, job.ended_at = Job.State.STOPPED, timezone.now()
    job.save(update_fields=["stop_asked", "state", "ended_at"])
    audit.record(account, "stop_job", f"job:{job.pk}")
    return job


@transaction.atomic
def propose_plan(plan: Plan, account: Account, reason: str = "", version: int | None = None) -> Plan:
    """Put a verified plan forward."""
    plan = _current(plan, version)
    check_can_propose(plan, account)
    return _decide(plan, State.PROPOSED, account, "propose_plan", reason=reason)


@transaction.atomic
def adopt_plan(plan: Plan, account: Account, reason: str, version: int | None = None) -> Plan:
    """Adopt a proposed plan; the one adopted before it for the same planner and part is superseded."""
    plan = _current(plan, version)
    check_can_adopt(plan, account)
    _check_reason(reason)
    if plan.lines.filter(refused=True).exists():
        raise Refused(
            _("Lines of this plan were refused. Ask for a new plan, which keeps to the refusals, or reject it.")
        )
    before = Plan.objects.select_for_update().filter(planner=plan.planner, unit=plan.unit, state=State.ADOPTED)
    superseded = [old.pk for old in before]
    for old in before:
        old.state, old.version = State.SUPERSEDED, old.version + 1
        old.save(update_fields=["state", "version"])
    return _decide(plan, State.ADOPTED, account, "adopt_plan", reason=reason, superseded=superseded)


@transaction.atomic
def reject_plan(plan: Plan, account: Account, reason: str, version: int | None = None) -> Plan:
    """Reject a plan that is not yet decided."""
    plan = _current(plan, version)
    check_can_reject(plan, account)
    _check_reason(reason)
    return _decide(plan, State.REJECTED, account, "reject_plan", reason=reason)


@transaction.atomic
def refuse_line(line: PlanLine, account: Account, reason: str, version: int | None = None) -> Refusal:
    """Refuse one line. A refused move keeps the person where they are for its half-years, by a lock of the next run.

    A refused seat, mentor or place on a bench is kept as a pair that the next run leaves out.
    """
    plan = _current(line.plan, version)
    line = PlanLine.objects.select_related("plan", "post", "person").get(pk=line.pk)
    check_can_refuse(line, account)
    _check_reason(reason)
    refusal = Refusal(
        line=line,
        planner=plan.planner,
        unit=line.unit,
        person=line.person,
        post=line.post,
        training_class=line.training_class,
        other=line.other,
        host=line.host,
        reason=reason,
        by=account,
    )
    if plan.planner == "rotation":
        lock = _lock_instead(line, plan, account, reason)
        refusal.start, refusal.end = lock.start, lock.end
    refusal.save(force_insert=True)
    line.refused, line.refusal = True, reason
    line.save(update_fields=["refused", "refusal"])
    plan.version += 1
    plan.save(update_fields=["version"])
    who = line.person.code if line.person else line.unit.code
    audit.record(account, "refuse_line", f"plan:{plan.pk}", {"line": line.pk, "of": who}, reason)
    return refusal


def _lock_instead(line: PlanLine, plan: Plan, account: Account, reason: str) -> Lock:
    """The person stays, for the refused half-years, on the post that this plan would have them leave."""
    before = (
        PlanLine.objects.filter(
            plan=plan, person=line.person, post__isnull=False, refused=False, to_period__lte=line.from_period or 0
        )
        .order_by("-to_period")
        .first()
    )
    tenure = (
        line.person.tenures.filter(end=None, post__fixed=False).select_related("post").first() if line.person else None
    )
    post = before.post if before else (tenure.post if tenure else None)
    if line.person is None or post is None:
        raise Refused(_("There is no post where the person could stay instead."))
    year, month = plan.policy["rotation_start"].split("-")
    first = Month(int(year) * 12 + int(month) - 1)
    start, end = (first_day(period_start(first, period or 0)) for period in (line.from_period, line.to_period))
    return Lock.objects.create(person=line.person, post=post, start=start, end=end, reason=reason, by=account)


def _current(plan: Plan, version: int | None = None) -> Plan:
    """The plan as it now is, held until this transaction ends. Raises Stale if it is not what the person saw."""
    seen = plan.version if version is None else version
    current = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    if current.version != seen:
        label = State(current.state).label
        raise Stale(
            _("This plan has changed since you opened it (now: %(state)s). Look at it again.") % {"state": label}
        )
    return current


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Give a reason: it is kept with the decision."))


def _decide(
    plan: Plan, state: State, account: Account, action: str, *, reason: str, superseded: Sequence[int] = ()
) -> Plan:
    before = plan.state
    plan.state, plan.decided_by, plan.decided_at = state, account, timezone.now()
    plan.reason, plan.version = reason, plan.version + 1
    plan.save(update_fields=["state", "decided_by", "decided_at", "reason", "version"])
    detail = {"from": before, "to": str(state), "superseded": list(superseded)}
    audit.record(account, action, f"plan:{plan.pk}", detail, reason)
    return plan
