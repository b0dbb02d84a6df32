"""Long lists by keyset: the next page starts after the last row shown, so it costs the same however far one goes."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

M = TypeVar("M", bound=Model)

PAGE_ROWS = 50
MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Listing(Generic[M]):
    """One page of a list. `about` is how many rows there are, counted to `MOST_COUNTED`; `capped`: there are more."""

    rows: Sequence[M]
    about: int
    capped: bool
    first_url: str
    next_url: str


def listing(request: HttpRequest, records: QuerySet[M], order: Sequence[str], rows: int = PAGE_ROWS) -> Listing[M]:
    """The page of `records` that the address asks for; two queries.

    `order` names fields without blanks, `-` before one that falls; the last of them is unique.
    """
    counted = records.order_by()[: MOST_COUNTED + 1].count()
    after = _after(request.GET.get("after", ""), len(order))
    page = records.filter(_beyond(order, after)) if after else records
    found = list(page.order_by(*order)[: rows + 1])
    shown, more = found[:rows], len(found) > rows
    return Listing(
        shown,
        min(counted, MOST_COUNTED),
        counted > MOST_COUNTED,
        _url(request, None) if after else "",
        _url(request, [_value(shown[-1], field) for field in order]) if more else "",
    )


def _after(text: str, length: int) -> list[Any]:
    """The values in the address; one that was tampered with starts the list anew."""
    try:
        values = json.loads(text)
    except ValueError:
        return []
    plain = isinstance(values, list) and all(isinstance(value, str | int) for value in values)
    return values if plain and len(values) == length else []


def _beyond(order: Sequence[str], after: Sequence[Any]) -> Q:
    """Rows after the given one: greater in the first field, or equal there and greater in the next, and so on."""
    beyond = Q()
    for n, field in enumerate(order):
        same = {name.lstrip("-"): value for name, value in zip(order[:n], after[:n], strict=True)}
        way = "lt" if field.startswith("-") else "gt"
        beyond |= Q(**same, **{f"{field.lstrip('-')}__{way}": after[n]})
    return beyond


def _value(row: Model, field: str) -> str | int:
    value: Any = row
    for step in field.lstrip("-").split("__"):
        value = getattr(value, step)
    return value if isinstance(value, int) else str(value)


def _url(request: HttpRequest, after: list[Any] | None) -> str:
    query = request.GET.copy()
    query.pop("after", None)
    if after is not None:
        query["after"] = json.dumps(after, ensure_ascii=False, separators=(",", ":"))
    return f"?{query.urlencode()}"
