"""What people decide about a plan: put it forward, adopt it, reject it, refuse a line of it. Each with its reason."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from genhun.records.actions.plans import adopt_plan, propose_plan, refuse_line, reject_plan
from genhun.records.models import Account, Plan, Role
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICERS, Refused, Stale
from genhun.records.scope import one
from genhun.rooms.rotation.forms.plans import Decision
from genhun.rooms.rotation.queries import plans as queries
from genhun.rooms.rotation.views.plans import show_line, show_plan

Act = Callable[[Plan, Account, str], object]


@page(name="propose", roles=OFFICERS, methods=("POST",), about="plan")
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a verified plan forward."""
    done = _("The plan is put forward.")
    return _decide(request, pk, propose_plan, done, needs_reason=False)


@page(name="adopt", roles=OFFICERS, methods=("POST",), about="plan")
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Adopt a proposed plan."""
    return _decide(request, pk, adopt_plan, _("The plan is adopted."))


@page(name="reject", roles=OFFICERS, methods=("POST",), about="plan")
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Reject a plan that is not yet decided."""
    return _decide(request, pk, reject_plan, _("The plan is rejected."))


def _decide(request: HttpRequest, pk: int, act: Act, done: str, needs_reason: bool = True) -> HttpResponse:
    plan = one(queries.visible_plans(reader(request)), pk=pk)
    form = Decision(request.POST, needs_reason=needs_reason, auto_id="decide_%s")
    if not form.is_valid():
        return show_plan(request, plan, form)
    seen = form.cleaned_data["version"]
    if seen != plan.version:
        return conflict(request, plan, form.cleaned_data["reason"])
    try:
        act(plan, reader(request), form.cleaned_data["reason"])
    except Stale:
        return conflict(request, one(queries.visible_plans(reader(request)), pk=pk), form.cleaned_data["reason"])
    except Refused as refused:
        form.add_error(None, refused.reason)
        return show_plan(request, one(queries.visible_plans(reader(request)), pk=pk), form)
    messages.success(request, done)
    return redirect("rotation:plan", pk)


@page(name="refuse", roles=OFFICERS | {Role.UNIT_SECRETARY}, methods=("POST",), about="line")
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse one line; the next plan keeps to it."""
    line = one(queries.visible_lines(reader(request)), pk=pk)
    form = Decision(request.POST)
    if not form.is_valid():
        return show_line(request, line, form)
    try:
        refuse_line(line, reader(request), form.cleaned_data["reason"], form.cleaned_data["version"])
    except Stale:
        return conflict(request, line.plan, form.cleaned_data["reason"])
    except Refused as refused:
        form.add_error(None, refused.reason)
        return show_line(request, line, form)
    messages.success(request, _("The line is refused. The next plan keeps to it."))
    return redirect("rotation:line", pk)


def conflict(request: HttpRequest, plan: Plan, reason: str) -> HttpResponse:
    """Somebody was first: what the plan is now, beside what was about to be sent."""
    context = {"plan": plan, "unit": plan.unit, "sent": reason}
    return render(request, "rotation/conflict.html", context, status=409)
