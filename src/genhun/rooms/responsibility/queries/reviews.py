"""Reviews of the reader's part by yearly plan, and which of them could go together."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from genhun.records.models import Account
from genhun.records.scope import own
from genhun.rooms.responsibility.models import Finding, Review


def reviews_of(account: Account) -> QuerySet[Review]:
    """The reviews of units of the account's part."""
    return Review.objects.filter(own(account, "unit__path")).select_related("unit", "merged_into")


def with_findings(reviews: QuerySet[Review]) -> QuerySet[Review]:
    """Reviews with `found`, how many findings they made, and `left`, how many are not yet closed."""
    left = ~Q(findings__state=Finding.State.CLOSED)
    return reviews.annotate(found=Count("findings"), left=Count("findings", filter=left & Q(findings__isnull=False)))


def could_merge(account: Account, year: int) -> list[list[Review]]:
    """Planned reviews of one kind to one unit in a year, where there are several: they would go together; one query."""
    planned = reviews_of(account).filter(state=Review.State.PLANNED, on__year=year).order_by("unit__path", "on", "pk")
    return same_kind(planned)


def same_kind(reviews: Iterable[Review]) -> list[list[Review]]:
    """Groups of two and more of one kind to one unit."""
    groups: dict[tuple[int, str], list[Review]] = defaultdict(list)
    for review in reviews:
        groups[review.unit_id, review.kind].append(review)
    return [group for group in groups.values() if len(group) > 1]
