"""Units: the tree, and one unit on one screen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from genhun.core.calendar import Month, month_of_date
from genhun.hall.forms.filters import UnitFilter
from genhun.hall.queries.aspects import own_aspects
from genhun.hall.queries.policy import policy_now
from genhun.hall.queries.retirements import retiring
from genhun.hall.queries.staffing import staffed, units_with_figures
from genhun.hall.words import ASPECTS
from genhun.records.contract.write import first_day
from genhun.records.listing import listing
from genhun.records.models import Plan, Unit
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES
from genhun.records.scope import lines_of, one, people_of, posts_of, units_of, within

AHEAD_MONTHS = 24
MOST_ROWS = 50


@page(name="units", roles=OFFICES)
def units(request: HttpRequest) -> HttpResponse:
    """The tree of the reader's part."""
    account = reader(request)
    form = UnitFilter(request.GET or None)
    shown = listing(request, units_with_figures(form.narrow(units_of(account))), ("path",))
    top = account.unit.tier if account.unit else 1
    rows = [(unit, min(4, max(0, unit.tier - top)), max(0, unit.seats - unit.held)) for unit in shown.rows]
    return render(request, "hall/units.html", {"form": form, "page": shown, "rows": rows})


@page(name="unit", roles=OFFICES, about="unit")
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: its posts and their holders, its people, what is ahead."""
    account = reader(request)
    chosen = one(units_of(account).select_related("parent"), pk=pk)
    today = timezone.localdate()
    now = month_of_date(today)
    posts = staffed(posts_of(account).filter(unit=chosen).order_by("-level", "code"))
    leaving = retiring(
        people_of(account).filter(within("unit__path", chosen.path)), policy_now(), now, Month(now + AHEAD_MONTHS)
    )
    context = {
        "unit": chosen,
        "posts": posts,
        "vacant": sum(post.vacant for post in posts),
        "children": units_with_figures(units_of(account).filter(parent=chosen)).order_by("path")[:MOST_ROWS],
        "aspects": [(ASPECTS[aspect], cell, median) for aspect, cell, median in own_aspects(chosen, account, today)],
        "retirements": [(first_day(month), person) for month, person in leaving[:MOST_ROWS]],
        "ahead": AHEAD_MONTHS,
        "lines": _planned(request, chosen),
    }
    return render(request, "hall/unit.html", context)


def _planned(request: HttpRequest, chosen: Unit) -> object:
    """Moves into and out of the unit in plans that are proposed or adopted."""
    lines = lines_of(reader(request)).filter(plan__planner="rotation", plan__state__in=SHOWN, entry=True)
    touching = lines.filter(post__unit=chosen) | lines.filter(unit=chosen)
    return touching.select_related("plan", "person", "post__unit").order_by("from_period", "person__code")[:MOST_ROWS]


SHOWN = (Plan.State.PROPOSED, Plan.State.ADOPTED)
