"""What the pages of the room share: their tabs, the unit and year that an address asks for."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records.models import Account, Objective, Unit
from genhun.records.pages import reader
from genhun.records.scope import one, units_of
from genhun.rooms.responsibility.policies import SUPERVISORS


def tabs(here: str, account: Account) -> list[dict[str, Any]]:
    """The pages of the room that an account opens."""
    pages = {
        "duties": _("What is due"),
        "list": _("Yearly list"),
        "objectives": _("Objectives"),
        "two-skins": _("Two skins"),
        "reviews": _("Reviews"),
        "reports": _("Reports on duty"),
        "burden": _("Burden ledger"),
        "pulse": _("Pulse"),
    }
    if account.role in SUPERVISORS:
        pages["supervision"] = _("Supervision")
    return [
        {"label": label, "url": reverse(f"responsibility:{key}"), "here": key == here, "count": None}
        for key, label in pages.items()
    ]


def objective_url(account: Account, objective: Objective | None) -> str:
    """The page of an objective; none for one of a unit above, which is named only."""
    if objective is None or not objective.unit.path.startswith(own_unit(account).path):
        return ""
    return reverse("responsibility:objective", args=[objective.pk])


def own_unit(account: Account) -> Unit:
    """The account's unit; `page` lets nobody in without one."""
    assert account.unit is not None
    return account.unit


def unit_asked(request: HttpRequest) -> Unit:
    """The unit that the address asks for, the reader's own if none; one outside the part does not exist."""
    account = reader(request)
    wanted = request.GET.get("unit", "")
    return one(units_of(account), pk=int(wanted)) if wanted.isdigit() else own_unit(account)


def year_asked(request: HttpRequest) -> int:
    """The year that the address asks for: last year, this year or the next; this year if none."""
    this, wanted = timezone.localdate().year, request.GET.get("year", "")
    return int(wanted) if wanted in {str(year) for year in range(this - 1, this + 2)} else this
