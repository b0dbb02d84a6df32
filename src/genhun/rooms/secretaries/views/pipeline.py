"""Where secretaries come from, over the years, by level and by circle."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records.models import Unit
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES
from genhun.rooms.secretaries.forms.governance import OriginFilter
from genhun.rooms.secretaries.pictures import draw_shares
from genhun.rooms.secretaries.queries.pipeline import (
    Share,
    at,
    by_circle,
    by_level,
    by_year,
    levels_and_circles,
    origins,
    share,
)
from genhun.rooms.secretaries.views.tabs import tabs

YEARS = 10


@page(name="pipeline", roles=OFFICES)
def pipeline(request: HttpRequest) -> HttpResponse:
    """The shares from the grass roots and from production."""
    account, today = reader(request), timezone.localdate()
    levels, circles = levels_and_circles(account)
    names = dict(Unit.objects.filter(code__in=circles).values_list("code", "name"))
    form = OriginFilter(levels, [(code, names.get(code, code)) for code in circles], request.GET or None)
    level, circle = form.chosen
    found = origins(account, level, circle)
    now = at(found, today)
    years = by_year(found, range(today.year - YEARS + 1, today.year + 1), today)
    context = {
        "tabs": tabs("pipeline"),
        "form": form,
        "now": share("", now),
        "finding": finding(share("", now), years[0]),
        "years": years,
        "chart": draw_shares(years),
        "levels": by_level(now),
        "circles": [(names.get(row.of, row.of), row) for row in by_circle(now)],
    }
    return render(request, "secretaries/pipeline.html", context)


def finding(now: Share, before: Share) -> str:
    """The shares of today beside those of the first year shown, in one sentence."""
    if not now.secretaries:
        return _("Nobody holds a secretary's post here.")
    said = _("Of %(n)d secretaries, %(grassroots)s served at the grass roots before, and %(production)s in production.")
    text = said % {
        "n": now.secretaries,
        "grassroots": f"{now.from_grassroots:.0%}",
        "production": f"{now.from_production:.0%}",
    }
    if before.secretaries:
        then = _("At the end of %(year)s it was %(grassroots)s and %(production)s.") % {
            "year": before.of,
            "grassroots": f"{before.from_grassroots:.0%}",
            "production": f"{before.from_production:.0%}",
        }
        text = f"{text} {then}"
    return text
