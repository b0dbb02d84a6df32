"""Runs in the worker: how far they are, what came of them; and the audit of what people did."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from genhun.hall.words import ACTIONS, STAGES
from genhun.records.actions.plans import stop_job
from genhun.records.listing import listing
from genhun.records.models import Job
from genhun.records.pages import page, reader
from genhun.records.policies import ACTIONS as WHO_MAY
from genhun.records.policies import OFFICERS, Refused, check_can_stop, why_not
from genhun.records.scope import audit_of, jobs_of, one, plans_of
from genhun.rooms.rotation.words import PLANNERS

DECISIONS = ("propose_plan", "adopt_plan", "reject_plan", "refuse_line")
SUBJECTS = {"import": "hall:import", "plan": "rotation:plan", "job": "hall:job"}
ENDED = {Job.State.DONE, Job.State.FAILED, Job.State.STOPPED}


@page(name="job", roles=OFFICERS, about="job")
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: the page asks again every two seconds until it has ended."""
    account = reader(request)
    chosen = one(jobs_of(account).select_related("asked_by"), pk=pk)
    progress = chosen.progress or {}
    context = {
        "job": chosen,
        "ended": chosen.state in ENDED,
        "planners": [PLANNERS.get(key, key) for key in chosen.request.get("planners", [])],
        "planner": PLANNERS.get(progress.get("planner", ""), ""),
        "stage": STAGES.get(progress.get("stage", ""), ""),
        "progress": progress,
        "share": _share(chosen),
        "plans": plans_of(account).filter(job=chosen).select_related("unit").order_by("pk"),
        "clashes": _clashes(progress),
        "not_stop": why_not(check_can_stop, chosen, account),
    }
    template = "hall/job.html#state" if request.headers.get("HX-Request") else "hall/job.html"
    return render(request, template, context)


def _share(chosen: Job) -> int:
    """How much of the time limit is used, in percent."""
    limit, left = chosen.request.get("time_limit_s") or 0, (chosen.progress or {}).get("seconds_left")
    return 0 if not limit or left is None else max(0, min(100, round(100 * (1 - left / limit))))


def _clashes(progress: dict[str, Any]) -> list[tuple[Any, Any]]:
    """For each planner that found no plan, the rows that clash."""
    return [(PLANNERS.get(planner, planner), rows) for planner, rows in progress.get("no_plan", {}).items()]


@page(name="job-stop", roles=OFFICERS, methods=("POST",), about="job")
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a run to end with the best it has."""
    account = reader(request)
    try:
        stop_job(one(jobs_of(account), pk=pk), account)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("The run ends with the best plan it has so far."))
    return redirect("hall:job", pk=pk)


@page(name="audit", roles=WHO_MAY["see_audit"])
def audit(request: HttpRequest) -> HttpResponse:
    """Who did what when and why, the latest first; all of it, or what people decided about plans."""
    entries, decisions = audit_of(reader(request)).select_related("actor"), request.GET.get("show") == "decisions"
    shown = listing(request, entries.filter(action__in=DECISIONS) if decisions else entries, ("-pk",))
    rows = [(entry, ACTIONS.get(entry.action, entry.action), _about(entry.subject)) for entry in shown.rows]
    here = reverse("hall:audit")
    tabs = [
        {"url": here, "label": _("Everything"), "here": not decisions},
        {"url": f"{here}?show=decisions", "label": _("Decisions about plans"), "here": decisions},
    ]
    return render(request, "hall/audit.html", {"page": shown, "rows": rows, "tabs": tabs})


def _about(subject: str) -> str:
    """The address of what an entry speaks of; empty where there is no page of it."""
    kind, _colon, number = subject.partition(":")
    return reverse(SUBJECTS[kind], args=[int(number)]) if kind in SUBJECTS and number.isdigit() else ""
