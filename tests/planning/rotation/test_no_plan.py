"""An input without any plan is answered with a smallest set of clashing rows; no other input is."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.planning.enumeration import least_rotation_cost
from tests.planning.rotation.thorny import any_group, thorny_group
from tests.planning.verify.hand import holds, lock, person, policy, post, unit, with_tables

from genhun.core.group import Group, Kin
from genhun.planning.outcome import NoPlan, Solved
from genhun.planning.run import plan_all

NEVER = 10**9
QUIET = settings(deadline=None, suppress_health_check=list(HealthCheck))


def answer(group: Group, seconds: float = 1.5) -> NoPlan | Solved[object]:
    """The planner's verified answer."""
    return plan_all(group, ["rotation"], time_limit_s=seconds, threads=1)["rotation"]


def clashes(group: Group) -> list[tuple[str, str, str]]:
    """Rule, table and id of the rows that clash."""
    found = answer(group)
    assert isinstance(found, NoPlan)
    return [(c.rule, c.table, c.id) for c in found.clashes]


def two(*, second: str = "q", held: int = 8, mobility: str = "circle", **settings: int | str) -> Group:
    """Person a in post p of unit u, person b in a post of unit v, where q and r are."""
    return Group(
        units=(unit("u"), unit("v")),
        posts=(post("p", "u"), post("q", "v"), post("r", "v")),
        people=(person("a"), person("b", mobility=mobility)),
        appointments=(holds("a", "p"), holds("b", second, held)),
        policy=policy(periods=6, **settings),
    )


def test_one_person_locked_to_two_posts() -> None:
    group = with_tables(two(), locks=[lock("a", "p", 0), lock("a", "q", 2), lock("b", "r", 0)])
    assert clashes(group) == [("ROT-09", "locks", "a:p"), ("ROT-09", "locks", "a:q")]


def test_two_people_locked_to_one_seat() -> None:
    group = with_tables(two(), locks=[lock("a", "r", 1), lock("b", "r", 2)])
    assert clashes(group) == [("ROT-09", "locks", "a:r"), ("ROT-09", "locks", "b:r"), ("ROT-02", "posts", "r")]


def test_three_people_locked_to_one_seat_clash_in_pairs() -> None:
    group = with_tables(two(), people=[person("c")], appointments=[holds("c", "p")])
    group = with_tables(group, locks=[lock(who, "r", 1) for who in "abc"])
    assert clashes(group) == [("ROT-09", "locks", "a:r"), ("ROT-09", "locks", "b:r"), ("ROT-02", "posts", "r")]


def test_a_lock_on_the_seat_of_somebody_who_does_not_move() -> None:
    group = with_tables(two(mobility="none"), locks=[lock("a", "q", 1)])
    assert clashes(group) == [("ROT-09", "locks", "a:q"), ("ROT-02", "posts", "q"), ("ROT-04", "people", "b")]


def test_a_lock_on_a_seat_that_may_not_yet_be_left() -> None:
    group = with_tables(two(held=0), locks=[lock("a", "q", 1)])
    assert clashes(group) == [("ROT-09", "locks", "a:q"), ("ROT-02", "posts", "q"), ("ROT-01", "appointments", "b:q")]


def test_kin_locked_into_one_unit() -> None:
    group = with_tables(two(), locks=[lock("a", "q", 1), lock("b", "r", 1)], kin=[Kin("a", "b")])
    assert clashes(group) == [("ROT-09", "locks", "a:q"), ("ROT-09", "locks", "b:r"), ("ROT-07", "kin", "a:b")]


def test_a_lock_into_the_unit_of_kin_outside_the_rotation() -> None:
    group = with_tables(
        two(),
        posts=[post("f", "v", fixed=True)],
        people=[person("z")],
        appointments=[holds("z", "f")],
        kin=[Kin("z", "a")],
        locks=[lock("a", "r", 1)],
    )
    assert clashes(group) == [("ROT-09", "locks", "a:r"), ("ROT-07", "kin", "a:z")]


def test_a_lock_excuses_nobody_from_home_avoidance() -> None:
    group = Group(
        units=(unit("u"),),
        posts=(post("p", "u"), post("q", "u", roles="chair")),
        people=(person("a", home="北城"),),
        appointments=(holds("a", "p"),),
        locks=(lock("a", "q", 1),),
        policy=policy(periods=3, home_avoidance=1),
    )
    assert clashes(group) == [("ROT-09", "locks", "a:q"), ("ROT-08", "people", "a")]
    assert isinstance(answer(replace(group, policy=policy(periods=3))), Solved)


def test_a_post_without_seats_cannot_be_locked() -> None:
    group = with_tables(two(), posts=[post("s", "u", seats=0)], locks=[lock("a", "s", 1)])
    assert clashes(group) == [("ROT-09", "locks", "a:s"), ("ROT-02", "posts", "s")]


def test_both_heads_may_change_at_once_where_locks_ask_for_both() -> None:
    group = with_tables(two(second="p2", mobility="none"), posts=[post("p2", "u"), post("s", "v", roles="secretary")])
    group = with_tables(group, posts=[post("m", "v", roles="manager")], locks=[lock("a", "s", 1), lock("b", "m", 1)])
    assert isinstance(answer(group), Solved)


def test_a_seat_that_was_never_fitted_may_be_taken_over() -> None:
    """Two hold one seat at the start; one of them has to stay for a while, the other makes room for a third."""
    group = Group(
        units=(unit("u"), unit("v")),
        posts=(post("p", "u"), post("q", "v")),
        people=(person("a"), person("b"), person("c")),
        appointments=(holds("a", "q"), holds("b", "q", 1), holds("c", "p")),
        locks=(lock("c", "q", 1),),
        policy=policy(periods=6),
    )
    assert isinstance(answer(group), Solved)


@pytest.mark.parametrize(("mobility", "possible"), [("circle", True), ("none", False)])
def test_a_visitor_may_keep_a_seat_from_being_fitted(mobility: str, possible: bool) -> None:
    """Two hold one seat at the start; one leaves and is locked back to it: only if a third comes in meanwhile."""
    group = Group(
        units=(unit("u"), unit("v")),
        posts=(post("p", "u"), post("q", "v"), post("r", "u")),
        people=(person("a", mobility="none"), person("b"), person("c", mobility=mobility)),
        appointments=(holds("a", "q"), holds("b", "q"), holds("c", "p")),
        locks=(lock("b", "r", 0, 1), lock("b", "q", 1)),
        policy=policy(periods=6, min_stay=1),
    )
    assert isinstance(answer(group), Solved) == possible


def test_a_chain_of_locks_that_needs_an_early_entry() -> None:
    """`a` must be in q for one period but may then not leave it before `b` is locked there: a goes in early."""
    group = with_tables(two(second="r", min_stay=3), locks=[lock("a", "q", 2, 3), lock("b", "q", 3)])
    assert isinstance(answer(group), Solved)
    tight = with_tables(two(second="r", min_stay=4), locks=[lock("a", "q", 2, 3), lock("b", "q", 3)])
    assert clashes(tight) == [
        ("ROT-09", "locks", "a:q"),
        ("ROT-09", "locks", "b:q"),
        ("ROT-02", "posts", "q"),
        ("ROT-01", "appointments", "a:p"),
    ]


def test_a_clash_among_many_locked_people_is_found() -> None:
    people = tuple(person(f"n{k:03d}") for k in range(300))
    group = Group(
        units=tuple(unit(f"u{k:02d}") for k in range(31)),
        posts=tuple(post(f"p{k:03d}", f"u{k // 10:02d}") for k in range(301)),
        people=people,
        appointments=tuple(holds(p.person_id, f"p{k:03d}") for k, p in enumerate(people)),
        locks=(*(lock(p.person_id, f"p{k:03d}", 0) for k, p in enumerate(people[:-1])), lock("n299", "p100", 2)),
        policy=policy(periods=10),
    )
    expected = [("ROT-09", "locks", "n100:p100"), ("ROT-09", "locks", "n299:p100"), ("ROT-02", "posts", "p100")]
    assert clashes(group) == expected


def check_truth(seed: int) -> None:
    """No plan is answered exactly where trying everything finds none."""
    group = thorny_group(seed)
    states = 1 + sum(not p.fixed for p in group.posts)
    assume(states ** group.policy["periods"] <= 70)
    possible = least_rotation_cost(group, NEVER) <= NEVER
    assert isinstance(answer(group, 0.3), Solved if possible else NoPlan)


@settings(QUIET, max_examples=150)
@given(seed=st.integers(0, 2**48))
def test_no_plan_is_answered_exactly_where_there_is_none(seed: int) -> None:
    check_truth(seed)


@pytest.mark.drill
@settings(QUIET, max_examples=3000)
@given(seed=st.integers(0, 2**48))
def test_no_plan_is_answered_exactly_where_there_is_none_many_times(seed: int) -> None:
    check_truth(seed)


def check_smallest(seed: int) -> None:
    """Every lock that is named takes part: without the kin, seats and stays named beside it there is a plan."""
    group = any_group(seed)
    found = answer(group, 0.3)
    if not isinstance(found, NoPlan):
        return
    named = {c.id for c in found.clashes if c.table == "locks"}
    assert named
    asked = [k for k in group.locks if f"{k.person_id}:{k.post_id}" in named]
    assert isinstance(answer(replace(group, locks=tuple(asked)), 0.3), NoPlan)
    assert isinstance(answer(replace(group, locks=()), 0.3), Solved)


@settings(QUIET, max_examples=60)
@given(seed=st.integers(0, 2**48))
def test_the_rows_named_clash_by_themselves(seed: int) -> None:
    check_smallest(seed)


@pytest.mark.drill
@settings(QUIET, max_examples=2000)
@given(seed=st.integers(0, 2**48))
def test_the_rows_named_clash_by_themselves_many_times(seed: int) -> None:
    check_smallest(seed)
