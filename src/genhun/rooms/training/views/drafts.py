"""The seat plan edited by hand: every change is checked at once, and saved as a plan of its own."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from genhun.core.group import TrainingClass
from genhun.records.models import Account
from genhun.records.pages import page, reader
from genhun.records.policies import TRAINERS, Refused
from genhun.records.scope import one
from genhun.rooms.training import words
from genhun.rooms.training.actions.drafts import Edit as Change
from genhun.rooms.training.actions.drafts import begin_draft, edit_draft, save_draft, take_back_edit
from genhun.rooms.training.bridge.board import ADD, DROP, Board, board_of, worked_out
from genhun.rooms.training.forms.drafts import Edit, Save
from genhun.rooms.training.lamps import lamps_of
from genhun.rooms.training.models import SeatDraft
from genhun.rooms.training.queries import drafts as queries
from genhun.rooms.training.queries.plans import people_named, visible_plans
from genhun.rooms.training.queries.waiting import asked_for

MOST_FITTING = 8


@page(name="begin-draft", roles=TRAINERS, methods=("POST",), about="plan")
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin to edit the seats of a plan, or go on where one was."""
    account = reader(request)
    plan = one(visible_plans(account), pk=pk)
    offered = request.POST.get("class", "")
    try:
        draft = begin_draft(plan, account)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("training:year")
    return redirect(draft_address(draft, offered))


def draft_address(draft: SeatDraft, offered: str) -> str:
    """Where a draft is edited, at a class."""
    about = "?" + urlencode({"class": offered}) if offered else ""
    return reverse("training:draft", args=[draft.pk]) + about


@page(name="draft", roles=TRAINERS, methods=("GET", "POST"), about="draft")
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft: one class with its people, the rules, the difference, the changes; a POST is one change."""
    account = reader(request)
    found = one(queries.drafts_of(account), pk=pk)
    if request.method == "GET":
        return _shown(request, found, Save(initial={"version": found.version}))
    form = Edit(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("This change could not be read. Nothing was changed."))
        _change(found, account, form.cleaned_data)
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect(draft_address(found, request.POST.get("shown", "")))


def _change(found: SeatDraft, account: Account, sent: dict[str, Any]) -> None:
    act, offered, version = sent["act"], sent["offered"], sent["version"]
    if act == "back":
        take_back_edit(found, account, version, sent["number"] or 0)
        return
    changes: list[Change] = []
    if act in {"drop", "swap"}:
        changes.append((DROP, sent["person"], offered))
    if act in {"add", "swap"}:
        changes.append((ADD, _code_of(found, account, sent["other"] or sent["person"]), offered))
    if act == "move":
        changes += [(DROP, sent["person"], offered), (ADD, sent["person"], sent["instead"])]
    edit_draft(found, account, version, changes)


def _code_of(found: SeatDraft, account: Account, text: str) -> str:
    """The code of the one person whom a name or code means."""
    people = list(people_named(account, found.plan, text.strip())[:6]) if text.strip() else []
    exact = [person for person in people if person.code == text.strip()]
    if len(exact or people) == 1:
        return (exact or people)[0].code
    if not people:
        raise Refused(_("Nobody in the part of this plan has this name or code."))
    names = "；".join(f"{p.name} {p.code} {p.unit.name if p.unit else ''}" for p in people)
    raise Refused(_("Several people are meant; give the code: %(names)s") % {"names": names})


@page(name="save-draft", roles=TRAINERS, methods=("POST",), about="draft")
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the draft as a verified plan of its own."""
    account = reader(request)
    found, form = one(queries.drafts_of(account), pk=pk), Save(request.POST)
    if not form.is_valid():
        return _shown(request, found, form, 422)
    try:
        worked = worked_out(found, board_of(found, account))
        version, reason = form.cleaned_data["version"], form.cleaned_data["reason"]
        plan = save_draft(found, account, version, reason, (worked.answer, worked.group))
    except Refused as refused:
        form.add_error(None, refused.reason)
        return _shown(request, found, form, 422)
    messages.success(request, _("Saved as a new plan. The plan that you started from is as it was."))
    return redirect("rotation:plan", plan.pk)


def _shown(request: HttpRequest, found: SeatDraft, form: Save, status: int = 200) -> HttpResponse:
    account = reader(request)
    board = board_of(found, account)
    offered = board.problem.classes.get(request.GET.get("class", "")) or next(iter(board.year.classes), None)
    lamps = lamps_of(board)
    context = {
        "unit": account.unit,
        "draft": found,
        "plan": found.plan,
        "form": form,
        "said": list(messages.get_messages(request)) if request.headers.get("HX-Request") else [],
        "lamps": lamps,
        "broken": sum(lamp["breaches"] for lamp in lamps),
        "more": words.points_rows(board.more),
        "more_total": sum(board.more.values()),
        "cost": board.checked.cost,
        "edits": _edits(board, found.edits),
        "classes": _classes(board, offered, lamps),
        "class": offered,
        **(_panel(account, board, offered, request.GET.get("swap", "")) if offered else {}),
    }
    return render(request, "training/draft.html", context, status=status)


def _edits(board: Board, edits: list[list[str]]) -> list[dict[str, Any]]:
    """The changes in words, the latest first."""
    return [
        {
            "n": n,
            "act": act,
            "who": _name(board, person),
            "title": board.problem.classes[offered].title if offered in board.problem.classes else offered,
            "offered": offered,
        }
        for n, (act, person, offered) in reversed(list(enumerate(edits)))
    ]


def _name(board: Board, code: str) -> str:
    worker = board.problem.workers.get(code)
    return worker.person.name if worker else code


def _classes(board: Board, here: TrainingClass | None, lamps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    wrong = {told.offered.class_id for lamp in lamps for told in lamp["broken"] if told.offered}
    return [
        {
            "class": offered,
            "taken": len(board.attending.get(offered.class_id, ())),
            "here": offered == here,
            "wrong": offered.class_id in wrong,
        }
        for offered in board.year.classes
    ]


def _panel(account: Account, board: Board, offered: TrainingClass, swap: str) -> dict[str, Any]:
    """One class: who sits in it, and who could: in place of somebody who is to go, or on a free seat."""
    number = board.year.staff.classes[offered.class_id]
    asked = {code: entry for entry in asked_for(account, number) for code, *_more in entry.people}
    swapped = swap if swap in board.attending.get(offered.class_id, ()) else ""
    fitting = board.fitting(offered, swapped)
    before = {line.person_id for line in board.base if line.class_id == offered.class_id}
    attending = board.attending.get(offered.class_id, [])
    return {
        "people": [
            {
                "code": code,
                "row": board.year.row(code),
                "new": code not in before,
                "swap": code == swapped,
                "promised": code in asked and asked[code].promised,
            }
            for code in attending
        ],
        "gone": [row for code in sorted(before - set(attending)) if (row := board.year.row(code))],
        "free": board.free(offered),
        "class_pk": number,
        "swapped": board.year.row(swapped),
        "fitting": [
            {"row": row, "duty": next(iter(row.open_duties), None), "asked": asked.get(row.worker.person_id)}
            for row in fitting[:MOST_FITTING]
        ],
        "fit": len(fitting),
        "rule_names": words.rule_names(),
    }
