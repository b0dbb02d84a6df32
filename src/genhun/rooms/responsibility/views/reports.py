"""The yearly reports on duty: who has one, and one to write on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from genhun.records.listing import listing
from genhun.records.pages import page, reader
from genhun.records.policies import Refused, Stale, why_not
from genhun.records.scope import one, units_of
from genhun.rooms.responsibility import report_words
from genhun.rooms.responsibility.actions.reports import MOST, MOST_SPECIAL, PARTS, characters, save_report
from genhun.rooms.responsibility.forms.reviews import ReportForm
from genhun.rooms.responsibility.models import DutyReport
from genhun.rooms.responsibility.policies import VIEWERS, check_can_keep
from genhun.rooms.responsibility.queries.reports import reports_of, year_of_duty
from genhun.rooms.responsibility.views.shared import own_unit, tabs, year_asked

ROWS = 40


@page(name="reports", roles=VIEWERS)
def reports(request: HttpRequest) -> HttpResponse:
    """The units of the part in the order of the tree, each with its report."""
    account, year = reader(request), year_asked(request)
    found = listing(request, units_of(account), ("path",), rows=ROWS)
    saved = {report.unit_id: report for report in reports_of(account).filter(year=year, unit__in=found.rows)}
    context = {
        "unit": own_unit(account),
        "year": year,
        "tabs": tabs("reports", account),
        "page": found,
        "rows": [{"unit": unit, "report": saved.get(unit.pk)} for unit in found.rows],
        "saved": reports_of(account).filter(year=year).count(),
    }
    return render(request, "responsibility/reports.html", context)


@page(name="report", roles=VIEWERS, methods=("GET", "POST"), about="unit")
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit's report: the draft from the records, or what was saved."""
    account, year = reader(request), year_asked(request)
    unit = one(units_of(account), pk=pk)
    saved = reports_of(account).filter(unit=unit, year=year).first()
    drafted = report_words.draft(year_of_duty(unit, year))
    form = ReportForm(request.POST or None, initial=_shown(saved, drafted))
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            save_report(account, unit, year, form.cleaned_data, form.cleaned_data["version"])
        except Refused as refused:
            form.add_error(None, refused.reason)
            status = 409 if isinstance(refused, Stale) else 422
        else:
            messages.success(request, _("The report is kept."))
            return redirect(f"{reverse('responsibility:report', args=[pk])}?year={year}")
    context = {
        "unit": unit,
        "year": year,
        "saved": saved,
        "form": form,
        "drafted": drafted if saved else None,
        "counted": characters({name: form[name].value() or "" for name in PARTS}),
        "most": MOST_SPECIAL if form["special"].value() else MOST,
        "not_keep": why_not(check_can_keep, unit, account),
    }
    return render(request, "responsibility/report.html", context, status=status)


def _shown(saved: DutyReport | None, drafted: dict[str, str]) -> dict[str, object]:
    """What the form starts from."""
    if saved is None:
        return {**drafted, "special": False, "version": 0}
    return {name: getattr(saved, name) for name in (*PARTS, "special", "version")}
