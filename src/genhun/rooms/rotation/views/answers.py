"""Pages that answer: why not another choice, and what tells two plans apart."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from genhun.records.models import Person, Plan, Post
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES, PERSONNEL, check_in_part
from genhun.records.policies import why_not as reason_against
from genhun.records.scope import one
from genhun.rooms.rotation.bridge.whynot import answer_why_not
from genhun.rooms.rotation.figures import changed_people, five_years
from genhun.rooms.rotation.forms.plans import Question
from genhun.rooms.rotation.pictures.bars import cost_bars
from genhun.rooms.rotation.pictures.board import board
from genhun.rooms.rotation.pictures.flows import sankey
from genhun.rooms.rotation.queries import plans as queries
from genhun.rooms.rotation.views.plans import about
from genhun.rooms.rotation.words import LANES, cost_rows

MOST_NAMED, MOST_CHANGED = 20, 8


@page(name="why-not", roles=PERSONNEL, about="plan")
def why_not(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a person, a post and a half-year: which rule forbids it, or what it would cost more."""
    plan = one(queries.visible_plans(reader(request)), pk=pk, planner="rotation")
    if reason_against(check_in_part, plan.unit, reader(request)):
        raise Http404  # the answer speaks of the whole part that the plan was made for
    form = Question(request.GET or None)
    context = about(reader(request), plan, "why-not") | {"question": form}
    if request.GET.get("person"):
        context |= _asked(request, plan, form)
    return render(request, "rotation/why_not.html", context)


def _asked(request: HttpRequest, plan: Plan, form: Question) -> dict[str, Any]:
    """The person, the posts that could be asked for, and the answer once a post is chosen."""
    people = list(queries.planned_people(reader(request), plan, request.GET["person"].strip())[: MOST_NAMED + 1])
    if len(people) != 1:
        return {"people": people[:MOST_NAMED], "nobody": not people}
    person, horizon = people[0], queries.horizon_of(plan)
    posts = queries.posts_near(plan, person)
    form.fields["post"].choices = _by_unit(posts)  # type: ignore[attr-defined]  # the field is a choice
    form.fields["period"].choices = horizon.choices()  # type: ignore[attr-defined]  # the field is a choice
    context: dict[str, Any] = {"person": person, "ready": True}
    if not request.GET.get("post") or not form.is_valid():
        return context
    chosen, period = form.cleaned_data["post"], form.cleaned_data["period"]
    answer = answer_why_not(plan, person.code, chosen, period)
    context |= {"answer": answer, "post": next(p for p in posts if p.code == chosen), "day": horizon.day(period)}
    if answer.extra:
        context["extra"] = cost_bars(cost_rows(answer.extra.points))
        context["changes"] = _named(answer.extra.lines, horizon)
    return context


def _by_unit(posts: list[Post]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for post in posts:
        groups.setdefault(post.unit.name, []).append((post.code, post.title))
    return list(groups.items())


def _named(lines: Any, horizon: queries.Horizon) -> list[dict[str, Any]]:
    posts = queries.named_posts([line.post_id for line in lines])
    people = {p.code: p for p in Person.objects.filter(code__in={line.person_id for line in lines})}
    return [
        {"person": people[line.person_id], "post": posts.get(line.post_id), "place": line.post_id,
         "start": horizon.day(line.from_period), "end": horizon.day(line.to_period)}
        for line in lines
    ]  # fmt: skip


@page(name="compare", roles=OFFICES)
def compare(request: HttpRequest) -> HttpResponse:
    """Two rotation plans side by side: costs by part, flows between the lanes, the people whose way differs."""
    all_plans = list(queries.plans(reader(request), "rotation")[:MOST_NAMED])
    numbers = [n for n in (request.GET.get("a", ""), request.GET.get("b", "")) if n.isdigit()]
    known = {str(plan.pk): plan for plan in all_plans}
    if len(numbers) != 2 or any(n not in known for n in numbers):
        return render(request, "rotation/compare.html", {"plans": all_plans})
    sides = [_side(request, known[n]) for n in numbers]
    for number, side in enumerate(sides, 1):
        side["name"] = f"{number}. {side['plan'].title or side['plan'].unit.name}"
    changed = changed_people(sides[0]["stints"], sides[1]["stints"])
    shown = changed[:MOST_CHANGED]
    for side in sides:
        months = [word for _t, word in side["horizon"].choices()]
        side["board"] = board(queries.lines_of_people(reader(request), side["plan"], shown), months)
    parts = dict.fromkeys([*sides[0]["plan"].parts, *sides[1]["plan"].parts])
    rows = [
        {
            "label": row["label"],
            "a": sides[0]["plan"].parts.get(row["key"], 0),
            "b": sides[1]["plan"].parts.get(row["key"], 0),
        }
        for row in cost_rows(dict.fromkeys(parts, 1))
    ]
    for row in rows:
        row["difference"] = row["b"] - row["a"]
    total = {"a": sides[0]["plan"].cost, "b": sides[1]["plan"].cost}
    context = {
        "plans": all_plans, "sides": sides, "rows": rows, "total": total | {"difference": total["b"] - total["a"]},
        "changed": len(changed), "shown": len(shown), "chosen": numbers, "words": LANES,
    }  # fmt: skip
    return render(request, "rotation/compare.html", context)


def _side(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    horizon = queries.horizon_of(plan)
    stints = queries.stints(reader(request), plan)
    five = five_years(stints, queries.seats_of(reader(request), plan), horizon.periods)
    return {
        "plan": plan,
        "horizon": horizon,
        "stints": stints,
        "five": five,
        "sankey": sankey(five.flows),
        "moves": sum(five.moves),
    }
