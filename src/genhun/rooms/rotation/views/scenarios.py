"""Scenarios side by side: what two or three rotation plans come to, and for whom they differ."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from genhun.records.models import Plan
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES
from genhun.rooms.rotation.pictures.flows import sankey
from genhun.rooms.rotation.pictures.multiples import half_years, lollipops
from genhun.rooms.rotation.queries import plans as queries
from genhun.rooms.rotation.queries.scenarios import Scenario, scenarios, ways
from genhun.rooms.rotation.words import LANES, cost_rows

MOST_NAMED, MOST_CHANGED = 20, 12


@page(name="compare", roles=OFFICES)
def compare(request: HttpRequest) -> HttpResponse:
    """Two or three rotation plans: costs by part, what they come to by half-year, flows, the people who differ."""
    plans = list(queries.plans(reader(request), "rotation")[:MOST_NAMED])
    known = {str(plan.pk): plan for plan in plans}
    asked = [request.GET.get(key, "") for key in ("a", "b", "c")]
    chosen = list(dict.fromkeys(number for number in asked if number in known))
    context: dict[str, Any] = {"plans": plans, "choices": _choices(asked)}
    if len(chosen) < 2:
        return render(request, "rotation/compare.html", context)
    sides = [known[number] for number in chosen]
    adopted = next((plan for plan in plans if plan.state == Plan.State.ADOPTED), None)
    found = scenarios(reader(request), sides, adopted or sides[0])
    changed, rows = ways(found, MOST_CHANGED)
    measures = _measures(found, adopted)
    context |= {
        "sides": [_side(number, one) for number, one in enumerate(found, 1)],
        "rows": _costs(sides),
        "measures": measures,
        "lollipops": lollipops(measures),
        "years": [half_years(title, values) for title, values in _by_half_year(found)],
        "months": [word for _t, word in found[0].horizon.choices()],
        "changed": changed,
        "ways": rows,
        "words": LANES,
    }
    return render(request, "rotation/compare.html", context)


def _choices(asked: Sequence[str]) -> list[tuple[str, Any, str]]:
    words = (_("First plan"), _("Second plan"), _("Third plan, if you like"))
    return list(zip("abc", words, asked, strict=True))


def _side(number: int, one: Scenario) -> dict[str, Any]:
    name = f"{number}. {one.plan.title or one.plan.unit.name}"
    return {"name": name, "number": number, "plan": one.plan, "sankey": sankey(one.five.flows), "scenario": one}


def _costs(plans: Sequence[Plan]) -> list[dict[str, Any]]:
    """The cost by part, each with its value in every plan; in all last."""
    parts = dict.fromkeys(part for plan in plans for part in plan.parts)
    rows = [
        {"label": row["label"], "values": [plan.parts.get(row["key"], 0) for plan in plans]}
        for row in cost_rows(dict.fromkeys(parts, 1))
    ]
    return [*rows, {"label": _("In all"), "values": [plan.cost for plan in plans], "total": True}]


def _measures(found: Sequence[Scenario], adopted: Plan | None) -> list[tuple[str, list[int]]]:
    against = _("People who go another way than in the adopted plan")
    if adopted is None:
        against = _("People who go another way than in the first plan")
    return [
        (_("Young cadres of dual ability at the end"), [one.dual[-1] for one in found]),
        (_("Vacant seats, half-years in all"), [sum(one.five.vacant) for one in found]),
        (_("Successors that benches lack at the end"), [one.short for one in found]),
        (_("Moves"), [sum(one.five.moves) for one in found]),
        (_("Moves between the lanes"), [one.five.crossings for one in found]),
        (_("Points for moves and distance"), [int(one.plan.parts.get("move", 0)) for one in found]),
        (against, [one.altered for one in found]),
    ]


def _by_half_year(found: Sequence[Scenario]) -> list[tuple[str, list[Sequence[int]]]]:
    return [
        (_("Young cadres of dual ability"), [one.dual for one in found]),
        (_("Vacant seats"), [one.five.vacant for one in found]),
        (_("Moves"), [one.five.moves for one in found]),
    ]
