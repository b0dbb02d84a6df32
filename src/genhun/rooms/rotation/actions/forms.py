"""Appointment forms leave the system: the audit says whose."""

from collections.abc import Sequence

from django.db import transaction

from genhun.records import audit
from genhun.records.models import Account, PlanLine


@transaction.atomic
def note_forms(account: Account, moves: Sequence[PlanLine]) -> None:
    """Whose forms somebody takes away, and for which plan."""
    if moves:
        people = [line.person.code for line in moves if line.person]
        audit.record(account, "take_forms", f"plan:{moves[0].plan_id}", {"people": people})
