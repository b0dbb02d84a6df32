"""The discipline commission's own page: relatives in one unit, opinions due, findings to mend."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from genhun.records.listing import listing
from genhun.records.models import Plan
from genhun.records.pages import page, reader
from genhun.records.policies import Refused, why_not
from genhun.records.scope import one, plans_of
from genhun.rooms.responsibility import words
from genhun.rooms.responsibility.actions.opinions import give_opinions
from genhun.rooms.responsibility.forms.reviews import OpinionForm
from genhun.rooms.responsibility.models import Finding
from genhun.rooms.responsibility.policies import SUPERVISORS, check_can_give_opinion
from genhun.rooms.responsibility.queries import supervision as queries
from genhun.rooms.responsibility.views.shared import own_unit, tabs

SHOWN, ROWS = 12, 40


@page(name="supervision", roles=SUPERVISORS)
def supervision(request: HttpRequest) -> HttpResponse:
    """What supervision looks after, first what has a day."""
    account, today = reader(request), timezone.localdate()
    hits = queries.avoidance_hits(account)
    asked = queries.opinions_asked(account)
    long = queries.long_holders(account, today)
    counts = queries.finding_counts(account)
    findings = queries.findings_of(account).exclude(state=Finding.State.CLOSED).order_by("due", "pk")
    context = {
        "unit": own_unit(account),
        "tabs": tabs("supervision", account),
        "today": today,
        "hits": hits[:SHOWN],
        "more_hits": max(0, len(hits) - SHOWN),
        "asked": asked,
        "long": long[:SHOWN],
        "long_count": long.count(),
        "years": queries.LONGEST_YEARS,
        "looks": queries.looks_at_files(account)[:SHOWN],
        "findings": findings[:SHOWN],
        "counts": counts,
        "finding": words.supervision_finding(len(hits), sum(one.open for one in asked), counts),
    }
    return render(request, "responsibility/supervision.html", context)


@page(name="opinions", roles=SUPERVISORS, methods=("GET", "POST"), about="plan")
def opinions(request: HttpRequest, pk: int) -> HttpResponse:
    """The people whom a plan would move, each with the opinion given."""
    account = reader(request)
    plan = one(plans_of(account).select_related("unit"), pk=pk)
    people = queries.moved_people(account, plan).select_related("unit")
    found = listing(request, people, ("code",), rows=ROWS)
    form = OpinionForm([person.pk for person in found.rows], request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = [person for person in found.rows if str(person.pk) in form.cleaned_data["people"]]
        try:
            n = give_opinions(account, plan, chosen, form.cleaned_data["word"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, ngettext("%(n)d opinion is kept.", "%(n)d opinions are kept.", n) % {"n": n})
            return redirect(request.get_full_path())
    given = queries.opinions_on(plan, list(found.rows))
    context = {
        "unit": plan.unit,
        "plan": plan,
        "page": found,
        "rows": [{"person": person, "opinion": given.get(person.pk)} for person in found.rows],
        "form": form,
        "picked": set(request.POST.getlist("people")),
        "refused": why_not(check_can_give_opinion, plan, account),
        "proposed": plan.state == Plan.State.PROPOSED,
    }
    return render(request, "responsibility/opinions.html", context, status=422 if form.errors else 200)
