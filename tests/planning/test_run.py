"""Running planners together: what verifiers do not confirm never comes out, and time and memory are measured."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from genhun.core.group import Group
from genhun.engine.memory import PeakMemory
from genhun.engine.watch import STAGES, Progress, Watch
from genhun.madeup.group import Recipe, invent
from genhun.planning.lines import BenchPlace
from genhun.planning.outcome import NoPlan, Solved
from genhun.planning.rotation.problem import Problem
from genhun.planning.run import audit, plan_all, verify_plan
from genhun.tables.read import read_group

PLANT = Path(__file__).parents[2] / "samples" / "plant"


@pytest.fixture(scope="module")
def plant() -> Group:
    return read_group(PLANT)


@pytest.fixture(scope="module")
def benches(plant: Group) -> Solved[tuple[BenchPlace, ...]]:
    outcome = plan_all(plant, ["benches"], time_limit_s=60)["benches"]
    assert isinstance(outcome, Solved)
    return outcome


def test_answers_come_in_the_order_of_the_contract_with_time_and_memory(plant: Group) -> None:
    heard: list[Progress] = []
    results = plan_all(
        plant, {"inspections", "mentoring", "benches"}, time_limit_s=60, threads=1, listener=heard.append
    )
    assert list(results) == ["mentoring", "benches", "inspections"]
    assert all(isinstance(r, Solved) and r.seconds > 0 and r.peak_mb > 10 for r in results.values())
    assert [p.planner for p in heard if p.stage == "start"] == ["inspections", "benches", "mentoring"]
    assert {p.stage for p in heard} <= set(STAGES)


def test_rotation_tells_how_many_circles_have_a_plan_until_all_have_one() -> None:
    heard: list[Progress] = []
    plan_all(invent(Recipe(900), seed=2), ["rotation"], time_limit_s=12, threads=1, listener=heard.append)
    counted = [p.parts for p in heard if p.parts]
    assert counted == sorted(counted)
    assert {whole for _, whole in counted} == {len(Problem.of(invent(Recipe(900), seed=2)).regions)}
    assert all((p.cost is None) == bool(p.parts) for p in heard if p.stage != "start" or p.parts)
    assert {p.stage for p in heard} <= set(STAGES)


def test_a_confirmed_plan_has_nothing_against_it(plant: Group, benches: Solved[tuple[BenchPlace, ...]]) -> None:
    assert audit(benches, verify_plan(plant, "benches", benches.lines)) is None


def test_a_claim_that_does_not_hold_is_found(plant: Group, benches: Solved[tuple[BenchPlace, ...]]) -> None:
    checked = verify_plan(plant, "benches", benches.lines)
    wrong = audit(replace(benches, cost=benches.cost - 1), checked)
    assert wrong is not None
    assert wrong.claims[0] == f"cost claimed {benches.cost - 1}, recomputed {benches.cost}"
    wrong = audit(replace(benches, bound=benches.cost + 1), checked)
    assert wrong is not None
    assert wrong.claims == [f"bound {benches.cost + 1} above the cost {benches.cost}"]


def test_a_broken_rule_is_found(plant: Group, benches: Solved[tuple[BenchPlace, ...]]) -> None:
    first = benches.lines[0]
    lines = (first, replace(first, place=2), *(b for b in benches.lines if b.post_id != first.post_id))
    wrong = audit(benches, verify_plan(plant, "benches", lines))
    assert wrong is not None
    assert "BEN-03" in {breach.rule for breach in wrong.breaches}
    assert wrong.sentence.startswith("benches: plan not confirmed: ")


def test_no_plan_is_an_answer() -> None:
    assert isinstance(plan_all(Group(), ["inspections"])["inspections"], NoPlan)


def test_an_unknown_planner_is_refused(plant: Group) -> None:
    with pytest.raises(KeyError, match="no such planner: golf"):
        plan_all(plant, ["golf"])


def test_a_stopped_watch_still_gives_a_sound_plan(plant: Group) -> None:
    watch = Watch(60.0)
    watch.stop()
    outcome = plan_all(plant, ["mentoring"], watch=watch)["mentoring"]
    assert isinstance(outcome, Solved)
    assert outcome.bound <= outcome.cost


def test_memory_of_children_counts() -> None:
    code = "import time; block = bytearray(200_000_000); time.sleep(1.0)"
    with PeakMemory() as memory:
        subprocess.run([sys.executable, "-c", code], check=True)
    assert memory.mb > 200
