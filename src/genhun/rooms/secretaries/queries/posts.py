"""Secretary posts: who holds them, and who stands ready on their benches."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from genhun.records.models import Account, Plan, PlanLine, Post, Tenure
from genhun.records.scope import lines_of, plans_of, posts_of
from genhun.rooms.secretaries.queries.terms import secretary_role

PLANS_IN_ORDER = (Plan.State.ADOPTED, Plan.State.PROPOSED, Plan.State.VERIFIED)


@dataclass(frozen=True, slots=True)
class Seat:
    """One secretary post with its holders and its bench in order; `ready` is how many could take over now."""

    post: Post
    holders: Sequence[Tenure]
    bench: Sequence[PlanLine]
    ready: int

    @property
    def vacant(self) -> int:
        """Seats that nobody holds."""
        return max(0, self.post.seats - len(self.holders))


@dataclass(frozen=True, slots=True)
class Cover:
    """How well the secretary posts of a part are covered. `by_ready` counts posts with 0, 1, 2, 3+ ready successors."""

    plan: Plan | None
    posts: int
    vacant: int
    by_ready: tuple[int, int, int, int]

    @property
    def uncovered(self) -> int:
        """Posts that nobody could take over now."""
        return self.by_ready[0]


def secretary_posts(account: Account) -> QuerySet[Post]:
    """The secretary posts of the account's part; a deputy's post is none."""
    return posts_of(account).filter(secretary_role())


def benches_that_count(account: Account) -> Plan | None:
    """The benches plan to look at: the adopted one, else the latest proposed, else the latest verified; one query."""
    plans = list(plans_of(account).filter(planner="benches", state__in=PLANS_IN_ORDER).order_by("-id")[:50])
    return min(plans, key=lambda plan: PLANS_IN_ORDER.index(Plan.State(plan.state)), default=None)


def with_cover(posts: QuerySet[Post], plan: Plan | None) -> QuerySet[Any]:
    """Posts with `held` (people who hold them) and `ready` (people on their bench who could take over now)."""
    held = (
        Tenure.objects.filter(end=None, post=OuterRef("pk"))
        .order_by()
        .values("post")
        .annotate(n=Count("pk"))
        .values("n")
    )
    posts = posts.annotate(held=Coalesce(Subquery(held, output_field=IntegerField()), 0))
    if plan is None:
        return posts.annotate(ready=Value(0, output_field=IntegerField()))
    benched = PlanLine.objects.filter(plan=plan, post=OuterRef("pk"), readiness="now", refused=False).order_by()
    ready = benched.values("post").annotate(n=Count("pk")).values("n")
    return posts.annotate(ready=Coalesce(Subquery(ready, output_field=IntegerField()), 0))


def cover_of(account: Account) -> Cover:
    """How well the secretary posts of the account's part are covered; two queries."""
    plan = benches_that_count(account)
    counts, posts, vacant = [0, 0, 0, 0], 0, 0
    for held, seats, ready in (
        with_cover(secretary_posts(account), plan).order_by().values_list("held", "seats", "ready")
    ):
        posts += 1
        vacant += held < seats
        counts[min(ready, 3)] += 1
    return Cover(plan, posts, vacant, (counts[0], counts[1], counts[2], counts[3]))


def vacant_only(posts: QuerySet[Any]) -> QuerySet[Any]:
    """Posts with fewer holders than seats; they come from `with_cover`."""
    return posts.filter(held__lt=F("seats"))


def seats_of(account: Account, posts: Sequence[Post], plan: Plan | None) -> list[Seat]:
    """The posts with holders and benches; two queries. Names on benches stay within the account's part."""
    holders: dict[int, list[Tenure]] = defaultdict(list)
    for tenure in Tenure.objects.filter(end=None, post__in=posts).select_related("person").order_by("start", "pk"):
        holders[tenure.post_id or 0].append(tenure)
    benches = _benches(account, posts, plan)
    return [Seat(post, holders[post.pk], benches.get(post.pk, []), getattr(post, "ready", 0)) for post in posts]


def _benches(account: Account, posts: Sequence[Post], plan: Plan | None) -> Mapping[int, list[PlanLine]]:
    found: dict[int, list[PlanLine]] = defaultdict(list)
    if plan is not None:
        lines = lines_of(account, plan).filter(post__in=posts).select_related("person__unit")
        for line in sorted(lines, key=lambda line: (line.place.zfill(3), line.pk)):
            found[line.post_id or 0].append(line)
    return found
