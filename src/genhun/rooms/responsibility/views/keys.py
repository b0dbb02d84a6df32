"""Objectives from programs: the keys of an account, and the address that programs send to."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from genhun.core.errors import BadInput, Fault
from genhun.records.pages import page, reader
from genhun.records.policies import Refused
from genhun.records.scope import units_of
from genhun.rooms.responsibility.actions.keys import digest_of, make_key, revoke_key
from genhun.rooms.responsibility.actions.objectives import take_in_objectives
from genhun.rooms.responsibility.forms.keys import KeyForm
from genhun.rooms.responsibility.intake import as_sent, sheet_in
from genhun.rooms.responsibility.policies import KEEPERS
from genhun.rooms.responsibility.queries.keys import keys_of, owner_by
from genhun.rooms.responsibility.views.shared import own_unit
from genhun.tables.objectives import OBJECTIVES, read_objectives
from genhun.tables.sentences import in_chinese, in_english

PUBLIC, FRESH, BEARER = (), "fresh-key", "Bearer "


@page(name="keys", roles=KEEPERS, methods=("GET", "POST"))
def keys(request: HttpRequest) -> HttpResponse:
    """The account's keys for programs; a POST makes one, which is shown once."""
    account, form = reader(request), KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            key, secret = make_key(account, form.cleaned_data["name"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            request.session[FRESH] = {"name": key.name, "secret": secret}
            messages.success(request, _("Made. Copy the key now: it is shown only this once."))
            return redirect("responsibility:keys")
    context = {
        "unit": own_unit(account),
        "keys": keys_of(account),
        "form": form,
        "fresh": request.session.pop(FRESH, None),
        "address": request.build_absolute_uri(reverse("responsibility:objectives-api")),
        "columns": OBJECTIVES.columns,
    }
    return render(request, "responsibility/keys.html", context, status=422 if form.errors else 200)


@page(name="revoke-key", roles=KEEPERS, methods=("POST",))
def revoke(request: HttpRequest) -> HttpResponse:
    """Close a key."""
    account, number = reader(request), request.POST.get("key", "")
    pk = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    key = keys_of(account).filter(pk=pk).first()
    if key is None:
        messages.error(request, _("This key is revoked already."))
    else:
        revoke_key(account, key)
        messages.success(request, _("Revoked. A program that used this key is refused from now on."))
    return redirect("responsibility:keys")


@csrf_exempt
@page(name="objectives-api", roles=PUBLIC, methods=("POST",))
def objectives_api(request: HttpRequest) -> HttpResponse:
    """Objectives and actuals as JSON, under a key: all taken in, or nothing; sent again, nothing changes."""
    sent = request.headers.get("Authorization", "")
    account = owner_by(digest_of(sent.removeprefix(BEARER))) if sent.startswith(BEARER) else None
    if account is None:
        fault = Fault("Authorization", 0, "", "bad_key", "", "Authorization: Bearer KEY")
        answer = _faults([fault], 401, _("Use a key that is open, of an account that keeps objectives."))
        answer["WWW-Authenticate"] = "Bearer"
        return answer
    try:
        rows = read_objectives([sheet_in(request.body)], set(units_of(account).values_list("code", flat=True)))
        counts = take_in_objectives(account, rows, "API")
    except BadInput as bad:
        return _faults([as_sent(fault) for fault in bad.faults], 422, _("Mend all of these, then send it all again."))
    except RequestDataTooBig:
        fault = Fault(OBJECTIVES.key, 0, "", "too_large", "", "20 MiB")
        return _faults([fault], 413, _("Send fewer rows at a time."))
    return JsonResponse({"new": counts.new, "changed": counts.changed, "same": counts.same})


def _faults(faults: list[Fault], status: int, what_to_do: str) -> JsonResponse:
    say = in_english if get_language() == "en" else in_chinese
    return JsonResponse(
        {"written": 0, "what_to_do": what_to_do, "faults": [_told(fault, say(fault)) for fault in faults]},
        status=status,
    )


def _told(fault: Fault, sentence: str) -> dict[str, Any]:
    where = {"table": fault.sheet, "row": fault.row, "other_row": fault.other_row, "column": fault.column}
    return {
        "what": fault.kind,
        "where": {name: value for name, value in where.items() if value},
        "got": fault.got,
        "allowed": fault.allowed,
        "sentence": sentence,
    }
