"""The made-up content of the demo: enough of everything, made once, by the room's own acts."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.conftest import House
from tests.rooms.responsibility.test_duties import signed_in

from genhun.core.effect import Verdict
from genhun.records.models import Activity, AuditEntry, Duty, Objective
from genhun.rooms.responsibility.example import fill
from genhun.rooms.responsibility.queries.skins import moved


@pytest.fixture
def filled(house: House) -> House:
    fill(house.root)
    return house


def test_no_page_is_empty(filled: House) -> None:
    client = signed_in(filled.officer)
    for name in ("duties", "list", "objectives", "reviews", "pulse"):
        assert client.get(reverse(f"responsibility:{name}")).context["page"].rows, name
    skins = client.get(reverse("responsibility:two-skins")).context
    assert skins["rows"]
    assert skins["moved"]
    assert {duty.owner for duty in Duty.objects.all()} == {"committee", "discipline", "member"}
    assert Activity.objects.filter(outcome="").exists()


def test_every_act_stands_in_the_audit_and_a_second_fill_does_nothing(filled: House) -> None:
    assert AuditEntry.objects.filter(action="close_activity").count() == Activity.objects.exclude(outcome="").count()
    counts = (Objective.objects.count(), Duty.objects.count(), AuditEntry.objects.count())
    fill(filled.root)
    assert (Objective.objects.count(), Duty.objects.count(), AuditEntry.objects.count()) == counts


@pytest.mark.skipif(timezone.localdate().month < 8, reason="the year is too young for months after what was done")
def test_the_made_up_figures_tell_of_what_was_done(filled: House) -> None:
    verdicts = [row.effect.verdict for row in moved(filled.officer, filled.root, timezone.localdate().year)]
    assert verdicts.count(Verdict.BETTER) > verdicts.count(Verdict.WORSE)
