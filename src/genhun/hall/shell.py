"""What surrounds every page: the areas an account may open, the way down to a unit, the look the reader chose."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Account, Unit
from genhun.records.pages import Page, addresses
from genhun.records.scope import units_of


@dataclass(frozen=True, slots=True)
class Choice:
    """Something about the look that a reader chooses, kept in the session."""

    key: str
    allowed: tuple[str, ...]
    default: str


THEME = Choice("theme", ("", "light", "dark"), "")
ROWS = Choice("rows", ("wide", "middle", "narrow"), "middle")

# Label, address, and the spaces or names of pages that belong to the area.
AREAS: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (_("Home"), "hall:home", ("hall:me",)),
    (_("Overview"), "hall:overview", ()),
    (_("Units"), "hall:units", ("hall:unit",)),
    (_("People"), "hall:people", ("hall:person",)),
    (_("Study"), "study:requirements", ("study:",)),
    (_("Guidance"), "guidance:norms", ("guidance:",)),
    (_("Training"), "training:year", ("training:",)),
    (_("Secretaries"), "secretaries:posts", ("secretaries:",)),
    (_("Rotation"), "rotation:plans", ("rotation:",)),
    (_("Responsibility"), "responsibility:duties", ("responsibility:",)),
    (_("Data"), "hall:data", ("hall:import",)),
)
BEHIND: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (_("My page"), "hall:me", ("hall:me-",)),
    (_("My account"), "hall:account", ()),
    (_("Corrections to files"), "hall:corrections", ("hall:correction",)),
    (_("Who looked at files"), "hall:file-views", ()),
    (_("Audit"), "hall:audit", ()),
)
"""What is seldom needed stands behind the reader's name."""


@lru_cache(maxsize=1)
def declared_pages() -> Mapping[str, Page]:
    """Every address's name with what its view declares."""
    return {address.name: address.page for address in addresses() if address.page}


def may_open(account: Any, name: str) -> bool:
    """Whether an account's role opens a page; a page that is not there is not opened."""
    page = declared_pages().get(name)
    return page is not None and (page.public or getattr(account, "role", None) in page.roles)


def choice(request: HttpRequest, wanted: Choice) -> str:
    """The reader's choice, or the default."""
    session = getattr(request, "session", None)
    found = session.get(wanted.key, wanted.default) if session is not None else wanted.default
    return found if found in wanted.allowed else wanted.default


def _here(request: HttpRequest) -> str:
    match = getattr(request, "resolver_match", None)
    return match.view_name if match else ""


def _links(request: HttpRequest, areas: tuple[tuple[Any, str, tuple[str, ...]], ...]) -> list[dict[str, object]]:
    """Those that the reader may open, each with whether the reader is there."""
    here = _here(request)
    shown = []
    for label, name, belonging in areas:
        if may_open(request.user, name):
            inside = here == name or any(here.startswith(prefix) for prefix in belonging)
            shown.append({"label": label, "url": reverse(name), "here": inside, "exact": here == name})
    return shown


def topbar(request: HttpRequest) -> dict[str, object]:
    """The bar at the top for one request."""
    english = get_language() == "en"
    other = (
        {"code": "zh-hans", "lang": "zh-CN", "name": "中文"}
        if english
        else {"code": "en", "lang": "en", "name": "English"}
    )
    return {
        "request": request,
        "account": request.user,
        "areas": _links(request, AREAS),
        "behind": _links(request, BEHIND),
        "search_url": reverse("hall:search") if may_open(request.user, "hall:search") else "",
        "sought": request.GET.get("q", "") if _here(request) == "hall:search" else "",
        "here": request.get_full_path() if request.method == "GET" else "",
        "other_language": other,
    }


def trail(account: Account, unit: Unit, leaf: str = "") -> list[dict[str, str]]:
    """The units from the account's own top down to `unit`, each a link except where the reader stands; one query.

    A unit outside the account's part (a plan made above) shows its name only.
    """
    top = account.unit.path if account.unit else ""
    if not top or not unit.path.startswith(top):
        steps = [{"name": unit.name, "url": ""}]
    else:
        steps = [{"name": u.name, "url": reverse("hall:unit", args=[u.pk])} for u in _between(account, unit)]
        if not leaf:
            steps[-1]["url"] = ""
    return [*steps, {"name": leaf, "url": ""}] if leaf else steps


def _between(account: Account, unit: Unit) -> list[Unit]:
    if account.unit_id == unit.pk:
        return [unit]
    parts = unit.path.strip("/").split("/")
    paths = ["/" + "/".join(parts[: n + 1]) + "/" for n in range(len(parts))]
    return list(units_of(account).filter(path__in=paths).order_by("path"))
