"""What the room's pages read. Everything is limited to the reader's part of the organisation."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from genhun.planning.lines import Attendance
from genhun.records import models as m
from genhun.records.models import Account, Plan, PlanLine
from genhun.records.scope import lines_of, people_of, plans_of, tenures_of, within
from genhun.rooms.training.models import Attendance as Attended

PARTY_TRACKS = ("party", "both")
CURRENT = (Plan.State.ADOPTED, Plan.State.PROPOSED, Plan.State.VERIFIED)
"""The states of plans that pages show as the current one, the firmest first."""


def visible_plans(account: Account) -> QuerySet[Plan]:
    """The plans that the account may look at, each with its unit."""
    return plans_of(account).select_related("unit")


def current_plan(account: Account, planner: str) -> Plan | None:
    """The plan that counts: made for the whole part first; adopted, proposed, verified in this order; the newest."""
    found = plans_of(account).filter(planner=planner, state__in=CURRENT).select_related("unit", "decided_by")
    here = account.unit.path if account.unit else ""
    return min(
        found,
        key=lambda plan: (not here.startswith(plan.unit.path), CURRENT.index(Plan.State(plan.state)), -plan.pk),
        default=None,
    )


@dataclass(frozen=True)
class Seats:
    """The seats of a training plan: (person, class) codes of the reader's own people; how many sit in each class.

    `over` are those of the seats whose roster has been taken in: their days are credits by now.
    """

    own: Sequence[tuple[str, str]] = ()
    taken: Mapping[str, int] = field(default_factory=dict)
    over: frozenset[tuple[str, str]] = frozenset()


def seats(account: Account, plan: Plan | None) -> Seats:
    """The seats of a plan; refused lines are left out. Of people elsewhere only their number is kept; one query."""
    if plan is None or account.unit is None:
        return Seats()
    over = Exists(Attended.objects.filter(person=OuterRef("person"), training_class=OuterRef("training_class")))
    kept = PlanLine.objects.filter(plan=plan, refused=False, training_class__isnull=False).order_by("id")
    found = kept.annotate(over=over).values_list("person__code", "training_class__code", "unit__path", "over")
    rows = list(found)
    own = [(person, offered) for person, offered, path, _over in rows if path.startswith(account.unit.path)]
    ended = frozenset((person, offered) for person, offered, _path, over in rows if over)
    return Seats(own, Counter(offered for _person, offered, _path, _over in rows), ended)


def lines(account: Account, plan: Plan) -> QuerySet[PlanLine]:
    """The lines of a plan that the reader sees, with everything a table shows of them."""
    return lines_of(account, plan).select_related("unit", "person", "other__unit", "host", "training_class")


def attendees(account: Account, plan: Plan, offered: m.TrainingClass) -> list[PlanLine]:
    """The lines of one class in the order of the tree."""
    chosen = lines(account, plan).filter(training_class=offered)
    return list(chosen.order_by("unit__path", "person__code"))


def people_named(account: Account, plan: Plan, text: str) -> QuerySet[m.Person]:
    """The people of a plan's part whose name holds a text, or whose code it is, by code."""
    inside = people_of(account).filter(within("unit__path", plan.unit.path))
    return inside.filter(Q(name__icontains=text) | Q(code=text)).select_related("unit").order_by("code")


def named(lines: Sequence[Attendance]) -> list[tuple[m.Person, m.TrainingClass]]:
    """The people and classes of seats, in the order given; two queries."""
    people = {p.code: p for p in m.Person.objects.filter(code__in={line.person_id for line in lines})}
    classes = {c.code: c for c in m.TrainingClass.objects.filter(code__in={line.class_id for line in lines})}
    return [(people[line.person_id], classes[line.class_id]) for line in lines]


def open_posts(account: Account, people: list[int]) -> dict[int, str]:
    """The titles of the party-affairs posts that people hold."""
    held = tenures_of(account).filter(Q(post__track__in=PARTY_TRACKS), person__in=people, end=None)
    titles: dict[int, list[str]] = {}
    for person, title in held.order_by("start", "id").values_list("person_id", "post__title"):
        titles.setdefault(person, []).append(title)
    return {person: "、".join(held) for person, held in titles.items()}


def taken(plan: Plan | None) -> dict[int, int]:
    """How many seats of each class a plan fills, whoever fills them: a number, no names."""
    if plan is None:
        return {}
    return _counted(PlanLine.objects.filter(plan=plan, refused=False), "training_class_id")


def own_taken(account: Account, plan: Plan | None) -> dict[int, int]:
    """How many people of the reader's part sit in each class."""
    if plan is None:
        return {}
    return _counted(lines_of(account, plan).filter(refused=False), "training_class_id")


def loads(account: Account, plan: Plan | None) -> list[int]:
    """How many newcomers each mentor of the reader's pairs has there."""
    return list(_counted(lines_of(account, plan), "other_id").values()) if plan else []


def mentor_load(plan: Plan | None, mentors: list[int]) -> Counter[int]:
    """How many newcomers some mentors have in the whole plan."""
    return Counter(_counted(PlanLine.objects.filter(plan=plan, other__in=mentors, refused=False), "other_id"))


def strengths(units: list[int]) -> dict[int, dict[int, int]]:
    """The values of some units by aspect."""
    found: dict[int, dict[int, int]] = {}
    chosen = m.Strength.objects.filter(unit__in=units).order_by()
    for unit, aspect, value in chosen.values_list("unit_id", "aspect", "value"):
        found.setdefault(unit, {})[aspect] = value
    return found


def _counted(rows: QuerySet[PlanLine], field: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(field).annotate(n=Count("pk")))


def taken_elsewhere(unit: m.Unit) -> Counter[str]:
    """Seats by class that adopted plans of other parts hold."""
    adopted = PlanLine.objects.filter(plan__planner="training", plan__state=Plan.State.ADOPTED, refused=False)
    return Counter(adopted.exclude(within("unit__path", unit.path)).values_list("training_class__code", flat=True))
