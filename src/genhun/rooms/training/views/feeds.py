"""Calendar addresses for programs that fetch by themselves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records.downloads import CALENDAR
from genhun.records.models import Account, Person, TrainingClass, Unit
from genhun.records.pages import page, reader
from genhun.records.policies import EVERYONE, Refused
from genhun.records.scope import classes_of, has_part, one, people_of, units_of
from genhun.rooms.training import documents
from genhun.rooms.training.actions.feeds import digest_of, make_feed, revoke_feed
from genhun.rooms.training.queries import feeds as queries

FRESH = "fresh-feed"


@page(name="feeds", roles=EVERYONE, methods=("GET", "POST"))
def feeds(request: HttpRequest) -> HttpResponse:
    """The account's own calendar addresses; a POST makes one, which is shown once."""
    account = reader(request)
    if request.method == "POST":
        return _make(request, account)
    context = {
        "unit": account.unit,
        "keys": queries.feeds_of(account),
        "fresh": request.session.pop(FRESH, None),
        "person": account.person,
        "part": account.unit if has_part(account) else None,
        "classes": classes_of(account) if has_part(account) else (),
    }
    return render(request, "training/feeds.html", context)


def _make(request: HttpRequest, account: Account) -> HttpResponse:
    try:
        about = _about(request, account)
        key, secret = make_feed(account, about)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("training:feeds")
    address = request.build_absolute_uri(f"{reverse('training:feed')}?key={secret}")
    request.session[FRESH] = {"key": key.pk, "address": address}
    messages.success(request, _("Made. Copy the address now: it is shown only this once."))
    return redirect("training:feeds")


def _about(request: HttpRequest, account: Account) -> Person | Unit | TrainingClass:
    """What the address is to be about: own classes, a unit of the part, a person of the part, a class."""
    kind, number = request.POST.get("about", ""), request.POST.get("number", "")
    pk = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    if kind == "me" and account.person is not None:
        return account.person
    if kind == "unit":
        return one(units_of(account), pk=pk)
    if kind == "person":
        return one(people_of(account), pk=pk)
    if kind == "class" and has_part(account):
        return one(classes_of(account), pk=pk)
    raise Refused(_("Choose what the calendar is to hold."))


@page(name="revoke-feed", roles=EVERYONE, methods=("POST",))
def revoke(request: HttpRequest) -> HttpResponse:
    """Close an address."""
    account, number = reader(request), request.POST.get("key", "")
    pk = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    key = queries.feeds_of(account).filter(pk=pk).first()
    if key is None:
        messages.error(request, _("This address is closed already."))
    else:
        revoke_feed(key, account)
        messages.success(request, _("Revoked. Calendars that used this address get nothing more."))
    return redirect("training:feeds")


@page(name="feed", roles=())
def feed(request: HttpRequest) -> HttpResponse:
    """The calendar behind a secret address, for programs that cannot sign in; no name of anybody stands in it."""
    secret = request.GET.get("key", "")
    key = queries.feed_by(digest_of(secret)) if 20 <= len(secret) <= 100 else None
    if key is None:
        return HttpResponse(
            _("This calendar address is not valid, or was revoked."),
            status=403,
            content_type="text/plain; charset=utf-8",
        )
    name = key.unit.name if key.unit else key.training_class.title if key.training_class else _("My training")
    content = documents.feed_calendar(name, queries.classes_in(key), timezone.now())
    answer = HttpResponse(content, content_type=CALENDAR)
    answer["Cache-Control"] = "private, max-age=900"
    return answer
