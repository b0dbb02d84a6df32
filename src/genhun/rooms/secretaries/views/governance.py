"""Who leads each unit: the pair of heads side by side, arrangements that are otherwise, and who approved that."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records.governance import (
    ARRANGEMENTS,
    CHAIR,
    DEPUTY,
    DIRECTOR,
    MANAGER,
    SECRETARY,
    Arrangement,
    State,
    arrangements,
)
from genhun.records.listing import listing
from genhun.records.models import Account, Unit
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES, PERSONNEL, Refused, why_not
from genhun.records.scope import one, units_of
from genhun.rooms.secretaries import words
from genhun.rooms.secretaries.actions.exemptions import end_exemption, record_exemption
from genhun.rooms.secretaries.forms.governance import NewExemption, PairFilter
from genhun.rooms.secretaries.models import Exemption
from genhun.rooms.secretaries.policies import check_can_exempt
from genhun.rooms.secretaries.queries.heads import (
    CONDITIONS,
    LEVEL,
    Head,
    Pair,
    exemptions_by_unit,
    pairs,
    secretary_below,
    standings,
    units_with_both_heads,
)
from genhun.rooms.secretaries.queries.terms import exemptions_of
from genhun.rooms.secretaries.views.tabs import tabs

ROWS = 25
ROLES = (SECRETARY, CHAIR, MANAGER, DEPUTY, DIRECTOR)


@page(name="heads", roles=OFFICES)
def heads(request: HttpRequest) -> HttpResponse:
    """Secretary and manager of each unit on the same evidence, in the order of the tree."""
    account = reader(request)
    form = PairFilter(request.GET or None)
    said = form.cleaned_data if form.is_valid() else {}
    units = units_with_both_heads(account)
    today = timezone.localdate()
    below = secretary_below(arrangements(units_of(account), today))
    chosen = units.filter(pk__in=below) if said.get("show") else units
    shown = listing(request, chosen.filter(name__icontains=said.get("q", "").strip()), ("path",), ROWS)
    rows = [_pair(pair) for pair in pairs(shown.rows, today)]
    context = {
        "tabs": tabs("heads"),
        "page": shown,
        "rows": rows,
        "conditions": [words.CONDITION_NAMES[key] if key != LEVEL else _("Level") for key in CONDITIONS],
        "below": len(below),
        "all": units.count(),
        "form": form,
    }
    return render(request, "secretaries/heads.html", context)


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "pair": pair,
        "secretary": _cells(pair.secretary, pair.below),
        "manager": _cells(pair.manager, ()),
        "less": "；".join(words.less_words(key) for key in pair.below),
    }


def _cells(head: Head | None, below: Sequence[str]) -> list[tuple[str, bool]]:
    """The evidence of one head by condition, each with whether it is less than the other's."""
    if head is None:
        return [("–", False) for _key in CONDITIONS]
    return [
        (str(head.facts[key]) if key == LEVEL else words.years_words(head.facts[key]), key in below)
        for key in CONDITIONS
    ]


@page(name="governance", roles=OFFICES)
def governance(request: HttpRequest) -> HttpResponse:
    """How each arrangement stands, and the units where it is otherwise, with the approvals on record."""
    account, today = reader(request), timezone.localdate()
    found = arrangements(units_of(account), today)
    standing = standings(found, ARRANGEMENTS)
    otherwise = {unit for one_of in standing.values() for unit in one_of.otherwise}
    shown = listing(request, Unit.objects.filter(pk__in=otherwise), ("path",), ROWS)
    by_unit = {arrangement.unit.pk: arrangement for arrangement in found}
    approved = exemptions_by_unit([unit.pk for unit in shown.rows])
    context = {
        "tabs": tabs("governance"),
        "standing": [_standing(key, one_of) for key, one_of in standing.items()],
        "page": shown,
        "rows": [(unit, _otherwise(by_unit[unit.pk], approved.get(unit.pk, ()))) for unit in shown.rows],
        "today": today,
    }
    return render(request, "secretaries/governance.html", context)


BAR = 360


def _standing(key: str, standing: Any) -> dict[str, Any]:
    """One arrangement as pieces of a bar, in px, with its counts."""
    pieces, x = [], 0.0
    for state in (State.KEPT, State.OTHERWISE, State.VACANT):
        count = standing.counts[state]
        if count:
            width = BAR * count / standing.asked
            pieces.append({"state": state, "label": words.STATES[state], "count": count, "x": round(x, 1)})
            pieces[-1]["width"] = round(max(width - 2, 2), 1)
            x += width
    return {"name": words.ARRANGEMENTS[key], "pieces": pieces, "standing": standing, "counts": _counts(standing)}


def _counts(standing: Any) -> list[int]:
    return [standing.counts[state] for state in (State.KEPT, State.OTHERWISE, State.VACANT, State.NONE)]


def _otherwise(found: Arrangement, approved: Sequence[Exemption]) -> list[dict[str, Any]]:
    """The arrangements that are otherwise in a unit, each with the approval on record, if there is one."""
    by_key = {exemption.arrangement: exemption for exemption in approved}
    return [
        {"key": key, "name": words.ARRANGEMENTS[key], "exemption": by_key.get(key)}
        for key, state in found.states.items()
        if state == State.OTHERWISE
    ]


@page(name="arrangements", roles=OFFICES, methods=("GET", "POST"), about="unit")
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: who holds what, the state of each arrangement, exceptions on record; a new one is recorded here."""
    account = reader(request)
    chosen = one(units_of(account), pk=pk)
    (found,) = arrangements(Unit.objects.filter(pk=pk), timezone.localdate()) or [Arrangement(chosen, ())]
    states = found.states
    asked = [key for key, state in states.items() if state != State.NONE]
    refusal = why_not(check_can_exempt, chosen, account)
    form = NewExemption(asked, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_exemption(account, chosen, form.cleaned_data["arrangement"], form.approval)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The exception is on record."))
            return redirect("secretaries:arrangements", pk)
    context = _unit_context(account, found, states) | {"form": form, "refusal": refusal, "asked": asked}
    return render(request, "secretaries/arrangements.html", context, status=422 if request.method == "POST" else 200)


def _unit_context(account: Account, found: Arrangement, states: Mapping[str, State]) -> dict[str, Any]:
    seats = [seat for seat in found.seats if seat.roles & set(ROLES)]
    return {
        "unit": found.unit,
        "seats": sorted(seats, key=lambda seat: (-seat.post.level, seat.post.code)),
        "states": [(words.ARRANGEMENTS[key], state, words.STATES[state]) for key, state in states.items()],
        "exemptions": Exemption.objects.filter(unit=found.unit).select_related("recorded_by")[:50],
        "today": timezone.localdate(),
        "may_end": account.role in PERSONNEL,
    }


@page(name="end-exception", roles=PERSONNEL, methods=("POST",), about="exemption")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an exception before its time."""
    account = reader(request)
    exemption = one(exemptions_of(account).select_related("unit"), pk=pk)
    try:
        end_exemption(exemption, account)
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, _("The exception has ended."))
    return redirect("secretaries:arrangements", exemption.unit_id)
