"""The yearly list of duties: proposed, confirmed, started, handed over."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genhun.records.listing import listing
from genhun.records.models import Account, Duty, Tenure, Unit
from genhun.records.pages import page, reader
from genhun.records.policies import Refused, why_not
from genhun.records.scope import one, own, units_of, within
from genhun.rooms.responsibility import words
from genhun.rooms.responsibility.actions.activities import start_activity
from genhun.rooms.responsibility.actions.duties import (
    add_duty,
    confirm_duty,
    confirm_tied,
    propose_below,
    set_duty_aside,
    take_over,
)
from genhun.rooms.responsibility.forms.activities import StartForm
from genhun.rooms.responsibility.forms.duties import DutyForm, ListFilter, Reason
from genhun.rooms.responsibility.policies import (
    KEEPERS,
    VIEWERS,
    check_can_decide,
    check_can_keep,
    check_can_set_aside,
    check_can_start,
)
from genhun.rooms.responsibility.queries.duties import changes_of_hands, duties_of, holders
from genhun.rooms.responsibility.views.shared import objective_url, own_unit, tabs, unit_asked, year_asked

ROWS, PROPOSED_SHOWN = 30, 20


def chosen_duties(account: Account, wanted: dict[str, Any]) -> Any:
    """The confirmed duties that a filter asks for."""
    found = duties_of(account, wanted["year"]).filter(state=Duty.State.CONFIRMED)
    if wanted["unit"]:
        found = found.filter(within("unit__path", wanted["unit"].path))
    if wanted["owner"]:
        found = found.filter(owner=wanted["owner"])
    if wanted["tie"]:
        found = found.filter(objective__isnull=wanted["tie"] == "untied")
    return found


@page(name="list", roles=VIEWERS)
def yearly_list(request: HttpRequest) -> HttpResponse:
    """The duties of a year, those that wait for a decision first."""
    account, today = reader(request), timezone.localdate()
    form = ListFilter(account, today, request.GET or None)
    wanted = form.chosen()
    unit = wanted["unit"] or own_unit(account)
    found = listing(request, chosen_duties(account, wanted), ("unit__path", "pk"), rows=ROWS)
    waiting = duties_of(account, wanted["year"]).filter(state=Duty.State.PROPOSED, unit=unit)
    held = holders(duty.post_id for duty in found.rows)
    context = {
        "unit": own_unit(account),
        "part": unit,
        "year": wanted["year"],
        "tabs": tabs("list", account),
        "filter": form if form.is_bound else ListFilter(account, today, initial={"year": wanted["year"]}),
        "page": found,
        "rows": [
            {
                "duty": duty,
                "holder": held.get(duty.post_id or 0, ""),
                "when": words.when(duty),
                "objective_url": objective_url(account, duty.objective),
            }
            for duty in found.rows
        ],
        "waiting": (shown := list(waiting.select_related("objective").order_by("pk")[:PROPOSED_SHOWN])),
        "tied": any(duty.tied for duty in shown),
        "changes": changes_of_hands(account, today),
        "may_keep": not why_not(check_can_keep, unit, account),
        "query": request.GET.urlencode(),
    }
    return render(request, "responsibility/list.html", context)


@page(name="propose", roles=KEEPERS, methods=("POST",), about="unit")
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose what requirements and norms ask of a unit."""
    account, year = reader(request), year_asked(request)
    unit = one(units_of(account), pk=pk)
    try:
        made = propose_below(account, unit, year)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        said = ngettext(
            "%(n)d duty is proposed. Confirm it or set it aside.",
            "%(n)d duties are proposed. Confirm them or set them aside.",
            made,
        )
        nothing = _("Requirements and norms ask for nothing that the list does not hold already.")
        messages.success(request, said % {"n": made} if made else nothing)
    return redirect(f"{reverse('responsibility:list')}?unit={unit.pk}&year={year}")


@page(name="confirm-tied", roles=KEEPERS, methods=("POST",), about="unit")
def confirm_all_tied(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the proposed duties of a unit that are tied to its objective."""
    account, year = reader(request), year_asked(request)
    unit = one(units_of(account), pk=pk)
    try:
        n = len(confirm_tied(account, unit, year))
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, ngettext("%(n)d duty is confirmed.", "%(n)d duties are confirmed.", n) % {"n": n})
    return redirect(f"{reverse('responsibility:list')}?unit={unit.pk}&year={year}")


@page(name="new-duty", roles=KEEPERS, methods=("GET", "POST"), about="unit")
def new_duty(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one duty into a unit's list."""
    account, year = reader(request), year_asked(request)
    unit = one(units_of(account), pk=pk)
    form = DutyForm(unit, year, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            duty = add_duty(account, unit, {**form.values(), "year": year})
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The duty stands in the list, with its days."))
            return redirect("responsibility:duty", duty.pk)
    context = {"unit": unit, "year": year, "form": form, "refused": why_not(check_can_keep, unit, account)}
    return render(request, "responsibility/new_duty.html", context, status=422 if form.errors else 200)


@page(name="duty", roles=VIEWERS, about="duty")
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """One duty: where it comes from, what it is tied to, its activities."""
    return show_duty(request, _duty(request, pk))


def _duty(request: HttpRequest, pk: int) -> Duty:
    here = own(reader(request), "unit__path")
    found = Duty.objects.filter(here).select_related("unit", "post", "objective__unit", "norm", "requirement__clause")
    return one(found, pk=pk)


def show_duty(
    request: HttpRequest, found: Duty, form: DutyForm | None = None, start: StartForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of a duty, with what was typed if it did not hold."""
    account = reader(request)
    context = {
        "unit": found.unit,
        "duty": found,
        "holder": holders([found.post_id]).get(found.post_id or 0, ""),
        "when": words.when(found),
        "objective_url": objective_url(account, found.objective),
        "activities": found.activities.order_by("on", "pk"),
        "today": timezone.localdate(),
        "form": form or start,
        "deciding": None
        if why_not(check_can_decide, found, account)
        else form or DutyForm(found.unit, found.year, instance=found),
        "aside": None
        if why_not(check_can_set_aside, found, account)
        else Reason(initial={"version": found.version}, auto_id="aside_%s"),
        "start": None if why_not(check_can_start, found, account) else start or StartForm(auto_id="start_%s"),
    }
    return render(request, "responsibility/duty.html", context, status=status)


@page(name="confirm", roles=KEEPERS, methods=("POST",), about="duty")
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a proposed duty."""
    found = _duty(request, pk)
    form = DutyForm(found.unit, found.year, request.POST, instance=_duty(request, pk))
    if form.is_valid():
        try:
            confirm_duty(reader(request), found, form.values(), form.cleaned_data["version"] or 0)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(
                request, _("Confirmed: %(title)s. Its days stand in the list of what is due.") % {"title": found.title}
            )
            return redirect(_list_of(found))
    return show_duty(request, found, form, status=422)


def _list_of(found: Duty) -> str:
    return f"{reverse('responsibility:list')}?unit={found.unit_id}&year={found.year}"


@page(name="set-aside", roles=KEEPERS, methods=("POST",), about="duty")
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a proposed duty aside."""
    found, form = _duty(request, pk), Reason(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give a reason: it is kept with the decision."))
        return redirect("responsibility:duty", pk)
    try:
        set_duty_aside(reader(request), found, form.cleaned_data["reason"], form.cleaned_data["version"])
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("responsibility:duty", pk)
    messages.success(request, _("Set aside, with the reason."))
    return redirect(_list_of(found))


@page(name="start", roles=KEEPERS, methods=("POST",), about="duty")
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan one more activity for a duty."""
    found = _duty(request, pk)
    form = StartForm(request.POST, auto_id="start_%s")
    if form.is_valid():
        try:
            start_activity(reader(request), found, form.values())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The activity stands in the list of what is due."))
            return redirect("responsibility:duty", pk)
    return show_duty(request, found, start=form, status=422)


@page(name="take-over", roles=KEEPERS, methods=("POST",), about="tenure")
def taken_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody new in a post has taken its duties over."""
    account = reader(request)
    tenure = one(Tenure.objects.filter(own(account, "post__unit__path")).select_related("person", "post__unit"), pk=pk)
    try:
        take_over(account, tenure)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("Taken over by %(name)s.") % {"name": tenure.person.name})
    return redirect("responsibility:list")


def list_for_file(request: HttpRequest) -> tuple[Unit, int, list[Duty]]:
    """The unit, year and duties of the yearly list that the address asks for, as a file holds them."""
    account = reader(request)
    form = ListFilter(account, timezone.localdate(), request.GET or None)
    wanted = form.chosen()
    duties = chosen_duties(account, wanted).order_by("unit__path", "owner", "pk")
    return unit_asked(request), wanted["year"], list(duties)
