"""The page that answers: why not another choice."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from genhun.records.models import Person, Plan, Post
from genhun.records.pages import page, reader
from genhun.records.policies import PERSONNEL, check_in_part
from genhun.records.policies import why_not as reason_against
from genhun.records.scope import one
from genhun.rooms.rotation.bridge.whynot import answer_why_not
from genhun.rooms.rotation.forms.plans import Question
from genhun.rooms.rotation.pictures.bars import cost_bars
from genhun.rooms.rotation.queries import plans as queries
from genhun.rooms.rotation.views.plans import about
from genhun.rooms.rotation.words import cost_rows

MOST_NAMED = 20


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
