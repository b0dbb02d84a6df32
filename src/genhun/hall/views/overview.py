"""The group overview: six aspects by units, and where it is furthest behind."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from genhun.core.aspects import Aspect
from genhun.hall.queries.aspects import HIGH, LOW, matrix
from genhun.hall.queries.behind import FIGURES, sentence_of
from genhun.hall.words import ASPECTS
from genhun.records.models import Unit
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES
from genhun.records.scope import one, units_of


@page(name="overview", roles=OFFICES)
def overview(request: HttpRequest) -> HttpResponse:
    """Where we are behind, for the reader's part or a unit of it."""
    account = reader(request)
    found = matrix(_top(request), timezone.localdate())
    context = {
        "unit": found.whole.unit,
        "matrix": found,
        "aspects": [(aspect, ASPECTS[aspect], FIGURES[aspect].counted) for aspect in Aspect],
        "worst": [sentence_of(behind, account) for behind in found.worst],
        "low": LOW,
        "high": HIGH,
        "is_top": account.unit_id == found.whole.unit.pk,
    }
    return render(request, "hall/overview.html", context)


def _top(request: HttpRequest) -> Unit:
    account = reader(request)
    wanted = request.GET.get("unit", "")
    if wanted.isdigit():
        return one(units_of(account), pk=int(wanted))
    return one(units_of(account), pk=account.unit_id)
