"""Pages of rosters: sent in for a class, mended line by line, taken in, taken back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from genhun.core.days import withdrawn
from genhun.records.listing import listing
from genhun.records.models import Account, TrainingClass
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES, TRAINERS, Refused, why_not
from genhun.records.scope import classes_of, one, people_of
from genhun.rooms.training.actions.rosters import (
    commit_roster,
    discard_roster,
    mend_roster,
    receive_roster,
    undo_roster,
)
from genhun.rooms.training.forms.rosters import Reason, Sent, mended
from genhun.rooms.training.intake import OPEN, OUT, missed, open_rows, rows_of
from genhun.rooms.training.models import Roster
from genhun.rooms.training.policies import check_can_commit, check_can_undo
from genhun.rooms.training.queries import rosters as queries
from genhun.rooms.training.queries.days import day_settings
from genhun.rooms.training.views.year import tabs
from genhun.tables.roster import ClassLength

MOST_WITHOUT = 12
COLUMNS = {"absent": gettext_lazy("leave"), "present": gettext_lazy("days attended")}


@page(name="rosters", roles=OFFICES)
def rosters(request: HttpRequest) -> HttpResponse:
    """Classes that ended without a roster, and the rosters that came."""
    account = reader(request)
    context = {
        "unit": account.unit,
        "tabs": tabs("rosters"),
        "waiting": queries.without_roster(account, MOST_WITHOUT),
        "page": listing(request, queries.rosters_of(account).defer("rows"), ("-pk",), 40),
        "may_send": account.role in TRAINERS,
    }
    return render(request, "training/rosters.html", context)


@page(name="send-roster", roles=TRAINERS, methods=("GET", "POST"), about="class")
def send_roster(request: HttpRequest, pk: int) -> HttpResponse:
    """Send in who attended a class."""
    account = reader(request)
    offered = one(classes_of(account), pk=pk)
    length = length_of(offered)
    form = Sent(length, request.POST, request.FILES) if request.method == "POST" else Sent(length)
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data["file"]
        rows = rows_of(form.lines, queries.register_for(account, offered, form.lines))
        try:
            roster = receive_roster(offered, sent.name if sent else "", rows, account)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return redirect("training:roster", roster.pk)
    context = {"unit": account.unit, "class": offered, "form": form, "expected": queries.expected(account, offered)}
    return render(request, "training/send_roster.html", context, status=422 if form.errors else 200)


def length_of(offered: TrainingClass) -> ClassLength:
    """How long a class is, in this group's class hours."""
    return ClassLength(offered.days, day_settings()["hours_per_day"])


@page(name="roster", roles=TRAINERS, methods=("GET", "POST"), about="roster")
def roster(request: HttpRequest, pk: int) -> HttpResponse:
    """One roster: every line with whom it means; a word on those that are not clear; take it in, or back."""
    account = reader(request)
    found = one(queries.rosters_of(account), pk=pk)
    if request.method == "GET":
        return _shown(request, found, Reason(initial={"version": found.version}), {})
    codes = dict(people_of(account).filter(code__in=_typed(request)).values_list("code", "pk"))
    answers, wrong = mended(request.POST, found.rows, codes, length_of(found.training_class))
    try:
        mend_roster(found, account, _version(request), answers)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("training:roster", pk)
    if wrong:
        fresh = one(queries.rosters_of(account), pk=pk)
        return _shown(request, fresh, Reason(initial={"version": fresh.version}), wrong, 422)
    messages.success(request, _("Kept. Nobody has got a day yet."))
    return redirect("training:roster", pk)


def _typed(request: HttpRequest) -> list[str]:
    return [str(value).strip() for key, value in request.POST.items() if key.startswith("code-") and value]


def _version(request: HttpRequest) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else 0


def _shown(request: HttpRequest, found: Roster, form: Reason, wrong: dict[int, str], status: int = 200) -> HttpResponse:
    account, offered = reader(request), found.training_class
    awaited = queries.expected(account, offered) if found.state == Roster.State.PREVIEW else {}
    context = {
        "unit": account.unit,
        "roster": found,
        "class": offered,
        "form": form,
        "rows": _rows(account, found, wrong),
        "open": open_rows(found.rows),
        "people": sum(row["found"] == "known" for row in found.rows),
        "absentees": [p for number, p in awaited.items() if number not in {row["person"] for row in found.rows}],
        "not_commit": why_not(check_can_commit, found, account),
        "not_undo": why_not(check_can_undo, found, account),
    }
    return render(request, "training/roster.html", context, status=status)


def _rows(account: Account, found: Roster, wrong: dict[int, str]) -> list[dict[str, Any]]:
    """The lines, those that wait for a word first, otherwise as they stand in the file."""
    numbers = {n for row in found.rows for n in [row["person"], *row["choices"]] if n}
    people, settings, offered = queries.people_named(account, numbers), day_settings(), found.training_class
    rows = [
        {
            "n": number,
            "line": row,
            "person": people.get(row["person"]),
            "choices": [people[n] for n in row["choices"] if n in people],
            "unclear": row["found"] in OPEN,
            "out": row["found"] == OUT,
            "bad_cell": row["absent"] is None and row["found"] != OUT,
            "missed": float(missed(row)),
            "withdrawn": withdrawn(missed(row), offered.days, settings),
            "wrong": wrong.get(number, ""),
            "faults": [(COLUMNS.get(f["column"], f["column"]), f["got"], f["allowed"]) for f in row["faults"]],
        }
        for number, row in enumerate(found.rows)
    ]
    return sorted(rows, key=lambda row: not (row["unclear"] or row["bad_cell"]))


@page(name="commit-roster", roles=TRAINERS, methods=("POST",), about="roster")
def commit(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the days."""
    return _act(request, pk, commit_roster, _taken_in)


def _taken_in(found: Roster) -> str:
    people = found.attendances.filter(withdrawn=False).count()
    text = ngettext(
        "Taken in: %(n)d person has %(days)d days more.", "Taken in: %(n)d people have %(days)d days more each.", people
    )
    return text % {"n": people, "days": found.training_class.days}


@page(name="discard-roster", roles=TRAINERS, methods=("POST",), about="roster")
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a roster aside."""
    return _act(request, pk, discard_roster, lambda found: _("Put aside; nothing was written."))


def _act(
    request: HttpRequest, pk: int, act: Callable[[Roster, Account, int], Roster], done: Callable[[Roster], str]
) -> HttpResponse:
    account = reader(request)
    found = one(queries.rosters_of(account), pk=pk)
    try:
        messages.success(request, done(act(found, account, _version(request))))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("training:roster", pk)


@page(name="undo-roster", roles=TRAINERS, methods=("POST",), about="roster")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what a roster gave, with the reason."""
    account = reader(request)
    found, form = one(queries.rosters_of(account), pk=pk), Reason(request.POST)
    if form.is_valid():
        try:
            undo_roster(found, account, form.cleaned_data["version"], form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Taken back: nobody has days from this roster any more."))
            return redirect("training:roster", pk)
    return _shown(request, found, form, {}, 422)
