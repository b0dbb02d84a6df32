"""The made-up content comes in by the room's own actions, and every page has something to show."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from tests.conftest import House
from tests.rooms.guidance.test_exchange import signed_in

from genhun.records.models import AuditEntry, Norm
from genhun.rooms.guidance import agenda, example
from genhun.rooms.guidance.models import FollowUp, Matter, Meeting, Practice, Problem
from genhun.rooms.guidance.queries.norms import norms_of, standings

TODAY = timezone.localdate()


def test_the_demo_is_filled_once_and_every_step_is_in_the_audit(house: House) -> None:
    example.fill(house.root)
    counts = [model.objects.count() for model in (Problem, Practice, Norm, Meeting, FollowUp, Matter)]
    assert counts == [6, 3, 5, 3, 3, 6]
    steps = sum(norm.steps.count() for norm in Norm.objects.all())
    assert AuditEntry.objects.filter(action="decide_step").count() == steps == 7
    example.fill(house.root)
    assert Problem.objects.count() == 6


def test_the_demo_shows_a_pilot_to_go_on_with_and_one_to_end(house: House) -> None:
    example.fill(house.root)
    acts = {one.norm.title: one.proposal.act for one in standings(norms_of(house.officer), TODAY)}
    assert acts == {
        "机旁备件管理办法": "forward",
        "班组隐患当班销号": "wait",
        "检修现场移动党课": "end",
        "党委前置研究议题预告办法": "keep",
        "转岗党务干部换届一页通": "wait",
    }


def test_the_home_page_tells_what_waits_and_what_comes(house: House) -> None:
    example.fill(house.root)
    late = FollowUp.objects.get(due__lt=TODAY)
    waiting = list(agenda.to_decide(house.officer))
    assert {item.url for item in waiting} >= {
        reverse("guidance:meeting", args=[late.meeting_id]),
        *(
            reverse("guidance:norm", args=[n.pk])
            for n in Norm.objects.filter(title__in=["机旁备件管理办法", "检修现场移动党课"])
        ),
    }
    coming = list(agenda.coming(house.officer, TODAY))
    assert all(item.due and TODAY <= item.due <= TODAY + timedelta(days=365) for item in coming)
    assert {item.text for item in coming} >= set(FollowUp.objects.filter(due__gte=TODAY).values_list("task", flat=True))
    assert list(agenda.to_decide(house.reader)) == []


def test_every_list_of_the_filled_room_opens(house: House) -> None:
    example.fill(house.root)
    client = signed_in(house.officer)
    for name in ("norms", "problems", "meetings", "governance", "matters", "trace", "figures"):
        page = client.get(reverse(f"guidance:{name}"))
        assert page.status_code == 200
    for norm in Norm.objects.all():
        assert client.get(reverse("guidance:norm", args=[norm.pk])).status_code == 200
    assert date(TODAY.year + 1, 12, 31) in {t.by for t in house.root.governance_targets.all()}
