"""Plans are decided by people, with a reason, once; what they refuse binds the next run."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection
from tests.conftest import House

from genhun.core.group import Group
from genhun.planning.lines import Attendance, BenchPlace, Stint
from genhun.planning.outcome import Solved
from genhun.planning.run import verify_plan
from genhun.records import audit
from genhun.records.actions.plans import adopt_plan, propose_plan, refuse_line, reject_plan, request_plan, stop_job
from genhun.records.bridge import group_below
from genhun.records.errand import Answer, answer, without_refused
from genhun.records.models import AuditEntry, Job, Lock, Plan, PlanLine, Tenure
from genhun.records.policies import Refused, Stale, check_can_adopt, why_not
from genhun.records.results import refused_pairs, store

State = Plan.State


def stored(house: House, planner: str = "training", lines: tuple[object, ...] = ()) -> Plan:
    """A plan in the records as a worker stores it, its cost the verifier's own."""
    group = group_below(house.root)
    parts = verify_plan(group, planner, lines).parts
    cost = sum(parts.values())
    job = Job.objects.create(kind="plan", request={"unit": house.root.code, "planners": [planner], "time_limit_s": 5})
    return store(answer(group, Solved(planner, lines, cost, 0, parts)), group, house.root, job, "")


@pytest.fixture
def moves(house: House) -> Plan:
    """A rotation plan in which everyone stays, but for one entry that was put in by hand."""
    tenure = Tenure.objects.filter(end=None, post__fixed=False, person__unit=house.below).select_related(
        "person", "post"
    )[0]
    plan = Plan.objects.create(
        planner="rotation", unit=house.root, state=State.VERIFIED, input_digest="", cost=1, bound=1,
        policy={"rotation_start": "2027-01"},
    )  # fmt: skip
    common = {"plan": plan, "unit": house.below, "person": tenure.person}
    other = house.middle.posts.filter(fixed=False)[0]
    PlanLine.objects.create(**common, post=tenure.post, from_period=0, to_period=3)
    PlanLine.objects.create(**common, post=other, from_period=3, to_period=7, entry=True)
    return plan


def test_from_verified_to_adopted(house: House) -> None:
    plan = stored(house)
    plan = propose_plan(plan, house.training)
    plan = adopt_plan(plan, house.training, "党委会研究同意")
    fresh = Plan.objects.get(pk=plan.pk)
    assert (fresh.state, fresh.reason, fresh.decided_by) == (State.ADOPTED, "党委会研究同意", house.training)
    assert fresh.decided_at is not None


def test_a_second_adopted_plan_supersedes_the_first(house: House) -> None:
    first, second = stored(house), stored(house)
    for plan in (first, second):
        adopt_plan(propose_plan(plan, house.training), house.training, "同意")
    states = list(Plan.objects.order_by("pk").values_list("state", flat=True))
    assert states == [State.SUPERSEDED, State.ADOPTED]


def test_a_stale_page_is_a_conflict_and_changes_nothing(house: House) -> None:
    plan = stored(house)
    seen = Plan.objects.get(pk=plan.pk)
    reject_plan(plan, house.training, "重做")
    entries = AuditEntry.objects.count()
    with pytest.raises(Stale):
        propose_plan(seen, house.training)
    with pytest.raises(Stale):
        propose_plan(Plan.objects.get(pk=plan.pk), house.training, version=1)
    assert (Plan.objects.get(pk=plan.pk).state, AuditEntry.objects.count()) == (State.REJECTED, entries)


def test_adopting_needs_a_reason_and_a_proposal(house: House) -> None:
    plan = stored(house)
    with pytest.raises(Refused):
        adopt_plan(plan, house.training, "同意")
    plan = propose_plan(plan, house.training)
    with pytest.raises(Refused):
        adopt_plan(plan, house.training, "  ")
    assert Plan.objects.get(pk=plan.pk).state == State.PROPOSED


def test_the_reason_against_is_what_the_button_shows(house: House) -> None:
    plan = propose_plan(stored(house), house.training)
    assert why_not(check_can_adopt, plan, house.training) == ""
    assert why_not(check_can_adopt, plan, house.officer) == ""
    below = house.account("training_coordinator", house.middle)
    for account in (house.personnel, house.secretary, house.reader, below):
        assert why_not(check_can_adopt, plan, account) != ""


def test_every_decision_leaves_one_entry(house: House, moves: Plan) -> None:
    start = AuditEntry.objects.count()
    request_plan(house.personnel, house.root, ["rotation"], 10)
    stop_job(Job.objects.get(), house.personnel)
    plan = propose_plan(moves, house.personnel)
    line = plan.lines.get(entry=True)
    refuse_line(line, house.personnel, "家庭原因", plan.version)
    reject_plan(Plan.objects.get(pk=plan.pk), house.personnel, "重做")
    done = AuditEntry.objects.order_by("id")[start:].values_list("action", flat=True)
    assert list(done) == ["request_plan", "stop_job", "propose_plan", "refuse_line", "reject_plan"]
    assert audit.verify_chain() == []


def test_the_same_wish_twice_is_one_job(house: House) -> None:
    jobs = {request_plan(house.training, house.root, ["training"], 10).pk for _ in range(3)}
    assert len(jobs) == Job.objects.count() == 1


@pytest.mark.parametrize("planners", [[], ["rotation"], ["training", "rotation"]])
def test_nobody_asks_for_what_is_not_theirs(house: House, planners: list[str]) -> None:
    with pytest.raises(Refused):
        request_plan(house.training, house.root, planners, 10)
    with pytest.raises(Refused):
        request_plan(house.account("group_officer", house.middle), house.sister, ["training"], 10)
    assert not Job.objects.exists()


def test_a_refused_move_locks_the_person_where_the_plan_would_have_them_leave(house: House, moves: Plan) -> None:
    stay, move = moves.lines.order_by("from_period")
    before = set(Lock.objects.values_list("pk", flat=True))
    refusal = refuse_line(move, house.personnel, "家庭原因")
    lock = Lock.objects.exclude(pk__in=before).get()
    assert (lock.person, lock.post) == (stay.person, stay.post)
    assert (lock.start, lock.end, lock.reason) == (date(2028, 7, 1), date(2030, 7, 1), "家庭原因")
    assert (refusal.start, refusal.end, refusal.by) == (lock.start, lock.end, house.personnel)
    move.refresh_from_db()
    assert (move.refused, move.refusal) == (True, "家庭原因")
    assert stay.person is not None
    locks = {(row.person_id, row.post_id) for row in group_below(house.root).locks}
    assert (stay.person.code, stay.post.code) in locks


def test_a_stay_cannot_be_refused(house: House, moves: Plan) -> None:
    with pytest.raises(Refused):
        refuse_line(moves.lines.get(entry=False), house.personnel, "不同意")


def test_a_plan_with_a_refused_line_is_not_adopted(house: House, moves: Plan) -> None:
    plan = propose_plan(moves, house.personnel)
    refuse_line(plan.lines.get(entry=True), house.personnel, "家庭原因")
    plan.refresh_from_db()
    with pytest.raises(Refused):
        adopt_plan(plan, house.personnel, "同意")


def test_a_secretary_refuses_what_concerns_the_own_part_once_it_is_proposed(house: House, moves: Plan) -> None:
    move = moves.lines.get(entry=True)
    with pytest.raises(Refused):
        refuse_line(move, house.secretary, "离不开")
    plan = propose_plan(moves, house.personnel)
    move.plan = plan
    with pytest.raises(Refused):
        refuse_line(move, house.account("unit_secretary", house.sister), "离不开")
    assert refuse_line(move, house.secretary, "离不开").by == house.secretary


def seated(house: House) -> tuple[Group, tuple[Attendance, ...]]:
    """A group and a sound training plan of one seat."""
    group = group_below(house.root)
    for training_class in group.classes:
        for person in group.people:
            line = Attendance(person.person_id, training_class.class_id)
            if verify_plan(group, "training", (line,)).sound:
                return group, (line,)
    raise AssertionError("no seat fits anybody")


def test_a_refused_seat_is_left_out_of_the_next_plan_and_its_cost_counted_anew(house: House) -> None:
    group, lines = seated(house)
    plan = stored(house, "training", lines)
    refuse_line(plan.lines.get(), house.training, "生产任务重")
    refused = refused_pairs("training")
    assert refused == {(lines[0].person_id, lines[0].class_id)}
    checked = verify_plan(group, "training", lines)
    kept = without_refused(group, Solved("training", lines, checked.cost, 0, checked.parts), refused)
    assert (kept.lines, kept.cost) == ((), verify_plan(group, "training", ()).cost)
    assert kept.cost > checked.cost


def test_a_bench_closes_up_when_somebody_is_left_out(house: House) -> None:
    group = group_below(house.root)
    lines = (BenchPlace("A", 1, "p", "now"), BenchPlace("A", 2, "q", "now"), BenchPlace("B", 1, "q", "now"))
    kept = without_refused(group, Solved("benches", lines, 0, 0, {}), frozenset({("p", "A")}))
    assert kept.lines == (BenchPlace("A", 1, "q", "now"), BenchPlace("B", 1, "q", "now"))


def test_a_plan_that_the_verifier_does_not_confirm_never_becomes_an_answer(house: House) -> None:
    group, lines = seated(house)
    with pytest.raises(ValueError, match="TRN-02"):
        answer(group, Solved("training", (*lines, *lines), 0, 0, {}))


def test_stints_are_entries_only_where_somebody_moves(house: House) -> None:
    group = group_below(house.root)
    holder = Tenure.objects.filter(end=None, post__fixed=False).select_related("person", "post")[0]
    other = house.middle.posts.filter(fixed=False).exclude(pk=holder.post_id)[0]
    who, here, there = holder.person.code, holder.post.code, other.code
    lines = (Stint(who, here, 0, 2), Stint(who, there, 2, 6), Stint(who, "reserve", 6, 7), Stint(who, here, 7, 10))
    job = Job.objects.create(kind="plan", request={})
    plan = store(Answer(Solved("rotation", lines, 0, 0, {}), [{}] * 4), group, house.root, job, "")
    said = plan.lines.order_by("from_period").values_list("post__code", "place", "entry", "unit_id")
    home = holder.person.unit_id
    assert list(said) == [
        (here, "", False, home),
        (there, "", True, home),
        (None, "reserve", False, home),
        (here, "", True, home),
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_exactly_one_holds(standing_house: House) -> None:
    house = standing_house
    plan = stored(house)
    barrier, wrong, fine = Barrier(2), [], []

    def decide(act: object) -> None:
        seen = Plan.objects.get(pk=plan.pk)
        barrier.wait()
        try:
            fine.append(act(seen))  # type: ignore[operator]  # a lambda below
        except Stale as stale:
            wrong.append(stale)
        finally:
            connection.close()

    acts = [lambda seen: propose_plan(seen, house.training), lambda seen: reject_plan(seen, house.training, "重做")]
    threads = [Thread(target=decide, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(fine), len(wrong)) == (1, 1)
    fresh = Plan.objects.get(pk=plan.pk)
    assert (fresh.version, fresh.state) == (2, fine[0].state)
    assert audit.verify_chain() == []
