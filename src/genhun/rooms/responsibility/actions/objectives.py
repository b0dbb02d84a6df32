"""Objectives and what was reached of them: entered on a page, or taken in from a workbook as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.models import Account, Actual, Objective, Unit
from genhun.records.policies import Refused
from genhun.records.scope import units_of
from genhun.rooms.responsibility.policies import KEEPERS, check_can_keep, check_role_in
from genhun.tables.objectives import ObjectiveRow

FIELDS = ("measured_in", "baseline", "target", "end")


@transaction.atomic
def add_objective(account: Account, unit: Unit, values: dict[str, Any]) -> Objective:
    """Set one objective of a unit."""
    check_can_keep(unit, account)
    if Objective.objects.filter(unit=unit, title=values["title"], start=values["start"]).exists():
        raise Refused(_("This unit has an objective of this name from that month on already."))
    objective = Objective.objects.create(unit=unit, **values)
    audit.record(account, "add_objective", f"objective:{objective.pk}", {"unit": unit.code, "title": objective.title})
    return objective


@transaction.atomic
def record_actual(account: Account, objective: Objective, month: date, value: Decimal) -> Actual:
    """Write down what was reached in a month; a value that stood there is kept in the audit."""
    check_can_keep(objective.unit, account)
    if not objective.start <= month <= objective.end:
        raise Refused(_("The objective does not run in that month."))
    before = Actual.objects.filter(objective=objective, month=month).first()
    actual, _new = Actual.objects.update_or_create(objective=objective, month=month, defaults={"value": value})
    detail = {"month": month.isoformat(), "value": str(value), "before": str(before.value) if before else ""}
    audit.record(account, "record_actual", f"objective:{objective.pk}", detail)
    return actual


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a workbook changed: objectives and actuals that are new, changed, the same."""

    new: int
    changed: int
    same: int


@transaction.atomic
def take_in_objectives(account: Account, rows: Sequence[ObjectiveRow], name: str) -> TakenIn:
    """Take a workbook's objectives and actuals in, all of them or none; what is not in it stays."""
    check_role_in(KEEPERS, account)
    units = {unit.code: unit for unit in units_of(account)}
    counts = {"new": 0, "changed": 0, "same": 0}
    for row in rows:
        objective, state = _objective(units[row.unit_code], row)
        counts[state] += 1
        known = dict(objective.actuals.values_list("month", "value"))
        for month, value in row.actuals:
            counts["new" if month not in known else "same" if known[month] == value else "changed"] += 1
        Actual.objects.bulk_create(
            [Actual(objective=objective, month=month, value=value) for month, value in row.actuals],
            update_conflicts=True,
            unique_fields=["objective", "month"],
            update_fields=["value"],
        )
    audit.record(
        account, "take_in_objectives", f"unit:{account.unit.code if account.unit else ''}", {"file": name, **counts}
    )
    return TakenIn(**counts)


def _objective(unit: Unit, row: ObjectiveRow) -> tuple[Objective, str]:
    """The objective of a row as it now stands, and whether that is new, changed or the same."""
    said = {name: getattr(row, name) for name in FIELDS}
    objective = Objective.objects.filter(unit=unit, title=row.title, start=row.start).first()
    if objective is None:
        return Objective.objects.create(unit=unit, title=row.title, start=row.start, **said), "new"
    if all(getattr(objective, name) == value for name, value in said.items()):
        return objective, "same"
    for name, value in said.items():
        setattr(objective, name, value)
    objective.version += 1
    objective.save()
    return objective, "changed"
