"""What the room's pages read. Everything is limited to the reader's part of the organisation."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from genhun.core.calendar import month_of_date
from genhun.core.group import Appointment, Group, Post, Unit
from genhun.planning.lines import Attendance
from genhun.records import models as m
from genhun.records.contract.policy import policy_from
from genhun.records.contract.read import rows_in, stored_rows
from genhun.records.models import Account, Plan, PlanLine
from genhun.records.scope import lines_of, people_of, plans_of, tenures_of, within
from genhun.rooms.training.models import Attendance as Attended

PARTY_TRACKS = ("party", "both")
CURRENT = (Plan.State.ADOPTED, Plan.State.PROPOSED, Plan.State.VERIFIED)
"""The states of plans that pages show as the current one, the firmest first."""


@dataclass(frozen=True)
class Staff:
    """The party-affairs workers of a part and all they are planned by, with the records' own numbers by code."""

    group: Group
    people: Mapping[str, int]
    classes: Mapping[str, int]
    units: Mapping[str, m.Unit]


def staff_of(account: Account) -> Staff:
    """Everybody of the reader's part who holds an open party-affairs post; seven queries."""
    holders = people_of(account).filter(tenures__end=None, tenures__post__track__in=PARTY_TRACKS)
    chosen = m.Person.objects.filter(pk__in=holders.values("pk"))
    units = {unit.code: unit for unit in m.Unit.objects.order_by("path")}
    people = list(stored_rows("people", chosen))
    classes = list(stored_rows("classes"))
    posts, appointments = _careers(account, chosen)
    group = Group(
        units=tuple(_units(units)),
        posts=posts,
        people=tuple(person for _number, person in people),
        appointments=appointments,
        classes=tuple(offered for _number, offered in classes),
        credits=rows_in("credits", m.Credit.objects.filter(person__in=chosen)),
        peaks=rows_in("peaks"),
        policy=policy_from(rows_in("policy")),
    )
    numbers = {person.person_id: number for number, person in people}
    return Staff(group, numbers, {offered.class_id: number for number, offered in classes}, units)


def _units(units: Mapping[str, m.Unit]) -> list[Unit]:
    codes = {unit.pk: unit.code for unit in units.values()}
    return [
        Unit(u.code, u.name, u.city, codes.get(u.parent_id or 0, ""), u.tier, u.industry, u.lat, u.lon, u.circle)
        for u in units.values()
    ]


def _careers(account: Account, people: QuerySet[m.Person]) -> tuple[tuple[Post, ...], tuple[Appointment, ...]]:
    """The posts that people hold or held, and when."""
    rows = tenures_of(account).filter(person__in=people).order_by("id").select_related("person", "post__unit")
    posts: dict[str, Post] = {}
    appointments = []
    for row in rows:
        post = row.post
        if post is not None:
            roles = frozenset(filter(None, post.roles.split(";")))
            posts[post.code] = Post(
                post.code, post.unit.code, post.title, post.track, post.level, roles=roles, fixed=post.fixed
            )
        end = None if row.end is None else month_of_date(row.end)
        appointments.append(
            Appointment(row.person.code, post.code if post else "", month_of_date(row.start), end, row.track, row.level)
        )
    return tuple(posts.values()), tuple(appointments)


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
