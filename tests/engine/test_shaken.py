"""Prices at which people are asked a little apart: still a bound, the same each time, and nothing known is lost."""

import numpy as np

from genhun.engine.dual import Steps, ascend
from genhun.engine.rows import SCALE, Ints, Rows
from genhun.engine.shaken import ascend_shaken

PEOPLE, CLASSES, SEATS = 300, 20, 10
STEPS = Steps(100, 1.0, 0.01, 0.9, scaled=True)
SAVES = 10 + np.arange(PEOPLE) % 30
OPTIMUM = -int(np.sort(SAVES)[-CLASSES * SEATS :].sum())


class LikeClasses:
    """Anybody may go to any of the classes, all alike; a seat saves its holder 10 to 39 points."""

    rows = Rows(np.zeros(CLASSES, np.int64), np.zeros(CLASSES, np.int64), np.full(CLASSES, SEATS))
    everyone = np.arange(PEOPLE, dtype=np.int64)

    def respond(self, prices: Ints, who: Ints | None = None) -> tuple[int, Ints]:
        cheapest = int(np.argmin(prices))
        value = np.minimum(0, prices[cheapest] - SAVES[self.everyone if who is None else who] * SCALE)
        use = np.zeros(CLASSES, np.int64)
        use[cheapest] = (value < 0).sum()
        return int(value.sum()), use


def test_the_bound_is_below_the_best_plan_and_above_where_it_began() -> None:
    start = ascend(LikeClasses(), np.full(CLASSES, 12.0), Steps(1))
    best = ascend_shaken(LikeClasses(), np.full(CLASSES, 12.0), STEPS)
    assert OPTIMUM >= best.points > start.points
    assert best.passes <= STEPS.passes + 2


def test_the_same_start_gives_the_same_prices() -> None:
    one, other = (ascend_shaken(LikeClasses(), np.full(CLASSES, 12.0), STEPS) for _ in range(2))
    assert one.bound == other.bound
    assert (one.prices == other.prices).all()


def test_a_stop_at_once_loses_nothing_that_was_known() -> None:
    known = ascend(LikeClasses(), np.full(CLASSES, 12.0), Steps(1))
    bound = known.bound
    best = ascend_shaken(LikeClasses(), np.zeros(CLASSES), STEPS, lambda: True, known)
    assert best.bound >= bound
    assert best.passes <= 5
