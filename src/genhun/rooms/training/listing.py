"""One page of a list that is worked out in memory, with the addresses of the next page and of the start."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import HttpRequest

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Slice(Generic[R]):
    """What `hall/parts/pager.html` needs: the rows shown and how many there are."""

    rows: Sequence[R]
    about: int
    capped: bool
    first_url: str
    next_url: str


def page_of(request: HttpRequest, rows: Sequence[R], most: int) -> Slice[R]:
    """The rows from `?from=` on."""
    asked = request.GET.get("from", "")
    start = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 0
    start = start if start < len(rows) else 0
    more = start + most < len(rows)
    return Slice(
        rows[start : start + most],
        len(rows),
        False,
        _url(request, None) if start else "",
        _url(request, start + most) if more else "",
    )


def _url(request: HttpRequest, start: int | None) -> str:
    query = request.GET.copy()
    query.pop("from", None)
    if start is not None:
        query["from"] = str(start)
    return f"?{query.urlencode()}"
