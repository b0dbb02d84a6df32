"""Pages of problems and practices, and of what was solved already."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from genhun.records.listing import listing
from genhun.records.models import Account, Role
from genhun.records.pages import page, reader
from genhun.records.policies import ACTIONS, OFFICES, why_not
from genhun.records.scope import one
from genhun.rooms.guidance.actions.exchange import close_problem, raise_problem, tell_practice
from genhun.rooms.guidance.forms.exchange import Closing, PracticeForm, ProblemForm, Sought
from genhun.rooms.guidance.models import Problem
from genhun.rooms.guidance.policies import WRITERS, check_can_close_problem
from genhun.rooms.guidance.queries.exchange import meetings_of, practices_of, problems_of, solved_already, told_of
from genhun.rooms.guidance.views.room import answer, settle, tabs

SHORTEST = 6
"""Characters from which on it is worth looking for what says the same."""
MOST_PRACTICES = 12


@page(name="problems", roles=OFFICES)
def problems(request: HttpRequest) -> HttpResponse:
    """The open problems, the practices, and what is found by words."""
    account = reader(request)
    form = Sought(request.GET)
    words = form.words()
    state = request.GET.get("state", Problem.State.OPEN)
    chosen = problems_of(account).filter(state=state if state in Problem.State.values else Problem.State.OPEN)
    context = {
        "unit": account.unit,
        "tabs": tabs("problems"),
        "search": form,
        "words": words,
        "found": told_of(account, words) if words else [],
        "page": listing(request, chosen, ("-pk",), 30),
        "state": state,
        "states": Problem.State.choices,
        "practices": practices_of(account)[:MOST_PRACTICES],
        "may_write": account.role in WRITERS,
        "may_export": account.role in ACTIONS["export"],
    }
    return render(request, "guidance/problems.html", context)


@page(name="new-problem", roles=WRITERS, methods=("GET", "POST"))
def new_problem(request: HttpRequest) -> HttpResponse:
    """Write a problem down; what was solved already shows beside it, without being asked for twice."""
    account = reader(request)
    looking = "look" in request.POST
    form = ProblemForm(account, request.POST) if request.method == "POST" else ProblemForm(account)
    if not looking:
        done = settle(request, form, lambda: _raise(account, form), _("The problem is raised."))
        if done:
            return done
    context = {"unit": account.unit, "form": form, "found": _alike(account, form), "looked": form.is_bound}
    failed = form.is_bound and not looking
    return render(request, "guidance/new_problem.html", context, status=422 if failed else 200)


def _raise(account: Account, form: ProblemForm) -> str:
    unit, facts = form.parts()
    return reverse("guidance:problem", args=[raise_problem(account, unit, facts).pk])


def _alike(account: Account, form: ProblemForm) -> list[object]:
    told = form.told() if form.is_bound else ""
    return list(solved_already(account, told)) if len(told) >= SHORTEST else []


@page(name="alike", roles=WRITERS, methods=("POST",))
def alike(request: HttpRequest) -> HttpResponse:
    """What says the same as the problem that is being written: a part of its page."""
    account = reader(request)
    form = ProblemForm(account, request.POST)
    return render(request, "guidance/parts/alike.html", {"found": _alike(account, form), "looked": True})


@page(name="problem", roles=OFFICES, about="problem")
def problem(request: HttpRequest, pk: int) -> HttpResponse:
    """One problem: what it costs, what was tried, what was solved elsewhere, how it ended."""
    account = reader(request)
    found = one(problems_of(account), pk=pk)
    context = {
        "unit": found.unit,
        "problem": found,
        "found": solved_already(account, f"{found.title}。{found.text}", without=found),
        "practices": practices_of(account).filter(problems=found),
        "meetings": meetings_of(account).filter(problems=found),
        "closing": Closing(initial={"version": found.version}),
        "not_closed": why_not(check_can_close_problem, found, account),
    }
    return render(request, "guidance/problem.html", context)


@page(name="close-problem", roles=WRITERS, methods=("POST",), about="problem")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how a problem ended."""
    account = reader(request)
    found = one(problems_of(account), pk=pk)
    form = Closing(request.POST)

    def act() -> None:
        given = form.cleaned_data
        close_problem(account, found, given["version"], given["state"], given["outcome"])

    return answer(request, form, act, reverse("guidance:problem", args=[pk]), _("The problem is closed."))


@page(name="new-practice", roles=WRITERS, methods=("GET", "POST"))
def new_practice(request: HttpRequest) -> HttpResponse:
    """Tell of a practice."""
    account = reader(request)
    sought = request.GET.get("problem", "")
    start = {"problems": [sought]} if sought.isascii() and sought.isdigit() else {}
    form = PracticeForm(account, request.POST) if request.method == "POST" else PracticeForm(account, initial=start)
    done = settle(request, form, lambda: _tell(account, form), _("The practice is told of."))
    context = {"unit": account.unit, "form": form}
    return done or render(request, "guidance/new_practice.html", context, status=422 if form.is_bound else 200)


def _tell(account: Account, form: PracticeForm) -> str:
    return reverse("guidance:practice", args=[tell_practice(account, *form.parts()).pk])


@page(name="practice", roles=OFFICES, about="practice")
def practice(request: HttpRequest, pk: int) -> HttpResponse:
    """One practice: how it is done, where it was tried, what it cost, what changed."""
    account = reader(request)
    found = one(practices_of(account).select_related("unit", "norm"), pk=pk)
    context = {
        "unit": found.unit,
        "practice": found,
        "problems": problems_of(account).filter(practices=found),
        "may_draft": account.role == Role.GROUP_OFFICER and not found.norm_id,
    }
    return render(request, "guidance/practice.html", context)
