"""The records' tables as rows of the contract, each with the record's own number."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from genhun.core.calendar import Month, month_of_date
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
from genhun.records import models as m
from genhun.records.contract.policy import Setting, policy_from

CHUNK = 5_000


def _month(day: date | None) -> Month | None:
    return None if day is None else month_of_date(day)


def _post(*values: Any) -> Post:
    code, unit, title, track, level, seats, roles, grassroots, fixed = values
    held = frozenset(filter(None, roles.split(";")))
    return Post(code, unit, title, track, level, seats, held, grassroots, fixed)


def _person(*values: Any) -> Person:
    code, name, sex, birth, level, since, home, mobility, young, retire = values
    born, since = month_of_date(birth), month_of_date(since)
    return Person(code, name, sex, born, level, since, home, mobility, young, _month(retire))


def _appointment(person: str, post: str | None, start: date, end: date | None, *outside: Any) -> Appointment:
    return Appointment(person, post or "", month_of_date(start), _month(end), *outside)


def _lock(person: str, post: str, start: date, end: date | None) -> Lock:
    return Lock(person, post, month_of_date(start), _month(end))


def _unit(code: str, name: str, city: str, parent: str | None, *rest: Any) -> Unit:
    return Unit(code, name, city, parent or "", *rest)


Shape = tuple[Any, tuple[str, ...], Callable[..., Any]]

SHAPES: dict[str, Shape] = {
    "units": (m.Unit, ("code", "name", "city", "parent__code", "tier", "industry", "lat", "lon", "circle"), _unit),
    "posts": (
        m.Post,
        ("code", "unit__code", "title", "track", "level", "seats", "roles", "grassroots", "fixed"),
        _post,
    ),
    "people": (
        m.Person,
        ("code", "name", "sex", "birth", "level", "level_since", "home_city", "mobility", "young", "retire"),
        _person,
    ),
    "appointments": (
        m.Tenure,
        ("person__code", "post__code", "start", "end", "track", "level", "industry", "grassroots"),
        _appointment,
    ),
    "kin": (m.Kinship, ("person__code", "kin__code", "relation"), Kin),
    "locks": (m.Lock, ("person__code", "post__code", "start", "end"), _lock),
    "classes": (
        m.TrainingClass,
        (
            *("code", "title", "kind", "city", "start", "end", "days", "seats", "school", "lat", "lon"),
            *("min_level", "max_level"),
        ),
        TrainingClass,
    ),
    "credits": (m.Credit, ("person__code", "date", "days"), Credit),
    "peaks": (m.Peak, ("unit__code", "start", "end"), Peak),
    "strengths": (m.Strength, ("unit__code", "aspect", "value"), Strength),
    "policy": (m.PolicySetting, ("key", "value", "source"), Setting),
}
"""For each table its model, the columns to read, and the row of the contract that they make."""


def stored_rows(table: str, chosen: QuerySet[Any] | None = None) -> Iterator[tuple[int, Any]]:
    """Each record of a table with its number, in the order in which the records were made."""
    model, columns, make = SHAPES[table]
    records = model.objects.all() if chosen is None else chosen
    for number, *values in records.order_by("id").values_list("id", *columns).iterator(CHUNK):
        yield number, make(*values)


def rows_in(table: str, chosen: QuerySet[Any] | None = None) -> tuple[Any, ...]:
    """The rows of a table, or of the chosen records of it."""
    return tuple(row for _, row in stored_rows(table, chosen))


def whole_group() -> Group:
    """Everything in the records as one group."""
    return group_from({table: rows_in(table) for table in SHAPES})


def group_from(tables: dict[str, tuple[Any, ...]]) -> Group:
    """A group of rows by table, the policy's as settings."""
    rows: dict[str, Any] = {**tables, "policy": policy_from(tables["policy"])}
    return Group(**rows)
