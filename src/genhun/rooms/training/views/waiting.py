"""The waiting list of a class: who is next and why, who was promised a seat; seats given, promised, declined."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from genhun.planning.training.rules import RULES
from genhun.records.models import Person, TrainingClass
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES, TRAINERS, Refused, why_not
from genhun.records.results import promised_pairs
from genhun.records.scope import classes_of, one
from genhun.rooms.training import words
from genhun.rooms.training.actions.drafts import begin_draft, edit_draft
from genhun.rooms.training.actions.promises import decline_wish, promise_seats
from genhun.rooms.training.actions.waiting import end_waiting, wait_for_seat
from genhun.rooms.training.bridge.board import board_of
from genhun.rooms.training.bridge.queue import Place, against, broken_promises, filling, queue
from genhun.rooms.training.bridge.year import Year
from genhun.rooms.training.forms.waiting import Ask
from genhun.rooms.training.policies import WAITERS, check_can_promise, check_can_put_on, check_can_wait
from genhun.rooms.training.queries import waiting as queries
from genhun.rooms.training.queries.plans import Seats, current_plan, seats
from genhun.rooms.training.queries.staff import staff_of
from genhun.rooms.training.views.drafts import draft_address

DECLINE, PROMISE = "decline", "promise"


@page(name="waiting", roles=OFFICES, methods=("GET", "POST"), about="class")
def waiting(request: HttpRequest, pk: int) -> HttpResponse:
    """Who waits for a seat in a class, in the order in which they get one; put people on the list."""
    account = reader(request)
    offered = one(classes_of(account), pk=pk)
    form = Ask(account, request.POST) if request.method == "POST" else Ask(account)
    plan = current_plan(account, "training")
    year = Year(staff_of(account), seats(account, plan))
    if form.is_bound and form.is_valid() and _put_on(request, form, offered, year):
        return redirect("training:waiting", pk)
    seen = year.problem.classes[offered.code]
    free = seen.seats - year.taken.get(seen.class_id, 0)
    asked = queries.asked_for(account, offered)
    seated = {code for code, held in year.given.items() if seen in held}
    places = queue(year, seen, [entry for entry in asked if _waits(entry, seated)], free)
    context = {
        "unit": account.unit,
        "class": offered,
        "plan": plan,
        "form": form,
        "free": max(0, free),
        "rows": [{"place": place, "reason": reason_words(place, year)} for place in places],
        "promised": [(entry, entry.people[0][0] in seated) for entry in asked if entry.promised],
        "fits": any(place.fits for place in places),
        "not_promise": why_not(check_can_promise, offered, account),
        "may_seat": account.role in TRAINERS and plan is not None,
        "not_put_on": why_not(check_can_put_on, offered, account),
        "not_wait": why_not(check_can_wait, account),
    }
    return render(request, "training/waiting.html", context, status=422 if form.errors else 200)


def _waits(entry: queries.Entry, seated: set[str]) -> bool:
    """Whether an entry still waits: whoever wished for a seat that the plan gives has it."""
    return not entry.promised and not (entry.wish and entry.people[0][0] in seated)


def _put_on(request: HttpRequest, form: Ask, offered: TrainingClass, year: Year) -> bool:
    people, account = form.cleaned_data["people"], reader(request)
    seen = year.problem.classes[offered.code]
    names = {person.code: person.name for person in people}
    for code, rule in against(year, seen, list(names)).items():
        form.add_error("people", f"{names[code]}: {rule_words(rule, year)}")
    if form.errors:
        return False
    try:
        wait_for_seat(offered, people, form.cleaned_data["note"], account)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    messages.success(request, _("On the list."))
    return True


def rule_words(rule: str, year: Year) -> str:
    """A rule of the planner in the reader's language."""
    return next(words.told(known, year.problem.policy) for known in RULES if known.id == rule)


def reason_words(place: Place, year: Year) -> str:
    """Why an entry stands where it stands: what is owed by when, or only when it was asked for."""
    if place.outside:
        return _("Holds no party-affairs post in the training year; seats are planned for those who do.")
    if place.inducts and place.duty is None:
        return _("A newcomer without an induction class.")
    if place.duty is None:
        return _("No days are owed that this class would give; in the order of asking.")
    names = words.rule_names()
    facts = {"rule": names[place.duty.rule], "days": place.duty.left, "day": place.duty.until}
    return _("%(rule)s: %(days)s days still owed by %(day)s.") % facts


@page(name="end-waiting", roles=WAITERS, methods=("POST",), about="waiting")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an entry off the list."""
    account = reader(request)
    entry = one(queries.entries_of(account), pk=pk)
    try:
        end_waiting(entry, account)
        messages.success(request, _("Taken off the list."))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("training:waiting", entry.training_class_id)


@page(name="seat-waiting", roles=TRAINERS, methods=("POST",), about="waiting")
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the seats of an entry in a draft of the plan that counts, or promise them for the next plan."""
    entry = one(queries.entries_of(reader(request)), pk=pk)
    return _given(request, entry.training_class, list(entry.people.all()))


@page(name="wish", roles=TRAINERS, methods=("POST",), about="wish")
def wish(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a wish: a seat in the draft, a promise for the next plan, or no with the reason."""
    account = reader(request)
    found = one(queries.wishes_of(account), pk=pk)
    if request.POST.get("act") != DECLINE:
        return _given(request, found.training_class, [found.person])
    try:
        decline_wish(found, account, request.POST.get("reason", ""))
        messages.success(request, _("Answered. The person reads the reason on the own page."))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("training:waiting", found.training_class_id)


def _given(request: HttpRequest, offered: TrainingClass, people: Sequence[Person]) -> HttpResponse:
    """Seats for some people: promised for the next plan if so asked, else in the draft of the plan that counts."""
    account = reader(request)
    if request.POST.get("act") != PROMISE:
        return _into_draft(request, offered, [person.code for person in people])
    try:
        wanted = [(person.code, offered.code) for person in people]
        year = Year(staff_of(account), Seats())
        if rules := broken_promises(year, promised_pairs(), wanted):
            raise Refused(" ".join(rule_words(rule, year) for rule in rules))
        promise_seats(offered, people, account)
        messages.success(request, _("Promised. The next plan of seats keeps it, and every one after it."))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("training:waiting", offered.pk)


def _into_draft(request: HttpRequest, offered: TrainingClass, codes: Sequence[str]) -> HttpResponse:
    account = reader(request)
    plan = current_plan(account, "training")
    try:
        if plan is None:
            raise Refused(_("There is no training plan yet; who attends is planned as a whole."))
        draft = begin_draft(plan, account)
        edit_draft(draft, account, draft.version, [("add", code, offered.code) for code in codes])
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("training:waiting", offered.pk)
    messages.success(request, _("In the draft now. Once it is saved, the entry is off the list."))
    return redirect(draft_address(draft, offered.code))


@page(name="fill-waiting", roles=TRAINERS, methods=("POST",), about="class")
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the free seats in a draft to those who wait, in their order, groups whole, none against a rule."""
    account = reader(request)
    offered = one(classes_of(account), pk=pk)
    plan = current_plan(account, "training")
    try:
        if plan is None:
            raise Refused(_("There is no training plan yet; who attends is planned as a whole."))
        draft = begin_draft(plan, account)
        board = board_of(draft, account)
        seen = board.problem.classes[offered.code]
        seated = {*board.attending.get(seen.class_id, ())}
        waits = [entry for entry in queries.asked_for(account, offered) if _waits(entry, seated)]
        waits = [entry for entry in waits if not seated & {code for code, *_more in entry.people}]
        chosen = filling(board, seen, queue(board.year, seen, waits, board.free(seen)))
        if not chosen:
            raise Refused(_("No entry fits: either no seats are left for all of it, or a rule stands against it."))
        codes = [code for place in chosen for code, *_more in place.entry.people]
        edit_draft(draft, account, draft.version, [("add", code, offered.code) for code in codes])
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("training:waiting", pk)
    text = _("%(n)s of %(all)s entries are in the draft; the others keep their places.")
    messages.success(request, text % {"n": len(chosen), "all": len(waits)})
    return redirect(draft_address(draft, offered.code))
