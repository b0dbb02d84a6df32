"""The waiting list of a class: who is next, and why."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genhun.planning.training.rules import RULES
from genhun.records.models import TrainingClass
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES, TRAINERS, Refused, why_not
from genhun.records.scope import classes_of, one
from genhun.rooms.training import words
from genhun.rooms.training.actions.drafts import begin_draft, edit_draft
from genhun.rooms.training.actions.waiting import end_waiting, wait_for_seat
from genhun.rooms.training.bridge.queue import Place, against, queue
from genhun.rooms.training.bridge.year import Year
from genhun.rooms.training.forms.waiting import Ask
from genhun.rooms.training.policies import WAITERS, check_can_wait
from genhun.rooms.training.queries import waiting as queries
from genhun.rooms.training.queries.plans import current_plan, seats
from genhun.rooms.training.queries.staff import staff_of
from genhun.rooms.training.views.drafts import draft_address


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
    places = queue(year, seen, queries.waiting_for(account, offered), free)
    context = {
        "unit": account.unit,
        "class": offered,
        "plan": plan,
        "form": form,
        "free": max(0, free),
        "rows": [{"place": place, "reason": reason_words(place, year)} for place in places],
        "may_seat": account.role in TRAINERS and plan is not None,
        "not_wait": why_not(check_can_wait, account),
    }
    return render(request, "training/waiting.html", context, status=422 if form.errors else 200)


def _put_on(request: HttpRequest, form: Ask, offered: TrainingClass, year: Year) -> bool:
    people, account = form.cleaned_data["people"], reader(request)
    seen = year.problem.classes[offered.code]
    names = {person.code: person.name for person in people}
    for code, rule in against(year, seen, list(names)).items():
        form.add_error("people", f"{names[code]}: {rule_words(rule)}")
    if form.errors:
        return False
    try:
        wait_for_seat(offered, people, form.cleaned_data["note"], account)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    messages.success(request, _("On the list."))
    return True


def rule_words(rule: str) -> str:
    """A rule of the planner in the reader's language."""
    chinese = (get_language() or "zh-hans").startswith("zh")
    return next(known.zh if chinese else known.en for known in RULES if known.id == rule)


def reason_words(place: Place, year: Year) -> str:
    """Why an entry stands where it stands: what is owed by when, or only when it was asked for."""
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
    """Give the seats in a draft of the plan that counts; saved, the entry is off the list."""
    account = reader(request)
    entry = one(queries.entries_of(account), pk=pk)
    plan, offered = current_plan(account, "training"), entry.training_class
    try:
        if plan is None:
            raise Refused(_("There is no training plan yet; who attends is planned as a whole."))
        draft = begin_draft(plan, account)
        edit_draft(draft, account, draft.version, [("add", p.code, offered.code) for p in entry.people.all()])
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("training:waiting", offered.pk)
    messages.success(request, _("In the draft now. Once it is saved, the entry is off the list."))
    return redirect(draft_address(draft, offered.code))
