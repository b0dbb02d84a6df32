"""Pages of classes: all of the year, and one with its seats and attendees."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from genhun.records.models import Plan, TrainingClass
from genhun.records.pages import page, reader
from genhun.records.policies import ACTIONS, OFFICES
from genhun.records.scope import classes_of, one, sees_all
from genhun.rooms.training import words
from genhun.rooms.training.queries import plans as queries
from genhun.rooms.training.queries.rosters import attendances
from genhun.rooms.training.queries.waiting import waiting_for, waiting_of
from genhun.rooms.training.views.answers import asked
from genhun.rooms.training.views.year import plan_facts, tabs


@page(name="classes", roles=OFFICES)
def classes(request: HttpRequest) -> HttpResponse:
    """The classes of the group by date, with the seats that the plan fills."""
    account = reader(request)
    plan = queries.current_plan(account, "training")
    taken = queries.taken(plan)
    own = queries.own_taken(account, plan)
    worth, waiting = words.prices(plan, "class"), waiting_of(account)
    rows = [
        {
            "class": offered,
            "taken": taken.get(offered.pk, 0),
            "own": own.get(offered.pk, 0),
            "waiting": waiting.get(offered.pk, 0),
            "worth": worth.get(offered.code, [("", 0.0)])[0][1],
        }
        for offered in classes_of(account)
    ]
    context = plan_facts(plan, "training", account) | {
        "unit": account.unit,
        "tabs": tabs("classes"),
        "rows": rows,
        "may_take": account.role in ACTIONS["export"],
        "part_only": not sees_all(account),
    }
    return render(request, "training/classes.html", context)


@page(name="class", roles=OFFICES, about="class")
def one_class(request: HttpRequest, pk: int) -> HttpResponse:
    """One class: when and where, its seats, who is to attend and why."""
    account = reader(request)
    offered = one(classes_of(account), pk=pk)
    plan = queries.current_plan(account, "training")
    lines = queries.attendees(account, plan, offered) if plan else []
    posts = queries.open_posts(account, [line.person_id for line in lines if line.person_id])
    language = get_language() or "zh-hans"
    kept = sum(not line.refused for line in lines)
    taken = queries.taken(plan).get(offered.pk, 0)
    context = plan_facts(plan, "training", account) | {
        "unit": account.unit,
        "class": offered,
        "rows": [
            {
                "line": line,
                "post": posts.get(line.person_id or 0, ""),
                "reason": words.reason_words(line.reason, language),
                "gain": words.gain_of(line.reason),
            }
            for line in lines
        ],
        "kept": kept,
        "taken": taken,
        "free": max(0, offered.seats - taken),
        "price": _price(plan, offered),
        "may_take": account.role in ACTIONS["export"],
        "waiting": waiting_for(account, offered),
        "attended": list(attendances(account, offered)),
        **asked(request, plan, offered),
    }
    return render(request, "training/class.html", context)


def _price(plan: Plan | None, offered: TrainingClass) -> str:
    held = words.prices(plan, "class").get(offered.code)
    return words.price_words(offered.title, held[0][1]) if held else ""
