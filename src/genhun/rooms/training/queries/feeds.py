"""Calendar addresses, and what each holds: classes by the adopted plan, nobody else's name."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from genhun.records.models import Account, Plan, PlanLine, TrainingClass
from genhun.records.scope import has_part, people_of, units_of, within
from genhun.rooms.training.models import FeedKey


def feeds_of(account: Account) -> QuerySet[FeedKey]:
    """The account's own addresses that are open, the latest first."""
    return FeedKey.objects.filter(owner=account, revoked_at=None).select_related("person", "unit", "training_class")


def feed_by(digest: str) -> FeedKey | None:
    """The open address of a secret; one whose owner left, or no longer works with what it is about, is none."""
    found = (
        FeedKey.objects.filter(digest=digest, revoked_at=None, owner__is_active=True)
        .select_related("owner__unit", "person", "unit", "training_class")
        .first()
    )
    return found if found and _still_may(found) else None


def _still_may(key: FeedKey) -> bool:
    owner = key.owner
    if key.person_id is not None:
        return owner.person_id == key.person_id or people_of(owner).filter(pk=key.person_id).exists()
    if key.unit_id is not None:
        return units_of(owner).filter(pk=key.unit_id).exists()
    return has_part(owner)


def classes_in(key: FeedKey) -> Iterable[tuple[TrainingClass, int]]:
    """The classes of an address, each with how many people of it attend (0: it is not about people)."""
    if key.training_class is not None:
        return [(key.training_class, 0)]
    adopted = PlanLine.objects.filter(plan__planner="training", plan__state=Plan.State.ADOPTED, refused=False)
    chosen = adopted.filter(person=key.person_id) if key.person_id else adopted.filter(_below(key))
    lines = list(chosen.exclude(training_class=None).select_related("training_class"))
    people = Counter(line.training_class_id for line in lines)
    classes = {line.training_class_id: line.training_class for line in lines if line.training_class}
    ordered = sorted(classes.values(), key=lambda offered: (offered.start, offered.code))
    return [(offered, 0 if key.person_id else people[offered.pk]) for offered in ordered]


def _below(key: FeedKey) -> Q:
    assert key.unit is not None
    return within("unit__path", key.unit.path)
