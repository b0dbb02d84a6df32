"""Pages of visits and meetings, of what follows them, and of matters that are discussed before they are decided."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records.listing import listing
from genhun.records.models import Account
from genhun.records.pages import page, reader
from genhun.records.policies import ACTIONS, OFFICES, why_not
from genhun.records.scope import one
from genhun.rooms.guidance.actions.exchange import (
    ask_follow_up,
    call_meeting,
    close_follow_up,
    go_on_with_matter,
    note_matter,
    note_meeting,
)
from genhun.rooms.guidance.forms.exchange import Asked, GoneOn, MatterForm, MeetingForm, Minutes, Outcome
from genhun.rooms.guidance.models import Matter
from genhun.rooms.guidance.policies import WRITERS, check_can_write
from genhun.rooms.guidance.queries.exchange import follow_ups_of, matters_of, meetings_of
from genhun.rooms.guidance.queries.governance import fault_of, faulty
from genhun.rooms.guidance.views.room import answer, settle, tabs
from genhun.rooms.guidance.words import FAULT_WORDS

MOST_DUE = 10


@page(name="meetings", roles=OFFICES)
def meetings(request: HttpRequest) -> HttpResponse:
    """Visits and meetings, and what is still to be done after them."""
    account, today = reader(request), timezone.localdate()
    context = {
        "unit": account.unit,
        "tabs": tabs("meetings"),
        "today": today,
        "page": listing(request, meetings_of(account), ("-day", "-pk"), 30),
        "open": follow_ups_of(account).filter(closed_on=None)[:MOST_DUE],
        "may_write": account.role in WRITERS,
    }
    return render(request, "guidance/meetings.html", context)


@page(name="new-meeting", roles=WRITERS, methods=("GET", "POST"))
def new_meeting(request: HttpRequest) -> HttpResponse:
    """Enter a visit or meeting."""
    account = reader(request)
    form = MeetingForm(account, request.POST) if request.method == "POST" else MeetingForm(account)
    done = settle(request, form, lambda: _call(account, form), _("The meeting is entered."))
    context = {"unit": account.unit, "form": form}
    return done or render(request, "guidance/new_meeting.html", context, status=422 if form.is_bound else 200)


def _call(account: Account, form: MeetingForm) -> str:
    return reverse("guidance:meeting", args=[call_meeting(account, *form.parts()).pk])


@page(name="meeting", roles=OFFICES, about="meeting")
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: questions, findings, decisions, who does what by when."""
    account = reader(request)
    found = one(meetings_of(account), pk=pk)
    noted = {"version": found.version, "findings": found.findings, "decisions": found.decisions}
    context = {
        "unit": found.unit,
        "meeting": found,
        "today": timezone.localdate(),
        "problems": found.problems.all(),
        "items": found.follow_ups.select_related("unit"),
        "minutes": Minutes(initial=noted),
        "asked": Asked(account),
        "may_export": account.role in ACTIONS["export"],
        "not_written": why_not(check_can_write, account, found.unit),
        "mine": set(follow_ups_of(account).filter(meeting=found).values_list("pk", flat=True)),
        "may_write": account.role in WRITERS,
    }
    return render(request, "guidance/meeting.html", context)


@page(name="note-meeting", roles=WRITERS, methods=("POST",), about="meeting")
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down findings and decisions."""
    account = reader(request)
    found = one(meetings_of(account), pk=pk)
    form = Minutes(request.POST)

    def act() -> None:
        given = form.cleaned_data
        note_meeting(account, found, given["version"], given["findings"], given["decisions"])

    return answer(request, form, act, reverse("guidance:meeting", args=[pk]), _("Kept."))


@page(name="ask-follow-up", roles=WRITERS, methods=("POST",), about="meeting")
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree on who does what by when."""
    account = reader(request)
    found = one(meetings_of(account), pk=pk)
    form = Asked(account, request.POST)

    def act() -> None:
        given = form.cleaned_data
        ask_follow_up(account, found, given["unit"], given["task"], given["due"])

    return answer(request, form, act, reverse("guidance:meeting", args=[pk]), _("Agreed."))


@page(name="close-follow-up", roles=WRITERS, methods=("POST",), about="follow_up")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what came of it."""
    account = reader(request)
    item = one(follow_ups_of(account), pk=pk)
    form = Outcome(request.POST)

    def act() -> None:
        given = form.cleaned_data
        close_follow_up(account, item, given["version"], given["outcome"], timezone.localdate())

    return answer(request, form, act, reverse("guidance:meeting", args=[item.meeting_id]), _("Closed."))


@page(name="matters", roles=OFFICES)
def matters(request: HttpRequest) -> HttpResponse:
    """Matters of the "three majors and one large" with their prior discussion, what went wrong first."""
    account = reader(request)
    ours = matters_of(account)
    wrong = request.GET.get("show") == "wrong"
    shown = listing(request, faulty(ours) if wrong else ours, ("-pk",), 40)
    decided = ours.filter(decided_on__isnull=False).count()
    context = {
        "unit": account.unit,
        "tabs": tabs("matters"),
        "page": shown,
        "rows": [{"matter": row, "fault": FAULT_WORDS.get(fault_of(row), "")} for row in shown.rows],
        "decided": decided,
        "in_order": decided - faulty(ours).count(),
        "wrong": wrong,
        "may_write": account.role in WRITERS,
    }
    return render(request, "guidance/matters.html", context)


@page(name="new-matter", roles=WRITERS, methods=("GET", "POST"))
def new_matter(request: HttpRequest) -> HttpResponse:
    """Enter a matter."""
    account = reader(request)
    form = MatterForm(account, request.POST) if request.method == "POST" else MatterForm(account)

    def act() -> str:
        note_matter(account, *form.parts())
        return reverse("guidance:matters")

    done = settle(request, form, act, _("The matter is entered."))
    context = {"unit": account.unit, "form": form}
    return done or render(request, "guidance/new_matter.html", context, status=422 if form.is_bound else 200)


@page(name="matter", roles=WRITERS, methods=("GET", "POST"), about="matter")
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """One matter: add when it was discussed and decided."""
    account = reader(request)
    found = one(matters_of(account), pk=pk)
    form = GoneOn(request.POST) if request.method == "POST" else GoneOn(initial=_now(found))

    def act() -> str:
        go_on_with_matter(account, found, form.cleaned_data["version"], form.facts())
        return reverse("guidance:matters")

    done = settle(request, form, act, _("Kept."))
    context = {"unit": found.unit, "form": form, "matter": found, "fault": FAULT_WORDS.get(fault_of(found), "")}
    return done or render(request, "guidance/matter.html", context, status=422 if form.is_bound else 200)


def _now(found: Matter) -> dict[str, object]:
    return {name: getattr(found, name) for name in ("version", "discussed_on", "outcome", "decided_on")}
