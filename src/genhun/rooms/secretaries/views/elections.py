"""Elections: their steps in order, the papers of each, and the request that begins them."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.downloads import WORD, download
from genhun.records.models import Account
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES, Refused, Stale, why_not
from genhun.records.scope import one
from genhun.rooms.secretaries.actions.elections import do_step, start_election
from genhun.rooms.secretaries.documents import FILE_NAME, election_request
from genhun.rooms.secretaries.forms.terms import Start, StepDone
from genhun.rooms.secretaries.models import Election, ElectionStep
from genhun.rooms.secretaries.papers import DRAFTS, draft_of
from genhun.rooms.secretaries.policies import ELECTORS, check_can_do
from genhun.rooms.secretaries.queries.terms import elections_of, rules_now, secretaries_of, steps_of, terms_of
from genhun.rooms.secretaries.steps import STEP
from genhun.rooms.secretaries.views.terms import show_term

REQUEST = "request"


@page(name="start", roles=ELECTORS, methods=("POST",), about="term")
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the election that ends a term."""
    account = reader(request)
    chosen = one(terms_of(account).select_related("unit", "election"), pk=pk)
    form = Start(request.POST, auto_id="start_%s")
    if form.is_valid():
        try:
            made = start_election(chosen, account, form.cleaned_data["meeting"], form.cleaned_data["version"])
        except Stale as stale:
            messages.warning(request, stale.reason)
            return redirect("secretaries:term", pk)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The election is under way. First comes the request."))
            return redirect("secretaries:election", made.pk)
    return show_term(request, account, chosen, start=form)


@page(name="election", roles=OFFICES, about="election")
def election(request: HttpRequest, pk: int) -> HttpResponse:
    """The steps of an election in their order."""
    account = reader(request)
    return _show(request, account, one(elections_of(account).select_related("term__unit"), pk=pk))


def _show(request: HttpRequest, account: Account, chosen: Election, form: StepDone | None = None) -> HttpResponse:
    steps = list(ElectionStep.objects.filter(election=chosen).order_by("place"))
    for step in steps:
        step.election = chosen
    next_step = next((step for step in steps if not step.done_on), None)
    refusal = why_not(check_can_do, next_step, account) if next_step else ""
    seen: dict[str, Any] = {"version": chosen.version, "day": timezone.localdate()}
    open_form = form or (StepDone(next_step, initial=seen) if next_step and not refusal else None)
    context = {
        "election": chosen,
        "term": chosen.term,
        "unit": chosen.term.unit,
        "rows": [_row(step, next_step) for step in steps],
        "next": next_step,
        "next_name": STEP[next_step.key].name if next_step else "",
        "step_form": open_form,
        "form": form,
        "refusal": refusal,
        "done": sum(step.done_on is not None for step in steps),
        "may_take": account.role in ELECTORS,
    }
    return render(request, "secretaries/election.html", context, status=422 if form else 200)


def _row(step: ElectionStep, next_step: ElectionStep | None) -> dict[str, Any]:
    known = STEP[step.key]
    late = step.done_on is None and step.due < timezone.localdate()
    return {
        "step": step,
        "name": known.name,
        "by": known.by,
        "papers": [(name, step.papers.get(key, "")) for key, name in known.papers],
        "here": step == next_step,
        "late": late,
        "draft": step.key in DRAFTS,
    }


@page(name="step", roles=ELECTORS, methods=("POST",), about="step")
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that a step was done."""
    account = reader(request)
    chosen = one(steps_of(account).select_related("election__term__unit"), pk=pk)
    form = StepDone(chosen, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            do_step(chosen, account, said["day"], said["who"], form.papers, said["version"])
        except Stale as stale:
            messages.warning(request, stale.reason)
            return redirect("secretaries:election", chosen.election_id)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Done: %(step)s.") % {"step": STEP[chosen.key].name})
            return redirect("secretaries:election", chosen.election_id)
    return _show(request, account, chosen.election, form)


@page(name="draft", roles=ELECTORS, about="step")
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper that a step needs, as a draft."""
    account = reader(request)
    chosen = one(steps_of(account).select_related("election__term__unit__parent"), pk=pk)
    if chosen.key == REQUEST:
        return request_document(request, chosen.election_id)
    if chosen.key not in DRAFTS:
        raise Http404
    name, content = draft_of(chosen, timezone.localdate())
    with transaction.atomic():
        audit.record(account, "take_election_draft", f"election:{chosen.election_id}", {"step": chosen.key})
    return download(content, WORD, name)


@page(name="request-document", roles=ELECTORS, about="election")
def request_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The request for the election to the committee above."""
    account = reader(request)
    chosen = one(elections_of(account).select_related("term__unit__parent"), pk=pk)
    content = election_request(chosen, secretaries_of(chosen.term.unit), rules_now(), timezone.localdate())
    with transaction.atomic():
        audit.record(account, "take_election_request", f"election:{chosen.pk}")
    return download(content, WORD, FILE_NAME)
