"""One of everything that the room of training keeps, for the tests of all pages."""

from genhun.records.models import Account, Plan, Unit
from genhun.rooms.training.models import Roster, SeatDraft, Waiting


def fill(unit: Unit, things: dict[str, int], mark: str = "") -> dict[str, int]:
    """Ids by the kind that pages name in `about`; `things` is what lies in the unit already."""
    by = Account.objects.filter(unit=unit).order_by("pk")[0]
    name = f"{unit.code}{mark}.xlsx"
    roster = Roster.objects.create(training_class_id=things["class"], unit=unit, name=name, sent_by=by)
    plan = Plan.objects.filter(unit=unit, planner="training").latest("pk")
    draft = SeatDraft.objects.create(plan=plan, unit=unit, owner=by)
    entry = Waiting.objects.create(training_class_id=things["class"], unit=unit, asked_by=by)
    entry.people.add(things["person"])
    return {"roster": roster.pk, "draft": draft.pk, "waiting": entry.pk}
