"""The rules of days and their figures, each with its source."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genhun.core.days import RULES
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES, Refused, why_not
from genhun.rooms.training.actions.days import check_can_set, set_days
from genhun.rooms.training.forms.days import DayFigures
from genhun.rooms.training.queries.days import day_settings, day_sources
from genhun.rooms.training.views.year import tabs


@page(name="rules", roles=OFFICES, methods=("GET", "POST"))
def rules(request: HttpRequest) -> HttpResponse:
    """What is asked of whom by when, and the figures that the group may set."""
    account, language = reader(request), get_language() or "zh-hans"
    sent = [request.POST] if request.method == "POST" else []
    form = DayFigures(day_settings(), day_sources(), language, *sent)
    if form.is_bound and form.is_valid():
        try:
            changed = set_days(account, form.wanted())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Kept.") if changed else _("Nothing has changed."))
            return redirect("training:rules")
    context = {
        "unit": account.unit,
        "tabs": tabs("rules"),
        "form": form,
        "rules": [{"id": rule.id, "name": rule.name(language), "text": rule.text(language)} for rule in RULES.values()],
        "not_set": why_not(check_can_set, account),
    }
    return render(request, "training/rules.html", context, status=422 if form.errors else 200)
