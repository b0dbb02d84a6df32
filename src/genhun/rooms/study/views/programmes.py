"""Programmes: sessions on the days that take least, each with its reason; people agree, move, add what fades."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.formats.ics import CalendarEvent, write_calendar
from genhun.records.downloads import CALENDAR, download
from genhun.records.models import Account, Requirement
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES, Refused, why_not
from genhun.records.scope import one
from genhun.rooms.study import policies, words
from genhun.rooms.study.actions import groups as acts
from genhun.rooms.study.bridge import facts_for
from genhun.rooms.study.forms.groups import Moving, Planning
from genhun.rooms.study.models import Programme, Session
from genhun.rooms.study.pictures import draw_weeks
from genhun.rooms.study.queries import groups as queries
from genhun.rooms.study.queries.requirements import for_unit, visible


@page(name="new-programme", roles=policies.ORGANISERS, methods=("GET", "POST"), about="group")
def new_programme(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is studied from when to when; the days are proposed."""
    account, group = reader(request), one(queries.groups_of(reader(request)), pk=pk)
    topics = for_unit(account, group.unit)
    form = Planning(request.POST or None, topics=topics)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        wish = acts.Wish(said["title"], said["start"], said["end"], said["sessions"], said["gap_days"], said["closed"])
        try:
            programme = acts.plan_programme(group, account, wish, list(said["topics"]))
        except Refused as refused:
            form.add_error("sessions", refused.reason)
        else:
            messages.success(request, _("The days are proposed. Look at the reasons, then agree."))
            return redirect("study:programme", programme.pk)
    context = {"form": form, "group": group, "unit": group.unit, "any": topics.exists()}
    return render(request, "study/new_programme.html", context, status=422 if form.errors else 200)


@page(name="programme", roles=OFFICES, about="programme")
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """A programme: its sessions, why they lie where they lie, and what has faded most for the next one."""
    return _show(request, _programme(request, pk), None)


def _show(request: HttpRequest, found: Programme, form: Moving | None) -> HttpResponse:
    today = timezone.localdate()
    sessions = list(found.sessions.prefetch_related(Prefetch("topics", Requirement.objects.select_related("clause"))))
    ahead = next((session for session in sessions if session.day >= today), None)
    studied = [topic.pk for topic in ahead.topics.all()] if ahead else []
    context = {
        "programme": found,
        "group": found.group,
        "unit": found.group.unit,
        "rows": [{"session": session, "why": words.why_day(session.reason)} for session in sessions],
        "ahead": ahead,
        "fading": queries.fading_by(found.group, ahead.day, studied) if ahead else [],
        "picture": draw_weeks(facts_for(found, len(sessions)), sessions),
        "today": today,
        "form": form,
        "may_lead": not why_not(policies.check_can_plan, found, reader(request)),
    }
    return render(request, "study/programme.html", context, status=422 if form else 200)


@page(name="programme-agree", roles=policies.ORGANISERS, methods=("POST",), about="programme")
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """People agree on the days."""
    return _act(request, pk, acts.agree_programme, _("The days are agreed."))


@page(name="programme-again", roles=policies.ORGANISERS, methods=("POST",), about="programme")
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for the days anew."""
    return _act(request, pk, acts.plan_again, _("The days were looked for anew."))


def _act(request: HttpRequest, pk: int, act: Callable[[Programme, Account, int], object], done: str) -> HttpResponse:
    found = _programme(request, pk)
    try:
        act(found, reader(request), _version(request))
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, done)
    return redirect("study:programme", pk)


@page(name="move-session", roles=policies.ORGANISERS, methods=("POST",), about="session")
def move_session(request: HttpRequest, pk: int) -> HttpResponse:
    """A person chooses another day for one session."""
    session, form = _session(request, pk), Moving(request.POST)
    if form.is_valid():
        try:
            acts.move_session(session, reader(request), form.cleaned_data["version"], form.cleaned_data["day"])
        except Refused as refused:
            form.add_error("day", refused.reason)
        else:
            messages.success(request, _("The session is moved."))
            return redirect("study:programme", session.programme_id)
    return _show(request, _programme(request, session.programme_id), form)


@page(name="add-topic", roles=policies.ORGANISERS, methods=("POST",), about="session")
def add_topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Study in a session what has faded most."""
    session, asked = _session(request, pk), request.POST.get("requirement", "")
    topic = visible(reader(request)).filter(pk=int(asked) if asked.isdecimal() else 0).first()
    try:
        if topic is None:
            raise Refused(_("Choose a requirement."))
        acts.add_topic(session, topic, reader(request), _version(request))
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("It is a topic of the next session."))
    return redirect("study:programme", session.programme_id)


@page(name="programme-calendar", roles=OFFICES, about="programme")
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The sessions for a calendar; nobody is named in it."""
    found = _programme(request, pk)
    events = []
    for session in found.sessions.prefetch_related("topics__clause"):
        topics = "\n".join(f"{topic.clause.label} {topic.text}" for topic in session.topics.all())
        events.append(
            CalendarEvent("study", str(session.pk), found.title, session.day, session.day, description=topics)
        )
    content = write_calendar(found.title, events, timezone.now())
    return download(content, CALENDAR, f"{found.title}.ics")


def _version(request: HttpRequest) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() else 0


def _programme(request: HttpRequest, pk: int) -> Programme:
    return one(queries.programmes_of(reader(request)), pk=pk)


def _session(request: HttpRequest, pk: int) -> Session:
    return one(queries.sessions_of(reader(request)), pk=pk)
