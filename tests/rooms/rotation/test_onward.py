"""Going on from a plan: jobs for the worker, their true results beside the plan; appointment forms; the home page."""

import io
from datetime import date, timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.conftest import House
from tests.rooms.rotation.made_plans import made_plan
from tests.rooms.rotation.test_rotation_pages import MOST_QUERIES, signed_in

from genhun.core.calendar import month_of_date
from genhun.engine.watch import Watch
from genhun.formats.lrmx import read_lrmx
from genhun.formats.resume import read_resume
from genhun.planning.outcome import Solved
from genhun.planning.rotation.verify import verify
from genhun.records.actions.jobs import claim_job, finish_plans
from genhun.records.bridge import group_below
from genhun.records.errand import Harvest, answer
from genhun.records.models import AuditEntry, Job, Lock, Plan, Tenure
from genhun.records.onward import LEAST_CHANGE, WHAT_IF, changes_from, go_on
from genhun.records.results import onward_from
from genhun.rooms.rotation import agenda, example
from genhun.rooms.rotation.models import MoveDraft, Wish


@pytest.fixture
def plan(house: House) -> Plan:
    """A verified plan with three moves."""
    return made_plan(house)


def ask(house: House, plan: Plan, **sent: Any) -> Job:
    url = reverse("rotation:onward", args=[plan.pk])
    answer = signed_in(house.personnel).post(url, {"time_limit": 60, **sent})
    job = Job.objects.latest("pk")
    assert answer.headers["Location"] == reverse("hall:job", args=[job.pk])
    return job


def test_the_least_change_is_filed_and_alters_only_whom_a_new_lock_touches(house: House, plan: Plan) -> None:
    """A lock that fixes somebody who would move to the post that they hold: nobody else has to go another way."""
    Job.objects.update(state=Job.State.DONE)
    move = plan.lines.filter(entry=True, from_period=2).select_related("person").earliest("pk")
    assert move.person is not None
    held = Tenure.objects.get(person=move.person, end=None, post__fixed=False)
    Lock.objects.create(person=move.person, post=held.post, start=date(2027, 1, 1), reason="stays")
    job = ask(house, plan, ask="least", loss="100")
    assert (job.kind, job.request["from_plan"], job.request["loss"]) == (LEAST_CHANGE, plan.pk, 1.0)
    group, onward = group_below(house.root), onward_from(job)
    assert onward is not None
    outcomes, account = go_on(group, onward, Watch(6.0), 1)
    solved = outcomes["rotation"]
    assert isinstance(solved, Solved)
    assert verify(group, solved.lines).sound
    assert account["altered"] >= account["fewest"] >= 1
    assert account["forced"] == 1
    running = claim_job()
    assert running is not None
    [made] = finish_plans(running, group, Harvest([answer(group, solved)], {}, [], account))
    page = signed_in(house.personnel).get(reverse("rotation:plan", args=[made.pk]))
    assert page.context["origin"] == plan
    assert {key: made.counts[key] for key in account} == account
    [run] = signed_in(house.personnel).get(reverse("rotation:onward", args=[plan.pk])).context["runs"]
    assert (run["job"], run["plans"], run["weighed"]) == (job, [made], account)


def test_what_one_more_seat_brings_is_weighed_and_no_plan_enters_the_records(house: House, plan: Plan) -> None:
    Job.objects.update(state=Job.State.DONE)
    post = plan.prices[0]["id"]
    job = ask(house, plan, ask="what-if", post=post, number="1")
    assert (job.kind, job.request["changes"]) == (WHAT_IF, [["seats", post, 1]])
    group, onward = group_below(house.root), onward_from(job)
    assert onward is not None
    outcomes, weighed = go_on(group, onward, Watch(6.0), 1)
    assert outcomes == {}
    least, most = weighed["proven"]
    assert least <= weighed["after"]["cost"] - weighed["before"]["cost"] <= most
    running = claim_job()
    assert running is not None
    assert finish_plans(running, group, Harvest([], {}, [], weighed)) == []
    [run] = signed_in(house.personnel).get(reverse("rotation:onward", args=[plan.pk])).context["runs"]
    assert run["difference"] == weighed["after"]["cost"] - weighed["before"]["cost"]
    assert sum(row[3] for row in run["rows"]) == run["difference"]
    assert Plan.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"ask": "what-if"}, "Name what should be different"),
        ({"ask": "what-if", "rule": "min_stay", "value": "soon"}, "Allowed: a number."),
        ({"ask": "what-if", "rule": "home_avoidance", "value": "2"}, "Allowed: 0 or 1."),
        ({"ask": "what-if", "rule": "periods", "value": "2"}, "Select a valid choice"),
        ({"ask": "least", "loss": "101"}, "less than or equal to 100"),
    ],
)
def test_what_cannot_be_asked_is_said_and_no_job_is_filed(
    house: House, plan: Plan, sent: dict[str, str], words: str
) -> None:
    before = Job.objects.count()
    url = reverse("rotation:onward", args=[plan.pk])
    answer = signed_in(house.personnel).post(url, {"time_limit": 60, **sent})
    assert (answer.status_code, Job.objects.count()) == (422, before)
    assert words in answer.content.decode()


def test_the_same_click_twice_is_one_wish(house: House, plan: Plan) -> None:
    one = ask(house, plan, ask="least", loss="2")
    assert ask(house, plan, ask="least", loss="2") == one
    assert AuditEntry.objects.filter(action="request_least_change").count() == 1


def test_an_unknown_change_is_named() -> None:
    with pytest.raises(ValueError, match="no such change"):
        changes_from([["more", "x", 1]])


def test_runs_cost_the_same_number_of_queries_with_one_and_with_three(house: House, plan: Plan) -> None:
    client, counts = signed_in(house.personnel), []
    for number in (1, 2, 3):
        request = {"from_plan": plan.pk, "changes": [["seats", plan.prices[0]["id"], number]], "planners": ["rotation"]}
        Job.objects.create(kind=WHAT_IF, request=request, asked_by=house.personnel)
        with CaptureQueriesContext(connection) as captured:
            shown = client.get(reverse("rotation:onward", args=[plan.pk]))
        assert len(shown.context["runs"]) == number
        counts.append(len(captured))
    assert counts[0] == counts[2] <= MOST_QUERIES


def test_appointment_forms_are_filled_from_the_records(house: House, plan: Plan) -> None:
    client = signed_in(house.personnel)
    archive = ZipFile(io.BytesIO(client.get(reverse("rotation:forms", args=[plan.pk])).content))
    moves = plan.lines.filter(entry=True, post__isnull=False).select_related("person", "post__unit")
    people = {move.person.code: move.person for move in moves if move.person}
    assert sorted(archive.namelist()) == sorted(f"{p.name}_{code}.lrmx" for code, p in people.items())
    move = moves.order_by("person__code", "from_period")[0]
    assert move.person is not None
    assert move.post is not None
    form = read_lrmx(client.get(reverse("rotation:form", args=[move.pk])).content)
    assert (form.name, form.birth_month) == (move.person.name, month_of_date(move.person.birth))
    assert form.proposed_post == f"{move.post.unit.name}{move.post.title}"
    career = Tenure.objects.filter(person=move.person).order_by("start", "pk")
    starts = [month_of_date(t.start) for t in career]
    assert [entry.start for entry in read_resume(form.resume)] == starts
    entry = AuditEntry.objects.filter(action="take_forms").earliest("pk")
    assert sorted(entry.detail["people"]) == sorted(people)
    assert signed_in(house.secretary).get(reverse("rotation:forms", args=[plan.pk])).status_code == 404


def test_the_home_page_hears_of_open_drafts_and_of_locks_that_end(house: House, plan: Plan) -> None:
    today = date(2027, 3, 1)
    Lock.objects.all().delete()
    move = plan.lines.filter(entry=True).select_related("person", "post").earliest("pk")
    lock = Lock.objects.create(person=move.person, post=move.post, start=today, end=today + timedelta(days=90))
    Lock.objects.create(person=move.person, post=move.post, start=today, end=today + timedelta(days=900))
    draft = MoveDraft.objects.create(plan=plan, unit=plan.unit, owner=house.personnel)
    assert [item.url for item in agenda.to_decide(house.personnel)] == [reverse("rotation:draft", args=[draft.pk])]
    assert list(agenda.to_decide(house.officer)) == []
    assert [item.due for item in agenda.coming(house.personnel, today)] == [lock.end]
    assert list(agenda.coming(house.reader, today)) == []


def test_the_demo_has_decisions_and_wishes(house: House) -> None:
    before = Lock.objects.count()
    example.fill(house.root)
    assert (Lock.objects.count(), Wish.objects.count()) == (before + 2, 4)
