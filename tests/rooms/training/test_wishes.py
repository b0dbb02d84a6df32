"""Wishes for seats: they stand on the waiting list, are promised or declined, and bind every plan from then on."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.conftest import House
from tests.rooms.training.made_plans import training_plan
from tests.rooms.training.test_training_pages import queries, signed_in
from tests.rooms.training.test_waiting import ask, workers

from genhun.planning.training.problem import INDUCTION
from genhun.records.actions import jobs
from genhun.records.actions.own_file import wish_to_attend
from genhun.records.actions.plans import refuse_line, request_plan
from genhun.records.models import Account, AuditEntry, Peak, Person, Plan, PlanLine, Role, SeatWish, TrainingClass
from genhun.records.worker import run_job
from genhun.rooms.training.bridge.year import Owing
from genhun.rooms.training.models import SeatDraft, Waiting

State = SeatWish.State


@pytest.fixture
def plan(house: House) -> Plan:
    """A proposed plan with three seats."""
    return training_plan(house, 3)


@pytest.fixture
def client(house: House) -> Client:
    return signed_in(house.training)


@pytest.fixture
def offered() -> TrainingClass:
    """A class that is open to everybody, in no peak, with two seats."""
    Peak.objects.all().delete()
    span = {"start": date(2027, 12, 20), "end": date(2027, 12, 22)}
    return TrainingClass.objects.create(code="X1", title="候补班", kind="topic", city="沈阳", days=3, seats=2, **span)


def cadre(row: Owing) -> Account:
    """The account of a worker."""
    who = Person.objects.get(code=row.worker.person_id)
    made = {"role": Role.CADRE, "unit": who.unit, "person": who, "language": "en"}
    return Account.objects.get_or_create(username=f"c-{who.code}", defaults=made)[0]


def apart(rows: list[Owing], number: int) -> list[Owing]:
    """Workers of as many units: nobody stands in another's way."""
    return list({row.unit.pk: row for row in rows}.values())[:number]


def wish(client: Client, found: SeatWish, **sent: str) -> int:
    return client.post(reverse("training:wish", args=[found.pk]), sent).status_code


def page(client: Client, offered: TrainingClass) -> dict[str, list[object]]:
    context = client.get(reverse("training:waiting", args=[offered.pk])).context
    waits = [r["place"].entry.people[0][0] for r in context["rows"]]
    return {"waits": waits, "promised": [(e.people[0][0], seated) for e, seated in context["promised"]]}


def test_what_a_cadre_books_on_the_own_page_stands_on_the_waiting_list(
    house: House, plan: Plan, client: Client, offered: TrainingClass
) -> None:
    (row,) = apart(workers(house, plan, offered), 1)
    account = cadre(row)
    own = Client()
    own.force_login(account)
    assert own.post(reverse("hall:me-wish", args=[offered.pk])).status_code == 302
    text = client.get(reverse("training:waiting", args=[offered.pk])).content.decode()
    assert f"Wished for on {timezone.localdate()} by: Cadre" in text
    assert page(client, offered) == {"waits": [row.worker.person_id], "promised": []}
    counts = {r["class"].code: r["waiting"] for r in client.get(reverse("training:classes")).context["rows"]}
    assert counts["X1"] == 1
    assert "1 wish for a seat: 候补班" in client.get(reverse("hall:home")).content.decode()


def test_a_promised_seat_is_in_the_next_plan_that_the_worker_makes(
    house: House, plan: Plan, client: Client, offered: TrainingClass
) -> None:
    (row,) = apart(workers(house, plan, offered), 1)
    found = wish_to_attend(cadre(row), offered)
    assert wish(client, found, act="promise") == 302
    assert page(client, offered) == {"waits": [], "promised": [(row.worker.person_id, False)]}
    request_plan(house.training, house.root, ["training"], 2)
    job = jobs.claim_job()
    assert job is not None
    run_job(job)
    made = Plan.objects.filter(planner="training").latest("pk")
    assert made.job == job
    line = made.lines.get(person__code=row.worker.person_id, training_class=offered)
    assert line.reason["kind"] == "promised"
    assert line.reason["en"].startswith("A person promised this seat")
    assert made.bound <= made.cost


def test_the_person_reads_what_became_of_the_wish(
    house: House, plan: Plan, client: Client, offered: TrainingClass
) -> None:
    (row,) = apart(workers(house, plan, offered), 1)
    account = cadre(row)
    found, own = wish_to_attend(account, offered), Client()
    TrainingClass.objects.exclude(pk=offered.pk).filter(lines=None).delete()
    own.force_login(account)
    wish(client, found, act="decline")
    assert SeatWish.objects.get().state == State.ASKED  # not without a reason
    wish(client, found, act="decline", reason="下期优先安排")
    assert SeatWish.objects.get().state == State.DECLINED
    assert "下期优先安排" in own.get(reverse("hall:me")).content.decode()
    assert page(client, offered) == {"waits": [], "promised": []}
    assert AuditEntry.objects.get(action="decline_wish").reason == "下期优先安排"
    own.post(reverse("hall:me-wish", args=[offered.pk]), {"drop": "1"})
    assert not SeatWish.objects.exists()


def test_a_promise_against_a_rule_is_refused_with_its_sentence(
    house: House, plan: Plan, client: Client, offered: TrainingClass
) -> None:
    row = next(row for row in workers(house, plan, offered) if not row.worker.newcomer)
    found = wish_to_attend(cadre(row), offered)
    TrainingClass.objects.filter(pk=offered.pk).update(kind=INDUCTION)
    url = reverse("training:wish", args=[found.pk])
    text = client.post(url, {"act": "promise"}, follow=True).content.decode()
    assert "Induction classes are for newcomers only." in text
    assert SeatWish.objects.get().state == State.ASKED


def test_no_more_seats_are_promised_than_there_are_and_none_that_was_refused(
    house: House, plan: Plan, client: Client, offered: TrainingClass
) -> None:
    rows = apart(workers(house, plan, offered), 4)
    found = [wish_to_attend(cadre(row), offered) for row in rows]
    who = Person.objects.get(code=rows[0].worker.person_id)
    line = PlanLine.objects.create(plan=plan, unit=house.root, person=who, training_class=offered)
    refuse_line(line, house.training, "生产任务重", plan.version)
    for one in found:
        wish(client, one, act="promise")
    states = [SeatWish.objects.get(pk=one.pk).state for one in found]
    assert states == [State.ASKED, State.PROMISED, State.PROMISED, State.ASKED]


def test_free_seats_are_filled_in_order_and_a_group_too_large_waits(
    house: House, plan: Plan, client: Client, offered: TrainingClass
) -> None:
    rows = workers(house, plan, offered)
    unit = max({row.unit.code for row in rows}, key=lambda code: sum(row.unit.code == code for row in rows))
    group = [row.worker.person_id for row in rows if row.unit.code == unit][:3]
    first, second = apart([row for row in rows if row.unit.code != unit], 2)
    assert ask(client, offered, "、".join(group)) == 302
    assert ask(client, offered, first.worker.person_id) == 302
    found = wish_to_attend(cadre(second), offered)
    assert client.post(reverse("training:fill-waiting", args=[offered.pk])).status_code == 302
    draft = SeatDraft.objects.get()
    codes = {first.worker.person_id, second.worker.person_id}
    assert {(act, code, where) for act, code, where in draft.edits} == {("add", code, "X1") for code in codes}
    sent = {"version": draft.version, "reason": "候补递补"}
    assert client.post(reverse("training:save-draft", args=[draft.pk]), sent).status_code == 302
    assert set(SeatWish.objects.values_list("person__code", "state")) == {(code, State.PROMISED) for code in codes}
    assert SeatWish.objects.get(pk=found.pk).answer == "候补递补"
    assert [entry.people.count() for entry in Waiting.objects.filter(state=Waiting.State.WAITING)] == [3]


def test_a_draft_does_not_take_a_promised_seat_away(
    house: House, plan: Plan, client: Client, offered: TrainingClass
) -> None:
    line = plan.lines.exclude(training_class=None).earliest("pk")
    assert line.person is not None
    SeatWish.objects.create(
        person=line.person, training_class=line.training_class, asked_by=house.training, state=State.PROMISED
    )
    client.post(reverse("training:begin-draft", args=[plan.pk]))
    draft = SeatDraft.objects.get()
    url = reverse("training:draft", args=[draft.pk])
    assert line.training_class is not None
    sent = {"act": "drop", "version": "1", "person": line.person.code, "offered": line.training_class.code}
    text = client.post(url, sent, follow=True).content.decode()
    assert f"This seat is promised to {line.person.name}" in text
    draft.refresh_from_db()
    assert draft.edits == []
    shown = client.get(f"{url}?class={line.training_class.code}").context["people"]
    assert [one["code"] for one in shown if one["promised"]] == [line.person.code]


def test_wishes_are_answered_for_the_own_part_by_those_who_train(
    house: House, plan: Plan, offered: TrainingClass
) -> None:
    row = next(r for r in workers(house, plan, offered) if not r.unit.path.startswith(house.middle.path))
    found = wish_to_attend(cadre(row), offered)
    aside = house.account("training_coordinator", house.middle)
    assert wish(signed_in(aside), found, act="promise") == 404
    assert wish(signed_in(house.reader), found, act="promise") == 404
    assert page(signed_in(aside), offered)["waits"] == []


def test_a_list_of_wishes_costs_twelve_queries_with_one_and_with_three(
    house: House, plan: Plan, client: Client, offered: TrainingClass
) -> None:
    counts = []
    for row in workers(house, plan, offered)[:3]:
        wish_to_attend(cadre(row), offered)
        counts.append(queries(client, reverse("training:waiting", args=[offered.pk])))
    assert counts == [12, 12, 12]
