"""Pages that show plans: the list, a new one, one plan at a glance, its moves, its prices, one line."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genhun.core.policy import Policy
from genhun.planning.benches.rules import RULES as BENCH_RULES
from genhun.planning.inspections.rules import RULES as INSPECTION_RULES
from genhun.planning.mentoring.rules import RULES as MENTORING_RULES
from genhun.planning.rotation.rules import RULES
from genhun.planning.training.rules import RULES as TRAINING_RULES
from genhun.records.actions.plans import request_plan
from genhun.records.models import Account, Plan, PlanLine
from genhun.records.pages import page, reader
from genhun.records.policies import (
    OFFICERS,
    OFFICES,
    PERSONNEL,
    Refused,
    check_can_adopt,
    check_can_propose,
    check_can_refuse,
    check_can_reject,
    check_in_part,
    why_not,
)
from genhun.records.scope import lines_of, one
from genhun.rooms.rotation.figures import five_years
from genhun.rooms.rotation.forms.plans import Decision, Filter, NewPlan
from genhun.rooms.rotation.pictures.bars import cost_bars
from genhun.rooms.rotation.pictures.board import board
from genhun.rooms.rotation.pictures.rivers import rivers
from genhun.rooms.rotation.policies import check_can_edit
from genhun.rooms.rotation.queries import plans as queries
from genhun.rooms.rotation.queries.onward import origin
from genhun.rooms.rotation.words import PLANNERS, SCARCE, cost_rows, gap_words, moves_words, with_figures

PLANS_A_PAGE, LINES_A_PAGE = 30, 50
EVERY_RULE = (*RULES, *TRAINING_RULES, *MENTORING_RULES, *BENCH_RULES, *INSPECTION_RULES)


@page(name="plans", roles=OFFICES)
def plans(request: HttpRequest) -> HttpResponse:
    """All plans of the reader's part, the newest first."""
    planner = request.GET.get("planner", "")
    chosen = queries.plans(reader(request), planner if planner in PLANNERS else "")
    shown = Paginator(chosen, PLANS_A_PAGE).get_page(request.GET.get("page"))
    rows = [{"plan": p, "planner": PLANNERS[p.planner], "words": gap_words(p)} for p in shown]
    tabs = [{"label": _("All plans"), "url": "?", "here": planner not in PLANNERS, "count": None}]
    tabs += [
        {"label": word, "url": f"?planner={key}", "here": key == planner, "count": None}
        for key, word in PLANNERS.items()
    ]
    may_wish = reader(request).role in PERSONNEL
    context = {"rows": rows, "page": shown, "tabs": tabs, "may_ask": _may_ask(request), "may_wish": may_wish}
    return render(request, "rotation/plans.html", context)


def _may_ask(request: HttpRequest) -> bool:
    return reader(request).role in OFFICERS


@page(name="new-plan", roles=OFFICERS, methods=("GET", "POST"))
def new_plan(request: HttpRequest) -> HttpResponse:
    """Ask for plans of a part of the tree; the worker makes them."""
    form = NewPlan(reader(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        wish = form.cleaned_data
        try:
            job = request_plan(reader(request), wish["unit"], wish["planners"], wish["time_limit"], wish["title"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The plan is being made. You may leave this page; the result stays."))
            return redirect("hall:job", job.pk)
    return render(request, "rotation/new_plan.html", {"form": form}, status=422 if form.errors else 200)


@page(name="plan", roles=OFFICES, about="plan")
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan at a glance."""
    return show_plan(request, one(queries.visible_plans(reader(request)), pk=pk))


def show_plan(request: HttpRequest, plan: Plan, form: Decision | None = None) -> HttpResponse:
    """The plan's page, with the faults of a decision that was sent."""
    context = about(reader(request), plan, "plan") | _decisions(request, plan, form)
    context["origin"] = origin(reader(request), plan)
    context["costs"] = cost_bars(cost_rows(plan.parts))
    context["refused"] = lines_of(reader(request), plan).filter(refused=True).count()
    if plan.planner == "rotation":
        context |= _at_a_glance(request, plan)
        template = "rotation/plan.html"
    else:
        lines = lines_of(reader(request), plan).select_related(*queries.LINE_PARTS).order_by("unit__path", "id")
        context["page"] = shown = Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("page"))
        context["reasons"] = any(line.reason for line in shown)
        template = "rotation/plan_plain.html"
    return render(request, template, context, status=422 if form and form.errors else 200)


def about(account: Account, plan: Plan, here: str) -> dict[str, Any]:
    """What every page of a plan says."""
    asks = account.role in PERSONNEL and not why_not(check_in_part, plan.unit, account)
    tabs = []
    if plan.planner == "rotation":
        names = {"plan": _("At a glance"), "moves": _("Moves"), "prices": _("What is scarce")}
        if asks:
            names |= {"why-not": _("Why not?"), "onward": _("Go on from here")}
        tabs = [
            {"label": label, "url": reverse(f"rotation:{key}", args=[plan.pk]), "here": key == here, "count": None}
            for key, label in names.items()
        ]
    return {
        "plan": plan,
        "unit": plan.unit,
        "planner": PLANNERS[plan.planner],
        "gap_words": gap_words(plan),
        "tabs": tabs,
        "asks": asks if plan.planner == "rotation" else False,
        "edits": not why_not(check_can_edit, plan, account),
    }


def _decisions(request: HttpRequest, plan: Plan, form: Decision | None) -> dict[str, Any]:
    checks = {"propose": check_can_propose, "adopt": check_can_adopt, "reject": check_can_reject}
    against = {name: why_not(check, plan, reader(request)) for name, check in checks.items()}
    fresh = Decision(initial={"version": plan.version}, needs_reason=False, auto_id="decide_%s")
    return {"against": against, "form": form, "decision": form or fresh, "may_decide": not all(against.values())}


def _at_a_glance(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    horizon = queries.horizon_of(plan)
    seats = queries.seats_of(reader(request), plan)
    five = five_years(queries.stints(reader(request), plan), seats, horizon.periods)
    months = [word for _t, word in horizon.choices()]
    return {
        "five": five,
        "rivers": rivers(five, months),
        "months": months,
        "moves_words": moves_words(five.moved, five.people, sum(five.moves)),
        "lamps": lamps(reader(request), plan, horizon.policy),
    }


def lamps(account: Account, plan: Plan, policy: Policy) -> list[dict[str, Any]]:
    """One lamp a rule: kept, or excused by locks; cases of people outside the reader's part are left out."""
    people = queries.named_people(account, [case["person_id"] for case in plan.overridden])
    posts = queries.named_posts([case["subject"] for case in plan.overridden])
    excused: dict[str, list[dict[str, Any]]] = {}
    for case in plan.overridden:
        if case["person_id"] in people:
            named = {"person": people[case["person_id"]], "post": posts.get(case["subject"])}
            excused.setdefault(case["rule"], []).append(named)
    english = get_language() == "en"
    return [
        {
            "id": rule.id,
            "name": rule.name_en if english else rule.name_zh,
            "sentence": with_figures(rule.en if english else rule.zh, policy),
            "state": "warn" if rule.id in excused else "ok",
            "excused": excused.get(rule.id, []),
        }
        for rule in RULES
    ]


@page(name="moves", roles=OFFICES, about="plan")
def moves(request: HttpRequest, pk: int) -> HttpResponse:
    """Who goes where when: both lanes of each person over all half-years, and the same as a table with the reasons."""
    plan = one(queries.visible_plans(reader(request)), pk=pk, planner="rotation")
    form = Filter(reader(request), plan, request.GET or None)
    people = queries.people_page(reader(request), plan, form.wanted(), request.GET.get("page"))
    lines = queries.lines_of_people(reader(request), plan, [row[0] for row in people])
    horizon = queries.horizon_of(plan)
    context = about(reader(request), plan, "moves") | {
        "filter": form,
        "people": people,
        "board": board(lines, [word for _t, word in horizon.choices()]),
        "rows": _move_rows(lines, horizon),
        "query": _without_page(request),
    }
    return render(request, "rotation/moves.html", context)


def _without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return f"{query.urlencode()}&" if query else ""


def _move_rows(lines: list[PlanLine], horizon: queries.Horizon) -> list[dict[str, Any]]:
    """The lines that move somebody, with what was left: the line before, or the post that the reason names."""
    rows, before = [], None
    for line in lines:
        if before is not None and before.person_id != line.person_id:
            before = None
        if line.entry or line.place == "reserve":
            rows.append({"line": line, "day": horizon.day(line.from_period or 0), "before": before})
        before = line
    return rows


@page(name="prices", roles=OFFICES, about="plan")
def prices(request: HttpRequest, pk: int) -> HttpResponse:
    """What is scarce: what one more seat or entry would be worth, and the seats that stay vacant."""
    plan = one(queries.visible_plans(reader(request)), pk=pk, planner="rotation")
    rows = queries.priced(reader(request), plan)
    context = about(reader(request), plan, "prices") | {
        "page": Paginator(rows, LINES_A_PAGE).get_page(request.GET.get("page")),
        "scarce": SCARCE,
    }
    return render(request, "rotation/prices.html", context)


def _times(line: PlanLine) -> dict[str, Any]:
    """When a line of the rotation starts and ends; nothing for other lines."""
    if line.from_period is None or line.to_period is None:
        return {}
    horizon = queries.horizon_of(line.plan)
    return {"start": horizon.day(line.from_period), "until": horizon.day(line.to_period)}


@page(name="line", roles=OFFICES, about="line")
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """One line of a plan: why it stands, its chain, and the way to refuse it."""
    return show_line(request, one(queries.visible_lines(reader(request)), pk=pk))


def show_line(request: HttpRequest, line: PlanLine, form: Decision | None = None) -> HttpResponse:
    """The line's page, with the faults of a refusal that was sent."""
    chain = list(line.reason.get("chain", []))
    known = queries.named_people(reader(request), chain)
    context = about(reader(request), line.plan, "moves") | {
        "line": line,
        "left": queries.named_posts([line.reason["left"]]).get(line.reason["left"])
        if line.reason.get("left")
        else None,
        "chain": [{"code": code, "person": known.get(code)} for code in chain],
        "gains": cost_bars(cost_rows({part: -saved for part, saved in line.reason.get("gains", {}).items()})),
        "rule": next((rule for rule in EVERY_RULE if rule.id == line.reason.get("forced_by")), None),
        **_times(line),
        "against": why_not(check_can_refuse, line, reader(request)),
        "form": form,
        "refusal": form or Decision(initial={"version": line.plan.version}),
    }
    return render(request, "rotation/line.html", context, status=422 if form and form.errors else 200)
