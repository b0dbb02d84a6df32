"""Which units a requirement concerns: those of its reach, at or below the unit that laid it down."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from genhun.records.models import Account, Post, Requirement, Unit
from genhun.records.scope import own, units_below

SECRETARY = "secretary"
Reach = Requirement.Reach


def units_with_secretary() -> QuerySet[Post]:
    """The posts of secretaries; a deputy's is none. Roles are keys joined by ";"."""
    alone, first = Q(roles=SECRETARY), Q(roles__startswith=f"{SECRETARY};")
    last, between = Q(roles__endswith=f";{SECRETARY}"), Q(roles__contains=f";{SECRETARY};")
    return Post.objects.filter(alone | first | last | between)


def units_concerned(requirement: Requirement) -> QuerySet[Unit]:
    """Every unit that a requirement concerns."""
    below = units_below(requirement.unit)
    if requirement.reach == Reach.SECRETARIES:
        return below.filter(pk__in=units_with_secretary().values("unit"))
    if requirement.reach == Reach.CHOSEN:
        return below.filter(pk__in=requirement.chosen.values("pk"))
    return below


class Census:
    """How many units of a reader's part each of many requirements concerns; three queries, whatever their number."""

    def __init__(self, account: Account, requirements: Sequence[Requirement]) -> None:
        self.units = _paths(Unit.objects.filter(own(account, "path")), "path")
        self.secretaries = _paths(units_with_secretary().filter(own(account, "unit__path")), "unit__path")
        chosen = Requirement.chosen.through.objects.filter(own(account, "unit__path"), requirement__in=requirements)
        self.chosen: dict[int, set[str]] = {}
        for requirement, path in chosen.values_list("requirement", "unit__path"):
            self.chosen.setdefault(requirement, set()).add(path)

    def concerned(self, requirement: Requirement) -> list[str]:
        """The paths of the units of the part that a requirement concerns, in the order of the tree."""
        if requirement.reach == Reach.CHOSEN:
            paths = sorted(self.chosen.get(requirement.pk, ()))
        else:
            paths = self.units if requirement.reach == Reach.ALL else self.secretaries
        top = requirement.unit.path
        return paths[bisect_left(paths, top) : bisect_left(paths, top[:-1] + "0")]


def _paths(records: QuerySet[Any], field: str) -> list[str]:
    """Paths in the order of their letters, which no database's own order changes."""
    return sorted(set(records.order_by().values_list(field, flat=True)))
