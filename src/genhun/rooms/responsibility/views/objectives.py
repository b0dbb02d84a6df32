"""Objectives of production and operation, and what was reached of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genhun.core.errors import BadInput, Fault
from genhun.records.listing import listing
from genhun.records.models import Objective
from genhun.records.pages import page, reader
from genhun.records.policies import Refused, why_not
from genhun.records.scope import one, units_of
from genhun.records.uploads import sheets_in
from genhun.rooms.responsibility import pictures, words
from genhun.rooms.responsibility.actions.objectives import add_objective, record_actual, take_in_objectives
from genhun.rooms.responsibility.forms.duties import ActualForm, ObjectiveForm, Workbook
from genhun.rooms.responsibility.policies import KEEPERS, VIEWERS, check_can_keep
from genhun.rooms.responsibility.queries.objectives import objectives_of, with_reached
from genhun.rooms.responsibility.views.shared import own_unit, tabs
from genhun.tables.objectives import read_objectives
from genhun.tables.sentences import in_chinese, in_english

ROWS = 30


@page(name="objectives", roles=VIEWERS)
def objectives(request: HttpRequest) -> HttpResponse:
    """The objectives of the part with how far they have come."""
    return _show_all(request, Workbook(), [])


def _show_all(request: HttpRequest, form: Workbook, faults: list[Fault], status: int = 200) -> HttpResponse:
    account = reader(request)
    found = listing(request, with_reached(objectives_of(account)), ("unit__path", "pk"), rows=ROWS)
    say = in_english if get_language() == "en" else in_chinese
    context = {
        "unit": own_unit(account),
        "tabs": tabs("objectives", account),
        "page": found,
        "rows": [{"objective": objective, **words.reached(objective)} for objective in found.rows],
        "form": form,
        "faults": [say(fault) for fault in faults],
        "may_keep": not why_not(check_can_keep, own_unit(account), account),
    }
    return render(request, "responsibility/objectives.html", context, status=status)


@page(name="objectives-import", roles=KEEPERS, methods=("POST",))
def take_in(request: HttpRequest) -> HttpResponse:
    """Take a workbook of objectives in, all of it or nothing."""
    account, form = reader(request), Workbook(request.POST, request.FILES)
    if not form.is_valid():
        return _show_all(request, form, [], 422)
    sent = form.cleaned_data["file"]
    try:
        codes = set(units_of(account).values_list("code", flat=True))
        rows = read_objectives(sheets_in(sent.name, sent.read()), codes)
        counts = take_in_objectives(account, rows, sent.name)
    except BadInput as bad:
        return _show_all(request, form, bad.faults, 422)
    except Refused as refused:
        form.add_error("file", refused.reason)
        return _show_all(request, form, [], 422)
    said = _("Taken in: %(new)d new, %(changed)d changed, %(same)d the same.")
    messages.success(request, said % {"new": counts.new, "changed": counts.changed, "same": counts.same})
    return redirect("responsibility:objectives")


@page(name="new-objective", roles=KEEPERS, methods=("GET", "POST"), about="unit")
def new_objective(request: HttpRequest, pk: int) -> HttpResponse:
    """Set one objective of a unit."""
    account = reader(request)
    unit = one(units_of(account), pk=pk)
    form = ObjectiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_objective(account, unit, form.values())
        except Refused as refused:
            form.add_error("title", refused.reason)
        else:
            messages.success(request, _("The objective stands. Write down what is reached month by month."))
            return redirect("responsibility:objective", made.pk)
    context = {"unit": unit, "form": form}
    return render(request, "responsibility/new_objective.html", context, status=422 if form.errors else 200)


@page(name="objective", roles=VIEWERS, methods=("GET", "POST"), about="objective")
def objective(request: HttpRequest, pk: int) -> HttpResponse:
    """One objective: what was reached by month, the duties tied to it."""
    account = reader(request)
    found = one(with_reached(objectives_of(account)), pk=pk)
    form = ActualForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_actual(account, found, form.cleaned_data["month"], form.cleaned_data["value"])
        except Refused as refused:
            form.add_error("month", refused.reason)
        else:
            messages.success(request, _("Written down."))
            return redirect("responsibility:objective", pk)
    return render(
        request, "responsibility/objective.html", _about(request, found, form), status=422 if form.errors else 200
    )


def _about(request: HttpRequest, found: Objective, form: ActualForm) -> dict[str, Any]:
    actuals = list(found.actuals.order_by("-month"))
    return {
        "unit": found.unit,
        "objective": found,
        **words.reached(found),
        "actuals": [{"actual": actual, "way": found.way(actual.value)} for actual in actuals],
        "picture": pictures.course(found, actuals[::-1]),
        "duties": found.duties.filter(unit__path__startswith=own_unit(reader(request)).path).select_related("unit"),
        "form": form,
        "not_keep": why_not(check_can_keep, found.unit, reader(request)),
    }
