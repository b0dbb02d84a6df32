"""The planning board: every edit is judged by the verifier, every way out is true, saving makes a plan of its own."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.conftest import House
from tests.rooms.rotation.made_plans import made_plan
from tests.rooms.rotation.test_rotation_pages import MOST_QUERIES, signed_in

from genhun.planning.lines import Stint
from genhun.planning.rotation.verify import verify
from genhun.records.bridge import circles_below, group_below
from genhun.records.models import AuditEntry, Lock, Plan, PlanLine, Unit
from genhun.records.scope import units_of
from genhun.rooms.rotation.bridge.trial import Trial
from genhun.rooms.rotation.bridge.word import word_on
from genhun.rooms.rotation.models import MoveDraft
from genhun.rooms.rotation.queries.plans import horizon_of


@pytest.fixture
def plan(house: House) -> Plan:
    """A verified plan with three moves."""
    return made_plan(house)


@pytest.fixture
def client(house: House) -> Client:
    return signed_in(house.personnel)


def begun(client: Client, plan: Plan) -> MoveDraft:
    client.post(reverse("rotation:begin-draft", args=[plan.pk]))
    return MoveDraft.objects.get(plan=plan, saved_as=None)


def send(client: Client, draft: MoveDraft, **sent: object) -> MoveDraft:
    sent = {"version": draft.version, **sent}
    assert client.post(reverse("rotation:try-move", args=[draft.pk]), sent).status_code == 302
    draft.refresh_from_db()
    return draft


def a_move(plan: Plan) -> PlanLine:
    """A move in the third half-year out of a post that nobody takes over."""
    moves = plan.lines.filter(entry=True, from_period=2).select_related("person", "post__unit").order_by("pk")
    entered = {move.post.code for move in moves if move.post}
    return next(move for move in moves if move.reason["left"] not in entered)


def stints(plan: Plan) -> list[Stint]:
    rows = plan.lines.values_list("person__code", "post__code", "place", "from_period", "to_period")
    return [Stint(who or "", post or place, a or 0, b or 0) for who, post, place, a, b in rows]


def test_a_circle_alone_is_judged_as_the_whole_part_is(house: House, plan: Plan) -> None:
    """The parts of the cost of all circles, each taken alone, are those of the whole."""
    whole = verify(group_below(house.root), stints(plan))
    circles = set(Unit.objects.values_list("circle", flat=True))
    alone = [Trial(plan, {circle}) for circle in circles]
    joined = {frozenset(t.accounts.people): t.base.parts for t in alone}
    assert {part: sum(parts[part] for parts in joined.values()) for part in whole.parts} == dict(whole.parts)
    assert [t.base.breaches for t in alone] == [[] for _ in alone]


def test_an_edit_that_keeps_every_rule_says_so_and_what_it_costs(client: Client, plan: Plan) -> None:
    line, draft = a_move(plan), begun(client, plan)
    assert line.person is not None
    send(client, draft, person=line.person.code, at=2, shift=1)
    assert draft.word["broken"] == []
    assert draft.word["changed"] == [line.person.code]
    edited = [s for s in stints(plan) if s.person_id != line.person.code]
    left = line.reason["left"]
    edited += [Stint(line.person.code, left, 0, 3), Stint(line.person.code, line.post.code, 3, line.to_period or 0)]  # type: ignore[union-attr]
    checked = verify(group_below(plan.unit), edited)
    assert checked.sound
    assert draft.word["cost"] == checked.cost - plan.cost


def test_a_broken_rule_is_told_with_its_figures_and_true_ways_out(client: Client, house: House, plan: Plan) -> None:
    line, draft = a_move(plan), begun(client, plan)
    assert line.person is not None
    assert line.post is not None
    end = line.to_period or 0
    send(client, draft, person=line.person.code, place=line.reason["left"], begin=3, end=end)
    sentences = [(broken["rule"], broken["zh"]) for broken in draft.word["broken"]]
    place = f"{line.post.unit.name}「{line.post.title}」"
    assert sentences == [("ROT-01", f"同一岗位不少于 24 个月（{place}现 6 个月）")]
    offered = draft.word["repairs"][line.person.code]
    assert 1 <= len(offered) <= 3
    group, trial = group_below(house.root), Trial(plan, {line.unit.circle})
    for repair in offered:
        ways = trial.ways([*draft.edits, repair["spans"]])
        lines = [s for s in stints(plan) if s.person_id not in trial.accounts.people] + trial.lines_with(ways)
        checked = verify(group, lines)
        assert checked.sound
        assert repair["cost"] == checked.cost - plan.cost - draft.word["cost"]


def test_a_way_out_is_taken_and_the_lamp_goes_out(client: Client, plan: Plan) -> None:
    line, draft = a_move(plan), begun(client, plan)
    assert line.person is not None
    send(client, draft, person=line.person.code, place=line.reason["left"], begin=3, end=line.to_period)
    assert draft.word["broken"] != []
    before, offered = draft.word["cost"], draft.word["repairs"][line.person.code][0]
    send(client, draft, person=line.person.code, take=0)
    assert draft.edits[-1] == offered["spans"]
    assert (draft.word.get("broken", []), draft.word.get("cost", 0)) == ([], before + offered["cost"])


def test_saving_makes_a_verified_plan_and_touches_no_other(client: Client, house: House, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ADOPTED)
    before = list(plan.lines.order_by("pk").values())
    line, draft = a_move(plan), begun(client, plan)
    assert line.person is not None
    send(client, draft, person=line.person.code, at=2, shift=1)
    sent = {"title": "later", "reason": "the shift needs the person", "version": draft.version}
    answer = client.post(reverse("rotation:save-draft", args=[draft.pk]), sent)
    made = Plan.objects.latest("pk")
    assert answer.headers["Location"] == reverse("rotation:plan", args=[made.pk])
    checked = verify(group_below(house.root), stints(made))
    assert (checked.sound, checked.cost, dict(checked.parts)) == (True, made.cost, made.parts)
    assert (made.state, made.bound) == (Plan.State.VERIFIED, plan.bound)
    assert all(made.lines.values_list("reason__zh", flat=True))
    moved = made.lines.get(person=line.person, entry=True)
    assert (moved.from_period, moved.reason["left"]) == (3, line.reason["left"])
    plan.refresh_from_db()
    assert (plan.state, list(plan.lines.order_by("pk").values())) == (Plan.State.ADOPTED, before)
    entry = AuditEntry.objects.filter(action="save_move_draft").get()
    assert (entry.subject, entry.reason) == (f"plan:{made.pk}", "the shift needs the person")


def test_a_draft_on_records_that_have_changed_says_so(client: Client, house: House, plan: Plan) -> None:
    draft = begun(client, plan)
    address = reverse("rotation:draft", args=[draft.pk])
    onward = reverse("rotation:onward", args=[plan.pk])
    assert (draft.moved_on, onward in client.get(address).content.decode()) == (False, False)
    held = plan.lines.filter(post__isnull=False)[0]
    Lock.objects.create(person=held.person, post=held.post, start=date(2027, 1, 1), by=house.personnel)
    draft = begun(client, plan)
    assert (draft.moved_on, onward in client.get(address).content.decode()) == (True, True)


def test_changes_that_cancel_each_other_are_no_plan(client: Client, plan: Plan) -> None:
    line, draft = a_move(plan), begun(client, plan)
    assert line.person is not None
    assert line.post is not None
    send(client, draft, person=line.person.code, at=2, shift=1)
    send(client, draft, person=line.person.code, place=line.post.code, begin=2, end=3)
    assert draft.word["changed"] == []
    sent = {"title": "same", "reason": "so", "version": draft.version}
    answer = client.post(reverse("rotation:save-draft", args=[draft.pk]), sent)
    assert answer.context["form"].non_field_errors() == [
        "The changes cancel each other: everybody goes the way of the plan as it is."
    ]
    assert Plan.objects.latest("pk") == plan


def test_a_bound_is_not_claimed_for_records_that_have_changed(client: Client, house: House, plan: Plan) -> None:
    line, draft = a_move(plan), begun(client, plan)
    assert line.person is not None
    send(client, draft, person=line.person.code, at=2, shift=1)
    seat = plan.lines.filter(entry=False, from_period=0, post__isnull=False).exclude(person=line.person).first()
    assert seat is not None
    assert seat.post is not None
    seat.post.seats += 1
    seat.post.save()
    sent = {"title": "later", "reason": "so", "version": draft.version}
    client.post(reverse("rotation:save-draft", args=[draft.pk]), sent)
    made = Plan.objects.latest("pk")
    assert (made.pk != plan.pk, made.bound, made.prices) == (True, 0, [])
    page = client.get(reverse("rotation:plan", args=[made.pk]))
    assert page.context["gap_words"].startswith("It keeps every rule. How much better")


def test_a_draft_that_breaks_a_rule_is_not_saved_and_nothing_is_lost(client: Client, plan: Plan) -> None:
    line, draft = a_move(plan), begun(client, plan)
    assert line.person is not None
    send(client, draft, person=line.person.code, place=line.reason["left"], begin=3, end=line.to_period)
    sent = {"title": "t", "reason": "r", "version": draft.version}
    answer = client.post(reverse("rotation:save-draft", args=[draft.pk]), sent)
    assert answer.status_code == 422
    assert "A rule is broken" in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.saved_as, len(draft.edits), Plan.objects.count()) == (None, 1, 1)


def test_a_page_that_is_older_than_the_draft_changes_nothing(client: Client, plan: Plan) -> None:
    line, draft = a_move(plan), begun(client, plan)
    assert line.person is not None
    send(client, draft, person=line.person.code, at=2, shift=1)
    edits = list(draft.edits)
    send(client, draft, person=line.person.code, at=3, shift=1, version=1)
    assert draft.edits == edits
    client.post(reverse("rotation:discard-draft", args=[draft.pk]), {"version": 1})
    assert MoveDraft.objects.filter(pk=draft.pk).exists()


def test_changes_are_taken_back_one_by_one_and_a_draft_is_thrown_away(client: Client, plan: Plan) -> None:
    line, draft = a_move(plan), begun(client, plan)
    assert line.person is not None
    send(client, draft, person=line.person.code, at=2, shift=1)
    client.post(reverse("rotation:take-back", args=[draft.pk]), {"number": 0, "version": draft.version})
    draft.refresh_from_db()
    assert (draft.edits, draft.word) == ([], {})
    client.post(reverse("rotation:discard-draft", args=[draft.pk]), {"version": draft.version})
    assert not MoveDraft.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"person": "nobody", "place": "reserve", "begin": 2, "end": 4},
        {"person": "nobody", "at": 2, "shift": 1},
        {"take": 5},
        {"at": 0, "shift": 1},
        {"place": "no such post", "begin": 2, "end": 4},
        {"place": "reserve", "begin": 4, "end": 4},
        {"place": "reserve", "begin": "x", "end": 99},
    ],
)
def test_bad_input_changes_nothing_and_is_answered(client: Client, plan: Plan, sent: dict[str, object]) -> None:
    line, draft = a_move(plan), begun(client, plan)
    assert line.person is not None
    sent = {"person": line.person.code, "version": draft.version, **sent}
    answer = client.post(reverse("rotation:try-move", args=[draft.pk]), sent)
    assert answer.status_code in {302, 404, 422}
    draft.refresh_from_db()
    assert (draft.edits, draft.version) == ([], 1)


def test_the_board_costs_the_same_with_one_person_and_with_three(client: Client, house: House) -> None:
    counts, shown_people = [], []
    for moves in (1, 3):
        plan = made_plan(house, moves)
        draft, line = begun(client, plan), a_move(plan)
        assert line.person is not None
        send(client, draft, person=line.person.code, place=line.reason["left"], begin=3, end=line.to_period)
        url = reverse("rotation:draft", args=[draft.pk]) + f"?person={line.person.code}&at=2"
        with CaptureQueriesContext(connection) as captured:
            shown = client.get(url)
        shown_people.append(len(shown.context["rows"]))
        counts.append(len(captured))
    assert shown_people[1] == shown_people[0] + 2
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_the_board_shows_a_unit_or_a_list_of_people_page_by_page(client: Client, house: House, plan: Plan) -> None:
    draft, line = begun(client, plan), a_move(plan)
    assert line.person is not None
    url = reverse("rotation:draft", args=[draft.pk])
    shown = client.get(url, {"people": line.person.code}).context["rows"]
    assert [row[0] for row in shown] == [line.person]
    everybody: list[int] = []
    query = "?who=all"
    while query:
        page = client.get(url + query).context["page"]
        everybody += [person.pk for person in page.rows]
        query = page.next_url
    assert len(everybody) == len(set(everybody)) == plan.lines.values("person").distinct().count()
    middle = client.get(url, {"who": "all", "unit": house.middle.pk}).context["rows"]
    assert middle
    assert all(row[0].unit.path.startswith(house.middle.path) for row in middle)


def test_only_those_who_plan_edit_and_only_for_their_whole_part(house: House, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.PROPOSED)
    below = house.account("personnel_officer", house.middle)
    client = signed_in(below)
    client.post(reverse("rotation:begin-draft", args=[plan.pk]))
    assert not MoveDraft.objects.exists()
    assert signed_in(house.reader).post(reverse("rotation:begin-draft", args=[plan.pk])).status_code == 404


def test_circles_that_a_lock_joins_are_read_together(house: House, plan: Plan) -> None:
    circles = sorted(set(units_of(house.personnel).values_list("circle", flat=True)))
    person = plan.lines.filter(unit__circle=circles[0], entry=False).select_related("person").first()
    other = plan.lines.filter(unit__circle=circles[-1], post__isnull=False).select_related("post").first()
    if len(circles) < 2 or person is None or other is None:
        pytest.skip("the sample has one circle")
    Lock.objects.create(person=person.person, post=other.post, start="2027-01-01", reason="decided")
    group = circles_below(house.root, {circles[0]}, horizon_of(plan).policy)
    assert {circles[0], circles[-1]} <= {group.unit[p.unit_id].circle for p in group.posts}


def test_the_word_on_no_edits_is_empty(house: House, plan: Plan) -> None:
    draft = MoveDraft.objects.create(plan=plan, unit=plan.unit, owner=house.personnel)
    assert word_on(draft, []) == {}
