"""Study groups, their programmes, and the days on which they meet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from genhun.planning.sessions.explain import reasons
from genhun.planning.sessions.problem import Facts, problem_of
from genhun.planning.sessions.solve import NoDates, solve
from genhun.planning.sessions.verify import verify
from genhun.records import audit
from genhun.records.models import Account, Person, Requirement, Unit
from genhun.records.policies import Refused, Stale
from genhun.rooms.study.bridge import facts_for, facts_of
from genhun.rooms.study.models import Programme, Session, StudyGroup
from genhun.rooms.study.policies import check_can_lead, check_can_organise, check_can_plan

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a programme should be: its days, how many sessions how far apart, and days that do not suit."""

    title: str
    start: date
    end: date
    sessions: int
    gap_days: int
    closed: Sequence[Span] = ()


@transaction.atomic
def keep_group(
    unit: Unit,
    account: Account,
    name: str,
    kind: str,
    members: Sequence[Person],
    group: StudyGroup | None = None,
    version: int = 1,
) -> StudyGroup:
    """Form a study group, or change its name and members."""
    check_can_organise(unit, account)
    if group is None:
        group, action = StudyGroup(unit=unit), "form_group"
    else:
        group, action = StudyGroup.objects.select_for_update().get(pk=group.pk), "change_group"
        check_can_lead(group, account)
        _check_version(group.version, version)
        group.version += 1
    group.name, group.kind = name, kind
    group.save()
    group.members.set(members)
    audit.record(account, action, f"study-group:{group.pk}", {"name": name, "members": len(members)})
    return group


@transaction.atomic
def plan_programme(group: StudyGroup, account: Account, wish: Wish, topics: Sequence[Requirement]) -> Programme:
    """Lay a programme out: topics dealt to sessions in their order, the sessions on the days that take least."""
    check_can_lead(group, account)
    found = _dates(facts_of(group, wish.start, wish.end, wish.sessions, wish.gap_days, wish.closed))
    programme = Programme.objects.create(
        group=group,
        title=wish.title,
        start=wish.start,
        end=wish.end,
        gap_days=wish.gap_days,
        closed=[[str(first), str(last)] for first, last in wish.closed],
    )
    for n, (day, reason) in enumerate(found):
        session = Session.objects.create(programme=programme, ordinal=n + 1, day=day, reason=reason)
        session.topics.set(topics[len(topics) * n // len(found) : len(topics) * (n + 1) // len(found)])
    detail = {"sessions": [str(day) for day, _reason in found], "topics": [topic.pk for topic in topics]}
    audit.record(account, "plan_programme", f"programme:{programme.pk}", detail)
    return programme


@transaction.atomic
def plan_again(programme: Programme, account: Account, version: int) -> Programme:
    """Look for the days anew: classes, peaks and meetings have changed."""
    programme = _current(programme, account, version)
    if programme.agreed:
        raise Refused(_("The days are agreed. Move a single session if you must."))
    sessions = list(programme.sessions.order_by("ordinal"))
    for session, (day, reason) in zip(sessions, _dates(facts_for(programme, len(sessions))), strict=True):
        session.day, session.reason = day, reason
        session.save(update_fields=["day", "reason"])
    return _changed(programme, account, "plan_programme_again", {"sessions": [str(s.day) for s in sessions]})


@transaction.atomic
def agree_programme(programme: Programme, account: Account, version: int) -> Programme:
    """People agree on the days."""
    programme = _current(programme, account, version)
    if programme.agreed:
        raise Refused(_("The days are agreed already."))
    programme.agreed = True
    return _changed(programme, account, "agree_programme", {})


@transaction.atomic
def move_session(session: Session, account: Account, version: int, day: date) -> Programme:
    """A person chooses another day for one session."""
    programme = _current(session.programme, account, version)
    if not programme.start <= day <= programme.end:
        bounds = {"start": programme.start, "end": programme.end}
        raise Refused(_("The programme lasts from %(start)s to %(end)s. Choose a day within it.") % bounds)
    if programme.sessions.filter(day=day).exclude(pk=session.pk).exists():
        raise Refused(_("Another session of this programme lies on that day."))
    detail = {"session": session.ordinal, "from": str(session.day), "to": str(day)}
    session.day, session.reason = day, {"by_hand": True}
    session.save(update_fields=["day", "reason"])
    return _changed(programme, account, "move_session", detail)


@transaction.atomic
def add_topic(session: Session, requirement: Requirement, account: Account, version: int) -> Programme:
    """Study a requirement in a session too."""
    programme = _current(session.programme, account, version)
    session.topics.add(requirement)
    detail = {"session": session.ordinal, "requirement": requirement.pk}
    return _changed(programme, account, "add_topic", detail)


def _dates(facts: Facts) -> list[tuple[date, Mapping[str, Any]]]:
    """The days with their reasons. Only what the stranger confirms, at a cost that is proven least, is taken."""
    problem = problem_of(facts)
    found = solve(problem)
    if isinstance(found, NoDates):
        said = {"fit": found.fit, "wanted": facts.sessions}
        raise Refused(
            _("Only %(fit)s of %(wanted)s sessions fit. Make the programme longer, or the days between fewer.") % said
        )
    checked = verify(facts, found.days, found.best)
    if not checked.sound or checked.cost != found.cost or checked.bound != found.cost:
        raise AssertionError(f"dates that the verifier does not confirm: {checked}")
    return list(zip(found.days, reasons(problem, found.days), strict=True))


def _current(programme: Programme, account: Account, version: int) -> Programme:
    current = Programme.objects.select_for_update(of=("self",)).select_related("group__unit").get(pk=programme.pk)
    check_can_plan(current, account)
    _check_version(current.version, version)
    return current


def _check_version(now: int, seen: int) -> None:
    if now != seen:
        raise Stale(_("This changed since you opened the page. Look at it again; nothing was written."))


def _changed(programme: Programme, account: Account, action: str, detail: dict[str, Any]) -> Programme:
    programme.version += 1
    programme.save()
    audit.record(account, action, f"programme:{programme.pk}", detail)
    return programme
