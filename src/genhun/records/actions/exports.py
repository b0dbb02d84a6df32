"""Tables taken away: the own part of the records as a workbook, with an entry of who took what."""

import tempfile
from pathlib import Path

from django.db import transaction

from genhun.records import audit
from genhun.records.contract.part import part_of
from genhun.records.models import Account
from genhun.records.policies import check_can_export
from genhun.tables.write import write_workbook


@transaction.atomic
def export_tables(account: Account) -> bytes:
    """The account's part of all tables as one workbook; taken in again it changes nothing."""
    check_can_export(account)
    group = part_of(account)
    with tempfile.TemporaryDirectory(prefix="genhun-") as folder:
        file = Path(folder) / "export.xlsx"
        write_workbook(group, file)
        content = file.read_bytes()
    unit = account.unit.code if account.unit else ""
    audit.record(account, "export_tables", f"unit:{unit}", {"people": len(group.people), "bytes": len(content)})
    return content
