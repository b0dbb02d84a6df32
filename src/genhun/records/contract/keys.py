"""What identifies a row of each of the contract's tables, so that the same file twice changes nothing."""

from collections.abc import Callable, Iterable
from typing import Any

from genhun.core.group import Group
from genhun.records.contract.policy import policy_rows

Row = Any
Key = tuple[Any, ...]

TABLES = (
    "units",
    "posts",
    "people",
    "appointments",
    "kin",
    "locks",
    "classes",
    "credits",
    "peaks",
    "strengths",
    "policy",
)
"""The tables in the order in which rows may refer to earlier ones."""


def _appointment_key(row: Row) -> Key:
    where = (row.post_id,) if row.post_id else ("", row.track, row.level, row.industry, row.grassroots)
    return (row.person_id, row.start, *where)


_KEY: dict[str, Callable[[Row], Key]] = {
    "units": lambda r: (r.unit_id,),
    "posts": lambda r: (r.post_id,),
    "people": lambda r: (r.person_id,),
    "appointments": _appointment_key,
    "kin": lambda r: (r.person_id, r.kin_id),
    "locks": lambda r: (r.person_id, r.post_id, r.start),
    "classes": lambda r: (r.class_id,),
    "credits": lambda r: (r.person_id, r.date),
    "peaks": lambda r: (r.unit_id, r.start),
    "strengths": lambda r: (r.unit_id, r.aspect),
    "policy": lambda r: (r.key,),
}


def keyed(table: str, rows: Iterable[Row]) -> dict[Key, Row]:
    """Rows by what identifies them; rows with equal keys are told apart by their order, counted from 0."""
    found: dict[Key, Row] = {}
    times: dict[Key, int] = {}
    for row in rows:
        key = _KEY[table](row)
        n = times.get(key, 0)
        times[key] = n + 1
        found[(*key, n)] = row
    return found


def rows_of(group: Group, table: str) -> tuple[Row, ...]:
    """The rows of one table of a group; policy settings as rows with key, value text and source."""
    if table == "policy":
        return policy_rows(group.policy)
    rows: tuple[Row, ...] = getattr(group, table)
    return rows
