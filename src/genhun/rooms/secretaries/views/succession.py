"""One secretary post: what each possible successor has, what is missing, and what would make them ready."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records.listing import listing
from genhun.records.models import Account, Person, Post, Role, SeatWish, TrainingClass
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES, PERSONNEL, Refused, why_not
from genhun.records.scope import one, people_of
from genhun.rooms.secretaries.actions.next_plan import Stint, foresee_stint, wish_for_seat
from genhun.rooms.secretaries.bridge import LANES, Evidence, Files, evidence, read_files, seatable
from genhun.rooms.secretaries.forms.succession import Foresee, PersonSearch
from genhun.rooms.secretaries.policies import check_can_foresee
from genhun.rooms.secretaries.queries.posts import secretary_posts
from genhun.rooms.secretaries.queries.succession import bench_of, classes_for, eligible, seats_promised
from genhun.rooms.secretaries.queries.terms import terms_of_units
from genhun.rooms.secretaries.remedies import Move, Stay, move_of, stay_of
from genhun.rooms.secretaries.words import CONDITION_NAMES, half_years, missing_words

ROWS = 25
KIN_SEEN_BY = {Role.GROUP_OFFICER, Role.PERSONNEL_OFFICER}
Row = dict[str, Any]


@page(name="post", roles=OFFICES, about="post")
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """The post with its holder, its term, its bench and everybody who could come next."""
    account = reader(request)
    chosen = one(secretary_posts(account).select_related("unit"), pk=pk)
    form = PersonSearch(request.GET or None)
    sought = form.cleaned_data["q"].strip() if form.is_valid() else ""
    bench = bench_of(account, chosen)
    on_bench = [line.person for line in bench if line.person]
    people = eligible(account, chosen).exclude(pk__in=[p.pk for p in on_bench]).select_related("unit")
    if sought:
        people = people.filter(Q(name__icontains=sought) | Q(code=sought))
    shown = listing(request, people, ("unit__path", "code"), ROWS)
    everybody = [*on_bench, *shown.rows]
    files = read_files(chosen, [person.pk for person in everybody])
    rows = {row["person"].pk: row for row in (told(account, found) for found in evidence(files, everybody))}
    context = {
        "post": chosen,
        "unit": chosen.unit,
        "holders": files.holders,
        "vacant": max(0, chosen.seats - len(files.holders)),
        "term": terms_of_units([chosen.unit_id]).get(chosen.unit_id),
        "plan": bench[0].plan if bench else None,
        "bench": [rows[line.person_id] | {"line": line} for line in bench if line.person_id],
        "others": [rows[person.pk] for person in shown.rows],
        "conditions": condition_names(account),
        "page": shown,
        "form": form,
        "sought": sought,
        "start": files.day(0),
    }
    return render(request, "secretaries/post.html", context)


def condition_names(account: Account) -> list[Any]:
    """The heads of the columns of evidence; kin are told to those who have to know."""
    return [name for key, name in CONDITION_NAMES.items() if key in conditions_seen(account)]


def conditions_seen(account: Account) -> list[str]:
    """The conditions that an account sees."""
    seen = ["production", "party", "level", "left", "kin", "reach"]
    return seen if account.role in KIN_SEEN_BY else [key for key in seen if key != "kin"]


def told(account: Account, found: Evidence) -> Row:
    """The evidence on one person in the words of the page."""
    seen = conditions_seen(account)
    missing = [c for c in found.missing if c.key in seen]
    return {
        "person": found.person,
        "held": found.held,
        "readiness": found.readiness,
        "cells": [found.conditions[key] for key in seen],
        "missing": "；".join(missing_words(c.key, c.short) for c in missing),
        "locks": found.locks,
    }


@dataclass(frozen=True, slots=True)
class Case:
    """One person looked at for one post: the evidence, and what would help."""

    account: Account
    post: Post
    person: Person
    files: Files
    found: Evidence
    stay: Stay | None
    move: Move | None
    classes: Sequence[TrainingClass]
    seats: Sequence[SeatWish]

    @property
    def bound_to_post(self) -> bool:
        """Whether only the post held now, which plans do not move, keeps the person from a missing lane."""
        lanes = any(condition.key in LANES for condition in self.found.missing)
        return lanes and self.found.moves is None

    @property
    def reasons(self) -> dict[str, str]:
        """The reason that each form offers, to be sent as it is or changed."""
        aim = {"unit": self.post.unit.name, "post": self.post.title}
        ready = _("To be ready for %(unit)s %(post)s") % aim
        move = ready
        if self.move:
            lane = CONDITION_NAMES[self.move.lane]
            words = {"ready": ready, "n": half_years(self.move.periods), "lane": lane}
            move = _("%(ready)s: %(n)s on the lane “%(lane)s” are missing") % words
        return {"stay": ready, "move": move, "class": ready}


@page(name="candidate", roles=PERSONNEL, methods=("GET", "POST"), about="post")
def candidate(request: HttpRequest, pk: int) -> HttpResponse:
    """One person for one post: the evidence, what would make them ready, and that into the next plan."""
    account = reader(request)
    chosen = one(secretary_posts(account).select_related("unit"), pk=pk)
    number = request.GET.get("person", "")
    if not number.isdigit():
        return redirect("secretaries:post", pk)
    case = look_at(account, chosen, int(number))
    if request.method == "POST":
        return _foresee(request, case)
    return _show(request, case)


def look_at(account: Account, chosen: Post, number: int) -> Case:
    """The case of a person of the post's circle whom the reader sees."""
    people = people_of(account).filter(unit__circle=chosen.unit.circle, level__in=(chosen.level, chosen.level - 1))
    person = one(people.select_related("unit"), pk=number)
    files = read_files(chosen, [person.pk])
    (found,) = evidence(files, [person])
    move = move_of(account, files, found)
    today = timezone.localdate()
    classes, seats = seatable(files, person, classes_for(person, today)), seats_promised(person, today)
    return Case(account, chosen, person, files, found, stay_of(files, found), move, classes, seats)


def _show(request: HttpRequest, case: Case, form: Foresee | None = None) -> HttpResponse:
    row = told(case.account, case.found)
    context = {
        "post": case.post,
        "unit": case.post.unit,
        "person": case.person,
        "row": row,
        "facts": list(zip(condition_names(case.account), row["cells"], strict=True)),
        "case": case,
        "lane": CONDITION_NAMES[case.move.lane] if case.move else "",
        "periods": half_years(case.move.periods) if case.move else "",
        "form": form,
        "refusal": why_not(check_can_foresee, case.account),
    }
    return render(request, "secretaries/candidate.html", context, status=422 if form else 200)


def _foresee(request: HttpRequest, case: Case) -> HttpResponse:
    posts = Post.objects.filter(pk__in=[post.pk for post in case.move.posts] if case.move else [])
    classes = TrainingClass.objects.filter(pk__in=[wanted.pk for wanted in case.classes])
    form = Foresee(posts, classes, request.POST)
    if not form.is_valid():
        return _show(request, case, form)
    try:
        said = _act(case, form.cleaned_data)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return _show(request, case, form)
    messages.success(request, said)
    return redirect(f"{reverse('secretaries:candidate', args=[case.post.pk])}?person={case.person.pk}")


def _act(case: Case, said: dict[str, Any]) -> str:
    """Do what was asked; what happened, in one sentence."""
    if said["kind"] == "class":
        if said["wanted"] is None:
            raise Refused(_("Choose a class."))
        wish_for_seat(case.account, case.person, said["wanted"], said["reason"], case.post)
        return _("The seat is promised: the next plan of seats keeps it.")
    if said["kind"] == "stay" and case.stay:
        stint = Stint(case.person, case.stay.post, case.stay.start, case.stay.until)
    elif said["kind"] == "move" and case.move and said["post"]:
        stint = Stint(case.person, said["post"], case.move.start, case.move.until)
    else:
        raise Refused(_("This no longer helps: the facts have changed. Look again at what is missing."))
    foresee_stint(case.account, case.post, stint, said["reason"])
    return _("The next rotation plan keeps to it.")
