"""What plans say about people: stints ahead, with the plan's state and the reason."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from genhun.records.models import Account, Person, Plan, PlanLine
from genhun.records.scope import lines_of, plans_of
from genhun.rooms.rotation.queries.plans import horizon_of

SHOWN = (Plan.State.ADOPTED, Plan.State.PROPOSED)


@dataclass(frozen=True, slots=True)
class StintAhead:
    """One stint of a plan as days."""

    line: PlanLine
    start: date
    end: date

    @property
    def bar(self) -> dict[str, Any]:
        """The stint as a bar: outlined once adopted, dashed while proposed."""
        text = self.line.post.title if self.line.post else _("Reserve")
        kind = "planned" if self.line.plan.state == Plan.State.ADOPTED else "asked"
        track = self.line.post.track if self.line.post else "reserve"
        place = self.line.post.unit.name if self.line.post else ""
        title = f"{place} {text} {self.start:%Y-%m} – {self.end:%Y-%m}"
        return {"track": track, "start": self.start, "end": self.end, "text": text, "kind": kind, "title": title}


def rotation_that_counts(account: Account) -> Plan | None:
    """The rotation plan that people look ahead by: the adopted one, else the latest proposed one; one query."""
    plans = plans_of(account).filter(planner="rotation", state__in=SHOWN).order_by("state", "-id")
    return plans.first()  # `adopted` sorts before `proposed`


def stints_ahead(account: Account, person: Person) -> list[StintAhead]:
    """A person's stints in the rotation plan that counts; two queries."""
    plan = rotation_that_counts(account)
    if plan is None:
        return []
    horizon = horizon_of(plan)
    lines = lines_of(account, plan).filter(person=person).exclude(place="retired")
    return [
        StintAhead(line, horizon.day(line.from_period or 0), horizon.day(line.to_period or 0))
        for line in lines.select_related("plan", "post__unit").order_by("from_period")
    ]
