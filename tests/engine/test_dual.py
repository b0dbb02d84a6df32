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


class Classes:
    """Ten people, each with a class of their own that has no seat; sitting in it saves the one who could 90 points."""

    rows = Rows(np.zeros(10, np.int64), np.zeros(10, np.int64), np.zeros(10, np.int64))

    def respond(self, prices: Ints) -> tuple[int, Ints]:
        value = np.minimum(0, prices - 90 * SCALE)
        return int(value.sum()), (value < 0).astype(np.int64)


def test_rows_of_one_bundle_move_alike_and_those_of_none_do_not() -> None:
    bundles = np.array([0] * 4 + [1] * 4 + [-1] * 2)
    best = ascend(Classes(), np.zeros(10), Steps(40, 30.0, 0.1, 0.5, bundles=bundles))
    assert best.points == -180
    assert len(set(best.prices[:8].tolist())) <= 2
    assert (best.prices[:8] >= 90 * SCALE).all()
    assert not best.prices[8:].any()


def test_an_ascent_without_patience_ends_where_the_bound_no_longer_rises() -> None:
    best = ascend(Classes(), np.full(10, 95.0), Steps(300, 1.0, 0.001, scaled=True, patience=7))
    assert (best.points, best.passes) == (0, 8)


def test_an_ascent_goes_on_from_the_best_point_known() -> None:
    known = ascend(Classes(), np.full(10, 95.0), Steps(1))
    best = ascend(Classes(), np.zeros(10), Steps(5, 0.1, 0.1, scaled=True), best=known)
    assert (best.points, best.passes) == (0, 6)
