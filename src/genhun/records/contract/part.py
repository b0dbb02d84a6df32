"""An account's part of the records as rows of the contract."""

from typing import Any

from django.db.models import Q

from genhun.core.group import Group
from genhun.records import models as m
from genhun.records.contract.read import group_from, rows_in
from genhun.records.models import Account
from genhun.records.scope import classes_of, people_of, posts_of, tenures_of, units_of


def part_of(account: Account) -> Group:
    """The rows of the account's part as they stand in the records; references may lead outside."""
    people, units = people_of(account), units_of(account)
    both = Q(person__in=people, kin__in=people)
    chosen: dict[str, Any] = {
        "units": units,
        "posts": posts_of(account),
        "people": people,
        "appointments": tenures_of(account),
        "kin": m.Kinship.objects.filter(both),
        "locks": m.Lock.objects.filter(person__in=people),
        "classes": classes_of(account),
        "credits": m.Credit.objects.filter(person__in=people),
        "peaks": m.Peak.objects.filter(unit__in=units),
        "strengths": m.Strength.objects.filter(unit__in=units),
        "policy": m.PolicySetting.objects.all(),
    }
    return group_from({table: rows_in(table, records) for table, records in chosen.items()})
