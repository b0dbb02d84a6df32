"""Why somebody else does not attend a class: the part of the class page that answers."""

from typing import Any

from django.http import HttpRequest

from genhun.records.models import Plan, TrainingClass
from genhun.records.pages import reader
from genhun.records.policies import TRAINERS, check_in_part, why_not
from genhun.rooms.training import words
from genhun.rooms.training.bridge.year import answer_why_not
from genhun.rooms.training.forms.questions import Question
from genhun.rooms.training.queries import plans as queries

MOST_NAMED = 20


def asked(request: HttpRequest, plan: Plan | None, offered: TrainingClass) -> dict[str, Any]:
    """The question, the people whom it may mean, and the answer once one is named; nothing for who may not ask."""
    account = reader(request)
    if plan is None or account.role not in TRAINERS or why_not(check_in_part, plan.unit, account):
        return {}  # the answer speaks of the whole part that the plan was made for
    form = Question(request.GET if "person" in request.GET else None)
    context: dict[str, Any] = {"question": form}
    if not form.is_valid():
        return context
    people = list(queries.people_named(account, plan, form.cleaned_data["person"].strip())[: MOST_NAMED + 1])
    if len(people) != 1:
        return context | {"people": people[:MOST_NAMED], "nobody": not people}
    answer = answer_why_not(plan, people[0].code, offered.code)
    context |= {"person": people[0], "answer": answer}
    if answer.extra:
        context["extra"] = words.points_rows(answer.extra.points)
        context["comes"] = queries.named(answer.extra.lines)
        context["gone"] = queries.named(answer.extra.gone)
    return context
