"""Two or three rotation plans side by side, each counted from its lines in the reader's part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from genhun.core.calendar import MONTHS_A_PERIOD
from genhun.records.experience import months_on_lanes
from genhun.records.models import Account, Person, Plan, Tenure
from genhun.records.scope import people_of
from genhun.rooms.rotation.figures import FiveYears, Stint, changed_people, dual_by_half_year, five_years
from genhun.rooms.rotation.queries.plans import Horizon, horizon_of, named_posts, seats_of, stints


@dataclass(frozen=True, slots=True)
class Scenario:
    """One plan with what is counted from it; `altered` people go another way than in the plan it is measured against,
    `dual` young cadres have served enough on both lanes at the end of each half-year."""

    plan: Plan
    horizon: Horizon
    stints: Sequence[Stint]
    five: FiveYears
    dual: Sequence[int]
    altered: int

    @property
    def short(self) -> int:
        """Successors that benches lack when the plan ends."""
        weight = self.horizon.policy["thin"]
        return int(self.plan.parts.get("thin", 0)) // weight if weight else 0


def scenarios(account: Account, plans: Sequence[Plan], against: Plan) -> list[Scenario]:
    """The plans, each measured against the ways of `against`."""
    found = {plan.pk: stints(account, plan) for plan in {p.pk: p for p in (*plans, against)}.values()}
    seats = {plan.unit_id: seats_of(account, plan) for plan in plans}
    young = set(people_of(account).filter(young=True).values_list("pk", flat=True))
    return [_scenario(plan, found[plan.pk], found[against.pk], seats[plan.unit_id], young) for plan in plans]


def _scenario(
    plan: Plan, mine: list[Stint], other: list[Stint], seats: dict[str, tuple[int, str]], young: set[int]
) -> Scenario:
    horizon = horizon_of(plan)
    months = months_on_lanes(Tenure.objects.filter(person__young=True), horizon.policy.rotation_start)
    before = {lane: {person: served[person] // MONTHS_A_PERIOD for person in young} for lane, served in months.items()}
    dual = dual_by_half_year(mine, before, horizon.policy["dual_periods"], horizon.periods)
    five = five_years(mine, seats, horizon.periods)
    return Scenario(plan, horizon, mine, five, dual, len(changed_people(mine, other)))


def ways(found: Sequence[Scenario], most: int) -> tuple[int, list[tuple[Person, list[list[tuple[str, str]]]]]]:
    """How many people go different ways, and the first of them: for each plan the months and places of their ways."""
    differ = sorted({p for other in found[1:] for p in changed_people(found[0].stints, other.stints)})
    shown = differ[:most]
    people = {person.pk: person for person in Person.objects.filter(pk__in=shown).select_related("unit")}
    lines = [[s for s in one.stints if s.person in people] for one in found]
    posts = named_posts(list({s.code for side in lines for s in side if s.code}))
    rows = []
    for pk in shown:
        cells = []
        for one, side in zip(found, lines, strict=True):
            mine: Iterable[Stint] = (s for s in side if s.person == pk)
            cells.append(
                [
                    (f"{one.horizon.day(s.begin):%Y-%m}", f"{post.unit.name} {post.title}" if post else s.place)
                    for s in mine
                    for post in (posts.get(s.code or ""),)
                ]
            )
        rows.append((people[pk], cells))
    return len(differ), rows
