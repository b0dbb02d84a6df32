"""Pages of pairs: newcomers with their mentors, units that visit each other."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from genhun.records.listing import listing
from genhun.records.models import PlanLine
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES
from genhun.rooms.training import words
from genhun.rooms.training.queries import plans as queries
from genhun.rooms.training.views.year import plan_facts, tabs

ROWS = 40


@page(name="mentors", roles=OFFICES)
def mentors(request: HttpRequest) -> HttpResponse:
    """Newcomers with their mentors, and how many each mentor has."""
    account = reader(request)
    plan = queries.current_plan(account, "mentoring")
    pairs = queries.lines(account, plan) if plan else PlanLine.objects.none()
    shown = listing(request, pairs, ("unit__path", "person__code", "id"), ROWS)
    load = queries.mentor_load(plan, [line.other_id for line in shown.rows if line.other_id])
    language = get_language() or "zh-hans"
    rows = [
        {"line": line, "load": load[line.other_id or 0], "reason": words.reason_words(line.reason, language)}
        for line in shown.rows
    ]
    spread = Counter(queries.loads(account, plan))
    context = plan_facts(plan, "mentoring", account) | {
        "unit": account.unit,
        "tabs": tabs("mentors"),
        "page": shown,
        "rows": rows,
        "spread": sorted(spread.items()),
        "mentees": sum(number * count for number, count in spread.items()),
        "mentors": sum(spread.values()),
        "most": int(plan.policy.get("mentor_load", 2)) if plan else 0,
        "alone": plan.counts.get("mentees", 0) - plan.counts.get("pairs", 0) if plan else 0,
    }
    return render(request, "training/mentors.html", context)


@page(name="visits", roles=OFFICES)
def visits(request: HttpRequest) -> HttpResponse:
    """Which unit visits which, and in which aspects the visitor can learn."""
    account = reader(request)
    plan = queries.current_plan(account, "inspections")
    pairs = queries.lines(account, plan) if plan else PlanLine.objects.none()
    shown = listing(request, pairs, ("unit__path", "id"), ROWS)
    language = get_language() or "zh-hans"
    values = queries.strengths([unit for line in shown.rows for unit in (line.unit_id, line.host_id) if unit])
    rows = [
        {
            "line": line,
            "reason": words.reason_words(line.reason, language),
            "learns": words.learns(values, line.unit_id, line.host_id or 0),
        }
        for line in shown.rows
    ]
    context = plan_facts(plan, "inspections", account) | {
        "unit": account.unit,
        "tabs": tabs("visits"),
        "page": shown,
        "rows": rows,
    }
    return render(request, "training/visits.html", context)
