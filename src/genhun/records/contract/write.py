"""Rows of the contract's tables into the records, a whole table at a time."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from genhun.core.calendar import Month
from genhun.records import models as m
from genhun.records.contract.read import CHUNK, SHAPES


def first_day(month: Month) -> date:
    """A month as the records keep it: its first day."""
    return date(month // 12, month % 12 + 1, 1)


def _day(month: Month | None) -> date | None:
    return None if month is None else first_day(month)


class Writer:
    """Adds and changes rows; remembers the numbers of the codes that rows refer to while it lives."""

    def __init__(self) -> None:
        self._numbers = cache(self._load)

    def add(self, table: str, rows: Sequence[Any]) -> list[int]:
        """Insert rows in their order; the new records' numbers."""
        model = SHAPES[table][0]
        if table == "units":
            return self._add_units(rows)
        made = model.objects.bulk_create([self._record(table, row) for row in rows], CHUNK)
        self._numbers.cache_clear()
        return [record.pk for record in made]

    def change(self, table: str, rows: Sequence[tuple[int, Any]]) -> None:
        """Overwrite records, given by number, with rows; what is derived stays for `settle`."""
        fields = written_fields(table)
        known = SHAPES[table][0].objects.in_bulk([number for number, _ in rows])
        for number, row in rows:
            fresh = self._record(table, row)
            for field in fields:
                setattr(known[number], field.attname, getattr(fresh, field.attname))
        overwrite(known.values(), [field.name for field in fields])

    def _add_units(self, rows: Sequence[Any]) -> list[int]:
        """Parents first; a batch for each storey of the tree. Paths are put right by `settle`."""
        waiting, numbers = {row.unit_id: row for row in rows}, dict(self._numbers("units"))
        made: dict[str, int] = {}
        while waiting:
            ready = [row for row in waiting.values() if not row.parent_id or row.parent_id in numbers]
            if not ready:
                raise ValueError(f"units in a circle of parents: {sorted(waiting)[:5]}")
            records = [self._record("units", row) for row in ready]
            for record in m.Unit.objects.bulk_create(records, CHUNK):
                made[record.code] = numbers[record.code] = record.pk
            self._numbers.cache_clear()
            for row in ready:
                del waiting[row.unit_id]
        return [made[row.unit_id] for row in rows]

    def _record(self, table: str, row: Any, number: int | None = None) -> Any:
        return SHAPES[table][0](pk=number, **getattr(self, f"_{table}")(row))

    def _load(self, table: str) -> dict[str, int]:
        return dict(SHAPES[table][0].objects.values_list("code", "id"))

    def _units(self, r: Any) -> dict[str, Any]:
        parent = self._numbers("units")[r.parent_id] if r.parent_id else None
        return {
            "code": r.unit_id,
            "name": r.name,
            "city": r.city,
            "parent_id": parent,
            "path": f"~{r.unit_id}",
            "tier": r.tier,
            "industry": r.industry,
            "lat": r.lat,
            "lon": r.lon,
            "circle": r.circle,
        }

    def _posts(self, r: Any) -> dict[str, Any]:
        return {
            "code": r.post_id,
            "unit_id": self._numbers("units")[r.unit_id],
            "title": r.title,
            "track": r.track,
            "level": r.level,
            "seats": r.seats,
            "roles": ";".join(sorted(r.roles)),
            "grassroots": r.grassroots,
            "fixed": r.fixed,
        }

    def _people(self, r: Any) -> dict[str, Any]:
        return {
            "code": r.person_id,
            "name": r.name,
            "sex": r.sex,
            "birth": _day(r.birth),
            "level": r.level,
            "level_since": _day(r.level_since),
            "home_city": r.home_city,
            "mobility": r.mobility,
            "young": r.young,
            "retire": _day(r.retire),
        }

    def _appointments(self, r: Any) -> dict[str, Any]:
        return {
            "person_id": self._numbers("people")[r.person_id],
            "post_id": self._numbers("posts")[r.post_id] if r.post_id else None,
            "start": _day(r.start),
            "end": _day(r.end),
            "track": r.track,
            "level": r.level,
            "industry": r.industry,
            "grassroots": r.grassroots,
        }

    def _kin(self, r: Any) -> dict[str, Any]:
        people = self._numbers("people")
        return {"person_id": people[r.person_id], "kin_id": people[r.kin_id], "relation": r.relation}

    def _locks(self, r: Any) -> dict[str, Any]:
        return {
            "person_id": self._numbers("people")[r.person_id],
            "post_id": self._numbers("posts")[r.post_id],
            "start": _day(r.start),
            "end": _day(r.end),
        }

    def _classes(self, r: Any) -> dict[str, Any]:
        same = ("title", "kind", "city", "start", "end", "days", "seats", "school", "lat", "lon", "min_level")
        return {"code": r.class_id, "max_level": r.max_level, **{name: getattr(r, name) for name in same}}

    def _credits(self, r: Any) -> dict[str, Any]:
        return {"person_id": self._numbers("people")[r.person_id], "date": r.date, "days": r.days}

    def _peaks(self, r: Any) -> dict[str, Any]:
        return {"unit_id": self._numbers("units")[r.unit_id], "start": r.start, "end": r.end}

    def _strengths(self, r: Any) -> dict[str, Any]:
        return {"unit_id": self._numbers("units")[r.unit_id], "aspect": r.aspect, "value": r.value}

    def _policy(self, r: Any) -> dict[str, Any]:
        return {"key": r.key, "value": r.value, "source": r.source}


def written_fields(table: str) -> list[Any]:
    """The fields that rows of a table write. The others are derived or the records' own."""
    others = {"id", "path", "reason"} | ({"unit"} if table == "people" else set())
    return [field for field in SHAPES[table][0]._meta.concrete_fields if field.name not in others]


def overwrite(records: Iterable[Any], fields: list[str]) -> None:
    """Write the given fields of many records at once."""
    changed = list(records)
    if changed:
        type(changed[0]).objects.bulk_create(
            changed, CHUNK, update_conflicts=True, unique_fields=["id"], update_fields=fields
        )
