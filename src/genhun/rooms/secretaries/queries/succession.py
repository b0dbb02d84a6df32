"""Who could come next on one secretary post: the people of its circle at its level or one below, and their files."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from genhun.core.policy import Policy
from genhun.records.contract.policy import Setting, policy_from
from genhun.records.models import (
    Account,
    Lock,
    Peak,
    Person,
    Plan,
    PlanLine,
    PolicySetting,
    Post,
    SeatWish,
    Tenure,
    TrainingClass,
    Unit,
)
from genhun.records.scope import lines_of, paths_above, people_of, posts_of
from genhun.rooms.secretaries.queries.posts import PLANS_IN_ORDER

VACANCIES_SHOWN, CLASSES_SHOWN = 30, 30


def policy_now() -> Policy:
    """The parameters as the records hold them; one query."""
    return policy_from(Setting(*row) for row in PolicySetting.objects.values_list("key", "value", "source"))


def eligible(account: Account, post: Post) -> QuerySet[Person]:
    """People of the account's part in the post's circle who hold a post, at its level or one below, not its holders."""
    near = people_of(account).filter(unit__circle=post.unit.circle, level__in=(post.level, post.level - 1))
    working = Tenure.objects.filter(end=None, post__isnull=False, person=OuterRef("pk"))
    holding = Tenure.objects.filter(end=None, post=post, person=OuterRef("pk"))
    return near.filter(Exists(working)).exclude(Exists(holding))


def bench_of(account: Account, post: Post) -> list[PlanLine]:
    """The post's bench in the benches plan that counts, in the order of places; one query."""
    lines = lines_of(account).filter(plan__planner="benches", plan__state__in=PLANS_IN_ORDER, post=post)
    found = list(lines.select_related("plan", "person__unit"))
    best = min(
        (line.plan for line in found),
        key=lambda plan: (PLANS_IN_ORDER.index(Plan.State(plan.state)), -plan.pk),
        default=None,
    )
    return sorted((line for line in found if line.plan == best), key=lambda line: (line.place.zfill(3), line.pk))


def files_of(people: Sequence[int], post: Post) -> list[Tenure]:
    """All appointments of some people, and the open ones to the post; one query."""
    chosen = Q(person__in=people) | Q(post=post, end=None)
    return list(Tenure.objects.filter(chosen).select_related("person", "post__unit").order_by("start", "pk"))


def units_of_kin(people: Sequence[int]) -> Mapping[int, set[int]]:
    """The units in which kin of each person hold a post; one query."""
    related = Q(person__kin__kin__in=people) | Q(person__kin_of__person__in=people)
    rows = Tenure.objects.filter(related, end=None, post__isnull=False)
    found: dict[int, set[int]] = defaultdict(set)
    for unit, one, other in rows.values_list("post__unit_id", "person__kin__kin_id", "person__kin_of__person_id"):
        for person in {one, other} & set(people):
            found[person].add(unit)
    return found


def locks_of(people: Sequence[int]) -> Mapping[int, list[Lock]]:
    """What is already decided for some people, by person; one query."""
    found: dict[int, list[Lock]] = defaultdict(list)
    for lock in Lock.objects.filter(person__in=people).select_related("post__unit").order_by("start", "pk"):
        found[lock.person_id].append(lock)
    return found


def vacancies(account: Account, post: Post, levels: Sequence[int], tracks: Sequence[str]) -> list[Post]:
    """Posts of the circle with an empty seat at some levels and on some tracks, that no decision fills yet."""
    held = _counted(Tenure.objects.filter(end=None, post=OuterRef("pk")))
    decided = _counted(Lock.objects.filter(post=OuterRef("pk")))
    posts = posts_of(account).filter(unit__circle=post.unit.circle, level__in=levels, track__in=tracks, fixed=False)
    free = posts.annotate(taken=held + decided).filter(taken__lt=F("seats")).select_related("unit")
    return list(free.order_by("unit__path", "code")[:VACANCIES_SHOWN])


def _counted(rows: Any) -> Coalesce:
    counts = rows.order_by().values("post").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)


def classes_for(person: Person, after: date) -> list[TrainingClass]:
    """Classes ahead that a person's level is let into, but those in which a seat is promised; one query."""
    promised = SeatWish.objects.filter(person=person, state=SeatWish.State.PROMISED).values("training_class")
    low = Q(min_level=None) | Q(min_level__lte=person.level)
    high = Q(max_level=None) | Q(max_level__gte=person.level)
    ahead = TrainingClass.objects.filter(low, high, start__gt=after)
    return list(ahead.exclude(pk__in=promised).order_by("start", "code")[:CLASSES_SHOWN])


def seats_promised(person: Person, after: date) -> list[SeatWish]:
    """The seats in classes ahead that are promised to somebody; one query."""
    promised = SeatWish.objects.filter(person=person, state=SeatWish.State.PROMISED, training_class__start__gt=after)
    return list(promised.select_related("training_class").order_by("training_class__start", "pk"))


def peaks_over(unit: Unit | None) -> list[Peak]:
    """The production peaks of a unit and of those above it; one query."""
    return list(Peak.objects.filter(unit__path__in=[unit.path, *paths_above(unit)])) if unit else []
