"""Settling what clauses require: confirm, set aside, word anew, keep after a change of the text, end, waive."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.models import Account, Document, Requirement, Unit, Waiver
from genhun.records.policies import Refused, Stale, check_in_part
from genhun.rooms.study.policies import check_can_end, check_can_settle, check_can_waive

State = Requirement.State
WORDED = ("text", "binding", "due", "cycle", "reach")


@transaction.atomic
def settle_many(document: Document, seen: Mapping[int, int], state: State, account: Account) -> int:
    """Confirm, or set aside, many proposals at once: all of them or none. `seen` is the version by requirement."""
    of_document = Requirement.objects.filter(clause__version__document=document, pk__in=seen)
    found = of_document.select_for_update(of=("self",)).select_related("unit")
    requirements = list(found.order_by("pk"))
    for requirement in requirements:
        check_can_settle(requirement, account)
        if requirement.version != seen[requirement.pk] or requirement.state not in {State.PROPOSED, State.ASIDE}:
            raise Stale(
                _("“%(text)s” changed since you opened the page. Look at it again.") % {"text": requirement.text}
            )
        _decided(requirement, state, account)
    if not requirements:
        raise Refused(_("Choose at least one line."))
    action = "confirm_requirements" if state == State.CONFIRMED else "set_requirements_aside"
    audit.record(account, action, f"document:{document.pk}", {"requirements": [r.pk for r in requirements]})
    return len(requirements)


@transaction.atomic
def word_requirement(
    requirement: Requirement, account: Account, version: int, said: Mapping[str, Any], chosen: Sequence[Unit] = ()
) -> Requirement:
    """Say in one's own words what is required of whom; that confirms it, and settles a change of its clause."""
    requirement = _current(requirement, version)
    check_can_settle(requirement, account)
    for unit in chosen:
        check_in_part(unit, account)
        if not unit.path.startswith(requirement.unit.path):
            raise Refused(_("%(unit)s does not belong to the part that the document is for.") % {"unit": unit.name})
    if said["reach"] == Requirement.Reach.CHOSEN and not chosen:
        raise Refused(_("Choose at least one unit, or let the requirement reach all."))
    before = {name: str(getattr(requirement, name) or "") for name in WORDED}
    for name in WORDED:
        setattr(requirement, name, said[name])
    requirement.chosen.set(chosen if said["reach"] == Requirement.Reach.CHOSEN else [])
    _decided(requirement, State.CONFIRMED, account)
    detail = {"before": before, "after": {name: str(said[name] or "") for name in WORDED}}
    audit.record(account, "word_requirement", f"requirement:{requirement.pk}", detail)
    return requirement


@transaction.atomic
def keep_requirement(requirement: Requirement, account: Account, version: int) -> Requirement:
    """The clause changed, what is required did not."""
    requirement = _current(requirement, version)
    check_can_settle(requirement, account)
    if not requirement.look_again:
        raise Refused(_("Its clause has not changed since it was confirmed."))
    _decided(requirement, State.CONFIRMED, account)
    audit.record(account, "keep_requirement", f"requirement:{requirement.pk}")
    return requirement


@transaction.atomic
def end_requirement(requirement: Requirement, account: Account, version: int, reason: str) -> Requirement:
    """It is no longer required of anybody. Measures taken for it stay in the records."""
    requirement = _current(requirement, version)
    check_can_end(requirement, account)
    _check_reason(reason)
    _decided(requirement, State.ENDED, account)
    audit.record(account, "end_requirement", f"requirement:{requirement.pk}", reason=reason)
    return requirement


@transaction.atomic
def waive(requirement: Requirement, unit: Unit, account: Account, reason: str, until: date) -> Waiver:
    """Decide that a unit need not meet a requirement until a day."""
    requirement = Requirement.objects.select_for_update(of=("self",)).select_related("unit").get(pk=requirement.pk)
    check_can_waive(requirement, unit, account)
    _check_reason(reason)
    if until < timezone.localdate():
        raise Refused(_("This day has passed. A waiver ends on a day to come."))
    waiver = Waiver.objects.create(requirement=requirement, unit=unit, reason=reason, until=until, given_by=account)
    detail = {"unit": unit.code, "until": str(until)}
    audit.record(account, "waive_requirement", f"requirement:{requirement.pk}", detail, reason)
    return waiver


def _current(requirement: Requirement, version: int) -> Requirement:
    """The requirement as it now is, held until this transaction ends. Raises Stale if it is not what the person saw."""
    current = Requirement.objects.select_for_update(of=("self",)).select_related("unit", "clause__version")
    found = current.get(pk=requirement.pk)
    if found.version != version:
        raise Stale(_("This requirement changed since you opened it. Look at it again; nothing was written."))
    return found


def _decided(requirement: Requirement, state: State, account: Account) -> None:
    requirement.state, requirement.decided_by, requirement.decided_at = state, account, timezone.now()
    requirement.look_again, requirement.before = False, None
    requirement.version += 1
    requirement.save()


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Give a reason: it is kept with the decision."))
