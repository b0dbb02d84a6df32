"""What the discipline commission looks after: relatives in one unit, long holders, opinions due, findings to mend."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from genhun.records.models import Account, FileView, Kinship, Person, Plan, PlanLine, Tenure
from genhun.records.scope import has_part, lines_of, own, plans_of
from genhun.rooms.responsibility.models import Finding, Opinion

LONGEST_YEARS = 10
"""Years in one post after which an exchange is due (rules on terms of leading posts; a default)."""
OPINION_DAYS = 15
"""Days after a plan is put forward within which opinions are asked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Two relatives who hold posts in one unit."""

    one: Tenure
    other: Tenure
    relation: str


def avoidance_hits(account: Account) -> list[Hit]:
    """Relatives who hold open posts in one unit of the reader's part, each pair once; two queries."""
    if not has_part(account):
        return []
    pairs: dict[frozenset[int], str] = {}
    rows = Kinship.objects.filter(own(account, "person__tenures__post__unit__path"), person__tenures__end=None)
    for person, kin, relation in rows.values_list("person_id", "kin_id", "relation").distinct():
        pairs.setdefault(frozenset((person, kin)), relation)
    people = {person for pair in pairs for person in pair}
    held: dict[int, list[Tenure]] = defaultdict(list)
    tenures = Tenure.objects.filter(own(account, "post__unit__path"), end=None, person__in=people)
    for tenure in tenures.select_related("person", "post__unit").order_by("post__unit__path", "pk"):
        held[tenure.person_id].append(tenure)
    hits = [
        Hit(one, other, relation)
        for pair, relation in pairs.items()
        if len(pair) == 2
        for first, second in [sorted(pair)]
        for one in held[first]
        for other in held[second]
        if one.post and other.post and one.post.unit_id == other.post.unit_id
    ]
    return sorted(hits, key=lambda hit: (hit.one.post.unit.path if hit.one.post else "", hit.one.pk))


def long_holders(account: Account, today: date) -> QuerySet[Tenure]:
    """Open posts of the reader's part that rotate and that one person has held for ten years and more."""
    since = date(today.year - LONGEST_YEARS, today.month, min(today.day, 28))
    found = Tenure.objects.filter(own(account, "post__unit__path"), end=None, start__lte=since, post__fixed=False)
    return found.select_related("person", "post__unit").order_by("post__unit__path", "pk")


def looks_at_files(account: Account) -> QuerySet[FileView]:
    """Who looked at the files of people of the reader's part, the latest first."""
    return (
        FileView.objects.filter(own(account, "person__unit__path")).select_related("person", "viewer").order_by("-id")
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A plan put forward: how many people of the reader's part it moves, and how many opinions are given."""

    plan: Plan
    people: int
    given: int

    @property
    def due(self) -> date | None:
        """The day by which opinions are asked for."""
        return self.plan.decided_at.date() + timedelta(days=OPINION_DAYS) if self.plan.decided_at else None

    @property
    def open(self) -> int:
        """How many opinions are still due."""
        return self.people - self.given


def plans_put_forward(account: Account) -> list[Plan]:
    """Rotation plans that wait for a decision."""
    return list(plans_of(account).filter(planner="rotation", state=Plan.State.PROPOSED).select_related("unit")[:10])


def moved_people(account: Account, plan: Plan) -> QuerySet[Person]:
    """The people of the reader's part whom a plan would move."""
    moved = PlanLine.objects.filter(lines_moving(account, plan)).values("person")
    return Person.objects.filter(pk__in=moved)


def lines_moving(account: Account, plan: Plan) -> Q:
    """Lines of a plan that move somebody of the reader's part."""
    return Q(pk__in=lines_of(account, plan).filter(entry=True, refused=False, person__isnull=False).values("pk"))


def opinions_asked(account: Account) -> list[Asked]:
    """The plans put forward with the opinions given and due; three queries."""
    plans = plans_put_forward(account)
    moves = lines_of(account).filter(plan__in=plans, entry=True, refused=False, person__isnull=False)
    people: dict[int, set[int]] = defaultdict(set)
    for plan, person in moves.order_by().values_list("plan", "person"):
        people[plan].add(person or 0)
    given: dict[int, set[int]] = defaultdict(set)
    words = Opinion.objects.filter(plan__in=plans).exclude(word=Opinion.Word.PENDING)
    for plan, person in words.values_list("plan", "person"):
        given[plan].add(person)
    return [Asked(plan, len(people[plan.pk]), len(people[plan.pk] & given[plan.pk])) for plan in plans]


def opinions_on(plan: Plan, people: Sequence[Person]) -> Mapping[int, Opinion]:
    """The opinions on some people, by person; one query."""
    return {opinion.person_id: opinion for opinion in Opinion.objects.filter(plan=plan, person__in=people)}


def findings_of(account: Account) -> QuerySet[Finding]:
    """The findings of the reader's part."""
    return Finding.objects.filter(own(account, "unit__path")).select_related("unit", "review", "post")


def finding_counts(account: Account) -> Mapping[str, int]:
    """How many findings stand in each state; one query."""
    rows = Finding.objects.filter(own(account, "unit__path")).order_by().values_list("state")
    return dict(rows.annotate(n=Count("pk")))
