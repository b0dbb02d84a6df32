"""Why somebody else is not in a class: asked on the page of the class, answered from the planner's own explanation."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from tests.conftest import House
from tests.rooms.training.made_plans import mentoring_plan, training_plan, visiting_plan
from tests.rooms.training.test_training_pages import signed_in

from genhun.planning.training.problem import problem_of
from genhun.records.bridge import group_below
from genhun.records.models import Plan, TrainingClass


@pytest.fixture
def plan(house: House) -> Plan:
    """A proposed plan with twelve seats."""
    return training_plan(house, 12)


def ask(client: Client, code: str, person: str) -> dict[str, object]:
    """What the page of a class says to the question about a person."""
    offered = TrainingClass.objects.get(code=code)
    answer = client.get(reverse("training:class", args=[offered.pk]), {"person": person})
    assert answer.status_code == 200
    return {name: answer.context.get(name) for name in ("answer", "people", "nobody", "comes", "gone", "question")}


def test_a_person_is_refused_by_rule_or_priced(house: House, plan: Plan) -> None:
    problem, client = problem_of(group_below(house.root)), signed_in(house.training)
    seated = set(plan.lines.values_list("person__code", flat=True))
    free = [w for code, w in problem.workers.items() if code not in seated and problem.need[code]]
    barred = next((w, c) for w in free for c in problem.classes.values() if problem.forbidding_rule(w, c))
    allowed = next((w, c) for w in free for c in problem.classes.values() if not problem.forbidding_rule(w, c))
    refused = ask(client, barred[1].class_id, barred[0].person_id)["answer"]
    rules = {refusal.rule for refusal in refused.forbidden.refusals}  # type: ignore[attr-defined]
    assert problem.forbidding_rule(*barred) in rules
    priced = ask(client, allowed[1].class_id, allowed[0].person_id)
    comes = [(person.code, offered.code) for person, offered in priced["comes"]]  # type: ignore[attr-defined]
    assert (allowed[0].person_id, allowed[1].class_id) in comes


def test_a_name_that_is_nobodys_or_several_peoples(house: House, plan: Plan) -> None:
    code, client = TrainingClass.objects.first().code, signed_in(house.training)  # type: ignore[union-attr]
    assert ask(client, code, "没有此人")["nobody"] is True
    several = ask(client, code, "王")
    assert several["answer"] is None
    assert len(several["people"]) > 1  # type: ignore[arg-type]


def test_only_who_plans_the_whole_part_may_ask(house: House, plan: Plan) -> None:
    code = TrainingClass.objects.first().code  # type: ignore[union-attr]
    below = house.account("training_coordinator", house.middle)
    for account in (house.reader, house.secretary, below):
        assert ask(signed_in(account), code, "王")["question"] is None


@pytest.mark.parametrize(("language", "field"), [("zh-hans", "zh"), ("en", "en")])
def test_pages_tell_the_reason_of_each_line(house: House, plan: Plan, language: str, field: str) -> None:
    client = signed_in(house.training, language)
    mentoring_plan(house, 3)
    visiting_plan(house)
    seated = TrainingClass.objects.filter(pk__in=plan.lines.values("training_class"))[0]
    for url in (
        reverse("training:mentors"),
        reverse("training:visits"),
        reverse("training:class", args=[seated.pk]),
    ):
        answer = client.get(url)
        told = [line.reason[field] for line in (row["line"] for row in answer.context["rows"])]
        assert [row["reason"] for row in answer.context["rows"]] == told != []
        assert all(escape(sentence) in answer.content.decode() for sentence in told)
        assert all(told)


def test_the_page_of_a_forced_line_names_the_rule(house: House, plan: Plan) -> None:
    made = mentoring_plan(house, 3)
    client = signed_in(house.training)
    for line in (*made.lines.all(), *plan.lines.all()[:3]):
        context = client.get(reverse("rotation:line", args=[line.pk])).context
        assert (context["rule"].id if context["rule"] else "") == line.reason["forced_by"]
        assert [bar.value for bar in context["gains"]["bars"]] == sorted(
            (-points for points in line.reason["gains"].values()), key=lambda points: -abs(points)
        )
