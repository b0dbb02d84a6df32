"""What one cell cannot show: references, ends before starts, the tree of units, one open post a person.

A row that was reported already is not reported again for what hangs on it: a bad cell (`BAD`) fails no further check,
and the id of a faulty row still counts as there.
"""

from collections.abc import Callable, Mapping

from genhun.core.errors import Fault
from genhun.core.tree import cycles
from genhun.tables.cells import shown
from genhun.tables.rows import BAD, Row, Rows

Tables = Mapping[str, Rows]
Check = Callable[[Tables, list[Fault]], None]


def crosscheck(tables: Tables, faults: list[Fault]) -> None:
    """Add every fault between cells, rows and tables to the list."""
    for check in (_references, _outside_posts, _spans, _levels, _tree, _open_posts, _kin):
        check(tables, faults)


def _references(tables: Tables, faults: list[Fault]) -> None:
    ids = {key: rows.ids() for key, rows in tables.items() if len(rows.table.unique) == 1}
    for key, rows in tables.items():
        for column in rows.table.columns:
            known = ids.get(column.refers)
            if known is None:
                continue
            for number, row in rows.numbered():
                value = row[column.key]
                if value and value is not BAD and value not in known:
                    allowed = "an id of the table referred to"
                    faults.append(Fault(key, number, column.key, "unknown_reference", str(value), allowed))


def _outside_posts(tables: Tables, faults: list[Fault]) -> None:
    """An appointment without a post of the table says itself what it was."""
    for number, row in tables["appointments"].numbered():
        if row["post_id"] == "":
            for column in ("track", "level"):
                if row[column] in {"", None}:
                    allowed = "a value where post_id is blank"
                    faults.append(Fault("appointments", number, column, "missing_value", "", allowed))


def _spans(tables: Tables, faults: list[Fault]) -> None:
    for key in ("appointments", "locks", "classes", "peaks"):
        for number, row in tables[key].numbered():
            start, end = row["start"], row["end"]
            if end is not None and BAD not in (start, end) and end < start:  # type: ignore[operator]  # both months or both days
                got = _written(tables[key], row)
                faults.append(Fault(key, number, "end", "end_before_start", got, "an end not before the start"))


def _written(rows: Rows, row: Row) -> str:
    """The end as a month or day, whichever the table holds."""
    end = row["end"]
    if rows.table.column("end").kind == "month" and isinstance(end, int):
        return f"{end // 12:04d}-{end % 12 + 1:02d}"
    return shown(end)


def _levels(tables: Tables, faults: list[Fault]) -> None:
    for number, row in tables["classes"].numbered():
        low, high = row["min_level"], row["max_level"]
        if isinstance(low, int) and isinstance(high, int) and low > high:
            allowed = f"min_level or more ({low})"
            faults.append(Fault("classes", number, "max_level", "min_above_max", str(high), allowed))


def _tree(tables: Tables, faults: list[Fault]) -> None:
    parent: dict[str, str] = {}
    where: dict[str, int] = {}
    for number, row in tables["units"].numbered():
        if row["unit_id"] is not BAD and str(row["unit_id"]) not in parent:
            parent[str(row["unit_id"])] = str(row["parent_id"]) if row["parent_id"] is not BAD else ""
            where[str(row["unit_id"])] = number
    for members in cycles(parent):
        first = members[0]
        other = where[members[1]] if len(members) > 1 else 0
        faults.append(Fault("units", where[first], "parent_id", "cycle", parent[first], "a tree", other))


def _open_posts(tables: Tables, faults: list[Fault]) -> None:
    """At most one open appointment a person to a post that is not fixed."""
    fixed = {row["post_id"]: row["fixed"] for row in reversed(tables["posts"].rows)}
    first: dict[object, int] = {}
    for number, row in tables["appointments"].numbered():
        person, post = row["person_id"], row["post_id"]
        if row["end"] is not None or person is BAD or fixed.get(post) is not False:
            continue
        if person in first:
            allowed = "one open appointment a person"
            faults.append(Fault("appointments", first[person], "end", "two_open", "", allowed, number))
        else:
            first[person] = number


def _kin(tables: Tables, faults: list[Fault]) -> None:
    for number, row in tables["kin"].numbered():
        if row["person_id"] is not BAD and row["person_id"] == row["kin_id"]:
            faults.append(Fault("kin", number, "kin_id", "kin_of_self", str(row["kin_id"]), "another person"))
