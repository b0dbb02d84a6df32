"""Problems, practices, meetings and what follows: what is found, who sees it, what is written."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.conftest import House

from genhun.records.models import Account, AuditEntry, Norm
from genhun.rooms.guidance.models import FollowUp, Matter, Meeting, Practice, Problem
from genhun.rooms.guidance.queries.exchange import follow_ups_due, solved_already, told_of
from genhun.rooms.guidance.queries.governance import LATE, MISSING, REVISED, WITHHELD, fault_of, faulty

TODAY = timezone.localdate()
TEXT = "夜班检修时常用备件要到总库领取，等待时间长，影响设备恢复运行。"
SAME = "常用备件夜班要到总库去领，检修等待的时间很长，设备恢复运行受影响。"


def signed_in(account: Account) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(account, "django.contrib.auth.backends.ModelBackend")
    return client


def sent(house: House, **more: object) -> dict[str, object]:
    """A problem as it is sent from its page."""
    given = {
        "unit": house.middle.pk,
        "title": "夜班等备件",
        "text": TEXT,
        "since": "2026-05-01",
        "cost": "每月停机6小时",
    }
    return {**given, **more}


def problem(house: House, account: Account, **more: object) -> Problem:
    answer = signed_in(account).post(reverse("guidance:new-problem"), sent(house, **more))
    assert answer.status_code == 302, answer.context["form"].errors
    return Problem.objects.latest("pk")


def practice(house: House, account: Account, **more: object) -> Practice:
    return Practice.objects.create(
        unit=house.sister,
        title="备件前置柜",
        text=SAME + "把常用备件放到机旁的柜子里。",
        tried="二号机",
        since=date(2026, 6, 1),
        cost="两个柜子",
        changed="等待时间减半",
        told_by=account,
        **more,
    )


@pytest.fixture
def told(house: House) -> Practice:
    return practice(house, house.officer)


def test_a_secretary_raises_a_problem_and_sees_at_once_who_solved_it(house: House, told: Practice) -> None:
    raised = problem(house, house.secretary)
    assert AuditEntry.objects.latest("pk").action == "raise_problem"
    page = signed_in(house.secretary).get(reverse("guidance:problem", args=[raised.pk]))
    assert [found.record for found in page.context["found"]] == [told]
    other = problem(house, house.officer, unit=house.root.pk, title="检修等备件", text=SAME)
    assert {found.record for found in solved_already(house.secretary, SAME)} == {told, raised, other}


def test_what_says_the_same_shows_while_the_problem_is_written(house: House, told: Practice) -> None:
    client = signed_in(house.secretary)
    half = {"title": "夜班等备件", "text": TEXT, "unit": house.middle.pk}
    part = client.post(reverse("guidance:alike"), half)
    assert [found.record for found in part.context["found"]] == [told]
    assert "备件前置柜" in part.content.decode()
    without_script = client.post(reverse("guidance:new-problem"), {**half, "look": "1"})
    assert without_script.status_code == 200
    assert [found.record for found in without_script.context["found"]] == [told]
    assert Problem.objects.count() == 0


def test_what_a_unit_keeps_to_its_own_part_is_neither_seen_nor_found_elsewhere(house: House) -> None:
    kept = problem(house, house.secretary, kept_own="on")
    sister = house.account("unit_secretary", house.sister)
    assert solved_already(sister, TEXT) == []
    assert told_of(sister, "备件") == []
    assert signed_in(sister).get(reverse("guidance:problem", args=[kept.pk])).status_code == 404
    assert [found.record for found in solved_already(house.officer, TEXT)] == [kept]
    assert [found.record for found in solved_already(house.secretary, TEXT)] == [kept]


def test_words_find_problems_practices_and_norms_and_only_those(house: House, told: Practice) -> None:
    norm = Norm.objects.create(title="备件管理办法", unit=house.root, since=TODAY, scope="夜班备件领取")
    Norm.objects.create(title="会议管理办法", unit=house.root, since=TODAY)
    assert {found.record for found in told_of(house.reader, "备件")} == {told, norm}
    Norm.objects.filter(pk=norm.pk).update(stage=Norm.Stage.RETIRED)
    assert {found.record for found in told_of(house.reader, "备件")} == {told}


def test_a_wrong_problem_says_what_is_wrong_and_loses_nothing(house: House) -> None:
    tomorrow = TODAY + timedelta(days=1)
    page = signed_in(house.secretary).post(
        reverse("guidance:new-problem"), sent(house, since=str(tomorrow), cost="", unit=house.sister.pk)
    )
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"since", "cost", "unit"}
    assert TEXT in page.content.decode()
    assert (Problem.objects.count(), AuditEntry.objects.filter(action="raise_problem").count()) == (0, 0)


def test_a_problem_is_closed_once_by_its_own_part(house: House) -> None:
    raised = problem(house, house.secretary)
    close = reverse("guidance:close-problem", args=[raised.pk])
    given = {"version": 1, "state": "solved", "outcome": "备件柜到机旁"}
    signed_in(house.account("unit_secretary", house.sister)).post(close, given)
    raised.refresh_from_db()
    assert raised.state == "open"
    client = signed_in(house.secretary)
    client.post(close, {**given, "version": 7})
    raised.refresh_from_db()
    assert raised.state == "open"
    client.post(close, given)
    client.post(close, {**given, "version": 2, "outcome": "又一次"})
    raised.refresh_from_db()
    assert (raised.state, raised.outcome, raised.version) == ("solved", "备件柜到机旁", 2)
    assert AuditEntry.objects.filter(action="close_problem").count() == 1


def test_a_meeting_ends_with_who_does_what_and_the_unit_closes_it(house: House) -> None:
    officer = signed_in(house.officer)
    about = problem(house, house.secretary)
    given = {
        "kind": "visit",
        "title": "备件调研",
        "day": str(TODAY),
        "unit": house.root.pk,
        "host": house.sister.pk,
        "questions": "为什么等？",
        "problems": [about.pk],
    }
    assert officer.post(reverse("guidance:new-meeting"), given).status_code == 302
    meeting = Meeting.objects.get()
    assert list(meeting.problems.all()) == [about]
    secretary = signed_in(house.secretary)
    assert secretary.get(reverse("guidance:meeting", args=[meeting.pk])).status_code == 404
    officer.post(reverse("guidance:note-meeting", args=[meeting.pk]), {"version": 1, "findings": "总库夜间无人"})
    due = TODAY + timedelta(days=30)
    asked = {"task": "试设备件柜", "unit": house.middle.pk, "due": str(due)}
    officer.post(reverse("guidance:ask-follow-up", args=[meeting.pk]), asked)
    item = FollowUp.objects.get()
    assert list(follow_ups_due(house.secretary, due)) == [item]
    assert list(follow_ups_due(house.secretary, due - timedelta(days=1))) == []
    assert secretary.get(reverse("guidance:meeting", args=[meeting.pk])).status_code == 200
    secretary.post(reverse("guidance:close-follow-up", args=[item.pk]), {"version": 1, "outcome": "等待减半"})
    item.refresh_from_db()
    assert (item.closed_on, item.outcome) == (TODAY, "等待减半")
    assert list(follow_ups_due(house.secretary, due)) == []


def test_every_fault_of_prior_discussion_is_named_and_no_other(house: House) -> None:
    first, later = date(2026, 3, 1), date(2026, 4, 1)
    planted = {
        ("agree", first, later): "",
        ("agree", first, first): "",
        ("agree", first, None): "",
        ("", None, None): "",
        ("", None, first): MISSING,
        ("agree", later, first): LATE,
        ("withhold", first, later): WITHHELD,
        ("revise", first, later): REVISED,
    }
    made = {
        Matter.objects.create(
            unit=house.middle, title="事项", kind="project", outcome=o, discussed_on=d, decided_on=b
        ): fault
        for (o, d, b), fault in planted.items()
    }
    assert {matter: fault_of(matter) for matter in made} == made
    assert set(faulty(Matter.objects.all())) == {matter for matter, fault in made.items() if fault}


@pytest.mark.parametrize("name", ["problems", "meetings", "matters", "trace", "norms", "governance"])
def test_lists_cost_the_same_with_one_and_with_three(house: House, name: str) -> None:
    client = signed_in(house.officer)

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(reverse(f"guidance:{name}")).status_code == 200
        return len(asked)

    one_of_each(house)
    client.get(reverse(f"guidance:{name}"))
    first = cost()
    one_of_each(house)
    one_of_each(house)
    assert cost() == first
    assert first <= 12


def one_of_each(house: House) -> None:
    raised = Problem.objects.create(
        unit=house.middle, title="等备件", text=TEXT, since=TODAY, cost="停机", raised_by=house.secretary
    )
    practice(house, house.officer).problems.add(raised)
    meeting = Meeting.objects.create(
        kind="visit", unit=house.root, host=house.sister, title="调研", day=TODAY, questions="为何？"
    )
    FollowUp.objects.create(meeting=meeting, unit=house.middle, task="试", due=TODAY)
    Matter.objects.create(unit=house.middle, title="事项", kind="sum", decided_on=TODAY)
    Norm.objects.create(title="办法", unit=house.root, stage="pilot", since=TODAY)
