"""Requirements: the list, one with the units that it concerns, and what people decide about it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.formats.prose.clauses import words
from genhun.formats.prose.compare import word_runs
from genhun.records.downloads import WORKBOOK, download
from genhun.records.listing import listing
from genhun.records.models import Requirement, Unit
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES, Refused, why_not
from genhun.records.reach import units_concerned
from genhun.records.scope import one, own, units_below, units_of
from genhun.rooms.study import policies
from genhun.rooms.study.actions import requirements as acts
from genhun.rooms.study.documents import units_list
from genhun.rooms.study.forms.requirements import Excuse, Reason, Wanted, WantedUnits, Wording
from genhun.rooms.study.queries import requirements as queries
from genhun.rooms.study.views.tabs import tabs

ORDER = ("-clause__version__document__pk", "clause__position", "pk")


@page(name="requirements", roles=OFFICES)
def requirements(request: HttpRequest) -> HttpResponse:
    """What is required, and in how many units of the reader's part nothing is done about it yet."""
    account, wanted = reader(request), Wanted(request.GET)
    show, binding = wanted.chosen()
    page_of = listing(request, queries.shown(account, show, binding), ORDER, rows=30)
    rows = queries.rows(account, page_of.rows, timezone.localdate())
    context = {
        "unit": account.unit,
        "tabs": tabs("requirements"),
        "filter": wanted,
        "show": show,
        "page": page_of,
        "rows": rows,
        "gaps": sum(row.without > 0 for row in rows),
        "may_keep": account.role in policies.KEEPERS,
    }
    return render(request, "study/requirements.html", context)


@page(name="requirement", roles=OFFICES, about="requirement")
def requirement(request: HttpRequest, pk: int) -> HttpResponse:
    """One requirement: where it comes from, whom it concerns, who has a measure and who has none."""
    return show_requirement(request, one(queries.visible(reader(request)).select_related("before"), pk=pk))


def show_requirement(request: HttpRequest, found: Requirement, form: Reason | None = None) -> HttpResponse:
    """The page of a requirement, with what was wrong with a form that was sent."""
    account, today, wanted = reader(request), timezone.localdate(), WantedUnits(request.GET)
    units = queries.units_by_state(account, found, wanted.chosen(), today)
    page_of = listing(request, units, ("path",))
    figures = queries.rows(account, [found], today)[0]
    context = {
        "requirement": found,
        "unit": found.unit,
        "clause": words(found.clause.text),
        "runs": _runs(found),
        "figures": figures,
        "filter": wanted,
        "page": page_of,
        "rows": queries.standings(found, page_of.rows, today),
        "today": today,
        "form": form,
        "ending": form or Reason(initial={"version": found.version}),
        "may_settle": not why_not(policies.check_can_settle, found, account),
        "may_end": not why_not(policies.check_can_end, found, account),
        "may_measure": account.role in policies.UNITS and found.state == Requirement.State.CONFIRMED,
        "own_only": account.unit_id if found.binding else None,
    }
    return render(request, "study/requirement.html", context, status=422 if form else 200)


def _runs(found: Requirement) -> list[Any]:
    """What changed in its clause since it was confirmed; nothing came if the clause went."""
    if found.before is None:
        return []
    gone = found.before_id == found.clause_id
    return word_runs(words(found.before.text), "" if gone else words(found.clause.text))


@page(name="units-list", roles=OFFICES, about="requirement")
def units_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """The units that the page lists, all of them, as a workbook."""
    account, today = reader(request), timezone.localdate()
    found = one(queries.visible(account), pk=pk)
    show = WantedUnits(request.GET).chosen()
    units = list(queries.units_by_state(account, found, show, today).order_by("path"))
    name = f"{found.clause.version.document.title}{found.clause.label}.xlsx"
    return download(units_list(found, queries.standings(found, units, today)), WORKBOOK, name)


@page(name="word", roles=policies.KEEPERS, methods=("GET", "POST"), about="requirement")
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """Say in one's own words what is required of whom."""
    account = reader(request)
    found = one(queries.visible(account), pk=pk)
    first = {"version": found.version, "units": "\n".join(u.name for u in found.chosen.all())}
    below = units_below(found.unit).filter(own(account, "path"))
    form = Wording(request.POST or None, instance=found, initial=first, below=below)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            acts.word_requirement(found, account, said["version"], said, said["units"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The requirement is confirmed in these words."))
            return redirect("study:requirement", pk)
    kept = one(queries.visible(account), pk=pk)
    context = {"form": form, "requirement": kept, "unit": kept.unit, "clause": words(kept.clause.text)}
    return render(request, "study/word.html", context, status=422 if form.errors else 200)


@page(name="keep", roles=policies.KEEPERS, methods=("POST",), about="requirement")
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """The clause changed, what is required did not."""
    found = one(queries.visible(reader(request)), pk=pk)
    version = request.POST.get("version", "")
    try:
        acts.keep_requirement(found, reader(request), int(version) if version.isdecimal() else 0)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("The requirement stays as it is."))
    return redirect("study:requirement", pk)


@page(name="end", roles=policies.KEEPERS, methods=("POST",), about="requirement")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """It is no longer required of anybody."""
    found, form = one(queries.visible(reader(request)), pk=pk), Reason(request.POST)
    if form.is_valid():
        try:
            acts.end_requirement(found, reader(request), form.cleaned_data["version"], form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("This requirement has ended. It stays as a record."))
            return redirect("study:requirement", pk)
    return show_requirement(request, found, form)


@page(name="waive", roles=policies.UNITS, methods=("GET", "POST"), about="requirement")
def waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide that a unit need not meet a requirement until a day."""
    account = reader(request)
    found = one(queries.visible(account), pk=pk)
    unit = unit_asked(request, found)
    form = Excuse(request.POST or None)
    against = why_not(policies.check_can_waive, found, unit, account)
    if request.method == "POST" and form.is_valid():
        try:
            acts.waive(found, unit, account, form.cleaned_data["reason"], form.cleaned_data["until"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(
                request, _("%(unit)s is excused. The decision is kept with its reason.") % {"unit": unit.name}
            )
            return redirect("study:requirement", pk)
    context = {"form": form, "requirement": found, "unit": unit, "against": against}
    return render(request, "study/waive.html", context, status=422 if form.errors else 200)


def unit_asked(request: HttpRequest, found: Requirement) -> Unit:
    """The unit that the address names, the reader's own if it names none; one outside the part does not exist."""
    account, asked = reader(request), request.GET.get("unit", "")
    if asked.isdecimal():
        return one(units_of(account), pk=int(asked))
    mine = units_concerned(found).filter(own(account, "path")).order_by("path").first()
    return mine or one(units_of(account).order_by("path"))
