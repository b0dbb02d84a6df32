"""What units do about requirements: one measure may serve many."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.models import Account, Measure, Requirement, Unit
from genhun.records.policies import Refused, Stale
from genhun.rooms.study.policies import check_can_change, check_can_measure

SAID = ("title", "state", "evidence", "missing", "due")


@transaction.atomic
def record_measure(
    unit: Unit, requirements: Sequence[Requirement], account: Account, said: Mapping[str, Any]
) -> Measure:
    """Record what a unit does, and which requirements it serves."""
    _check(unit, requirements, account, said)
    measure = Measure.objects.create(unit=unit, **{name: said[name] for name in SAID})
    measure.requirements.set(requirements)
    audit.record(account, "record_measure", f"measure:{measure.pk}", _told(measure, requirements))
    return measure


@transaction.atomic
def change_measure(
    measure: Measure, requirements: Sequence[Requirement], account: Account, version: int, said: Mapping[str, Any]
) -> Measure:
    """Write how far a measure is, what shows it, what is missing, and which requirements it serves."""
    measure = Measure.objects.select_for_update(of=("self",)).select_related("unit").get(pk=measure.pk)
    check_can_change(measure, account)
    if measure.version != version:
        raise Stale(_("This measure changed since you opened it. Look at it again; nothing was written."))
    before = set(measure.requirements.all())
    _check(measure.unit, [one for one in requirements if one not in before], account, said, some=bool(requirements))
    for name in SAID:
        setattr(measure, name, said[name])
    measure.version += 1
    measure.save()
    measure.requirements.set(requirements)
    audit.record(account, "change_measure", f"measure:{measure.pk}", _told(measure, requirements))
    return measure


def _check(
    unit: Unit, requirements: Sequence[Requirement], account: Account, said: Mapping[str, Any], some: bool = False
) -> None:
    if not requirements and not some:
        raise Refused(_("A measure serves at least one requirement."))
    for requirement in requirements:
        check_can_measure(requirement, unit, account)
    if said["state"] == Measure.State.MET and not said["evidence"].strip():
        raise Refused(
            _("Say what shows that the requirement is met: a figure, a minute, a document. No photo is needed.")
        )


def _told(measure: Measure, requirements: Sequence[Requirement]) -> dict[str, Any]:
    return {"unit": measure.unit.code, "state": measure.state, "requirements": [one.pk for one in requirements]}
