"""Study groups, and what their figures say. A figure about a group is read from `Remembered`, never from memories."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet

from genhun.records.models import Account
from genhun.records.scope import own
from genhun.rooms.study.models import Programme, Question, Remembered, Session, StudyGroup


def groups_of(account: Account) -> QuerySet[StudyGroup]:
    """Study groups of the reader's part."""
    return StudyGroup.objects.filter(own(account, "unit__path")).select_related("unit")


def programmes_of(account: Account) -> QuerySet[Programme]:
    """Programmes of the groups of the reader's part."""
    return Programme.objects.filter(own(account, "group__unit__path")).select_related("group__unit")


def sessions_of(account: Account) -> QuerySet[Session]:
    """Sessions of those programmes."""
    mine = Session.objects.filter(own(account, "programme__group__unit__path"))
    return mine.select_related("programme__group__unit")


def groups_listed(account: Account) -> QuerySet[StudyGroup]:
    """Groups with how many belong to them and how many questions they recall."""
    confirmed = Q(questions__state=Question.State.CONFIRMED)
    return groups_of(account).annotate(
        size=Count("members", distinct=True),
        asked=Count("questions", filter=confirmed, distinct=True),
        waiting=Count("questions", filter=Q(questions__state=Question.State.PROPOSED), distinct=True),
    )


def figures(group: StudyGroup) -> QuerySet[Remembered]:
    """What the group remembers of which requirement, in the order of the document."""
    linked = Remembered.objects.filter(group=group).select_related("requirement__clause__version__document")
    return linked.order_by("requirement__clause__version__document", "requirement__clause__position", "pk")


def fading_by(group: StudyGroup, day: date, without: Sequence[int]) -> list[Remembered]:
    """What will have faded by a day, what faded most first; `without` are requirements studied then anyway."""
    found = Remembered.objects.filter(group=group, fades__lte=day).exclude(requirement__in=without)
    return list(found.select_related("requirement__clause").order_by("fades", "share", "pk")[:3])
