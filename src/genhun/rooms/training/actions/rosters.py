"""Rosters that come back: received with a preview, mended line by line, taken in as a whole, taken back as a whole."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.core.days import Settings, withdrawn
from genhun.records import audit
from genhun.records.models import Account, Credit, TrainingClass
from genhun.records.policies import Refused, Stale
from genhun.rooms.training.intake import KNOWN, OUT, missed, settle
from genhun.rooms.training.models import Attendance, Roster
from genhun.rooms.training.policies import check_can_commit, check_can_undo, check_trainer
from genhun.rooms.training.queries.days import day_settings
from genhun.rooms.training.queries.rosters import had_by

State = Roster.State


@transaction.atomic
def receive_roster(offered: TrainingClass, name: str, rows: Sequence[dict[str, Any]], account: Account) -> Roster:
    """Keep a list with whom its lines mean. Nobody gets a day before it is taken in."""
    check_trainer(account)
    if not rows:
        raise Refused(_("No person was found in this list. Write one a line, or head the columns with name and code."))
    assert account.unit is not None  # whoever trains has a part
    roster = Roster.objects.create(
        training_class=offered, unit=account.unit, name=name[:200], rows=list(rows), sent_by=account
    )
    audit.record(account, "receive_roster", f"roster:{roster.pk}", {"class": offered.code, "lines": len(rows)})
    return roster


@transaction.atomic
def mend_roster(roster: Roster, account: Account, version: int, answers: Mapping[int, Mapping[str, Any]]) -> Roster:
    """Take a coordinator's word on some lines: who is meant, what was missed, or that the line is left out."""
    roster = _held(roster, version)
    check_trainer(account)
    if roster.state != State.PREVIEW:
        raise Refused(_("This roster is no longer waiting: %(state)s.") % {"state": roster.get_state_display()})
    for number, answer in answers.items():
        row = roster.rows[number]
        row.update(answer)
        row["found"] = OUT if answer.get("found") == OUT else "" if row["found"] == OUT else row["found"]
    settle(roster.rows, had_by(roster.training_class))
    roster.version += 1
    roster.save(update_fields=["rows", "version"])
    audit.record(account, "mend_roster", f"roster:{roster.pk}", {"lines": sorted(answers)})
    return roster


@transaction.atomic
def commit_roster(roster: Roster, account: Account, version: int) -> Roster:
    """Give everybody on the list the days of the class, all or nobody; who missed too much gets none."""
    roster = _held(roster, version)
    settle(roster.rows, had_by(roster.training_class))
    check_can_commit(roster, account)
    offered, settings = roster.training_class, day_settings()
    kept = [row for row in roster.rows if row["found"] == KNOWN]
    full = [row for row in kept if not withdrawn(missed(row), offered.days, settings)]
    credits = [Credit(person_id=row["person"], date=offered.end, days=offered.days) for row in full]
    given = {credit.person_id: credit for credit in Credit.objects.bulk_create(credits)}
    Attendance.objects.bulk_create(_attendances(roster, kept, given, settings))
    detail = {
        "class": offered.code,
        "people": len(kept),
        "days": offered.days * len(full),
        "withdrawn": len(kept) - len(full),
    }
    return _end(roster, State.COMMITTED, account, "commit_roster", detail)


def _attendances(
    roster: Roster, rows: Sequence[Mapping[str, Any]], given: Mapping[int, Credit], settings: Settings
) -> list[Attendance]:
    offered = roster.training_class
    return [
        Attendance(
            person_id=row["person"],
            training_class=offered,
            roster=roster,
            absent=round(float(missed(row)), 2),
            withdrawn=withdrawn(missed(row), offered.days, settings),
            credit=given.get(row["person"]),
        )
        for row in rows
    ]


@transaction.atomic
def discard_roster(roster: Roster, account: Account, version: int) -> Roster:
    """Put a list aside; nothing was written."""
    roster = _held(roster, version)
    check_trainer(account)
    if roster.state != State.PREVIEW:
        raise Refused(_("This roster is no longer waiting: %(state)s.") % {"state": roster.get_state_display()})
    return _end(roster, State.DISCARDED, account, "discard_roster", {})


@transaction.atomic
def undo_roster(roster: Roster, account: Account, version: int, reason: str) -> Roster:
    """Take back what a roster gave, to the letter."""
    roster = _held(roster, version)
    check_can_undo(roster, account)
    if not reason.strip():
        raise Refused(_("Give a reason: it is kept with the decision."))
    rows = Attendance.objects.filter(roster=roster)
    credits = list(rows.exclude(credit=None).values_list("credit_id", flat=True))
    people = rows.count()
    rows.delete()
    Credit.objects.filter(pk__in=credits).delete()
    return _end(roster, State.UNDONE, account, "undo_roster", {"people": people, "credits": len(credits)}, reason)


def _held(roster: Roster, version: int) -> Roster:
    """The roster as it now is, held until this transaction ends. Raises Stale if it is not what the person saw."""
    held = Roster.objects.select_for_update().get(pk=roster.pk)
    if held.version != version:
        raise Stale(_("Somebody else has worked on this in the meantime. Look at it anew."))
    return held


def _end(
    roster: Roster, state: State, account: Account, action: str, detail: dict[str, Any], reason: str = ""
) -> Roster:
    roster.state, roster.version = state, roster.version + 1
    if state == State.COMMITTED:
        roster.committed_at = timezone.now()
    roster.save()
    audit.record(account, action, f"roster:{roster.pk}", detail, reason)
    return roster
