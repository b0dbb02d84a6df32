"""Activities: only what the system cannot know is asked; a measurement or no change seen closes them."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.conftest import House
from tests.rooms.responsibility.made import YEAR, activity, actuals, duty, objective
from tests.rooms.responsibility.test_duties import signed_in

from genhun.records.models import Activity, AuditEntry
from genhun.records.policies import Refused, Stale
from genhun.rooms.responsibility.actions.activities import close_activity, reopen_activity, start_activity
from genhun.rooms.responsibility.agenda import coming, to_decide


def test_the_form_brings_what_the_objective_knows(house: House) -> None:
    goal = objective(house.middle)
    actuals(goal, {2: 38, 3: 36.5, 5: 31, 6: 30.25})
    done = activity(duty(house.secretary, house.middle, goal), date(YEAR, 5, 12))
    client, url = signed_in(house.secretary), reverse("responsibility:activity", args=[done.pk])
    form = client.get(url).context["form"]
    shown = {name: form[name].value() for name in ("outcome", "before", "after", "sureness")}
    assert shown == {"outcome": "measured", "before": "36.5", "after": "30.25", "sureness": "likely"}
    sent = {**shown, "hours": "6", "version": form["version"].value()}
    assert client.post(url, sent).status_code == 302
    done.refresh_from_db()
    assert (done.outcome, done.before, done.after, done.closed_by) == ("measured", 36.5, 30.25, house.secretary)
    assert AuditEntry.objects.filter(action="close_activity", subject=f"activity:{done.pk}").count() == 1


def test_no_change_seen_closes_as_well_and_keeps_no_numbers(house: House) -> None:
    done = activity(duty(house.secretary, house.middle, objective(house.middle)), date(YEAR, 5, 12))
    client, url = signed_in(house.secretary), reverse("responsibility:activity", args=[done.pk])
    assert client.get(url).context["form"]["outcome"].value() == "none"  # nothing is known to prefill
    assert client.post(url, {"outcome": "none", "before": "4", "hours": "2", "version": 1}).status_code == 302
    done.refresh_from_db()
    assert (done.outcome, done.before, done.after, done.sureness) == ("none", None, None, "")
    assert "counts as work done" in client.get(url).content.decode()


def test_half_a_measurement_is_named_and_nothing_is_lost(house: House) -> None:
    done = activity(duty(house.secretary, house.middle), date(YEAR, 5, 12))
    client, url = signed_in(house.secretary), reverse("responsibility:activity", args=[done.pk])
    answer = client.post(url, {"outcome": "measured", "before": "7.5", "hours": "3", "sureness": "sure", "version": 1})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"after", "measure"}
    assert 'value="7.5"' in answer.content.decode()
    done.refresh_from_db()
    assert done.outcome == ""


def test_two_who_close_at_once_do_not_overwrite_each_other(house: House) -> None:
    done = activity(duty(house.secretary, house.middle), date(YEAR, 5, 12))
    none = {"outcome": "none", "hours": 1}
    close_activity(house.secretary, done, none, done.version)
    with pytest.raises(Stale):
        close_activity(house.officer, done, none, done.version)
    answer = signed_in(house.officer).post(
        reverse("responsibility:activity", args=[done.pk]), {"outcome": "none", "hours": "9", "version": 1}
    )
    assert answer.status_code == 409
    done.refresh_from_db()
    assert done.hours == 1


def test_a_slip_is_mended_with_its_reason(house: House) -> None:
    done = close_activity(
        house.secretary,
        activity(duty(house.secretary, house.middle), date(YEAR, 5, 12)),
        {"outcome": "none", "hours": 1},
        1,
    )
    with pytest.raises(Refused):
        reopen_activity(house.secretary, done, " ", done.version)
    again = reopen_activity(house.secretary, done, "工时填错", done.version)
    assert (again.outcome, again.closed_at) == ("", None)
    with pytest.raises(Refused):
        reopen_activity(house.secretary, again, "再来", again.version)


def test_an_activity_starts_from_a_confirmed_duty_only(house: House) -> None:
    made = duty(house.secretary, house.middle, objective(house.middle))
    planned = start_activity(
        house.secretary, made, {"title": "加一次", "expected": "", "on": date(YEAR, 12, 8), "hours": 2}
    )
    assert planned.expected == "非计划停机 40 → 20 小时"
    made.state = "proposed"
    with pytest.raises(Refused):
        start_activity(house.secretary, made, {"title": "再加", "on": date(YEAR, 12, 8), "hours": 2})
    with pytest.raises(Refused):
        start_activity(house.reader, made, {"title": "再加", "on": date(YEAR, 12, 8), "hours": 2})


def test_the_home_page_holds_the_secretarys_own_month(house: House) -> None:
    duty(house.secretary, house.middle, objective(house.middle))
    duty(house.secretary, house.below, objective(house.below))
    today = timezone.localdate()
    now = list(to_decide(house.secretary))
    assert [(item.due.month if item.due else 0, item.kind) for item in now] == [(today.month, "decide")]
    ahead = list(coming(house.secretary, today))
    assert len(ahead) == min(3, 12 - today.month)
    assert list(to_decide(house.reader)) == list(coming(house.reader, today)) == []


def test_what_is_due_shows_the_whole_part_by_day(house: House) -> None:
    own = duty(house.secretary, house.middle, objective(house.middle))
    lower = duty(house.secretary, house.below)
    duty(house.officer, house.sister)
    activity(own, date(YEAR, 1, 5))
    page = signed_in(house.secretary).get(reverse("responsibility:duties"))
    shown = [(row["activity"].duty_id, row["late"]) for row in page.context["rows"]]
    late = timezone.localdate() > date(YEAR, 1, 5)
    assert shown[0] == (own.pk, late)
    assert {pk for pk, _late in shown} == {own.pk, lower.pk}
    days = [row["activity"].on for row in page.context["rows"]]
    assert days == sorted(days)
    assert Activity.objects.filter(unit=house.sister).exists()
