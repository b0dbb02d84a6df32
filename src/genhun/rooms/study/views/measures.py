"""What units do about requirements."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from genhun.records.models import Measure
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES, Refused, why_not
from genhun.records.scope import measures_of, one
from genhun.rooms.study import policies
from genhun.rooms.study.actions.measures import change_measure, record_measure
from genhun.rooms.study.forms.requirements import Doing
from genhun.rooms.study.queries import requirements as queries
from genhun.rooms.study.views.requirements import unit_asked


@page(name="new-measure", roles=policies.UNITS, methods=("GET", "POST"), about="requirement")
def new_measure(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a unit does about a requirement, and about which others at once."""
    account = reader(request)
    found = one(queries.visible(account), pk=pk)
    unit = unit_asked(request, found)
    serves = queries.for_unit(account, unit)
    form = Doing(request.POST or None, serves=serves, initial={"serves": [found.pk], "version": 1})
    if request.method == "POST" and form.is_valid():
        try:
            record_measure(unit, form.served(), account, form.said())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The measure of %(unit)s is recorded.") % {"unit": unit.name})
            return redirect("study:requirement", pk)
    against = why_not(policies.check_can_measure, found, unit, account)
    context = {"form": form, "requirement": found, "unit": unit, "against": against}
    return render(request, "study/measure.html", context, status=422 if form.errors else 200)


@page(name="measure", roles=OFFICES, methods=("GET", "POST"), about="measure")
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """One measure: how far it is, what shows it, what is missing, what it serves."""
    account = reader(request)
    found = one(measures_of(account).select_related("unit"), pk=pk)
    served = list(found.requirements.all())
    serves = queries.for_unit(account, found.unit) | queries.visible(account).filter(measures=found).distinct()
    form = Doing(
        request.POST or None,
        instance=found,
        serves=serves,
        initial={"serves": [one.pk for one in served], "version": found.version},
    )
    against = why_not(policies.check_can_change, found, account)
    if request.method == "POST" and form.is_valid():
        try:
            change_measure(found, form.served(), account, form.cleaned_data["version"], form.said())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The measure is written down."))
            return redirect("study:measure", pk)
    kept = one(Measure.objects.select_related("unit"), pk=pk)
    context = {"form": form, "measure": kept, "served": served, "unit": kept.unit, "against": against}
    return render(request, "study/measure.html", context, status=422 if form.errors else 200)
