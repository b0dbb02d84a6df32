"""Pages over the training year: who owes what, by unit and by person; classes; absence."""

from collections import Counter
from collections.abc import Callable, Container, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genhun.core.days import RULES as RULES_OF_DAYS
from genhun.records.models import Account, Plan, Unit
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES, TRAINERS
from genhun.rooms.training import pictures, words
from genhun.rooms.training.bridge.year import RULES, Owing, Year
from genhun.rooms.training.figures import by_unit, total
from genhun.rooms.training.forms.questions import (
    BY_DEADLINE,
    BY_NAME,
    BY_UNIT,
    LEFT,
    NEWCOMERS,
    OWING,
    Wanted,
    Wish,
)
from genhun.rooms.training.listing import page_of
from genhun.rooms.training.queries import plans as queries
from genhun.rooms.training.queries.staff import staff_of

PEOPLE_A_PAGE, UNITS_A_PAGE, PRICES_SHOWN = 40, 28, 5


def tabs(here: str) -> list[dict[str, Any]]:
    """The pages of the room."""
    pages = {
        "year": _("The year"),
        "gaps": _("People"),
        "classes": _("Classes"),
        "absence": _("Absence"),
        "rosters": _("Attendance"),
        "mentors": _("Mentors"),
        "visits": _("Mutual inspection"),
        "seminars": _("Seminars"),
        "rules": _("Rules"),
    }
    return [
        {"label": label, "url": reverse(f"training:{key}"), "here": key == here, "count": None}
        for key, label in pages.items()
    ]


def year_of(account: Account, plan: Plan | None) -> Year:
    """The year of the reader's part with the seats of a plan."""
    return Year(staff_of(account), queries.seats(account, plan))


def plan_facts(plan: Plan | None, planner: str, account: Account) -> dict[str, Any]:
    """What each page says about the plan that it shows."""
    return {
        "plan": plan,
        "gap_words": words.gap_words(plan) if plan else "",
        "parts": words.part_rows(plan) if plan else [],
        "rules": words.lamps_kept(RULES[planner], plan),
        "may_ask": account.role in TRAINERS,
    }


@page(name="year", roles=OFFICES)
def year(request: HttpRequest) -> HttpResponse:
    """The year at a glance: figures, the plan, classes over production peaks, units."""
    account = reader(request)
    plan = queries.current_plan(account, "training")
    found = year_of(account, plan)
    top = account.unit
    assert top is not None  # `page` lets nobody in without a unit
    figures = total(found.owing)
    context = plan_facts(plan, "training", account) | {
        "unit": top,
        "tabs": tabs("year"),
        "year": found.year,
        "required": found.problem.policy["required_days"],
        "figures": figures,
        "finding": words.finding(figures.workers, figures.owing),
        "day_rules": day_rules(figures.under),
        "sums": by_unit(found.owing, top, found.staff.units.values()),
        "picture": _picture(found),
        "classes": len(found.classes),
        "seats": sum(offered.seats for offered in found.classes),
        "taken": sum(found.taken.get(offered.class_id, 0) for offered in found.classes),
        "prices": _dearest(found, plan),
    }
    return render(request, "training/year.html", context)


def _picture(found: Year) -> dict[str, Any]:
    return pictures.calendar(
        found.classes,
        found.taken,
        found.peak_days(),
        found.year,
        lambda code: reverse("training:class", args=[found.staff.classes[code]]),
        found.away_days(),
    )


def _dearest(found: Year, plan: Plan | None) -> list[str]:
    """The classes and units of which one more seat, or one more absence, would save most."""
    classes = [
        (points, words.price_words(found.problem.classes[code].title, points))
        for code, held in words.prices(plan, "class").items()
        if code in found.problem.classes
        for _period, points in held[:1]
    ]
    absences = [
        (points, words.absence_words(found.staff.units[code].name, period, points))
        for code, held in words.prices(plan, "absence").items()
        if code in found.cap
        for period, points in held[:1]
    ]
    shown = sorted(classes + absences, key=lambda entry: -entry[0])
    return [sentence for _points, sentence in shown[:PRICES_SHOWN]]


@page(name="gaps", roles=OFFICES)
def gaps(request: HttpRequest) -> HttpResponse:
    """People with the days they owe and the classes that the plan gives them, in the order of the tree."""
    account = reader(request)
    plan = queries.current_plan(account, "training")
    found = year_of(account, plan)
    form = Wanted(request.GET or None)
    wish = form.chosen() if form.is_bound else Wish()
    part = _part(request.GET.get("unit", ""), found, account)
    rows = [row for row in found.owing if _wanted(row, part, wish)]
    if wish.sort != BY_UNIT:
        rows.sort(key=ORDERS[wish.sort])
    context = plan_facts(plan, "training", account) | {
        "unit": account.unit,
        "tabs": tabs("gaps"),
        "year": found.year,
        "filter": form if form.is_bound else Wanted(initial={"show": OWING, "sort": BY_UNIT}),
        "part": part,
        "day_rules": day_rules({duty.rule for row in found.owing for duty in row.duties}),
        "page": page_of(request, rows, PEOPLE_A_PAGE),
        "known_since": min((credit.date for credit in found.staff.group.credits), default=None),
    }
    return render(request, "training/gaps.html", context)


def day_rules(seen: Container[str]) -> list[dict[str, str]]:
    """The rules of days that bind somebody, in words."""
    language = get_language() or "zh-hans"
    return [
        {"id": rule.id, "name": rule.name(language), "text": rule.text(language)}
        for rule in RULES_OF_DAYS.values()
        if rule.id in seen
    ]


def _part(asked: str, found: Year, account: Account) -> Unit:
    """The unit that the address names, the reader's own if it names none; one outside the part does not exist."""
    assert account.unit is not None  # `page` lets nobody in without a unit
    if not asked:
        return account.unit
    for unit in found.staff.units.values():
        if str(unit.pk) == asked and unit.path.startswith(account.unit.path):
            return unit
    raise Http404


def _wanted(row: Owing, part: Unit, wish: Wish) -> bool:
    if not row.unit.path.startswith(part.path):
        return False
    person = row.worker.person
    if wish.text and wish.text not in person.name and wish.text != person.person_id:
        return False
    held = [duty for duty in row.duties if not wish.rule or duty.rule == wish.rule]
    shown = {
        OWING: any(duty.missing for duty in held),
        LEFT: any(duty.left for duty in held),
        NEWCOMERS: row.worker.newcomer and bool(held),
    }
    return shown.get(wish.show, bool(held))


def _by_unit(row: Owing) -> tuple[Any, ...]:
    return row.unit.path, row.worker.person_id


ORDERS: Mapping[str, Callable[[Owing], tuple[Any, ...]]] = {
    BY_NAME: lambda row: (row.worker.person.name, row.worker.person_id),
    BY_DEADLINE: lambda row: (row.deadline, *_by_unit(row)),
}
"""The orders of the list beside that of the tree: how people are called, when something is due; never how much they
owe."""


@page(name="absence", roles=OFFICES)
def absence(request: HttpRequest) -> HttpResponse:
    """How many workers of each unit the plan takes away in each week, against how many may be away."""
    account = reader(request)
    plan = queries.current_plan(account, "training")
    found = year_of(account, plan)
    workers = Counter(worker.unit.unit_id for worker in found.problem.workers.values())
    loads = [
        pictures.load_of(
            *(found.staff.units[code], number, found.cap[code], found.away[code], found.year),
            found.problem.peaks.get(code, ()),
        )
        for code, number in sorted(workers.items(), key=lambda entry: found.staff.units[entry[0]].path)
        if code in found.away
    ]
    shown = page_of(request, loads, UNITS_A_PAGE)
    full = sum(load.busiest >= load.cap for load in loads)
    context = plan_facts(plan, "training", account) | {
        "unit": account.unit,
        "tabs": tabs("absence"),
        "year": found.year,
        "share": f"{float(found.problem.policy.share('absent_share')):.0%}",
        "full": full,
        "page": shown,
        "picture": pictures.heat(shown.rows, found.year),
        "rows": [(load, busy_weeks(load, found.year), peak_weeks(load, found.year)) for load in shown.rows],
    }
    return render(request, "training/absence.html", context)


def busy_weeks(load: pictures.Load, year: int) -> list[tuple[Any, int]]:
    """The first days of the weeks in which somebody is away, with how many."""
    return [(first, n) for (first, _last), n in zip(pictures.weeks(year), load.weeks, strict=True) if n]


def peak_weeks(load: pictures.Load, year: int) -> list[Any]:
    """The first days of the weeks with a production peak of the unit."""
    return [first for (first, _last), busy in zip(pictures.weeks(year), load.peaks, strict=True) if busy]
