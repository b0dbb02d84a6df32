"""An appointment form as rows of the tables, for a person to look over before they are sent in like any other file."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from genhun.core.calendar import Month, month_text
from genhun.formats.form import AppointmentForm
from genhun.formats.lrm import read_lrm
from genhun.formats.lrmx import read_lrmx
from genhun.formats.proposal import Doubt, Proposal, propose
from genhun.records.contract.read import whole_group
from genhun.tables.schema import TABLES_IN
from genhun.tables.write import write_sheets

TABLES = {table.key: table for table in TABLES_IN}
UNKNOWN_MONTH = Month(1900 * 12)
PERSON_CELLS = ("person_id", "name", "sex", "birth", "level", "level_since", "home_city", "mobility", "young", "retire")
APPOINTMENT_CELLS = ("post_id", "track", "level", "industry", "grassroots", "start", "end")


def read_form(name: str, content: bytes) -> AppointmentForm:
    """The form in a file. Raises FormError, which says what is wrong."""
    return read_lrm(content) if name.lower().endswith(".lrm") else read_lrmx(content)


def proposed(name: str, content: bytes) -> Proposal:
    """What a form would add to the records."""
    return propose(read_form(name, content), whole_group())


def person_cells(proposal: Proposal) -> dict[str, Any]:
    """The person's row as text; what nothing states is blank."""
    person = proposal.person
    return {
        "person_id": person.person_id,
        "name": person.name,
        "sex": person.sex,
        "birth": _month(person.birth),
        "level": person.level or "",
        "level_since": _month(person.level_since),
        "home_city": person.home_city,
        "mobility": person.mobility,
        "young": int(person.young),
        "retire": _month(person.retire),
    }


def appointment_cells(proposal: Proposal) -> list[dict[str, Any]]:
    """The appointments' rows as text."""
    return [
        {
            "post_id": row.post_id,
            "track": row.track,
            "level": row.level or "",
            "industry": row.industry,
            "grassroots": int(row.grassroots),
            "start": _month(row.start),
            "end": _month(row.end),
        }
        for row in proposal.appointments
    ]


def _month(month: Month | None) -> str:
    return "" if month is None or month == UNKNOWN_MONTH else month_text(month)


def doubtful(doubts: Sequence[Doubt], table: str, row: int) -> Mapping[str, Doubt]:
    """The cells of one row that a person has to confirm."""
    return {doubt.column: doubt for doubt in doubts if doubt.table == table and doubt.row == row}


def workbook_of(person: Mapping[str, str], appointments: Sequence[Mapping[str, str]]) -> bytes:
    """The confirmed rows as a workbook of the tables, to be sent in like any other."""
    held = [{**row, "person_id": person["person_id"]} for row in appointments]
    rows: dict[str, list[Mapping[str, str]]] = {"people": [person], "appointments": [*held]}
    sheets = []
    for key, given in rows.items():
        table = TABLES[key]
        cells = [[str(row.get(column.key, "")) for column in table.columns] for row in given]
        sheets.append((table.zh, [column.zh for column in table.columns], cells))
    with tempfile.TemporaryDirectory(prefix="genhun-") as folder:
        target = Path(folder) / "form.xlsx"
        write_sheets(target, sheets)
        return target.read_bytes()
