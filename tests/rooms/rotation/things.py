"""One of everything that the room of rotation keeps, for the tests of all pages."""

from datetime import date

from genhun.records.models import Account, Lock, Plan, Role, Unit
from genhun.rooms.rotation.models import MoveDraft, Wish


def fill(unit: Unit, things: dict[str, int], mark: str = "") -> dict[str, int]:
    """Ids by the kind that pages name in `about`; `things` is what lies in the unit already."""
    by = Account.objects.filter(unit=unit).order_by("pk")[0]
    draft = MoveDraft.objects.create(plan=Plan.objects.get(pk=things["plan"]), unit=unit, owner=by)
    lock = Lock.objects.create(person_id=things["person"], post_id=things["post"], start=date(2027, 1, 1), by=by)
    said = {"kind": Wish.Kind.STAY, "words": "family", "stated_on": date(2026, 9, 1), "by": by}
    Wish.objects.create(person_id=things["person"], **said)
    Account.objects.filter(role=Role.CADRE, unit=unit).update(person_id=things["person"])
    return {"moves": draft.pk, "lock": lock.pk}
