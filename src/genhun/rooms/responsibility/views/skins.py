"""Two skins, seen: what is tied to no objective of production, and whether what is tied moved."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from genhun.records.pages import page, reader
from genhun.rooms.responsibility import pictures, words
from genhun.rooms.responsibility.policies import VIEWERS
from genhun.rooms.responsibility.queries import skins
from genhun.rooms.responsibility.views.shared import tabs, unit_asked, year_asked


@page(name="two-skins", roles=VIEWERS)
def two_skins(request: HttpRequest) -> HttpResponse:
    """The shares of a part and of the units right below, their trend, and before and after what was done."""
    account, year, top = reader(request), year_asked(request), unit_asked(request)
    whole, rows = skins.shares(account, top, year)
    quarters = skins.trend(account, top, timezone.localdate())
    moved = skins.moved(account, top, year)
    context = {
        "unit": top,
        "year": year,
        "tabs": tabs("two-skins", account),
        "whole": whole,
        "rows": rows,
        "finding": words.skins_finding(whole),
        "quarters": quarters,
        "trend": pictures.trend(quarters),
        "moved": [{"moved": one, "words": words.effect_words(one.effect)} for one in moved],
        "moved_finding": words.moved_finding([one.effect for one in moved]),
    }
    return render(request, "responsibility/two_skins.html", context)
