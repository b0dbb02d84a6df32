"""Prices prove a bound that no plan undercuts, and find it where it is known."""

import numpy as np
import pytest

from genhun.engine.dual import Steps, ascend
from genhun.engine.rows import SCALE, Ints, Rows


class Seats:
    """Five people, two seats of one row; a seat saves its holder 7, 6, 5, 4 or 3 points."""

    rows = Rows(np.array([0]), np.array([0]), np.array([2]))
    saves = np.array([7, 6, 5, 4, 3])

    def respond(self, prices: Ints) -> tuple[int, Ints]:
        value = np.minimum(0, prices[0] - self.saves * SCALE)
        return int(value.sum()), np.array([int((value < 0).sum())])


@pytest.mark.parametrize("scaled", [False, True])
def test_the_bound_is_the_best_plan_where_the_program_is_whole(scaled: bool) -> None:
    best = ascend(Seats(), np.zeros(1), Steps(300, 1.0, 0.001, scaled=scaled))
    assert best.points == -13
    assert best.passes == 300


def test_a_stop_at_once_leaves_a_valid_bound() -> None:
    best = ascend(Seats(), np.zeros(1), Steps(300), lambda: True)
    assert best.points == -25
