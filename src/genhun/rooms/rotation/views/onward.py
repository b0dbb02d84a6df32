"""Going on from a plan: the fewest changes that fit today's records; what one more post or a looser rule would bring.

The worker does the work; these pages file the wish and show what came of it.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from genhun.records.actions.plans import request_least_change, request_what_if
from genhun.records.models import Job
from genhun.records.pages import page, reader
from genhun.records.policies import Refused, check_in_part, why_not
from genhun.records.scope import one
from genhun.rooms.rotation.forms.onward import LeastChange, WhatIf
from genhun.rooms.rotation.policies import PLANNERS
from genhun.rooms.rotation.queries import onward as queries
from genhun.rooms.rotation.queries.plans import visible_plans
from genhun.rooms.rotation.views.plans import about
from genhun.rooms.rotation.words import PARTS, change_words


@page(name="onward", roles=PLANNERS, methods=("GET", "POST"), about="plan")
def onward(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the least change or for a what-if, and read what earlier runs found."""
    account = reader(request)
    plan = one(visible_plans(account), pk=pk, planner="rotation")
    posts = queries.scarce_posts(account, plan)
    asked = request.POST.get("ask", "")
    least = LeastChange(request.POST if asked == "least" else None, auto_id="least_%s")
    choices = [(post.code, f"{post.unit.name} {post.title}") for post in posts]
    what_if = WhatIf(choices, request.POST if asked == "what-if" else None, auto_id="if_%s")
    form = {"least": least, "what-if": what_if}.get(asked)
    if form is not None and form.is_valid():
        limit = form.cleaned_data["time_limit"]
        try:
            if isinstance(form, LeastChange):
                title = _("%(plan)s, least change") % {"plan": plan.title or plan.unit.name}
                job = request_least_change(account, plan, float(form.cleaned_data["loss"]) / 100, limit, title)
            else:
                job = request_what_if(account, plan, what_if.changes(), limit)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The run is under way. You may leave this page; the result stays."))
            return redirect("hall:job", job.pk)
    runs = queries.runs_from(account, plan)
    names = queries.named_changes(runs)
    context = about(account, plan, "onward") | {
        "least": least,
        "what_if": what_if,
        "form": form,
        "runs": [_run(job, names) for job in runs],
        "against": why_not(check_in_part, plan.unit, account),
    }
    return render(request, "rotation/onward.html", context, status=422 if form and form.errors else 200)


def _run(job: Job, names: dict[str, str]) -> dict[str, Any]:
    """One run with what it found: a plan of few changes, or the plan with and without the change."""
    weighed = (job.progress or {}).get("weighed", {})
    found: dict[str, Any] = {
        "job": job,
        "words": "；".join(change_words(row, names) for row in job.request.get("changes", ())),
        "plans": list(job.plans.all()),
        "weighed": weighed,
    }
    if "before" in weighed:
        before, after = weighed["before"], weighed["after"]
        found["difference"] = after["cost"] - before["cost"]
        found["rows"] = [
            (PARTS.get(part, part), before["parts"].get(part, 0), n, n - before["parts"].get(part, 0))
            for part, n in after["parts"].items()
            if n or before["parts"].get(part)
        ]
    return found
