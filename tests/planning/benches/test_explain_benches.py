"""Reasons of places on benches: their figures are exactly what the independent verifier counts."""

from random import Random

import pytest
from tests.planning.planted import planted_benches
from tests.planning.verify.hand import holds, person, policy, post, unit

from genhun.core.group import Group, Kin
from genhun.engine.watch import Watch
from genhun.planning.benches.explain import why
from genhun.planning.benches.solve import solve
from genhun.planning.benches.verify import verify
from genhun.planning.benches.whynot import why_not
from genhun.planning.lines import BenchPlace
from genhun.planning.outcome import ExtraCost, Forbidden, Solved

SEEDS = range(80)
WORDS = ("now", "soon", "later")


def bench(**settings: int) -> Group:
    """Secretary s of unit u; a on both lanes there, b on party in a unit near by, c in another circle."""
    posts = (
        post("s", "u", roles="secretary"),
        post("xa", "u", track="both"),
        post("xb", "v"),
        post("xc", "w", track="both"),
    )
    return Group(
        units=(unit("u"), unit("v", "近城"), unit("w", circle="B")),
        posts=posts,
        people=tuple(person(p) for p in "habc"),
        appointments=(holds("h", "s"), holds("a", "xa"), holds("b", "xb"), holds("c", "xc")),
        policy=policy(**settings),
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_the_gain_of_a_place_is_the_difference_of_two_verified_plans(seed: int) -> None:
    check_gains(*planted_benches(Random(seed)))


def check_gains(group: Group, lines: tuple[BenchPlace, ...], step: int = 1) -> None:
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


def test_a_place_says_how_ready_the_person_is() -> None:
    lines = [BenchPlace("s", 1, "a", "now"), BenchPlace("s", 2, "b", "later")]
    ready, later = why(bench(bench_size=2), lines).values()
    assert ready.zh == (
        "党务、生产经营任职均已满 4 期，随时可接任；符合资格的共 2 人，名额 2 人；省：后备不空缺 50，合计省 50。"
    )
    assert (later.kind, later.forced_by) == ("later", "BEN-01")
    assert later.gains == {"empty_place": 50, "readiness": -10, "distance": -1}
    first = why(bench(bench_size=1), lines[:1])[lines[0]]
    assert (first.forced_by, first.en) == (
        "",
        "4 half-years on both lanes: ready now; a place filled saves 50 (50 saved in all).",
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_everybody_is_refused_by_a_broken_rule_or_priced_exactly(seed: int) -> None:
    group, lines = planted_benches(Random(seed))
    before, sits = verify(group, lines), {(line.person_id, line.post_id) for line in lines}
    for person_id in [p.person_id for p in group.people]:
        for seat in group.posts:
            answer = why_not(group, lines, person_id, seat.post_id)
            if isinstance(answer, Forbidden):
                alone = [verify(group, [BenchPlace(seat.post_id, 1, person_id, word)]) for word in WORDS]
                broken = min(({b.rule for b in checked.breaches} for checked in alone), key=len)
                assert {r.rule for r in answer.refusals} == broken
            elif (person_id, seat.post_id) in sits:
                assert answer == ExtraCost({}, ())
            else:
                checked = verify(group, [line for line in lines if line not in answer.gone] + list(answer.lines))
                assert checked.breaches == []
                assert (person_id, seat.post_id) in {(line.person_id, line.post_id) for line in answer.lines}
                change = {part: checked.parts[part] - before.parts[part] for part in before.parts}
                assert answer.points == {part: n for part, n in change.items() if n}


def test_a_full_bench_gives_up_a_place() -> None:
    answer = why_not(bench(bench_size=1), [BenchPlace("s", 1, "a", "now")], "b", "s")
    assert answer == ExtraCost(
        {"readiness": 10, "distance": 1}, (BenchPlace("s", 1, "b", "later"),), (BenchPlace("s", 1, "a", "now"),)
    )


def test_every_rule_that_stands_against_a_person_is_named() -> None:
    group = bench(bench_load=0)
    related = Group(**{**vars(group), "kin": (Kin("h", "c"),)})
    answers = [why_not(related, [], who, what) for who, what in (("c", "s"), ("h", "s"), ("a", "xb"), ("z", "s"))]
    told = [[(r.rule, r.got, r.allowed) for r in a.refusals] for a in answers if isinstance(a, Forbidden)]
    load = ("BEN-02", "1", "0")
    assert told == [
        [("BEN-01", "B", "A"), load, ("BEN-04", "", "")],
        [("BEN-01", "", ""), load],
        [("BEN-00", "", "")],
        [("BEN-01", "", "")],
    ]
