"""What if, against tiny problems solved by trying everything, with the change and without."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.planning.enumeration import least_rotation_cost, least_training_cost
from tests.planning.planted import planted_rotation, planted_training
from tests.planning.planted.rotation import Size
from tests.planning.test_against_enumeration import small_enough

from genhun.core.calendar import Month
from genhun.core.group import Appointment, Group, Kin, Lock, Person
from genhun.engine.watch import Watch
from genhun.planning import changes
from genhun.planning.changes import Change, UnknownRow, apply_all
from genhun.planning.outcome import NoPlan, Solved, Warm
from genhun.planning.run import plan_all, verify_plan
from genhun.planning.what_if import what_if

QUIET = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=12)
TINY = Size(periods=4, units=3, posts=6)
LEAST: dict[str, Callable[[Group, int], int]] = {"rotation": least_rotation_cost, "training": least_training_cost}


def some_change(group: Group, planner: str, rng: Random) -> Change:
    """One change that concerns a planner."""
    if planner == "training":
        if rng.random() < 0.5:
            return changes.MoreClassSeats(rng.choice(group.classes).class_id, rng.choice((-1, 1, 2)))
        return changes.PolicyValue("required_days", rng.randrange(3, 30))
    if rng.random() < 0.5:
        return changes.MoreSeats(rng.choice(group.posts).post_id)
    return changes.PolicyValue(rng.choice(("min_stay", "promotion_stay", "move", "vacancy_base")), rng.randrange(1, 9))


@pytest.mark.parametrize("planner", ["rotation", "training"])
@QUIET
@given(seed=st.integers(0, 2**48))
def test_the_true_difference_lies_where_it_is_proven_to_lie(planner: str, seed: int) -> None:
    rng = Random(seed)
    group, lines = planted_rotation(rng, 3, TINY) if planner == "rotation" else planted_training(rng, 4, 4)
    assume(planner == "training" or small_enough("rotation", group))
    assume(group.classes or planner == "rotation")
    change = some_change(group, planner, rng)
    answer = what_if(group, [change], planner, Warm(lines), Watch(0.4))
    assume(not isinstance(answer, NoPlan))
    assert not isinstance(answer, NoPlan)
    least = [
        LEAST[planner](g, solved.cost) for g, solved in ((group, answer.before), (change.apply(group), answer.after))
    ]
    low, high = answer.proven
    assert low <= least[1] - least[0] <= high
    assert answer.before.bound <= least[0] <= answer.before.cost
    assert answer.after.bound <= least[1] <= answer.after.cost
    assert answer.foretold is not None
    assert answer.before.bound + answer.foretold <= least[1] + 1


def test_prices_foretell_exactly_where_nothing_can_be_chosen() -> None:
    group, _ = planted_training(Random(3), 4, 4)
    group = replace(group, classes=tuple(replace(c, seats=0) for c in group.classes))
    first = plan_all(group, ["training"], time_limit_s=1.0)["training"]
    assert isinstance(first, Solved)
    twice = changes.PolicyValue("short", 2 * group.policy["short"])
    answer = what_if(group, [twice], "training", Warm(first.lines, first.duals), Watch(0.5))
    assert not isinstance(answer, NoPlan)
    assert answer.cost == first.parts["short"] == answer.foretold
    assert answer.proven == (answer.cost, answer.cost)


def test_a_planner_that_is_exact_needs_no_prices() -> None:
    group, _ = planted_rotation(Random(8))
    answer = what_if(group, [changes.PolicyValue("bench_size", 9)], "benches", Warm(()), Watch(5.0))
    assert not isinstance(answer, NoPlan)
    assert answer.foretold is None
    assert answer.proven == (answer.cost, answer.cost)
    assert answer.cost > 0


def test_changes_say_what_they_say() -> None:
    group, _ = planted_rotation(Random(1))
    someone, post = group.people[0], group.posts[0]
    locked = changes.WithLock(Lock(someone.person_id, post.post_id, Month(24330))).apply(group)
    assert len(locked.locks) == len(group.locks) + 1
    assert (someone.person_id, post.post_id) in {(k.person_id, k.post_id) for k in locked.locks}
    lifted = changes.WithoutLocks(someone.person_id, post.post_id).apply(locked)
    assert (someone.person_id, post.post_id) not in {(k.person_id, k.post_id) for k in lifted.locks}
    gone = changes.Gone(someone.person_id).apply(replace(locked, kin=(Kin(someone.person_id, "x"),)))
    assert someone.person_id not in gone.person
    assert not any(a.person_id == someone.person_id for a in gone.appointments)
    assert not gone.kin
    assert changes.Leaves(someone.person_id, Month(24340)).apply(group).person[someone.person_id].retire == 24340
    new = Person("new", "New", "m", Month(23900), 2, Month(24000))
    joined = changes.Joined(new, (Appointment("new", post.post_id, Month(24300)),)).apply(group)
    assert joined.person["new"] == new
    more = apply_all(group, [changes.MoreSeats(post.post_id), changes.MoreSeats(post.post_id, 2)])
    assert more.post[post.post_id].seats == post.seats + 3


@pytest.mark.parametrize(
    "change",
    [
        changes.MoreSeats("nowhere"),
        changes.MoreClassSeats("nothing"),
        changes.PolicyValue("mood", 1),
        changes.WithoutLocks("nobody", "nowhere"),
        changes.Gone("nobody"),
        changes.Leaves("nobody", Month(24330)),
    ],
)
def test_what_is_not_there_cannot_change(change: Change) -> None:
    group, _ = planted_rotation(Random(1))
    with pytest.raises(UnknownRow, match="got"):
        change.apply(group)


def test_a_plan_for_the_changed_group_is_sound_there() -> None:
    group, lines = planted_rotation(Random(21))
    change = changes.MoreSeats(group.posts[0].post_id, 2)
    answer = what_if(group, [change], "rotation", Warm(lines), Watch(0.6))
    assert not isinstance(answer, NoPlan)
    assert verify_plan(change.apply(group), "rotation", answer.after.lines).sound
    assert verify_plan(group, "rotation", answer.before.lines).sound
