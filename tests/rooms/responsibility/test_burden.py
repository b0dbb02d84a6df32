"""Requests sent down: counted before they are sent, never for what is known, ended by themselves."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import House

from genhun.records.models import AuditEntry, Unit
from genhun.records.policies import Refused
from genhun.rooms.responsibility.actions import burden as actions
from genhun.rooms.responsibility.known import bare, known_as, likeness, same_question
from genhun.rooms.responsibility.models import Demand, FieldAnswer
from genhun.rooms.responsibility.queries import burden as queries

QUESTIONS = Path(__file__).with_name("questions.csv")
"""Fifty questions whose answers stand in the records (known = 1), and fifty that the records cannot answer."""


def test_every_field_that_is_known_is_found_and_no_other() -> None:
    with QUESTIONS.open(encoding="utf-8", newline="") as rows:
        planted = {row["question"]: row["known"] == "1" for row in csv.DictReader(rows)}
    assert (len(planted), sum(planted.values())) == (100, 50)
    assert [label for label, known in planted.items() if (known_as(label) is not None) != known] == []


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0.0 <= likeness(one, other) <= 1.0
    assert likeness(one, other) == likeness(other, one)
    assert bare(bare(one)) == bare(one) or same_question(bare(one), bare(bare(one))) or not bare(bare(one))


def wanted(house: House, **changes: Any) -> dict[str, Any]:
    values = {
        "unit": house.middle,
        "reach": "below",
        "title": "安全隐患摸排",
        "kind": "form",
        "people": 2,
        "minutes": 30,
    }
    return {**values, "labels": ["隐患条数", "最难的一条"], "ends": timezone.localdate() + timedelta(days=5), **changes}


def sent(house: House, **changes: Any) -> Demand:
    account = changes.pop("account", house.officer)
    draft = actions.draft_demand(account, wanted(house, **changes))
    return actions.send_demand(account, draft, draft.version)


def test_a_draft_counts_people_times_minutes_and_leaves_out_what_is_known(house: House) -> None:
    draft = actions.draft_demand(
        house.officer, wanted(house, labels=["隐患条数", "单位名称", "书记姓名", "隐患条数。"])
    )
    receivers = draft.units.count()
    assert receivers == Unit.objects.filter(path__startswith=house.middle.path).count() - 1
    assert [field.label for field in draft.fields.all()] == ["隐患条数"]
    assert [row[0] for row in draft.known] == ["单位名称", "书记姓名"]
    assert (draft.minutes, draft.saved) == (8, 22 * 2 * receivers)  # a quarter of the fields, a quarter of 30 minutes
    assert draft.state == Demand.State.DRAFT


def test_a_request_for_nothing_but_known_things_is_refused_and_nothing_is_written(house: House) -> None:
    with pytest.raises(Refused, match="书记姓名"):
        actions.draft_demand(house.officer, wanted(house, labels=["书记姓名", "单位名称"]))
    assert not Demand.objects.exists()


def test_what_overdraws_a_month_waits_for_somebody_else_above(house: House) -> None:
    secretary = house.account("unit_secretary", house.middle)
    over = sent(house, account=secretary, minutes=300)
    assert over.state == Demand.State.ASKED
    other = house.account("group_officer", house.root)
    with pytest.raises(Refused, match="理由"):
        actions.decide_demand(other, over, " ", over.version, allow=True)
    allowed = actions.decide_demand(other, over, "年度大检查，仅此一次", over.version, allow=True)
    assert (allowed.state, allowed.decided_by) == (Demand.State.SENT, other)
    mine = sent(house, minutes=400)
    with pytest.raises(Refused):
        actions.decide_demand(house.officer, mine, "自己批", mine.version, allow=True)


def test_budgets_come_from_the_nearest_unit_above(house: House) -> None:
    actions.set_budget(house.officer, house.root, Decimal(20), "集团办公会")
    units = [house.root, house.middle, house.below]
    assert [queries.budgets_of(units)[unit.pk] for unit in units] == [1200, 1200, 1200]
    lower = house.account("group_officer", house.middle)
    actions.set_budget(lower, house.middle, Decimal("2.5"), "二级单位")
    assert [queries.budgets_of(units)[unit.pk] for unit in units] == [1200, 150, 150]
    assert queries.source_of(house.below) == "二级单位"


def test_a_draft_joins_a_running_request_and_spares_the_rest(house: House) -> None:
    running = sent(house)
    draft = actions.draft_demand(house.officer, wanted(house, title="隐患再摸排", labels=["隐患条数", "谁来整改"]))
    assert queries.could_join(draft, timezone.localdate()) == [running]
    joined = actions.join_demand(house.officer, draft, running, draft.version)
    running.refresh_from_db()
    assert [field.label for field in running.fields.all()] == ["隐患条数", "最难的一条", "谁来整改"]
    assert (running.minutes, joined.joined_into) == (45, running)
    assert joined.saved == 15 * 2 * draft.units.count()


def test_a_unit_is_not_asked_twice_for_the_same(house: House) -> None:
    first = sent(house)
    secretary = house.account("unit_secretary", house.below)
    fields = list(first.fields.all())
    actions.answer_demand(secretary, first, house.below, {fields[0].pk: "3", fields[1].pk: "配电室老化"})
    second = sent(house, title="隐患复查", labels=["请填写隐患条数", "整改完成日期"])
    asked = [field.label for field in second.fields.all()]
    assert queries.said_before(house.below, asked) == {"请填写隐患条数": "3"}
    again = second.fields.get(label="请填写隐患条数")
    new = second.fields.get(label="整改完成日期")
    actions.answer_demand(secretary, second, house.below, {again.pk: "3", new.pk: "本月"})
    assert list(FieldAnswer.objects.filter(again=True).values_list("value", flat=True)) == ["3"]
    month = queries.months(secretary, second.ends)
    assert sum(one.saved for one in month) == 30  # one of two fields of 2 people x 30 minutes


def test_it_ends_by_itself(house: House) -> None:
    demand = sent(house)
    secretary = house.account("unit_secretary", house.below)
    today = timezone.localdate()
    assert [found.pk for found in queries.to_answer(secretary, today)] == [demand.pk]
    assert not queries.to_answer(secretary, today + timedelta(days=6)).exists()
    Demand.objects.filter(pk=demand.pk).update(ends=today - timedelta(days=1))
    demand.refresh_from_db()
    with pytest.raises(Refused, match="到期"):
        actions.answer_demand(secretary, demand, house.below, {})


def test_needless_is_counted_once_a_head_and_names_nobody(house: House) -> None:
    demand = sent(house)
    secretary = house.account("unit_secretary", house.below)
    actions.call_needless(secretary, demand, "上周刚报过")
    with pytest.raises(Refused):
        actions.call_needless(secretary, demand, "再说一次")
    assert [(voice.why, len(voice.voice)) for voice in demand.needless.all()] == [("上周刚报过", 64)]
    assert AuditEntry.objects.filter(action="call_needless").values_list("actor", flat=True).get() is None


def test_nobody_outside_the_part_sees_a_request(house: House) -> None:
    demand = sent(house, account=house.account("unit_secretary", house.middle))
    assert not queries.demands_of(house.account("reader", house.sister)).exists()
    assert queries.demands_of(house.account("reader", house.below)).get() == demand


def test_the_pages_from_a_draft_to_an_answer(house: House, client: Client) -> None:
    client.force_login(house.officer, "django.contrib.auth.backends.ModelBackend")
    ends = (timezone.localdate() + timedelta(days=5)).isoformat()
    form = {"title": "摸排", "kind": "form", "unit": house.middle.pk, "reach": "below", "people": 1, "minutes": 20}
    wrong = client.post(reverse("responsibility:new-demand"), {**form, "labels": "", "ends": "2020-01-01"})
    assert (wrong.status_code, set(wrong.context["form"].errors)) == (422, {"ends", "labels"})
    client.post(reverse("responsibility:new-demand"), {**form, "labels": "隐患条数\n书记姓名", "ends": ends})
    demand = Demand.objects.get()
    page = client.get(reverse("responsibility:demand", args=[demand.pk])).content.decode()
    assert "系统已掌握，不再索要" in page
    client.post(reverse("responsibility:send-demand", args=[demand.pk]), {"version": demand.version})
    client.force_login(house.account("unit_secretary", house.below), "django.contrib.auth.backends.ModelBackend")
    field = demand.fields.get()
    client.post(reverse("responsibility:answer-demand", args=[demand.pk]), {f"field_{field.pk}": "4"})
    assert FieldAnswer.objects.get().value == "4"
    assert client.get(reverse("responsibility:burden")).status_code == 200


def test_the_month_with_a_draft_in_it_and_who_asks_for_how_much(house: House) -> None:
    today = timezone.localdate()
    first = sent(house, ends=today)
    draft = actions.draft_demand(house.officer, wanted(house, title="另一件", labels=["车间数"], ends=today))
    budget, cost, reached = 8 * 60, 2 * 30, first.units.count()
    assert {load.left for load in queries.left_after(draft)} == {budget - 2 * cost}
    assert queries.over_budget(draft) == []
    secretary = house.account("unit_secretary", house.below)
    assert queries.senders(house.officer, today) == [queries.Sender(house.middle, 1, cost * reached, 0)]
    assert queries.senders(secretary, today) == [queries.Sender(house.middle, 1, cost, 0)]


def test_the_month_of_a_day() -> None:
    assert queries.month_of(date(2027, 12, 31)) == (date(2027, 12, 1), date(2028, 1, 1))
