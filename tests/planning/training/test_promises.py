"""Seats that people promised: whatever else stands in the plan, they are in it unless a rule itself forbids them."""

from random import Random

import pytest
from tests.planning.planted.training import planted_training

from genhun.planning.lines import Attendance
from genhun.planning.outcome import Reason
from genhun.planning.training.problem import problem_of
from genhun.planning.training.promises import keep_promises, told
from genhun.planning.training.verify import verify

SEEDS = range(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_promise_that_rules_allow_is_kept_and_no_rule_is_broken(seed: int) -> None:
    rng = Random(seed)
    group, planted = planted_training(rng)
    some = [line for line in planted if rng.random() < 0.5]  # together they keep every rule
    base = [line for line in planted if rng.random() < 0.3]
    kept = keep_promises(problem_of(group), base, some)
    assert verify(group, kept.lines).breaches == []
    assert kept.broken == ()
    assert set(some) <= set(kept.lines)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_promise_that_a_rule_forbids_is_named_with_the_rule_and_changes_nothing_else(seed: int) -> None:
    rng = Random(seed)
    group, planted = planted_training(rng)
    problem = problem_of(group)
    pairs = [Attendance(w, c) for w in problem.workers for c in problem.classes]
    wanted = rng.sample(pairs, min(len(pairs), 6))
    kept = keep_promises(problem, planted, wanted)
    assert verify(group, kept.lines).breaches == []
    assert {line for line, _rule in kept.broken} == set(wanted) - set(kept.lines)
    for line, rule in kept.broken:
        alone = {breach.rule for breach in verify(group, [line]).breaches}
        assert rule in alone or rule in {"TRN-01", "TRN-02", "TRN-04"}  # with the others who were promised seats


def test_whoever_gives_way_costs_least() -> None:
    """One promise in a full class: no other single person could have given way at a lower cost."""
    seen = 0
    for seed in range(300):
        group, planted = planted_training(Random(seed))
        problem = problem_of(group)
        for line in (Attendance(w, c) for w in problem.workers for c in problem.classes):
            sitting = [other for other in planted if other.class_id == line.class_id]
            full = len(sitting) == problem.classes[line.class_id].seats
            instead = [verify(group, [*(o for o in planted if o != out), line]) for out in sitting]
            sound = [checked.cost for checked in instead if checked.sound]
            if line not in planted and full and sound:
                kept = keep_promises(problem, planted, [line])
                assert line in kept.lines
                assert verify(group, kept.lines).cost <= min(sound)
                seen += 1
    assert seen > 100


def test_a_stranger_or_an_unknown_class_is_no_worker_of_the_year() -> None:
    group, planted = planted_training(Random(1))
    problem = problem_of(group)
    worker = next(iter(problem.workers))
    strange = [Attendance("nobody", next(iter(problem.classes))), Attendance(worker, "nothing")]
    kept = keep_promises(problem, planted, strange)
    assert kept.lines == tuple(sorted(planted))
    assert kept.broken == tuple((line, "TRN-00") for line in sorted(strange))


def test_the_reason_says_that_the_seat_was_promised() -> None:
    said = told(Reason("days", {"short": 30}, zh="补足学时。", en="Gives days."))
    assert (said.kind, said.gain) == ("promised", 30)
    assert said.zh.endswith("补足学时。")
    assert said.en.startswith("A person promised this seat")
