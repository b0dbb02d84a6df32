"""Reasons of pairs: their figures are exactly what the independent verifier counts."""

from random import Random

import pytest
from tests.planning.planted import planted_mentoring
from tests.planning.verify.hand import holds, person, policy, post, unit

from genhun.core.group import Group, Kin
from genhun.engine.watch import Watch
from genhun.planning.lines import Pairing
from genhun.planning.mentoring.explain import why
from genhun.planning.mentoring.solve import solve
from genhun.planning.mentoring.verify import verify
from genhun.planning.mentoring.whynot import why_not
from genhun.planning.outcome import ExtraCost, Forbidden, Solved

SEEDS = range(80)


def circle(**load: int) -> Group:
    """Newcomers n and m, mentors a in their unit u and b in the unit v near by, c in another circle."""
    units = (unit("u"), unit("v", "近城"), unit("w", circle="B"))
    where = {"n": "u", "m": "u", "a": "u", "b": "v", "c": "w"}
    return Group(
        units=units,
        posts=tuple(post(f"x{p}", u) for p, u in where.items()),
        people=tuple(person(p) for p in where),
        appointments=tuple(holds(p, f"x{p}", 1 if p in "nm" else 12) for p in where),
        policy=policy(**load),
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_the_gain_of_a_pair_is_the_difference_of_two_verified_plans(seed: int) -> None:
    check_gains(*planted_mentoring(Random(seed)))


def check_gains(group: Group, lines: tuple[Pairing, ...], step: int = 1) -> None:
    """Every line has a reason, every `step`th with the exact gains; both sentences name nobody."""
    cost, reasons = verify(group, lines).parts, why(group, lines)
    assert list(reasons) == list(lines)
    for line, reason in list(reasons.items())[::step]:
        without = verify(group, [other for other in lines if other != line]).parts
        assert reason.gains == {part: without[part] - cost[part] for part in cost if without[part] != cost[part]}
        assert reason.zh.endswith("。")
        assert reason.en.endswith(".")
        assert not any(person_id in reason.zh + reason.en for person_id in (line.mentee_id, line.mentor_id))


def test_the_gains_of_a_plan_of_the_plant_are_exact(plant_group: Group) -> None:
    solved = solve(plant_group, Watch(4.0), threads=1, seed=1)
    assert isinstance(solved, Solved)
    check_gains(plant_group, tuple(solved.lines), step=max(1, len(solved.lines) // 25))


def test_a_pair_says_where_the_mentor_works() -> None:
    lines = [Pairing("m", "a"), Pairing("n", "b")]
    reasons = why(circle(), lines)
    near, far = (reasons[line] for line in lines)
    assert near.zh == "导师在同单位，带 1 人（上限 2 人）；省：有导师带教 100，合计省 100。"
    assert (near.kind, near.forced_by) == ("same_unit", "")
    assert (far.kind, far.gains) == ("same_circle", {"no_mentor": 100, "distance": -3, "other_unit": -1})
    assert far.en == (
        "The mentor works in another unit of the circle and has 1 of at most 2 newcomers; "
        "having a mentor saves 100, the way costs 3, two units cost 1 (96 saved in all)."
    )


def test_the_only_mentor_whom_rules_leave_is_forced() -> None:
    group = circle()
    alone = Group(**{**vars(group), "people": group.people[:3] + group.people[4:], "appointments": (
        *group.appointments[:3], group.appointments[4],
    )})  # fmt: skip
    assert why(alone, [Pairing("n", "a")])[Pairing("n", "a")].forced_by == "MEN-03"


@pytest.mark.parametrize("seed", SEEDS)
def test_every_mentor_is_refused_by_a_broken_rule_or_priced_exactly(seed: int) -> None:
    group, lines = planted_mentoring(Random(seed))
    before, people = verify(group, lines), [p.person_id for p in group.people]
    for pair in [Pairing(a, b) for a in people for b in people if a != b]:
        answer = why_not(group, lines, pair.mentee_id, pair.mentor_id)
        if isinstance(answer, Forbidden):
            assert {b.rule for b in verify(group, [pair]).breaches} == {r.rule for r in answer.refusals}
        elif pair in lines:
            assert answer == ExtraCost({}, ())
        else:
            assert pair in answer.lines
            checked = verify(group, [line for line in lines if line not in answer.gone] + list(answer.lines))
            assert checked.breaches == []
            change = {part: checked.parts[part] - before.parts[part] for part in before.parts}
            assert answer.points == {part: n for part, n in change.items() if n}


def test_a_mentor_without_room_gives_a_newcomer_to_the_next_one() -> None:
    lines = [Pairing("m", "a"), Pairing("n", "b")]
    exchange = why_not(circle(mentor_load=1), lines, "n", "a")
    assert exchange == ExtraCost({}, (Pairing("m", "b"), Pairing("n", "a")), (Pairing("m", "a"), Pairing("n", "b")))
    assert why_not(circle(), lines, "n", "a") == ExtraCost(
        {"distance": -3, "other_unit": -1}, (Pairing("n", "a"),), (Pairing("n", "b"),)
    )


def test_every_rule_that_stands_against_a_mentor_is_named() -> None:
    group = circle(mentor_load=0)
    related = Group(**{**vars(group), "kin": (Kin("c", "n"),)})
    answer = why_not(related, [], "n", "c")
    assert isinstance(answer, Forbidden)
    assert [(r.rule, r.got, r.allowed) for r in answer.refusals] == [
        ("MEN-02", "1", "0"),
        ("MEN-03", "B", "A"),
        ("MEN-05", "", ""),
    ]
