"""Pages of units that learn from each other: visits with what was seen and taken home, exchange seminars."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from genhun.records.listing import listing
from genhun.records.models import Plan, PlanLine
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES, TRAINERS, Refused, why_not
from genhun.records.scope import one
from genhun.rooms.training import words
from genhun.rooms.training.actions.meetings import begin_visits, hold_seminar, note_seminar, note_visit
from genhun.rooms.training.forms.together import NewSeminar, SeminarNote, VisitNote, VisitsDue
from genhun.rooms.training.policies import check_can_note
from genhun.rooms.training.queries import plans as queries
from genhun.rooms.training.queries import together
from genhun.rooms.training.views.year import plan_facts, tabs

ROWS = 40
QUARTER = timedelta(days=91)


@page(name="visits", roles=OFFICES, methods=("GET", "POST"))
def visits(request: HttpRequest) -> HttpResponse:
    """Visits made and to be made; which the plan proposes; a POST enters those of an adopted plan."""
    account = reader(request)
    plan = queries.current_plan(account, "inspections")
    due = timezone.localdate() + QUARTER
    form = VisitsDue(request.POST) if request.method == "POST" else VisitsDue(initial={"day": due})
    if form.is_bound and form.is_valid() and _entered(request, form, plan):
        return redirect("training:visits")
    pairs = queries.lines(account, plan) if plan else PlanLine.objects.none()
    lines = list(pairs.order_by("unit__path", "id")[:ROWS])
    language = get_language() or "zh-hans"
    values = queries.strengths([unit for line in lines for unit in (line.unit_id, line.host_id) if unit])
    context = plan_facts(plan, "inspections", account) | {
        "unit": account.unit,
        "tabs": tabs("visits"),
        "form": form,
        "may_begin": account.role in TRAINERS and plan is not None and plan.state == Plan.State.ADOPTED,
        "page": listing(request, together.visits_of(account), ("-day", "unit__path", "id"), ROWS),
        "rows": [
            {
                "line": line,
                "reason": words.reason_words(line.reason, language),
                "learns": words.learns(values, line.unit_id, line.host_id or 0),
            }
            for line in lines
        ],
    }
    return render(request, "training/visits.html", context, status=422 if form.errors else 200)


def _entered(request: HttpRequest, form: VisitsDue, plan: Plan | None) -> bool:
    try:
        if plan is None:
            raise Refused(_("Visits begin when the plan of visits is adopted."))
        made = begin_visits(plan, reader(request), form.cleaned_data["day"])
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    text = ngettext("%(n)d visit is entered.", "%(n)d visits are entered.", len(made))
    messages.success(request, text % {"n": len(made)})
    return True


@page(name="visit", roles=OFFICES, methods=("GET", "POST"), about="visit")
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """One visit; a POST notes what was seen and taken home."""
    account = reader(request)
    found = one(together.visits_of(account), pk=pk)
    kept = {"day": found.day, "seen": found.seen, "taken_home": found.taken_home, "version": found.version}
    form = VisitNote(request.POST) if request.method == "POST" else VisitNote(initial=kept)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            note_visit(found, account, given["version"], given["day"], given["seen"], given["taken_home"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Kept."))
            return redirect("training:visit", pk)
    context = {
        "unit": account.unit,
        "visit": found,
        "form": form,
        "not_note": why_not(check_can_note, found.unit, account),
    }
    return render(request, "training/visit.html", context, status=422 if form.errors else 200)


@page(name="seminars", roles=OFFICES, methods=("GET", "POST"))
def seminars(request: HttpRequest) -> HttpResponse:
    """Exchange seminars of the part; a POST enters one."""
    account = reader(request)
    form = NewSeminar(account, request.POST) if request.method == "POST" else NewSeminar(account)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            held = hold_seminar(
                account,
                given["unit"],
                list(given["guests"]),
                title=given["title"],
                question=given["question"],
                day=given["day"],
                place=given["place"],
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Entered."))
            return redirect("training:seminar", held.pk)
    assert account.unit is not None  # `page` lets nobody in without a unit
    context = {
        "unit": account.unit,
        "tabs": tabs("seminars"),
        "form": form,
        "page": listing(request, together.seminars_of(account), ("-day", "id"), ROWS),
        "not_note": why_not(check_can_note, account.unit, account),
    }
    return render(request, "training/seminars.html", context, status=422 if form.errors else 200)


@page(name="seminar", roles=OFFICES, methods=("GET", "POST"), about="seminar")
def seminar(request: HttpRequest, pk: int) -> HttpResponse:
    """One seminar; a POST notes what came of it."""
    account = reader(request)
    found = one(together.seminars_of(account), pk=pk)
    kept = {"taken_home": found.taken_home, "version": found.version}
    form = SeminarNote(request.POST) if request.method == "POST" else SeminarNote(initial=kept)
    if form.is_bound and form.is_valid():
        try:
            note_seminar(found, account, form.cleaned_data["version"], form.cleaned_data["taken_home"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Kept."))
            return redirect("training:seminar", pk)
    context = {
        "unit": account.unit,
        "seminar": found,
        "form": form,
        "not_note": why_not(check_can_note, found.unit, account),
    }
    return render(request, "training/seminar.html", context, status=422 if form.errors else 200)
