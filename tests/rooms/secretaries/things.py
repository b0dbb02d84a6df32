"""One of everything that the room of secretaries keeps, for the tests of all pages."""

from datetime import date

from genhun.records.models import Account, Unit
from genhun.rooms.secretaries.models import Election, ElectionStep, Exemption, Term
from genhun.rooms.secretaries.steps import STEPS


def fill(unit: Unit, things: dict[str, int], mark: str = "") -> dict[str, int]:
    """Ids by the kind that pages name in `about`; `things` is what lies in the unit already."""
    somebody = Account.objects.filter(unit=unit).earliest("pk")
    closed_on = date(2022, 3, 1) if mark else None  # a unit has one open term
    term = Term.objects.create(
        unit=unit, kind="committee", start=date(2022, 3, 1), ends=date(2027, 3, 1), closed_on=closed_on
    )
    election = Election.objects.create(term=term, meeting=date(2027, 2, 1), started_by=somebody)
    steps = ElectionStep.objects.bulk_create(
        ElectionStep(election=election, place=place, key=step.key, due=date(2026, 10, 1))
        for place, step in enumerate(STEPS, 1)
    )
    exemption = Exemption.objects.create(
        unit=unit,
        arrangement="one_person",
        reason="改制过渡",
        approved_by="集团党委",
        approved_on=date(2026, 1, 1),
        until=date(2027, 1, 1),
        ended_on=closed_on,
        recorded_by=somebody,
    )
    return {"term": term.pk, "election": election.pk, "step": steps[0].pk, "exemption": exemption.pk}
