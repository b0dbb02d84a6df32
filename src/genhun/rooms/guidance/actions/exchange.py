"""Raising and closing problems, telling of practices, holding meetings, closing what follows them, noting matters."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.models import Account, Unit
from genhun.records.policies import Stale
from genhun.rooms.guidance.models import FollowUp, Matter, Meeting, Practice, Problem
from genhun.rooms.guidance.policies import check_can_close_follow_up, check_can_close_problem, check_can_write

M = TypeVar("M", bound=Model)


def fresh(record: M, version: int) -> M:
    """The record as it stands now, held until the end of the transaction, if it is the one that the page showed."""
    held = type(record)._default_manager.select_for_update().get(pk=record.pk)
    if held.version != version:  # type: ignore[attr-defined]  # every record of the room counts its versions
        raise Stale(_("Somebody changed this in the meantime. Nothing was written; look at it as it stands now."))
    held.version += 1  # type: ignore[attr-defined]
    return held


@transaction.atomic
def raise_problem(account: Account, unit: Unit, facts: Mapping[str, Any]) -> Problem:
    """Tell of a problem of a unit."""
    check_can_write(account, unit)
    problem = Problem.objects.create(unit=unit, raised_by=account, **facts)
    audit.record(account, "raise_problem", f"problem:{problem.pk}", {"unit": unit.code, "title": problem.title})
    return problem


@transaction.atomic
def close_problem(account: Account, problem: Problem, version: int, state: str, outcome: str) -> None:
    """A problem is solved, or set aside; what came of it is said in words."""
    held = fresh(problem, version)
    check_can_close_problem(held, account)
    held.state, held.outcome = state, outcome
    held.save()
    audit.record(account, "close_problem", f"problem:{held.pk}", {"state": state}, outcome)


@transaction.atomic
def tell_practice(account: Account, unit: Unit, facts: Mapping[str, Any], problems: Iterable[Problem]) -> Practice:
    """Tell of a way of working that a unit found useful."""
    check_can_write(account, unit)
    practice = Practice.objects.create(unit=unit, told_by=account, **facts)
    practice.problems.set(problems)
    audit.record(account, "tell_practice", f"practice:{practice.pk}", {"unit": unit.code, "title": practice.title})
    return practice


@transaction.atomic
def call_meeting(account: Account, unit: Unit, facts: Mapping[str, Any], problems: Iterable[Problem]) -> Meeting:
    """Enter a visit or meeting with its questions."""
    check_can_write(account, unit)
    meeting = Meeting.objects.create(unit=unit, **facts)
    meeting.problems.set(problems)
    audit.record(account, "call_meeting", f"meeting:{meeting.pk}", {"unit": unit.code, "title": meeting.title})
    return meeting


@transaction.atomic
def note_meeting(account: Account, meeting: Meeting, version: int, findings: str, decisions: str) -> None:
    """Write down what was found and decided."""
    check_can_write(account, meeting.unit)
    held = fresh(meeting, version)
    held.findings, held.decisions = findings, decisions
    held.save()
    audit.record(account, "note_meeting", f"meeting:{held.pk}", {"decisions": bool(decisions)})


@transaction.atomic
def ask_follow_up(account: Account, meeting: Meeting, unit: Unit, task: str, due: date) -> FollowUp:
    """Agree on who does what by when."""
    check_can_write(account, meeting.unit)
    item = FollowUp.objects.create(meeting=meeting, unit=unit, task=task, due=due)
    audit.record(account, "ask_follow_up", f"meeting:{meeting.pk}", {"unit": unit.code, "due": str(due)})
    return item


@transaction.atomic
def close_follow_up(account: Account, item: FollowUp, version: int, outcome: str, today: date) -> None:
    """Say what came of it."""
    held = fresh(item, version)
    check_can_close_follow_up(held, account)
    held.outcome, held.closed_on = outcome, today
    held.save()
    audit.record(account, "close_follow_up", f"meeting:{held.meeting_id}", {"item": held.pk}, outcome)


@transaction.atomic
def note_matter(account: Account, unit: Unit, facts: Mapping[str, Any]) -> Matter:
    """Enter a matter of the "three majors and one large"."""
    check_can_write(account, unit)
    matter = Matter.objects.create(unit=unit, **facts)
    audit.record(account, "note_matter", f"matter:{matter.pk}", {"unit": unit.code, "title": matter.title})
    return matter


@transaction.atomic
def go_on_with_matter(account: Account, matter: Matter, version: int, facts: Mapping[str, Any]) -> None:
    """Add when it was discussed, with which outcome, and when the board decided."""
    check_can_write(account, matter.unit)
    held = fresh(matter, version)
    for name, value in facts.items():
        setattr(held, name, value)
    held.save()
    audit.record(account, "note_matter", f"matter:{held.pk}", {name: str(value) for name, value in facts.items()})
