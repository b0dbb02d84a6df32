"""Reasons of seats: their figures are exactly what the independent verifier counts."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from tests.planning.planted import planted_training
from tests.planning.verify.hand import course, holds, person, post, unit

from genhun.core.group import Credit, Group
from genhun.engine.watch import Watch
from genhun.planning.lines import Attendance
from genhun.planning.outcome import ExtraCost, Forbidden, Solved
from genhun.planning.training.explain import why
from genhun.planning.training.solve import solve
from genhun.planning.training.verify import verify
from genhun.planning.training.whynot import why_not

SEEDS = range(60)
SPRING = date(2027, 3, 1), date(2027, 3, 5)
AUTUMN = date(2027, 9, 6), date(2027, 9, 10)


def small(*people: str, **tables: object) -> Group:
    """Workers of one unit who owe five days, each in a party post of eight years."""
    group = Group(
        units=(unit("u"),),
        posts=tuple(post(f"x{p}", "u") for p in people),
        people=tuple(person(p) for p in people),
        appointments=tuple(holds(p, f"x{p}", 16) for p in people),
        credits=tuple(Credit(p, date(2027, 1, 5), 10) for p in people),
    )
    return replace(group, **tables)  # type: ignore[arg-type]  # rows of those tables


@pytest.mark.parametrize("seed", SEEDS)
def test_the_gain_of_a_seat_is_the_difference_of_two_verified_plans(seed: int) -> None:
    group, lines = planted_training(Random(seed))
    check_gains(group, lines)


def check_gains(group: Group, lines: tuple[Attendance, ...], step: int = 1) -> None:
    """Every line has a reason, every `step`th with the exact gains; both sentences name nobody."""
    cost, reasons = verify(group, lines).parts, why(group, lines)
    assert list(reasons) == list(lines)
    for line, reason in list(reasons.items())[::step]:
        without = verify(group, [other for other in lines if other != line]).parts
        assert reason.gains == {part: without[part] - cost[part] for part in cost if without[part] != cost[part]}
        assert reason.zh.endswith("。")
        assert reason.en.endswith(".")
        assert line.person_id not in reason.zh + reason.en


def test_the_gains_of_a_plan_of_the_plant_are_exact(plant_group: Group) -> None:
    solved = solve(plant_group, Watch(4.0), threads=1, seed=1)
    assert isinstance(solved, Solved)
    check_gains(plant_group, tuple(solved.lines), step=max(1, len(solved.lines) // 25))


def test_a_seat_says_how_many_days_it_makes_up() -> None:
    group = small("p", classes=(course("c", *SPRING), course("d", *AUTUMN, days=3)))
    reason = why(group, [Attendance("p", "c")])[Attendance("p", "c")]
    assert (reason.kind, reason.forced_by, reason.gains) == ("days", "", {"short": 50})
    assert reason.zh == "缺训 5 天，本班补 5 天；省：减少缺训 50，合计省 50。"
    assert reason.en == "5 days are owed; the class gives 5 of them; fewer missing days save 50 (50 saved in all)."
    beyond = why(group, [Attendance("p", "c"), Attendance("p", "d")])[Attendance("p", "d")]
    assert (beyond.kind, beyond.gains) == ("surplus", {"surplus": -3})


def test_the_only_class_that_rules_leave_is_forced() -> None:
    high = replace(course("d", *AUTUMN), min_level=3)
    reason = why(small("p", classes=(course("c", *SPRING), high)), [Attendance("p", "c")])[Attendance("p", "c")]
    assert reason.forced_by == "TRN-03"
    assert "按规则没有其他班次可参加" in reason.zh


@pytest.mark.parametrize("seed", SEEDS)
def test_every_class_is_refused_by_a_broken_rule_or_priced_exactly(seed: int) -> None:
    group, lines = planted_training(Random(seed))
    before = verify(group, lines)
    for person_id in sorted({p.person_id for p in group.people})[:6]:
        for offered in group.classes:
            answer = why_not(group, lines, person_id, offered.class_id)
            if isinstance(answer, Forbidden):
                alone = verify(group, [Attendance(person_id, offered.class_id)])
                assert {b.rule for b in alone.breaches} == {r.rule for r in answer.refusals}
            elif Attendance(person_id, offered.class_id) in lines:
                assert answer == ExtraCost({}, ())
            else:
                after = [line for line in lines if line not in answer.gone] + list(answer.lines)
                checked = verify(group, after)
                assert checked.breaches == []
                assert Attendance(person_id, offered.class_id) in answer.lines
                change = {part: checked.parts[part] - before.parts[part] for part in before.parts}
                assert answer.points == {part: n for part, n in change.items() if n}


def test_a_full_class_names_the_seat_that_gives_way_and_where_its_holder_goes() -> None:
    group = small("p", "q", classes=(course("c", *SPRING, seats=1), course("d", *AUTUMN, days=3)))
    answer = why_not(group, [Attendance("p", "c")], "q", "c")
    assert answer == ExtraCost({"short": -30}, (Attendance("p", "d"), Attendance("q", "c")), (Attendance("p", "c"),))


def test_every_rule_that_stands_against_a_class_is_named() -> None:
    closed = replace(course("c", *SPRING, kind="induction", seats=0), max_level=1)
    answer = why_not(small("p", classes=(closed,)), [], "p", "c")
    assert isinstance(answer, Forbidden)
    told = [(r.rule, r.got, r.allowed) for r in answer.refusals]
    assert told == [("TRN-03", "2", "1"), ("TRN-06", "96", "24"), ("TRN-01", "1", "0")]
    told = [why_not(small("p"), [], who, "c") for who in ("z", "p")]
    assert [[r.zh for r in answer.refusals] for answer in told if isinstance(answer, Forbidden)] == [
        ["本人不是培训年度内的党务工作者"],
        ["没有编码为 c 的班次"],
    ]
