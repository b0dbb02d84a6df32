"""What the pages read: plans, their lines, people page by page. Everything is limited to the reader's part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from genhun.core.calendar import period_start
from genhun.core.policy import Policy
from genhun.records.contract.policy import Setting, policy_from
from genhun.records.models import Account, Person, Plan, PlanLine, Post, Tenure, Unit
from genhun.records.scope import lines_of, people_of, plans_of, posts_of, units_of, within
from genhun.rooms.rotation.figures import Stint

PEOPLE_A_PAGE = 14
LINE_PARTS = ("person", "post__unit", "training_class", "other", "host", "unit")


@dataclass(frozen=True, slots=True)
class Horizon:
    """The half-years of a plan."""

    policy: Policy

    @property
    def periods(self) -> int:
        """How many half-years there are."""
        return self.policy["periods"]

    def day(self, period: int) -> date:
        """The first day of a half-year; `periods` gives the day on which the horizon ends."""
        month = period_start(self.policy.rotation_start, period)
        return date(month // 12, month % 12 + 1, 1)

    def choices(self) -> list[tuple[int, str]]:
        """The half-years by the month in which they start, for forms."""
        return [(t, self.day(t).strftime("%Y-%m")) for t in range(self.periods)]


def horizon_of(plan: Plan) -> Horizon:
    """The half-years that a plan was made for."""
    return Horizon(policy_from(Setting(key, str(value)) for key, value in plan.policy.items()))


def plans(account: Account, planner: str = "", state: str = "") -> QuerySet[Plan]:
    """The plans that an account sees, the newest first."""
    chosen = {key: value for key, value in (("planner", planner), ("state", state)) if value}
    return plans_of(account).filter(**chosen).select_related("unit", "decided_by", "job__asked_by")


def visible_plans(account: Account) -> QuerySet[Plan]:
    """The plans that an account sees with the unit that they were made for."""
    return plans_of(account).select_related("unit", "decided_by", "job", "moved_from__plan__unit", "moved_from__owner")


def visible_lines(account: Account) -> QuerySet[PlanLine]:
    """The lines that an account sees, with all that a page says about them."""
    return lines_of(account).select_related("plan__unit", *LINE_PARTS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader wants to see of a plan: a unit and all below it, words of a name, one lane entered, everybody."""

    unit: Unit | None = None
    text: str = ""
    lane: str = ""
    everybody: bool = False


def chosen_lines(account: Account, plan: Plan, wanted: Wanted) -> QuerySet[PlanLine]:
    """The lines of a plan that a reader wants to see."""
    lines = lines_of(account, plan)
    if wanted.unit:
        lines = lines.filter(within("unit__path", wanted.unit.path) | within("post__unit__path", wanted.unit.path))
    if wanted.text:
        lines = lines.filter(Q(person__name__icontains=wanted.text) | Q(person__code=wanted.text))
    if wanted.lane:
        lines = lines.filter(post__track__in=[wanted.lane, "both"], entry=True)
    return lines if wanted.everybody else lines.filter(entry=True)


def people_page(account: Account, plan: Plan, wanted: Wanted, number: object) -> Page[Any]:
    """The people on one page of a plan in the order of the tree, as rows that start with the id; two queries."""
    chosen = chosen_lines(account, plan, wanted).filter(person__isnull=False)
    people = (
        chosen.order_by("unit__path", "person__code").values_list("person_id", "unit__path", "person__code").distinct()
    )
    return Paginator(people, PEOPLE_A_PAGE).get_page(str(number or 1))


def lines_of_people(account: Account, plan: Plan, people: Sequence[int]) -> list[PlanLine]:
    """All visible lines of some people in a plan, in the order of the tree and of time; one query."""
    lines = lines_of(account, plan).filter(person__in=people).select_related(*LINE_PARTS)
    return list(lines.order_by("unit__path", "person__code", "from_period"))


def stints(account: Account, plan: Plan) -> list[Stint]:
    """Every visible line of a rotation plan, person by person in the order of time; one query."""
    rows = lines_of(account, plan).order_by("person_id", "from_period")
    fields = ("person_id", "post__code", "post__track", "from_period", "to_period", "entry", "place", "reason__left")
    return [Stint(*row) for row in rows.values_list(*fields)]


def seats_of(account: Account, plan: Plan) -> dict[str, tuple[int, str]]:
    """Seats and track by code of the reader's posts that take part in a plan."""
    posts = posts_of(account).filter(within("unit__path", plan.unit.path), fixed=False)
    return {code: (seats, track) for code, seats, track in posts.order_by().values_list("code", "seats", "track")}


def named_people(account: Account, codes: Sequence[str]) -> dict[str, Person]:
    """The people of the reader's part by code; others are not named."""
    return {person.code: person for person in people_of(account).filter(code__in=codes).select_related("unit")}


def named_posts(codes: Sequence[str]) -> dict[str, Post]:
    """Posts by code with their units; a plan's line names the post that a person comes from wherever it lies."""
    return {post.code: post for post in Post.objects.filter(code__in=codes).select_related("unit")}


@dataclass(frozen=True, slots=True)
class Priced:
    """One scarce thing: where it is (a bench of a circle also has a level), from when, what one more would save."""

    scarce: str
    place: Post | Unit
    level: str
    day: date | None
    price: float


def priced(account: Account, plan: Plan) -> list[Priced]:
    """The prices of a plan in the reader's part, the dearest first; two queries."""
    horizon = horizon_of(plan)
    posts: dict[str, Post | Unit] = {p.code: p for p in posts_of(account).select_related("unit")}
    places = posts | {u.code: u for u in units_of(account)}
    found = []
    for row in plan.prices:
        code, _colon, level = str(row["id"]).partition(":")
        if code in places and row["price"] > 0:
            day = horizon.day(int(row["period"])) if str(row["period"]).isdigit() else None
            found.append(Priced(row["scarce"], places[code], level, day, row["price"]))
    return sorted(found, key=lambda priced: -priced.price)


def planned_people(account: Account, plan: Plan, text: str) -> QuerySet[Person]:
    """The people of a plan whose name holds a text, or whose code it is."""
    inside = people_of(account).filter(pk__in=plan.lines.values("person_id"))
    return inside.filter(Q(name__icontains=text) | Q(code=text)).select_related("unit").order_by("code")


def posts_near(plan: Plan, person: Person) -> list[Post]:
    """The rotating posts of a person's circle at the person's level or up to two above, in the order of the tree."""
    circle = person.unit.circle if person.unit else ""
    posts = Post.objects.filter(within("unit__path", plan.unit.path), unit__circle=circle, fixed=False)
    return list(posts.filter(level__gte=person.level, level__lte=person.level + 2).select_related("unit"))


MOST_FORMS = 500


def first_moves(account: Account, plan: Plan) -> list[PlanLine]:
    """The next move of each person of the part whom a plan moves, in the order of the tree; one query."""
    lines = lines_of(account, plan).filter(entry=True, post__isnull=False, person__in=people_of(account))
    found: dict[int, PlanLine] = {}
    for line in lines.select_related("plan__unit", *LINE_PARTS).order_by("unit__path", "person__code", "from_period"):
        if line.person_id is not None:
            found.setdefault(line.person_id, line)
    return list(found.values())[:MOST_FORMS]


def careers_of(people: Sequence[int]) -> dict[int, list[Tenure]]:
    """The appointments of some people in the order of time; one query."""
    found: dict[int, list[Tenure]] = {number: [] for number in people}
    for tenure in Tenure.objects.filter(person__in=people).select_related("post__unit").order_by("start", "pk"):
        found[tenure.person_id].append(tenure)
    return found
