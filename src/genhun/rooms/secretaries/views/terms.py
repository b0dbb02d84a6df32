"""Terms of party organisations by the day on which they end."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genhun.records.listing import listing
from genhun.records.models import Account
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES, PERSONNEL, Refused, Stale, why_not
from genhun.records.scope import one, units_of
from genhun.rooms.secretaries.actions.terms import extend_term, record_term, set_figure
from genhun.rooms.secretaries.forms.governance import UnitSearch
from genhun.rooms.secretaries.forms.terms import Extension, FigureSet, NewTerm, Start
from genhun.rooms.secretaries.models import Term
from genhun.rooms.secretaries.pictures import draw_months
from genhun.rooms.secretaries.policies import check_can_extend, check_can_set_rules, check_can_start
from genhun.rooms.secretaries.queries.terms import (
    rules_now,
    running,
    secretaries_of,
    terms_of,
    units_without_term,
    with_election,
)
from genhun.rooms.secretaries.rules import FIGURES, TermRules
from genhun.rooms.secretaries.steps import STEP
from genhun.rooms.secretaries.views.tabs import tabs

MONTHS = 24


@page(name="terms", roles=OFFICES)
def terms(request: HttpRequest) -> HttpResponse:
    """Every running term, the one that ends first at the top."""
    account, today, rules = reader(request), timezone.localdate(), rules_now()
    form = UnitSearch(request.GET or None)
    sought = form.cleaned_data["q"].strip() if form.is_valid() else ""
    every = running(terms_of(account))
    chosen = every.filter(unit__name__icontains=sought) if sought else every
    shown = listing(request, with_election(chosen), ("due", "unit__path"))
    months = draw_months(list(every.order_by().values_list("due", flat=True)), today, MONTHS)
    context = {
        "tabs": tabs("terms"),
        "page": shown,
        "rows": [_row(term, rules, today) for term in shown.rows],
        "months": months,
        "finding": _finding(months.late, months.within(rules["notice_months"])),
        "form": form,
        "unrecorded": units_without_term(units_of(account)).count(),
        "may_record": account.role in PERSONNEL,
    }
    return render(request, "secretaries/terms.html", context)


def _finding(late: int, soon: int) -> str:
    over = ngettext("%(n)d term is over.", "%(n)d terms are over.", late) % {"n": late} if late else ""
    ahead = ngettext(
        "%(n)d term ends within the time of notice.", "%(n)d terms end within the time of notice.", soon
    ) % {"n": soon}
    return f"{over} {ahead}".strip()


def _row(term: Any, rules: TermRules, today: date) -> dict[str, Any]:
    election = getattr(term, "election", None)
    step = next((step for step in election.steps.all() if not step.done_on), None) if election else None
    return {
        "term": term,
        "state": state_of(term, rules, today),
        "election": election,
        "step": step,
        "step_name": STEP[step.key].name if step else "",
    }


def state_of(term: Term, rules: TermRules, today: date) -> str:
    """`over` once the last day has passed, `notice` within the time of notice, else empty."""
    if term.last_day < today:
        return "over"
    return "notice" if rules.notice_of(term) <= today else ""


@page(name="new-term", roles=PERSONNEL, methods=("GET", "POST"))
def new_term(request: HttpRequest) -> HttpResponse:
    """Record the running term of a unit."""
    account = reader(request)
    form = NewTerm(account, request.POST or None, initial=request.GET.dict())
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            made = record_term(account, said["unit"], said["kind"], said["start"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The term is recorded. It ends on %(day)s.") % {"day": made.ends})
            return redirect("secretaries:term", made.pk)
    context = {"form": form, "rules": rules_now()}
    return render(request, "secretaries/new_term.html", context, status=422 if form.errors else 200)


@page(name="figures", roles=OFFICES, methods=("GET", "POST"))
def figures(request: HttpRequest) -> HttpResponse:
    """The figures of terms with their sources; at the top of the group they are set."""
    account = reader(request)
    form = FigureSet(request.POST or None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            set_figure(account, said["key"], said["value"], said["source"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The figure is set. Terms already recorded keep their end."))
            return redirect("secretaries:figures")
    known = rules_now()
    context = {
        "form": form,
        "rows": [
            (figure, known[figure.key], known.sources.get(figure.key, figure.source)) for figure in FIGURES.values()
        ],
        "refusal": why_not(check_can_set_rules, account),
    }
    return render(request, "secretaries/figures.html", context, status=422 if form.errors else 200)


@page(name="term", roles=OFFICES, about="term")
def term(request: HttpRequest, pk: int) -> HttpResponse:
    """One term: its days, its extension, the way to the next election."""
    account = reader(request)
    return show_term(request, account, one(terms_of(account).select_related("unit", "election"), pk=pk))


def show_term(
    request: HttpRequest, account: Account, chosen: Term, extension: Extension | None = None, start: Start | None = None
) -> HttpResponse:
    """The page of a term, with forms that were sent and did not fit."""
    rules, today = rules_now(), timezone.localdate()
    sent = extension or start
    context = {
        "term": chosen,
        "unit": chosen.unit,
        "rules": rules,
        "notice": rules.notice_of(chosen),
        "latest": rules.latest(chosen),
        "earliest": rules.earliest(chosen),
        "state": "" if chosen.closed_on else state_of(chosen, rules, today),
        "secretaries": secretaries_of(chosen.unit),
        "election": getattr(chosen, "election", None),
        "extension": extension or Extension(initial={"version": chosen.version}, auto_id="extend_%s"),
        "start": start or Start(initial={"version": chosen.version}, auto_id="start_%s"),
        "no_extension": why_not(check_can_extend, chosen, account),
        "no_start": why_not(check_can_start, chosen, account),
        "form": sent,
    }
    return render(request, "secretaries/term.html", context, status=422 if sent else 200)


@page(name="extend", roles=PERSONNEL, methods=("POST",), about="term")
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Extend a term by a decision of the committee above."""
    account = reader(request)
    chosen = one(terms_of(account).select_related("unit", "election"), pk=pk)
    form = Extension(request.POST, auto_id="extend_%s")
    if form.is_valid():
        said = form.cleaned_data
        try:
            extend_term(chosen, account, said["until"], said["decision"], said["reason"], said["version"])
        except Stale as stale:
            messages.warning(request, stale.reason)
            return redirect("secretaries:term", pk)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The term is extended to %(day)s.") % {"day": said["until"]})
            return redirect("secretaries:term", pk)
    return show_term(request, account, chosen, extension=form)
