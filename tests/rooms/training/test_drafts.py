"""Seats edited by hand: every rule lights at once, with a sentence; saved it is a plan of its own, verified."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.conftest import House
from tests.rooms.training.made_plans import training_plan
from tests.rooms.training.test_training_pages import busiest, queries, signed_in

from genhun.planning.lines import Attendance
from genhun.planning.outcome import Solved
from genhun.planning.run import verify_plan
from genhun.planning.training.problem import INDUCTION
from genhun.planning.training.rules import RULES
from genhun.records.actions.plans import adopt_plan, refuse_line
from genhun.records.bridge import group_below
from genhun.records.errand import answer
from genhun.records.models import AuditEntry, Peak, Person, Plan, TrainingClass
from genhun.records.policies import Refused
from genhun.records.results import store
from genhun.rooms.training.actions.drafts import begin_draft
from genhun.rooms.training.bridge.board import Board, board_of, edited
from genhun.rooms.training.lamps import SHOWN
from genhun.rooms.training.models import SeatDraft


@pytest.fixture
def plan(house: House) -> Plan:
    """A proposed plan with twelve seats."""
    return training_plan(house, 12)


@pytest.fixture
def client(house: House) -> Client:
    return signed_in(house.training)


@pytest.fixture
def draft(client: Client, plan: Plan) -> SeatDraft:
    client.post(reverse("training:begin-draft", args=[plan.pk]))
    return SeatDraft.objects.get()


def change(client: Client, draft: SeatDraft, **sent: object) -> str:
    """One change; what the page says then."""
    draft.refresh_from_db()
    url = reverse("training:draft", args=[draft.pk])
    answer = client.post(url, {"version": draft.version, **sent}, follow=True)
    draft.refresh_from_db()
    return " ".join(str(message) for message in answer.context["messages"])


def first(plan: Plan) -> tuple[Person, TrainingClass]:
    """Who and which class the first line of a plan brings together."""
    line = plan.lines.order_by("pk")[0]
    assert line.person
    assert line.training_class
    return line.person, line.training_class


def board(house: House, draft: SeatDraft) -> Board:
    draft.refresh_from_db()
    return board_of(draft, house.training)


def broken(client: Client, draft: SeatDraft) -> dict[str, list[str]]:
    lamps = client.get(reverse("training:draft", args=[draft.pk])).context["lamps"]
    return {lamp["id"]: [told.sentence for told in lamp["broken"]] for lamp in lamps if lamp["broken"]}


def test_a_draft_starts_as_the_plan_with_every_lamp_kept(
    house: House, plan: Plan, client: Client, draft: SeatDraft
) -> None:
    context = client.get(reverse("training:draft", args=[draft.pk])).context
    assert [lamp["id"] for lamp in context["lamps"]] == [rule.id for rule in RULES]
    assert (context["broken"], context["more_total"], context["cost"]) == (0, 0, plan.cost)
    client.post(reverse("training:begin-draft", args=[plan.pk]))
    assert SeatDraft.objects.count() == 1


def test_taking_out_putting_in_and_swapping_count_the_difference(
    house: House, plan: Plan, client: Client, draft: SeatDraft
) -> None:
    person, offered_to = first(plan)
    change(client, draft, act="drop", person=person.code, offered=offered_to.code)
    now = board(house, draft)
    group = group_below(house.root)
    pairs = plan.lines.exclude(person=person).values_list("person__code", "training_class__code")
    kept = [Attendance(*pair) for pair in pairs]
    assert sum(now.more.values()) == verify_plan(group, "training", kept).cost - plan.cost
    offered = now.problem.classes[offered_to.code]
    newcomer = now.fitting(offered)[0].worker
    change(client, draft, act="add", person=newcomer.person_id, offered=offered.class_id)
    after = now.fitting(offered, newcomer.person_id)[1].worker
    change(client, draft, act="swap", person=newcomer.person_id, other=after.person_id, offered=offered.class_id)
    assert draft.edits == [
        ["drop", person.code, offered.class_id],
        ["add", newcomer.person_id, offered.class_id],
        ["drop", newcomer.person_id, offered.class_id],
        ["add", after.person_id, offered.class_id],
    ]
    change(client, draft, act="back", number=0)
    assert draft.edits[0] == ["add", newcomer.person_id, offered.class_id]
    assert broken(client, draft) == {}


def test_every_rule_lights_with_its_sentence(house: House, plan: Plan, client: Client, draft: SeatDraft) -> None:
    now = board(house, draft)
    few = min(now.attending, key=lambda code: len(now.attending[code]))  # a lamp tells its first breaches only
    offered, person = TrainingClass.objects.get(code=few), Person.objects.get(code=now.attending[few][0])
    name, code = person.name, person.code
    TrainingClass.objects.filter(pk=offered.pk).update(seats=0)
    assert broken(client, draft)["TRN-01"][0].startswith(f"“{offered.title}” has 0 seats for")
    TrainingClass.objects.filter(pk=offered.pk).update(seats=40, min_level=90)
    assert any(sentence.startswith(f"{name} has level") for sentence in broken(client, draft)["TRN-03"])
    TrainingClass.objects.filter(pk=offered.pk).update(min_level=None)
    Peak.objects.create(unit=house.root, start=offered.start, end=offered.start)
    assert any(s.startswith(f"{name}: “{offered.title}” meets") for s in broken(client, draft)["TRN-05"])
    Peak.objects.filter(unit=house.root).delete()
    twin = next(c for c in now.year.classes if c.class_id != offered.code and c.kind != INDUCTION)
    TrainingClass.objects.filter(code=twin.class_id).update(
        start=offered.start, end=offered.end, min_level=None, max_level=None
    )
    change(client, draft, act="add", person=code, offered=twin.class_id)
    assert broken(client, draft)["TRN-02"][0].startswith(f"{name}: “")
    change(client, draft, act="back", number=0)
    TrainingClass.objects.filter(pk=offered.pk).update(kind="induction")
    olds = [r for r in now.year.owing if not r.worker.newcomer and r.worker.person_id in now.attending[offered.code]]
    assert {s.split(" is no newcomer")[0] for s in broken(client, draft).get("TRN-06", [])} == {
        row.worker.person.name for row in olds
    }


def test_too_many_of_one_unit_away_light_up(house: House, plan: Plan, client: Client, draft: SeatDraft) -> None:
    now = board(house, draft)
    offered = now.problem.classes[busiest(plan).code]
    TrainingClass.objects.filter(code=offered.class_id).update(min_level=None, max_level=None, kind="topic", seats=90)
    Peak.objects.all().delete()
    unit = max(now.year.cap, key=lambda code: sum(r.unit.code == code for r in now.year.owing))
    people = [row.worker.person_id for row in now.year.owing if row.unit.code == unit]
    for code in people[: now.year.cap[unit] + 1]:
        change(client, draft, act="add", person=code, offered=offered.class_id)
    (sentence,) = broken(client, draft)["TRN-04"]
    assert sentence.startswith(now.year.staff.units[unit].name)


def test_those_proposed_fit_by_every_rule(house: House, plan: Plan, client: Client, draft: SeatDraft) -> None:
    now = board(house, draft)
    tried = 0
    for offered in now.year.classes:
        if now.free(offered) < 1:
            continue
        fitting = {row.worker.person_id for row in now.fitting(offered)}
        for code in [row.worker.person_id for row in now.year.owing][:40]:
            line = Attendance(code, offered.class_id)
            if line in now.lines:
                continue
            sound = verify_plan(now.group, "training", [*now.lines, line]).sound
            assert sound or code not in fitting
            tried += 1
        for other in now.alternatives(now.lines[0].person_id, offered):
            moved = edited(now.lines, [("add", now.lines[0].person_id, other.offered.class_id)])
            assert verify_plan(now.group, "training", moved).sound
    assert tried > 100


def test_a_sound_draft_becomes_a_plan_of_its_own(house: House, plan: Plan, client: Client, draft: SeatDraft) -> None:
    adopt_plan(plan, house.training, "同意")
    before = sorted(plan.lines.values_list("person", "training_class"))
    person, offered_to = first(plan)
    change(client, draft, act="drop", person=person.code, offered=offered_to.code)
    url = reverse("training:save-draft", args=[draft.pk])
    answer = client.post(url, {"version": draft.version, "reason": ""})
    assert answer.status_code == 422
    answer = client.post(url, {"version": draft.version, "reason": "本人另有任务"})
    made = Plan.objects.latest("pk")
    assert answer["Location"] == reverse("rotation:plan", args=[made.pk])
    assert (made.state, made.title, made.bound) == (Plan.State.VERIFIED, "本人另有任务", plan.bound)
    assert sorted(made.lines.values_list("person", "training_class")) == [
        pair for pair in before if pair != (person.pk, offered_to.pk)
    ]
    assert all(row.reason for row in made.lines.all())
    plan.refresh_from_db()
    assert plan.state == Plan.State.ADOPTED
    assert sorted(plan.lines.values_list("person", "training_class")) == before
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.reason, entry.detail["from"]) == ("save_draft", "本人另有任务", plan.pk)
    assert client.get(reverse("training:draft", args=[draft.pk])).status_code == 404


def test_a_draft_that_breaks_a_rule_is_not_saved(house: House, plan: Plan, client: Client, draft: SeatDraft) -> None:
    stranger = Person.objects.exclude(code__in=board(house, draft).problem.workers).earliest("code")
    change(client, draft, act="add", person=stranger.code, offered=busiest(plan).code)
    assert list(broken(client, draft)) == ["TRN-00"]
    url = reverse("training:save-draft", args=[draft.pk])
    answer = client.post(url, {"version": draft.version, "reason": "试一试"})
    assert answer.status_code == 422
    assert "TRN-00" in str(answer.context["form"].errors)
    assert Plan.objects.count() == 1


def test_after_the_records_moved_on_no_old_bound_is_claimed(
    house: House, plan: Plan, client: Client, draft: SeatDraft
) -> None:
    person, offered_to = first(plan)
    TrainingClass.objects.filter(pk=offered_to.pk).update(seats=99)
    change(client, draft, act="drop", person=person.code, offered=offered_to.code)
    client.post(reverse("training:save-draft", args=[draft.pk]), {"version": draft.version, "reason": "记录已变"})
    made = Plan.objects.latest("pk")
    assert made != plan
    assert made.bound == 0 < made.cost


def test_what_cannot_be_done_is_said(house: House, plan: Plan, client: Client, draft: SeatDraft) -> None:
    offered = busiest(plan).code
    assert change(client, draft, act="add", person="无此人", offered=offered).startswith("Nobody in the part")
    assert change(client, draft, act="add", person="P", offered="no class") != ""
    assert change(client, draft, act="back", number=7) == "This change is not in the draft any more."
    assert draft.edits == []
    person, offered_to = first(plan)
    refuse_line(plan.lines.get(person=person), house.training, "本人不宜离岗", plan.version)
    said = change(client, draft, act="add", person=person.code, offered=offered_to.code)
    assert said == "This seat was refused before: 本人不宜离岗"
    url = reverse("training:draft", args=[draft.pk])
    stale = client.post(url, {"version": 9, "act": "drop"}, follow=True).content.decode()
    assert stale.count("in the meantime") == 1
    client.post(url, {"version": 9, "act": "drop"})
    board = client.get(url, headers={"HX-Request": "true"}).content.decode().split('id="board"')[1]
    assert board.count("in the meantime") == 1  # what htmx swaps in brings the word along


def test_the_page_of_a_draft_costs_eleven_queries_with_one_change_and_with_three(
    house: House, plan: Plan, client: Client, draft: SeatDraft
) -> None:
    url = reverse("training:draft", args=[draft.pk])
    counts = []
    for person, offered in plan.lines.order_by("pk").values_list("person__code", "training_class__code")[:3]:
        change(client, draft, act="drop", person=person, offered=offered)
        counts.append(queries(client, url))
    assert counts == [11, 11, 11]


def test_a_draft_for_a_part_sees_what_its_planner_would_see(house: House, plan: Plan) -> None:
    adopt_plan(plan, house.training, "同意")
    group = group_below(house.middle)
    checked = verify_plan(group, "training", ())
    with transaction.atomic():
        solved = Solved("training", (), checked.cost, 0, dict(checked.parts))
        part = store(answer(group, solved), group, house.middle, None, "")
    below = house.account("training_coordinator", house.middle)
    now = board_of(begin_draft(part, below), below)
    assert {c.class_id: c.seats for c in now.group.classes} == {c.class_id: c.seats for c in group.classes}
    assert (now.checked.sound, now.checked.cost) == (checked.sound, checked.cost)
    with pytest.raises(Refused):
        begin_draft(plan, below)


def test_many_breaches_of_one_rule_are_counted_the_first_told(
    house: House, plan: Plan, client: Client, draft: SeatDraft
) -> None:
    TrainingClass.objects.update(seats=0)
    taken = plan.lines.values("training_class").distinct().count()
    context = client.get(reverse("training:draft", args=[draft.pk])).context
    (lamp,) = (lamp for lamp in context["lamps"] if lamp["broken"])
    assert (lamp["id"], lamp["breaches"], len(lamp["broken"])) == ("TRN-01", taken, min(SHOWN, taken))
    assert (context["broken"], lamp["hidden"]) == (taken, max(0, taken - SHOWN))
