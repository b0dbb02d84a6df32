"""Anonymous questions to staff: rounds, their links, their results; and the page where staff answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records.downloads import WORKBOOK, download
from genhun.records.listing import listing
from genhun.records.pages import page, reader
from genhun.records.policies import Refused, why_not
from genhun.records.scope import one
from genhun.rooms.responsibility import documents
from genhun.rooms.responsibility.actions import pulse as actions
from genhun.rooms.responsibility.forms.pulse import LinksForm, RoundForm, SheetForm
from genhun.rooms.responsibility.models import PulseRound, PulseToken
from genhun.rooms.responsibility.pictures import pulse_bars
from genhun.rooms.responsibility.policies import PULSE_ASKERS, VIEWERS, check_can_hand_out
from genhun.rooms.responsibility.queries import pulse as queries
from genhun.rooms.responsibility.views.shared import own_unit, tabs

PUBLIC = ()


@page(name="pulse", roles=VIEWERS)
def pulse(request: HttpRequest) -> HttpResponse:
    """Rounds that concern the reader's part."""
    account = reader(request)
    context = {
        "unit": own_unit(account),
        "tabs": tabs("pulse", account),
        "page": listing(request, queries.rounds_of(account, timezone.localdate()), ("-pk",)),
        "today": timezone.localdate(),
        "may_ask": account.role in PULSE_ASKERS,
    }
    return render(request, "responsibility/pulse.html", context)


@page(name="new-pulse", roles=PULSE_ASKERS, methods=("GET", "POST"))
def new_pulse(request: HttpRequest) -> HttpResponse:
    """Ask staff."""
    account = reader(request)
    form = RoundForm(account, timezone.localdate(), request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            asked = actions.ask_staff(account, form.values())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The round is open. Hand out the links now."))
            return redirect("responsibility:pulse-round", asked.pk)
    context = {"unit": own_unit(account), "form": form}
    return render(request, "responsibility/new_pulse.html", context, status=422 if form.errors else 200)


@page(name="pulse-round", roles=VIEWERS, about="pulse")
def pulse_round(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: its links while it runs, its results when it is over."""
    return _show(request, one(queries.rounds_of(reader(request), timezone.localdate()), pk=pk))


@page(name="pulse-links", roles=PULSE_ASKERS, methods=("POST",), about="pulse")
def links(request: HttpRequest, pk: int) -> HttpResponse:
    """The links as a sheet; they can be had this once."""
    account = reader(request)
    asked, form = one(queries.rounds_of(account, timezone.localdate()), pk=pk), LinksForm(request.POST)
    if not form.is_valid():
        return _show(request, asked, form, 422)
    try:
        made = actions.hand_out(account, asked, form.cleaned_data["links"])
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("responsibility:pulse-round", pk)
    rows = [
        (name, request.build_absolute_uri(reverse("responsibility:pulse-answer", args=[number])))
        for name, number in made
    ]
    return download(documents.pulse_links(asked.title, rows), WORKBOOK, f"{asked.title}.xlsx")


@page(name="pulse-answer", roles=PUBLIC, methods=("GET", "POST"), about="pulse-link")
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Where staff answer, without signing in. Nothing of the visitor is looked at but the link."""
    today = timezone.localdate()
    token = PulseToken.objects.select_related("round").filter(digest=actions.digest(number)).first()
    if token is None or not token.round.runs(today):
        return _fresh(render(request, "responsibility/pulse_over.html", status=410))
    form = SheetForm(token.round.questions, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.answer(number, form.chosen())
        except Refused:
            return _fresh(render(request, "responsibility/pulse_over.html", status=410))
        return redirect("responsibility:pulse-thanks")
    context = {"round": token.round, "form": form}
    return _fresh(render(request, "responsibility/pulse_answer.html", context, status=422 if form.errors else 200))


@page(name="pulse-thanks", roles=PUBLIC)
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens with an answer."""
    return render(request, "responsibility/pulse_thanks.html")


def _show(request: HttpRequest, asked: PulseRound, form: LinksForm | None = None, status: int = 200) -> HttpResponse:
    account, today = reader(request), timezone.localdate()
    found = queries.results(account, asked, today)
    wanted = request.GET.get("part", "")
    chosen = next((group for group in found if group.path == wanted), found[0] if found else None)
    context = {
        "unit": own_unit(account),
        "round": asked,
        "runs": asked.runs(today),
        "groups": found,
        "chosen": chosen,
        "bars": pulse_bars(asked.questions, chosen.counts, chosen.answered) if chosen else [],
        "fewest": queries.FEWEST,
        "form": form or (None if why_not(check_can_hand_out, asked, account) else LinksForm()),
    }
    return render(request, "responsibility/pulse_round.html", context, status=status)


def _fresh(response: HttpResponse) -> HttpResponse:
    """A phone that several people share keeps nothing of the page."""
    response["Cache-Control"] = "no-store"
    return response
