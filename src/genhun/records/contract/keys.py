"""What identifies a row of each of the contract's tables, so that the same file twice changes nothing.

An import is an upsert by these columns: a row whose identity stands in the records changes that record, any other row
is new, and records that a file does not name stay as they are.
"""

from collections.abc import Iterable
from typing import Any

from genhun.core.group import Group
from genhun.records.contract.policy import policy_rows

Key = tuple[Any, ...]

IDENTITY = {
    "units": ("unit_id",),
    "posts": ("post_id",),
    "people": ("person_id",),
    "appointments": ("person_id", "start", "post_id"),
    "kin": ("person_id", "kin_id"),
    "locks": ("person_id", "post_id", "start"),
    "classes": ("class_id",),
    "credits": ("person_id", "date"),
    "peaks": ("unit_id", "start"),
    "strengths": ("unit_id", "aspect"),
    "policy": ("key",),
}
"""The tables, in the order in which rows may refer to earlier ones, with the columns that identify a row."""

TABLES = tuple(IDENTITY)
_OUTSIDE = ("track", "industry", "grassroots")  # tell apart posts outside the table that start in the same month


def identities(table: str, rows: Iterable[Any]) -> list[Key]:
    """What identifies each row; rows that are alike are told apart by their order, counted from 0."""
    columns = IDENTITY[table]
    times: dict[Key, int] = {}
    found: list[Key] = []
    for row in rows:
        key = tuple(_cell(row, column) for column in columns)
        if table == "appointments" and not key[-1]:
            key += tuple(_cell(row, column) for column in _OUTSIDE)
        n = times[key] = times.get(key, -1) + 1
        found.append((*key, n))
    return found


def _cell(row: Any, column: str) -> Any:
    """A cell of a typed row, or of a row that is still a mapping."""
    return row[column] if isinstance(row, dict) else getattr(row, column)


def table_rows(group: Group, table: str) -> tuple[Any, ...]:
    """The rows of one table of a group; policy settings as rows with key, value text and source."""
    if table == "policy":
        return policy_rows(group.policy)
    rows: tuple[Any, ...] = getattr(group, table)
    return rows
