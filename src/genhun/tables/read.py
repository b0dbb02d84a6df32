"""Read a folder of csv files or one workbook into a `Group`, or say everything that is wrong with it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from genhun.core.errors import BadInput, Fault
from genhun.core.group import (
    Appointment,
    Credit,
    Group,
    Kin,
    Lock,
    Peak,
    Person,
    Post,
    Strength,
    TrainingClass,
    Unit,
)
from genhun.core.policy import PARAMETERS, Policy, Value
from genhun.core.tree import circles, tiers
from genhun.tables.cells import CellError, policy_value, shown
from genhun.tables.crosscheck import crosscheck
from genhun.tables.header import find_layout, match_sheets
from genhun.tables.rows import BAD, Rows, read_rows
from genhun.tables.schema import TABLES_IN
from genhun.tables.sheets import Sheet, read_sheets

_ROW_TYPES: Mapping[str, Any] = {
    "posts": Post,
    "people": Person,
    "kin": Kin,
    "locks": Lock,
    "classes": TrainingClass,
    "credits": Credit,
    "peaks": Peak,
    "strengths": Strength,
}
_POLICY_KEYS = {name: p.key for p in PARAMETERS.values() for name in (p.key, p.zh)}


def read_group(source: Path) -> Group:
    """The group in a folder of csv files or a workbook; its `notes` say what was ignored.

    Raises BadInput with every fault found in one pass.
    """
    return group_of(read_sheets(source))


def group_of(sheets: list[Sheet], complete: Callable[[Mapping[str, Rows]], None] | None = None) -> Group:
    """The group in raw sheets. Raises BadInput with every fault found in one pass.

    `complete` adds the rows that are known already, before rows are checked against each other; then any table may be
    missing.
    """
    notes: list[str] = []
    faults: list[Fault] = []
    tables_in = [replace(table, needed=table.needed and complete is None) for table in TABLES_IN]
    found = match_sheets(sheets, tables_in, notes, faults)
    tables: dict[str, Rows] = {}
    for table in tables_in:
        layout = find_layout(table, found[table.key], notes, faults) if table.key in found else None
        tables[table.key] = read_rows(layout, faults) if layout else Rows(table)
        if table.key not in found and not table.needed and complete is None:
            notes.append(f"{table.key}: no such table, read as empty")
    if complete:
        complete(tables)
    crosscheck(tables, faults)
    policy = _policy(tables["policy"], notes, faults)
    if faults:
        raise BadInput(faults)
    return _assemble(tables, policy, notes)


def _policy(rows: Rows, notes: list[str], faults: list[Fault]) -> Policy:
    settings: dict[str, Value] = {}
    sources: dict[str, str] = {}
    for number, row in rows.numbered():
        if BAD in (row["key"], row["value"]):
            continue
        key = _POLICY_KEYS.get(str(row["key"]))
        if key is None:
            notes.append(f"policy: row {number}: unknown key {row['key']}, left")
            continue
        try:
            settings[key] = policy_value(row["value"], PARAMETERS[key])
        except CellError as fault:
            faults.append(Fault("policy", number, "value", fault.kind, shown(row["value"]), fault.allowed))
        if row["source"]:
            sources[key] = str(row["source"])
    return Policy(settings, sources)


def _assemble(tables: Mapping[str, Rows], policy: Policy, notes: list[str]) -> Group:
    made: dict[str, Any] = {key: tuple(make(**row) for row in tables[key].rows) for key, make in _ROW_TYPES.items()}
    made["units"] = _units(tables["units"], notes)
    made["appointments"] = tuple(_appointment(row) for row in tables["appointments"].rows)
    group = Group(policy=policy, notes=tuple(notes), **made)
    return replace(group, notes=(*group.notes, *_overbooked(group)))


def _overbooked(group: Group) -> Iterator[str]:
    """Posts with more holders at the start than seats; retired people no longer hold any."""
    start = group.policy.rotation_start
    held = Counter(
        a.post_id
        for a in group.appointments
        if a.end is None and a.post_id and group.retires(group.person[a.person_id]) > start
    )
    for post in group.posts:
        if held[post.post_id] > post.seats:
            yield f"posts: {post.post_id} has {held[post.post_id]} holders at the start on {post.seats} seats"


def _units(rows: Rows, notes: list[str]) -> tuple[Unit, ...]:
    fields: list[dict[str, Any]] = rows.rows
    parent = {row["unit_id"]: row["parent_id"] for row in fields}
    tier = tiers(parent, {row["unit_id"]: row["tier"] for row in fields})
    circle = circles(parent, tier, {row["unit_id"]: row["circle"] for row in fields})
    half = [row["unit_id"] for row in fields if (row["lat"] is None) != (row["lon"] is None)]
    if half:
        notes.append(f"units: lat or lon without the other, read as unknown: {', '.join(half)}")
    return tuple(Unit(**row | {"tier": tier[row["unit_id"]], "circle": circle[row["unit_id"]]}) for row in fields)


def _appointment(row: dict[str, Any]) -> Appointment:
    """An appointment to a post of the table takes track, level and the rest from the post."""
    if row["post_id"]:
        return Appointment(row["person_id"], row["post_id"], row["start"], row["end"])
    return Appointment(**row | {"level": row["level"] or 0})
