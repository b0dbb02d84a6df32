"""The page of governance: how far its arrangements are kept, how unevenly, over the years, and the targets."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records.models import Account
from genhun.records.pages import page, reader
from genhun.records.policies import ACTIONS, OFFICES, why_not
from genhun.records.scope import units_of
from genhun.rooms.guidance.actions.norms import set_target
from genhun.rooms.guidance.forms.norms import TargetForm
from genhun.rooms.guidance.pictures import columns_of
from genhun.rooms.guidance.policies import STEERERS, check_can_steer
from genhun.rooms.guidance.queries.governance import (
    TIER,
    Kept,
    closers,
    kept_over,
    sums,
    targets_of,
    unevenness,
    year_ends,
)
from genhun.rooms.guidance.views.room import answer, tabs
from genhun.rooms.guidance.words import ARRANGEMENT_WORDS, GROUPINGS, group_words


@page(name="governance", roles=OFFICES)
def governance(request: HttpRequest) -> HttpResponse:
    """Computed from the appointments; nobody is asked."""
    account, today = reader(request), timezone.localdate()
    by = request.GET.get("by", TIER)
    by = by if by in GROUPINGS else TIER
    over = kept_over(units_of(account), year_ends(today))
    now = over[today]
    index = unevenness(now, by)
    context = {
        "unit": account.unit,
        "tabs": tabs("governance"),
        "today": today,
        "number": len(now),
        "sums": _sums(now, account),
        "index": index,
        "between": round(100 * index.between / index.total) if index.total > 1e-9 else 0,
        "groups": _groups(now, by),
        "groupings": [{"key": key, "label": label, "here": key == by} for key, label in GROUPINGS.items()],
        "closers": _closers(now, index.total),
        "years": [_year(day, over[day], by) for day in over],
        "picture": columns_of({day: unevenness(over[day], by) for day in over}),
        "target": TargetForm(),
        "may_export": account.role in ACTIONS["export"],
        "not_set": why_not(check_can_steer, account),
    }
    return render(request, "guidance/governance.html", context)


def _sums(now: Sequence[Kept], account: Account) -> list[dict[str, Any]]:
    targets = targets_of(account.unit) if account.unit else {}
    return [
        {
            "label": ARRANGEMENT_WORDS[one.name],
            "sum": one,
            "percent": round(one.percent),
            "target": targets.get(one.name),
            "short": one.name in targets and one.percent < targets[one.name].percent,
        }
        for one in sums(now)
    ]


def _groups(now: Sequence[Kept], by: str) -> list[dict[str, Any]]:
    found = unevenness(now, by).groups
    rows = [
        {"label": group_words(by, name), "size": one.size, "percent": round(100 * one.mean), "within": one.within}
        for name, one in found.items()
    ]
    return sorted(rows, key=lambda row: str(row["label"]))


def _closers(now: Sequence[Kept], total: float) -> list[dict[str, Any]]:
    if total <= 1e-9:
        return []
    return [
        {
            "unit": one.kept.unit,
            "percent": round(100 * one.gain, 1),
            "lacking": [ARRANGEMENT_WORDS[name] for name in one.lacking],
        }
        for one in closers(now, total)
    ]


def _year(day: date, found: Sequence[Kept], by: str) -> dict[str, Any]:
    index = unevenness(found, by)
    shares = [round(one.percent) for one in sums(found)]
    return {"day": day, "number": len(found), "index": index, "shares": shares}


@page(name="set-target", roles=STEERERS, methods=("POST",))
def target(request: HttpRequest) -> HttpResponse:
    """Set what is to be reached in the own part."""
    account = reader(request)
    form = TargetForm(request.POST)

    def act() -> None:
        given = form.cleaned_data
        if account.unit:
            set_target(account, account.unit, given["arrangement"], given["percent"], given["by"], given["reason"])

    return answer(request, form, act, reverse("guidance:governance"), _("The target is set."))
