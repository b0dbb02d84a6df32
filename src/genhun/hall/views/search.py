"""Search: people, posts and units of the reader's part by words."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES
from genhun.records.scope import people_of, posts_of, units_of

MOST = 10


@page(name="search", roles=OFFICES)
def search(request: HttpRequest) -> HttpResponse:
    """The first matches of each kind."""
    account, sought = reader(request), request.GET.get("q", "").strip()[:100]
    context: dict[str, object] = {"sought": sought}
    if sought:
        named = Q(name__icontains=sought) | Q(code__istartswith=sought)
        titled = Q(title__icontains=sought) | Q(code__istartswith=sought)
        context["units"] = units_of(account).filter(named).order_by("path")[:MOST]
        context["people"] = people_of(account).filter(named).select_related("unit").order_by("code")[:MOST]
        context["posts"] = posts_of(account).filter(titled).select_related("unit").order_by("unit__path", "code")[:MOST]
    return render(request, "hall/search.html", context)
