"""An appointment form against the records: whom it speaks of, and which earlier posts and relatives are new.

Of a person who is in the records (same name, same month of birth) a form never changes what is there: it adds posts
that began in months at which the records know of none, and relatives. Somebody unknown becomes a new person; what the
form does not say, or says only in words, is listed as a doubt for whoever confirms the import.
"""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from genhun.core.calendar import month_text
from genhun.core.errors import BadInput, Fault
from genhun.core.group import Appointment, Kin
from genhun.formats.form import AppointmentForm, FormError
from genhun.formats.lrm import read_lrm
from genhun.formats.lrmx import read_lrmx
from genhun.formats.proposal import Proposal, propose
from genhun.records.contract.compare import Difference
from genhun.records.contract.keys import TABLES
from genhun.records.contract.read import whole_group

READERS = {".lrmx": read_lrmx, ".lrm": read_lrm}
MOST_BYTES = 5 * 2**20


@dataclass(frozen=True, slots=True)
class Found:
    """What a form would add, and notes on what was guessed or left out."""

    differences: dict[str, Difference]
    notes: tuple[str, ...]


def is_form(name: str) -> bool:
    """Whether a file's name is that of an appointment form."""
    return Path(name).suffix.lower() in READERS


def form_differences(name: str, content: bytes) -> Found:
    """What a form would add to the records. Raises BadInput if it cannot be read or names nobody for certain."""
    group = whole_group()
    proposal = propose(_read(name, content), group)
    _check(name, proposal)
    found = {table: Difference() for table in TABLES}
    person_id = proposal.person.person_id or _code(proposal)
    if proposal.person.person_id:
        found["people"].same = 1
    else:
        found["people"].new.append(replace(proposal.person, person_id=person_id))
    own = [row for row in group.appointments if row.person_id == person_id]
    for row in filter(_is_complete, proposal.appointments):
        _sort(found["appointments"], replace(row, person_id=person_id), _is_known(row, own))
    pairs = {frozenset((row.person_id, row.kin_id)) for row in group.kin}
    for kin in proposal.kin:
        own_kin = Kin(person_id, kin.kin_id, kin.relation)
        _sort(found["kin"], own_kin, frozenset((person_id, kin.kin_id)) in pairs)
    return Found(found, _notes(proposal, found))


def _read(name: str, content: bytes) -> AppointmentForm:
    if len(content) > MOST_BYTES:
        raise BadInput([Fault(name, 0, "", "too_large", f"{len(content)} bytes", f"at most {MOST_BYTES} bytes")])
    try:
        return READERS[Path(name).suffix.lower()](content)
    except FormError as error:
        fault = Fault(name, 0, "", "not_a_form", str(error)[:200], "an .lrmx or .lrm appointment form")
        raise BadInput([fault]) from error


def _check(name: str, proposal: Proposal) -> None:
    """A form has to say who it is about, and to fit one person at most."""
    faults = []
    for column in ("name", "sex", "birth"):
        if any(d.table == "people" and d.column == column and d.kind == "missing" for d in proposal.doubts):
            faults.append(Fault(name, 0, column, "missing_value", "", "a value"))
    if len(proposal.namesakes) > 1:
        allowed = "one person of that name and month of birth; enter this form by hand"
        faults.append(Fault(name, 0, "name", "several_people", "; ".join(proposal.namesakes), allowed))
    if faults:
        raise BadInput(faults)


def _code(proposal: Proposal) -> str:
    """A code for somebody new, the same each time the same form is sent."""
    who = f"{proposal.person.name}|{month_text(proposal.person.birth)}|{proposal.person.sex}"
    return "form-" + hashlib.sha256(who.encode()).hexdigest()[:10]


def _is_complete(row: Appointment) -> bool:
    """A post outside the table says on which track it was; without that nobody could plan with it."""
    return bool(row.post_id or row.track)


def _is_known(row: Appointment, own: list[Appointment]) -> bool:
    """A post that began when the records know of one, or a post still held beside one that the records say is held."""
    return any(known.start == row.start or (known.end is None and row.end is None) for known in own)


def _sort(difference: Difference, row: Any, known: bool) -> None:
    if known or row in difference.new:
        difference.same += 1
    else:
        difference.new.append(row)


def _notes(proposal: Proposal, found: dict[str, Difference]) -> tuple[str, ...]:
    fresh = bool(found["people"].new)
    doubts = [
        f"{d.table}.{d.column}: {d.kind}: {d.evidence}"
        for d in proposal.doubts
        if (d.table == "people" and fresh) or (d.table == "appointments" and found["appointments"].new)
    ]
    rows = zip(proposal.appointments, proposal.posts, strict=True)
    untold = [text for row, text in rows if not _is_complete(row)]
    return (*doubts, *(f"left out: {text}" for text in (*untold, *proposal.left_out)))
