"""The burden ledger, and one request from its draft to its end."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records.listing import listing
from genhun.records.models import Account
from genhun.records.pages import page, reader
from genhun.records.policies import Refused, why_not
from genhun.records.scope import one, units_of
from genhun.rooms.responsibility.actions import burden as actions
from genhun.rooms.responsibility.forms.burden import AnswerForm, BudgetForm, DemandForm, NeedlessForm
from genhun.rooms.responsibility.forms.duties import Reason
from genhun.rooms.responsibility.models import Demand
from genhun.rooms.responsibility.pictures import months_of_burden
from genhun.rooms.responsibility.policies import (
    SENDERS,
    VIEWERS,
    check_can_answer,
    check_can_decide_demand,
    check_can_send,
    check_can_set_budget,
)
from genhun.rooms.responsibility.queries import burden as queries
from genhun.rooms.responsibility.views.shared import own_unit, tabs

UNITS_SHOWN, LOADS_SHOWN = 12, 8


@page(name="burden", roles=VIEWERS)
def burden(request: HttpRequest) -> HttpResponse:
    """Hours asked and hours spared, what runs, and how much of the month is left to whom."""
    account, today = reader(request), timezone.localdate()
    months = queries.months(account, today)
    demands = listing(request, queries.with_figures(queries.demands_of(account)), ("-pk",))
    units = units_of(account).filter(Q(parent=account.unit) | Q(pk=account.unit_id)).order_by("path")[:UNITS_SHOWN]
    context = {
        "unit": own_unit(account),
        "tabs": tabs("burden", account),
        "today": today,
        "months": months,
        "now": months[-1],
        "picture": months_of_burden(months),
        "page": demands,
        "loads": queries.loads(list(units), today),
        "senders": queries.senders(account, today),
        "may_ask": account.role in SENDERS,
        "source": queries.source_of(own_unit(account)),
        "budget": None if why_not(check_can_set_budget, own_unit(account), account) else BudgetForm(),
    }
    return render(request, "responsibility/burden.html", context)


@page(name="budget", roles=SENDERS, methods=("POST",))
def budget(request: HttpRequest) -> HttpResponse:
    """Set the budget of the reader's part."""
    account, form = reader(request), BudgetForm(request.POST)
    try:
        if form.is_valid():
            actions.set_budget(account, own_unit(account), form.cleaned_data["hours"], form.cleaned_data["source"])
            messages.success(request, _("The budget is set."))
        else:
            messages.error(request, _("Give the hours and their source."))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("responsibility:burden")


@page(name="new-demand", roles=SENDERS, methods=("GET", "POST"))
def new_demand(request: HttpRequest) -> HttpResponse:
    """Write a request down, to see what it would cost before it is sent."""
    account = reader(request)
    form = DemandForm(account, timezone.localdate(), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            demand = actions.draft_demand(account, form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return redirect("responsibility:demand", demand.pk)
    status = 422 if form.errors else 200
    context = {"unit": own_unit(account), "form": form}
    return render(request, "responsibility/new_demand.html", context, status=status)


@page(name="demand", roles=VIEWERS, about="demand")
def demand(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what it costs while it is a draft, what it asks once it is sent, what came back."""
    return _show(request, _one(request, pk))


@page(name="send-demand", roles=SENDERS, methods=("POST",), about="demand")
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a draft, or ask above where it is too much."""
    account, found = reader(request), _one(request, pk)
    return _done(request, found, lambda: actions.send_demand(account, found, _seen(request, found)))


@page(name="decide-demand", roles=SENDERS, methods=("POST",), about="demand")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a request go out over the budget, or refuse it."""
    account, found, reason = reader(request), _one(request, pk), request.POST.get("reason", "")
    allow = request.POST.get("allow") == "yes"
    act = lambda: actions.decide_demand(account, found, reason, _seen(request, found), allow=allow)  # noqa: E731
    return _done(request, found, act)


@page(name="join-demand", roles=SENDERS, methods=("POST",), about="demand")
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a draft go into a running request."""
    account, found = reader(request), _one(request, pk)
    choices = {str(other.pk): other for other in queries.could_join(found, timezone.localdate())}
    other = choices.get(request.POST.get("into", ""))
    if other is None:
        messages.error(request, _("Choose one of the running requests."))
        return redirect("responsibility:demand", pk)
    return _done(request, found, lambda: actions.join_demand(account, found, other, _seen(request, found)))


@page(name="discard-demand", roles=SENDERS, methods=("POST",), about="demand")
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a draft aside."""
    account, found = reader(request), _one(request, pk)
    try:
        actions.discard_demand(account, found, _seen(request, found))
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("responsibility:demand", pk)
    messages.success(request, _("The draft is gone; nothing was sent."))
    return redirect("responsibility:burden")


@page(name="answer-demand", roles=SENDERS, methods=("POST",), about="demand")
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The own unit's answers."""
    account, found = reader(request), _one(request, pk)
    form = AnswerForm(found.fields.all(), {}, request.POST)
    if not form.is_valid():
        return _show(request, found, form, 422)
    act = lambda: actions.answer_demand(account, found, own_unit(account), form.values())  # noqa: E731
    return _done(request, found, act, _("Your answers are kept."))


@page(name="needless", roles=VIEWERS, methods=("POST",), about="demand")
def needless(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a request was needless."""
    account, found, form = reader(request), _one(request, pk), NeedlessForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    return _done(
        request, found, lambda: actions.call_needless(account, found, why), _("The sender sees that, without a name.")
    )


def _one(request: HttpRequest, pk: int) -> Demand:
    return one(queries.demands_of(reader(request)), pk=pk)


def _seen(request: HttpRequest, found: Demand) -> int:
    wanted = request.POST.get("version", "")
    return int(wanted) if wanted.isdigit() else found.version


def _done(request: HttpRequest, found: Demand, act: Any, word: str = "") -> HttpResponse:
    try:
        after = act()
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, word or _("Done: %(state)s.") % {"state": after.get_state_display()})
    return redirect("responsibility:demand", found.pk)


def _show(request: HttpRequest, found: Demand, form: AnswerForm | None = None, status: int = 200) -> HttpResponse:
    account, today = reader(request), timezone.localdate()
    fields, units = list(found.fields.all()), list(found.units.order_by("path"))
    sends = not why_not(check_can_send, found, account)
    answers = queries.answers_by_unit(found)
    loads = queries.left_after(found) if found.state in {Demand.State.DRAFT, Demand.State.ASKED} else []
    sender = account.unit is not None and found.unit.path.startswith(account.unit.path)
    context = {
        "unit": found.unit,
        "demand": found,
        "fields": fields,
        "receivers": len(units),
        "hours": found.people * found.minutes * len(units) / 60,
        "people": found.people * len(units),
        "saved": found.saved / 60,
        "runs": found.runs(today),
        "sends": sends,
        "loads": loads[:LOADS_SHOWN],
        "over": sum(load.left < 0 for load in loads),
        "joins": queries.could_join(found, today) if sends else [],
        "decides": Reason(initial={"version": found.version})
        if not why_not(check_can_decide_demand, found, account)
        else None,
        "sender": sender,
        "rows": [(unit, answers.get(unit.pk, {})) for unit in units] if sender and found.sent_at else [],
        "answered": sum(unit.pk in answers for unit in units),
        "needless": list(found.needless.values_list("why", flat=True)) if sender else [],
        "form": form or _answering(found, account, fields, answers),
        "needless_form": NeedlessForm() if found.state == Demand.State.SENT and not sender else None,
    }
    return render(request, "responsibility/demand.html", context, status=status)


def _answering(found: Demand, account: Account, fields: list[Any], answers: Any) -> AnswerForm | None:
    """The form of the own unit, filled with what it said before."""
    unit = own_unit(account)
    if not fields or why_not(check_can_answer, found, unit, account):
        return None
    labels = [field.label for field in fields]
    known = queries.said_before(unit, labels)
    given = answers.get(unit.pk, {})
    return AnswerForm(fields, known | {field.label: given[field.pk].value for field in fields if field.pk in given})
