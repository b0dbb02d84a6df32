"""Posts with their holders, and the seats that nobody holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from genhun.records.models import Person, Post, Tenure, Unit

OPEN = Q(end=None)


@dataclass(frozen=True, slots=True)
class Staffed:
    """One post, who holds it since when, and how many of its seats are empty."""

    post: Post
    holders: Sequence[Tenure]

    @property
    def vacant(self) -> int:
        """Seats that nobody holds."""
        return max(0, self.post.seats - len(self.holders))


def staffed(posts: Iterable[Post]) -> list[Staffed]:
    """The posts with their holders; two queries."""
    chosen = list(posts)
    holders: dict[int, list[Tenure]] = {post.pk: [] for post in chosen}
    for tenure in (
        Tenure.objects.filter(OPEN, post__in=chosen).select_related("person").order_by("start", "person__code")
    ):
        holders[tenure.post_id or 0].append(tenure)
    return [Staffed(post, holders[post.pk]) for post in chosen]


def units_with_figures(units: QuerySet[Unit]) -> QuerySet[Any]:
    """Units with `heads` (people of the unit itself), `seats` of its posts and `held` seats."""
    seats = Post.objects.filter(unit=OuterRef("pk")).order_by().values("unit").annotate(n=Sum("seats")).values("n")
    held = Tenure.objects.filter(OPEN, post__unit=OuterRef("pk"))
    return units.annotate(
        heads=Coalesce(_counted(Person.objects.filter(unit=OuterRef("pk")), "unit"), 0),
        seats=Coalesce(Subquery(seats, output_field=IntegerField()), 0),
        held=Coalesce(_counted(held, "post__unit"), 0),
    )


def _counted(records: QuerySet[Person] | QuerySet[Tenure], by: str) -> Subquery:
    counts = records.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Subquery(counts, output_field=IntegerField())
