"""Pages on which a pair or a visit begins by hand: who suits, and every rule that stands against a choice."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.core.policy import Policy
from genhun.planning.rule import Rule
from genhun.planning.staff import Worker
from genhun.records.models import Account, Person, Unit
from genhun.records.pages import page, reader
from genhun.records.policies import TRAINERS, Refused
from genhun.records.scope import units_of
from genhun.rooms.training import words
from genhun.rooms.training.actions.meetings import enter_visit
from genhun.rooms.training.actions.pairs import pair_up, usual_end
from genhun.rooms.training.bridge.together import Pairs, Visits
from genhun.rooms.training.forms.together import Named, NewPair, NewVisit
from genhun.rooms.training.queries.plans import strengths
from genhun.rooms.training.queries.staff import staff_of
from genhun.rooms.training.queries.together import under_way, units_named, visits_in
from genhun.rooms.training.queries.waiting import people_meant
from genhun.rooms.training.views.meetings import QUARTER

NAMED = 30


@page(name="new-pair", roles=TRAINERS, methods=("GET", "POST"))
def new_pair(request: HttpRequest) -> HttpResponse:
    """Choose a newcomer, then a mentor: those who suit stand there with what they lead already."""
    account, today = reader(request), timezone.localdate()
    pairs = Pairs(staff_of(account), under_way())
    mentee = pairs.problem.mentees.get(request.GET.get("mentee", ""))
    sent = request.method == "POST"
    form = NewPair(request.POST if sent else None, initial={"start": today, "end": usual_end(today)})
    if sent and mentee and form.is_valid():
        try:
            made = _paired(account, pairs, mentee, form)
        except Refused as refused:
            form.add_error("other", refused.reason)
        else:
            messages.success(request, _("The pair begins."))
            return redirect("training:pair", made.pk)
    alone = pairs.alone
    context = {
        "unit": account.unit,
        "mentee": mentee,
        "led": bool(mentee and mentee.person_id in pairs.led),
        "where": pairs.staff.units[mentee.unit.unit_id] if mentee else None,
        "suited": _mentors(pairs, mentee) if mentee else [],
        "most": pairs.problem.load,
        "alone": [(w, pairs.staff.units[w.unit.unit_id]) for w in alone[:NAMED]],
        "left": len(alone),
        "form": form,
    }
    return render(request, "training/new_pair.html", context, status=422 if form.errors else 200)


def _mentors(pairs: Pairs, mentee: Worker) -> list[dict[str, Any]]:
    return [
        {"worker": worker, "load": load, "unit": pairs.staff.units[worker.unit.unit_id]}
        for worker, load in pairs.suited(mentee)
    ]


def _paired(account: Account, pairs: Pairs, mentee: Worker, form: NewPair) -> Any:
    """The pair begun. Raises Refused with every rule that it would break."""
    (meant,) = people_meant(account, [form.words])
    mentor = _only(meant, form.words)
    _check(pairs.against(mentee.person_id, mentor.code), pairs.problem.policy)
    newcomer = Person.objects.select_related("unit").get(code=mentee.person_id)
    return pair_up(newcomer, mentor, account, form.cleaned_data["start"], form.cleaned_data["end"])


@page(name="new-visit", roles=TRAINERS, methods=("GET", "POST"))
def new_visit(request: HttpRequest) -> HttpResponse:
    """Choose who goes, then where: the units from which most can be learnt on the shortest way stand there."""
    account = reader(request)
    asked = Named(request.GET or None)
    text = asked.cleaned_data["q"].strip() if asked.is_valid() else ""
    found = units_named(account, text) if text else []
    visitor = found[0] if len(found) == 1 else None
    sent = request.method == "POST"
    form = NewVisit(request.POST if sent else None, initial={"day": timezone.localdate() + QUARTER})
    if sent and visitor and form.is_valid():
        try:
            made = _entered(account, visitor, form)
        except Refused as refused:
            form.add_error("other", refused.reason)
        else:
            messages.success(request, _("The visit is entered."))
            return redirect("training:visit", made.pk)
    context = {
        "unit": account.unit,
        "asked": asked,
        "found": found,
        "nothing": bool(text) and not found,
        "visitor": visitor,
        "suited": _hosts(account, visitor) if visitor else [],
        "form": form,
    }
    return render(request, "training/new_visit.html", context, status=422 if form.errors else 200)


def _hosts(account: Account, visitor: Unit) -> list[dict[str, Any]]:
    units = {unit.code: unit for unit in units_of(account)}
    visits = Visits(visits_in((timezone.localdate() + QUARTER).year), units)
    hosts = [units[code] for code in visits.suited(visitor.code)]
    values = strengths([visitor.pk, *(host.pk for host in hosts)])
    return [{"unit": host, "learns": words.learns(values, visitor.pk, host.pk)} for host in hosts]


def _entered(account: Account, visitor: Unit, form: NewVisit) -> Any:
    """The visit entered. Raises Refused with every rule that it would break."""
    host = _only(units_named(account, form.words), form.words)
    day: date = form.cleaned_data["day"]
    _check(Visits(visits_in(day.year), {}).against(visitor.code, host.code), Policy())
    return enter_visit(account, visitor, host, day)


def _only(meant: Sequence[Any], text: str) -> Any:
    """The one that a text means."""
    if not meant:
        raise Refused(_("Nothing in your part has the name or code “%(word)s”.") % {"word": text})
    if len(meant) > 1:
        names = "；".join(f"{one.name} {one.code}" for one in meant[:6])
        raise Refused(_("Several are meant; give the code: %(names)s") % {"names": names})
    return meant[0]


def _check(broken: Iterable[Rule], policy: Policy) -> None:
    """Refuse with the sentence of each rule that would be broken."""
    if sentences := [f"{rule.id}: {words.told(rule, policy)}" for rule in broken]:
        raise Refused(" ".join(sentences))
