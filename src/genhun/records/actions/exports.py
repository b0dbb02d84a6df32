"""What leaves the system as files: counted and named in the audit, and never more than the account's own part."""

import tempfile
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from genhun.core.group import Group
from genhun.records import audit
from genhun.records.contract.read import group_from, rows_in
from genhun.records.models import Account, Credit, Kinship, Lock, Peak, Role, Strength
from genhun.records.policies import check_can_export
from genhun.records.scope import classes_of, people_of, posts_of, tenures_of, units_of
from genhun.tables.write import write_workbook

KIN_LEAVES_WITH = {Role.GROUP_OFFICER, Role.PERSONNEL_OFFICER}


@transaction.atomic
def export_tables(account: Account) -> bytes:
    """The contract's tables of the account's part as one workbook. Kin leave only with those who check avoidance."""
    check_can_export(account)
    group = part_of(account)
    with tempfile.TemporaryDirectory(prefix="genhun-") as folder:
        target = Path(folder) / "export.xlsx"
        write_workbook(group, target)
        content = target.read_bytes()
    counts = {"units": len(group.units), "posts": len(group.posts), "people": len(group.people)}
    audit.record(account, "export_tables", f"unit:{account.unit.code if account.unit else ''}", counts)
    return content


def part_of(account: Account) -> Group:
    """The tables of the account's part."""
    people, units, posts = people_of(account), units_of(account), posts_of(account)
    kin = Kinship.objects.filter(person__in=people, kin__in=people)
    chosen: dict[str, QuerySet[Any]] = {
        "units": units,
        "posts": posts,
        "people": people,
        "appointments": tenures_of(account),
        "kin": kin if account.role in KIN_LEAVES_WITH else kin.none(),
        "locks": Lock.objects.filter(person__in=people, post__in=posts),
        "classes": classes_of(account),
        "credits": Credit.objects.filter(person__in=people),
        "peaks": Peak.objects.filter(unit__in=units),
        "strengths": Strength.objects.filter(unit__in=units),
    }
    tables = {table: rows_in(table, records) for table, records in chosen.items()}
    return group_from({**tables, "policy": rows_in("policy")})
