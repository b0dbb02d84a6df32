"""Odd groups through every planner: each gives a verified plan or says which rows clash; none ever fails."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.planning.planted import PLANTED
from tests.planning.rotation.thorny import any_group
from tests.planning.verify.hand import START, course, holds, lock, person, policy, post, unit, with_tables

from genhun.core.calendar import Month
from genhun.core.group import Appointment, Group, Kin, Strength
from genhun.core.policy import PARAMETERS, Value
from genhun.engine.watch import Watch
from genhun.planning.lines import PLANNERS
from genhun.planning.outcome import NoPlan, Solved
from genhun.planning.rotation.problem import Problem
from genhun.planning.run import plan_all, verify_plan

UNCHECKED = {"inspections"}
"""Planners that have no plan where nothing else is said: there are no strengths to inspect."""
QUIET = settings(deadline=None, suppress_health_check=list(HealthCheck))


def works(people: int = 6, **settings: int | str) -> Group:
    """Two units of one circle below a group: each with a secretary, a manager and a clerk; one class."""
    posts = [
        post(f"{u}{role[0]}", u, level, track, roles=role)
        for u in ("x", "y")
        for role, level, track in (("secretary", 3, "party"), ("manager", 3, "production"), ("director", 2, "both"))
    ]
    held = [p.post_id for p in posts]
    return Group(
        units=(unit("g", parent=""), unit("x", parent="g"), unit("y", "近城", parent="g")),
        posts=tuple(posts),
        people=tuple(person(f"n{k}", 2 + (k % 3 < 2), young=k % 2 == 0) for k in range(people)),
        appointments=tuple(holds(f"n{k}", held[k % len(held)], 2 + k) for k in range(people)),
        classes=(course("c", date(2027, 3, 1), date(2027, 3, 5)),),
        policy=policy(**{"periods": 6, **settings}),
    )


def outcomes(group: Group) -> dict[str, Any]:
    """Every planner's answer, the plans verified."""
    return plan_all(group, time_limit_s=1.4, threads=1)


def check(group: Group, without: set[str] = UNCHECKED) -> dict[str, Any]:
    """Exactly the planners in `without` have no plan, and those say why."""
    found = outcomes(group)
    assert {planner for planner, outcome in found.items() if isinstance(outcome, NoPlan)} == without
    for planner in without:
        assert all(clash.sentence and clash.rule for clash in found[planner].clashes)
        assert found[planner].clashes
    return found


def cost_of(group: Group, planner: str = "rotation") -> int:
    """The cost of a planner's plan."""
    cost: int = check(group)[planner].cost
    return cost


def asked_of_rotation(group: Group) -> list[Any]:
    """All that the rotation's search and bound know of a group: two that agree here are planned alike."""
    check(group)
    return [np.asarray(fact).tolist() for region in Problem.of(group).regions for fact in region.facts]


def everyone(group: Group, **changes: object) -> Group:
    """The group with every person changed."""
    return replace(group, people=tuple(replace(p, **changes) for p in group.people))  # type: ignore[arg-type]


def test_nothing_at_all() -> None:
    assert cost_of(Group()) == 0


def test_a_unit_alone() -> None:
    assert cost_of(Group(units=(unit("x"),))) == 0


def test_a_post_alone_stays_vacant() -> None:
    assert cost_of(Group(units=(unit("x"),), posts=(post("p", "x", 2),), policy=policy(periods=4))) == 4 * 40


def test_a_person_alone() -> None:
    assert cost_of(Group(people=(person("n"),))) == 0


def test_a_person_in_the_only_post_stays_there() -> None:
    group = Group(units=(unit("x"),), posts=(post("p", "x"),), people=(person("n"),), appointments=(holds("n", "p"),))
    lines = check(group)["rotation"].lines
    assert [(line.post_id, line.from_period, line.to_period) for line in lines] == [("p", 0, 10)]


def test_a_class_alone() -> None:
    group = Group(classes=(course("c", date(2027, 3, 1), date(2027, 3, 5)),))
    assert cost_of(group, "training") == 0


def test_a_circle_without_people_beside_one_with_people() -> None:
    group = with_tables(works(), units=[unit("z", circle="Z")], posts=[post("q", "z", 2)])
    assert cost_of(group) >= 6 * 40


def test_nobody_in_posts() -> None:
    group = works(people=0)
    vacant = sum((20 + 10 * p.level) * (2 if "secretary" in p.roles else 1) for p in group.posts) * 6
    assert cost_of(group) == vacant + 80 * 4


def test_all_posts_fixed() -> None:
    group = works()
    group = replace(group, posts=tuple(replace(p, fixed=True) for p in group.posts))
    found = check(group)["rotation"]
    assert (found.lines, found.parts["vacancy"]) == ((), 0)


def test_no_classes() -> None:
    group = replace(works(), classes=())
    found = check(group)["training"]
    assert (found.lines, found.cost) == ((), found.parts["short"] + found.parts["no_induction"])


def test_everyone_retired_before_the_start() -> None:
    found = check(everyone(works(), retire=Month(START - 1)))
    assert [found[planner].lines for planner in ("rotation", "training", "mentoring", "benches")] == [()] * 4


@pytest.mark.parametrize("months", [0, 1, 5, 6, 7])
def test_everyone_retires_about_the_first_period(months: int) -> None:
    found = check(everyone(works(), retire=Month(START + months)))["rotation"]
    assert {line.post_id for line in found.lines if line.to_period == 6} == {"retired"}


def test_everyone_locked_to_the_own_post() -> None:
    group = works()
    group = replace(group, locks=tuple(lock(a.person_id, a.post_id, 0) for a in group.appointments))
    assert {(line.from_period, line.to_period) for line in check(group)["rotation"].lines} == {(0, 6)}


def test_everyone_locked_to_the_next_post() -> None:
    group = works()
    posts = [a.post_id for a in group.appointments]
    group = replace(group, locks=tuple(lock(f"n{k}", posts[(k + 1) % 6], 2) for k in range(6)))
    ends = {line.person_id: line.post_id for line in check(group)["rotation"].lines if line.to_period == 6}
    assert ends == {f"n{k}": posts[(k + 1) % 6] for k in range(6)}


def test_nobody_may_move() -> None:
    group = everyone(works(), mobility="none")
    held = {a.person_id: a.post_id for a in group.appointments}
    assert {line.person_id: line.post_id for line in check(group)["rotation"].lines} == held


def test_posts_without_seats() -> None:
    group = works()
    check(replace(group, posts=tuple(replace(p, seats=0) for p in group.posts)))


def test_a_start_with_more_holders_than_seats() -> None:
    group = works()
    check(
        with_tables(
            group, people=[person(f"m{k}", 3) for k in range(3)], appointments=[holds(f"m{k}", "xs") for k in range(3)]
        )
    )


@pytest.mark.parametrize("level", [0, 1, 9])
def test_levels_far_from_every_post(level: int) -> None:
    check(everyone(works(), level=level))


POLICIES: list[dict[str, Value]] = [
    {key: value}
    for key, values in {
        "periods": (1, 2, 20),
        "min_stay": (0, 1, 12),
        "max_stay": (0, 1),
        "promotion_stay": (0, 40),
        "promotion_left": (0, 40),
        "entry_share": (Fraction(0), Fraction(1), Fraction(7)),
        "dual_periods": (0, 1, 50),
        "bench": (0, 9),
        "home_avoidance": (1,),
        "absent_share": (Fraction(0), Fraction(1)),
        "required_days": (0, 60),
        "bench_size": (0, 1, 20),
        "bench_load": (0,),
        "mentor_load": (0, 1),
        "mentor_months": (0, 10_000),
        "newcomer_months": (0, 10_000),
        "training_year": (1900, 2026, 2060),
    }.items()
    for value in values
]


@pytest.mark.parametrize("settings", POLICIES, ids=lambda s: ",".join(f"{k}={v}" for k, v in s.items()))
def test_extreme_policies(settings: dict[str, Value]) -> None:
    group = works(people=9)
    check(replace(group, policy=replace(group.policy, settings={**group.policy.settings, **settings})))


@pytest.mark.parametrize("value", [0, 1_000_000])
def test_every_cost_at_its_least_and_most(value: int) -> None:
    costs = [
        key
        for key, p in PARAMETERS.items()
        if p.kind == "integer" and p.most == 1_000_000 and p.default not in (2, 3, 4)
    ]
    kept = {
        "max_stay",
        "mentor_months",
        "newcomer_months",
        "women_late_level",
        "bench_size",
        "bench_load",
        "required_days",
    }
    check(works(**{key: value for key in costs if key not in kept}))


def test_kin_who_start_in_one_unit() -> None:
    group = with_tables(works(), kin=[Kin("n0", "n1"), Kin("n1", "n2")])
    check(group)


def test_kin_of_oneself_is_nobody() -> None:
    check(with_tables(works(), kin=[Kin("n0", "n0")]))


def test_a_lock_that_began_before_the_start() -> None:
    check(with_tables(works(), locks=[lock("n0", "ys", -9, 2)]), {"inspections"})


def test_a_lock_after_the_horizon_asks_for_nothing() -> None:
    group = works()
    locked = with_tables(group, locks=[lock("n0", "yd", 6), lock("n1", "yd", 7)])
    assert asked_of_rotation(locked) == asked_of_rotation(group)


def test_a_lock_that_ends_before_it_begins_asks_for_nothing() -> None:
    group = works()
    assert asked_of_rotation(with_tables(group, locks=[lock("n0", "yd", 3, 2)])) == asked_of_rotation(group)


def test_a_lock_after_the_retirement_asks_for_nothing() -> None:
    group = works()
    group = replace(group, people=(replace(group.people[0], retire=Month(START + 12)), *group.people[1:]))
    assert asked_of_rotation(with_tables(group, locks=[lock("n0", "yd", 2)])) == asked_of_rotation(group)


def test_a_chain_of_locks() -> None:
    group = with_tables(works(), locks=[lock("n0", "ys", 1, 3), lock("n0", "yd", 3, 4), lock("n0", "xs", 4)])
    chain = [(line.post_id, line.from_period) for line in check(group)["rotation"].lines if line.person_id == "n0"]
    assert [post_id for post_id, _ in chain if post_id != "reserve"] == ["xs", "ys", "yd", "xs"]


def test_two_people_locked_to_swap_posts() -> None:
    group = with_tables(works(), locks=[lock("n0", "ys", 2), lock("n3", "xs", 2)])
    ends = {line.person_id: line.post_id for line in check(group)["rotation"].lines if line.to_period == 6}
    assert (ends["n0"], ends["n3"]) == ("ys", "xs")


def test_locks_that_clash_leave_the_other_planners_their_plans() -> None:
    check(with_tables(works(), locks=[lock("n0", "ys", 2), lock("n1", "ys", 2)]), {"rotation", "inspections"})


def test_mobility_city_where_the_city_has_no_other_post() -> None:
    group = Group(
        units=(unit("x"), unit("y", "远城")),
        posts=(post("p", "x"), post("q", "y")),
        people=(person("n", mobility="city"),),
        appointments=(holds("n", "p"),),
    )
    assert {line.post_id for line in check(group)["rotation"].lines} == {"p"}


def test_a_person_with_three_open_posts_and_none_of_them_free_to_rotate() -> None:
    group = works()
    fixed = [post(f"f{k}", "x", fixed=True) for k in range(3)]
    held = [holds("z", p.post_id) for p in fixed]
    check(with_tables(group, posts=fixed, people=[person("z")], appointments=held))


def test_appointments_that_begin_after_the_start_or_ended_in_the_future() -> None:
    group = works(people=3)
    later = [Appointment("n8", "ys", Month(START + 7)), Appointment("n7", "ym", START, Month(START + 30))]
    check(with_tables(group, people=[person("n8", 3), person("n7", 3)], appointments=later))


def test_every_unit_inspects() -> None:
    group = with_tables(works(), units=[unit("h"), unit("w", parent="h"), unit("v", parent="h")])
    group = with_tables(group, strengths=[Strength(u, a, 50) for u in "xywv" for a in range(1, 7)])
    check(group, set())


def test_two_units_cannot_inspect() -> None:
    check(with_tables(works(), strengths=[Strength(u, a, 50) for u in "xy" for a in range(1, 7)]))


def test_no_time_at_all() -> None:
    found = plan_all(works(), time_limit_s=0.001, threads=1)
    assert {planner for planner, outcome in found.items() if isinstance(outcome, Solved)} == set(PLANNERS) - UNCHECKED


def test_a_clash_is_told_even_without_time() -> None:
    group = with_tables(works(), locks=[lock("n0", "ys", 2), lock("n1", "ys", 2)])
    found = plan_all(group, ["rotation"], time_limit_s=0.001, threads=1)["rotation"]
    assert isinstance(found, NoPlan)
    assert [c.id for c in found.clashes] == ["n0:ys", "n1:ys", "ys"]


@settings(QUIET, max_examples=60)
@given(seed=st.integers(0, 2**48))
def test_no_group_makes_a_planner_fail(seed: int) -> None:
    check_any_group(seed)


@pytest.mark.drill
@settings(QUIET, max_examples=3000)
@given(seed=st.integers(0, 2**48))
def test_no_group_makes_a_planner_fail_many_times(seed: int) -> None:
    check_any_group(seed)


def check_any_group(seed: int) -> None:
    """Whatever the rows are, every planner answers; nothing but locks can leave a rotation without a plan."""
    found = plan_all(any_group(seed), time_limit_s=0.3, threads=1)
    assert list(found) == list(PLANNERS)
    if isinstance(found["rotation"], NoPlan):
        assert any(clash.table == "locks" for clash in found["rotation"].clashes)


@pytest.mark.parametrize("planner", PLANNERS)
@settings(QUIET, max_examples=40)
@given(seed=st.integers(0, 2**48))
def test_a_planted_plan_is_never_denied(planner: str, seed: int) -> None:
    group, lines = PLANTED[planner](Random(seed))
    found = plan_all(group, [planner], time_limit_s=0.5, threads=1)[planner]
    assert isinstance(found, Solved)
    assert found.bound <= verify_plan(group, planner, lines).cost


def test_a_stopped_watch_still_tells_a_clash() -> None:
    watch = Watch(60.0)
    watch.stop()
    group = with_tables(works(), locks=[lock("n0", "ys", 2), lock("n1", "ys", 2)])
    assert isinstance(plan_all(group, ["rotation"], watch=watch)["rotation"], NoPlan)
