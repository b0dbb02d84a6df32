"""Locks and wishes: what is decided already, and what people have said. Both are read beside every plan."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records.listing import listing
from genhun.records.models import Account, Lock, Person, Role
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES, Refused, why_not
from genhun.records.scope import one, people_of
from genhun.rooms.rotation.actions.locks import add_lock, end_lock
from genhun.rooms.rotation.actions.wishes import record_wish, withdraw_wish
from genhun.rooms.rotation.forms.standing import EndLock, NewLock, NewWish
from genhun.rooms.rotation.policies import PLANNERS, check_plans_rotation
from genhun.rooms.rotation.queries import standing as queries


@page(name="locks", roles=OFFICES)
def locks(request: HttpRequest) -> HttpResponse:
    """Decisions already taken about people of the part."""
    ended, account = request.GET.get("show") == "ended", reader(request)
    shown = listing(request, queries.locks_of(account, timezone.localdate(), ended), ("-pk",))
    here = reverse("rotation:locks")
    tabs = [
        {"label": _("Binding now"), "url": here, "here": not ended, "count": None},
        {"label": _("Ended"), "url": f"{here}?show=ended", "here": ended, "count": None},
    ]
    context = {"page": shown, "tabs": tabs, "against": why_not(check_plans_rotation, account), "ended": ended}
    return render(request, "rotation/locks.html", context)


@page(name="new-lock", roles=PLANNERS, methods=("GET", "POST"))
def new_lock(request: HttpRequest) -> HttpResponse:
    """Choose the person, then the post and the months."""
    account = reader(request)
    context = _asked(account, request.GET.get("person", "").strip())
    person: Person | None = context["person"]
    if person is None:
        return render(request, "rotation/new_lock.html", context)
    posts = queries.posts_for(account, person)
    form = NewLock(posts, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        post = next(p for p in posts if p.code == given["post"])
        try:
            add_lock(person, post, (given["start"], given["end"]), given["reason"], account)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The decision is recorded. The next plan keeps to it."))
            return redirect("rotation:locks")
    return render(request, "rotation/new_lock.html", context | {"form": form}, status=422 if form.errors else 200)


def _asked(account: Account, text: str) -> dict[str, Any]:
    """The one person of a name or code, or those among whom to choose."""
    found = queries.people_named(account, text)
    exact = [person for person in found if person.code == text] or found
    person = exact[0] if len(exact) == 1 else None
    return {"person": person, "people": [] if person else found[: queries.MOST_NAMED], "asked": text}


@page(name="end-lock", roles=PLANNERS, methods=("GET", "POST"), about="lock")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a lock with its reason."""
    account = reader(request)
    mine = Lock.objects.filter(person__in=people_of(account)).select_related("person__unit", "post__unit", "by")
    lock = one(mine, pk=pk)
    form = EndLock(request.POST or None, initial={"end": f"{timezone.localdate():%Y-%m}"})
    if request.method == "POST" and form.is_valid():
        try:
            end_lock(lock, form.cleaned_data["end"], form.cleaned_data["reason"], account)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The lock is ended. The next plan is free of it from then on."))
            return redirect("rotation:locks")
    context = {"lock": lock, "form": form, "unit": lock.person.unit}
    return render(request, "rotation/end_lock.html", context, status=422 if form.errors else 200)


@page(name="wishes", roles=PLANNERS | {Role.CADRE})
def wishes(request: HttpRequest) -> HttpResponse:
    """The wishes that stand: the own ones, or those of the part for which one plans."""
    account = reader(request)
    shown = listing(request, queries.wishes_seen_by(account), ("-pk",))
    return render(request, "rotation/wishes.html", {"page": shown, "own": account.role == Role.CADRE})


@page(name="new-wish", roles=PLANNERS | {Role.CADRE}, methods=("GET", "POST"))
def new_wish(request: HttpRequest) -> HttpResponse:
    """Record a wish: one's own, or that of somebody of the part who has stated it."""
    account = reader(request)
    if account.role == Role.CADRE:
        context: dict[str, Any] = {"person": account.person, "own": True}
    else:
        context = _asked(account, request.GET.get("person", "").strip())
    if context["person"] is None:
        return render(request, "rotation/new_wish.html", context)
    form = NewWish(request.POST or None, initial={"stated_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            record_wish(context["person"], form.save(commit=False), account)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The wish is recorded. Only those who plan see it, and the person."))
            return redirect("rotation:wishes")
    return render(request, "rotation/new_wish.html", context | {"form": form}, status=422 if form.errors else 200)


@page(name="withdraw-wish", roles=PLANNERS | {Role.CADRE}, methods=("POST",))
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take a wish back."""
    number = request.POST.get("wish", "")
    wish = queries.wishes_seen_by(reader(request)).filter(pk=int(number) if number.isdigit() else 0).first()
    try:
        if wish is None:
            raise Refused(_("This wish was withdrawn before."))
        withdraw_wish(wish, timezone.localdate(), reader(request))
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("The wish is withdrawn."))
    return redirect("rotation:wishes")
