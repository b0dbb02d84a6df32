"""Training: sound plans near a proven bound, the same for the same seed, and robust where nothing can be planned."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from genhun.core.group import Group, Peak
from genhun.engine.watch import Watch
from genhun.madeup.group import Recipe, invent
from genhun.planning.lines import Attendance
from genhun.planning.outcome import Solved
from genhun.planning.training.model import slot_days
from genhun.planning.training.solve import solve
from genhun.planning.training.verify import verify


def planned(group: Group, seconds: float = 60.0) -> Solved[tuple[Attendance, ...]]:
    answer = solve(group, Watch(seconds), threads=1, seed=1)
    assert isinstance(answer, Solved)
    checked = verify(group, answer.lines)
    assert checked.breaches == []
    assert dict(checked.parts) == dict(answer.parts)
    return answer


@pytest.fixture(scope="module")
def group() -> Group:
    return invent(Recipe(200), seed=6)


@pytest.fixture(scope="module")
def plan(group: Group) -> Solved[tuple[Attendance, ...]]:
    return planned(group)


def test_the_gap_is_small(plan: Solved[tuple[Attendance, ...]]) -> None:
    assert 0 <= plan.gap <= 0.003


def test_the_same_seed_gives_the_same_plan(group: Group, plan: Solved[tuple[Attendance, ...]]) -> None:
    assert planned(group).lines == plan.lines


def test_without_classes_everybody_is_short(group: Group) -> None:
    plan = planned(replace(group, classes=()))
    assert (plan.lines, plan.bound) == ((), plan.cost)


def test_without_workers_there_is_nothing_to_do(group: Group) -> None:
    plan = planned(replace(group, appointments=()))
    assert (plan.lines, plan.cost, plan.bound) == ((), 0, 0)


def test_peaks_all_year_keep_everybody_home(group: Group) -> None:
    roots = [u.unit_id for u in group.units if not u.parent_id]
    plan = planned(replace(group, peaks=tuple(Peak(u, date(2027, 1, 1), date(2027, 12, 31)) for u in roots)))
    assert (plan.lines, plan.bound) == ((), plan.cost)


def test_no_time_is_still_an_answer(group: Group) -> None:
    plan = planned(group, 0.0)
    assert plan.bound <= plan.cost


@pytest.mark.parametrize("seed", range(20))
def test_slots_stand_for_days(seed: int) -> None:
    """Two intervals share a slot exactly if they share a day."""
    draw = np.random.default_rng(seed)
    starts = draw.integers(0, 60, 12)
    ends = starts + draw.integers(0, 15, 12)
    slots = slot_days(starts, ends)
    inside = (starts[:, None] <= slots) & (slots <= ends[:, None])
    meet = (starts[:, None] <= ends) & (starts <= ends[:, None])
    assert ((inside.astype(int) @ inside.T.astype(int) > 0) == meet).all()
