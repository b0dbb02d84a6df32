"""Planted effects are found, absent ones are not, and too little to tell is said."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genhun.core.calendar import Month, month_of
from genhun.core.effect import Course, Verdict, change, effect, of_one, t95

MAY = month_of(2027, 5)
TRIES = 1500


def course(draw: Random, step: float, *, baseline: float = 0.0, target: float = 100.0, noise: float = 2.0) -> Course:
    """A year that rises by a shared drift, is noisy, and gains `step` hundredths of the way from June on."""
    span = target - baseline
    return Course(
        baseline,
        target,
        {
            Month(MAY + n): baseline + span / 100 * (5 + 1.5 * n + draw.gauss(0, noise) + (step if n > 0 else 0))
            for n in range(-4, 8)
        },
    )


def test_a_planted_effect_is_found_whatever_the_measure_and_direction() -> None:
    draw = Random(7)
    others = [course(draw, 0, baseline=40, target=30) for _ in range(12)]
    found = of_one(course(draw, 25, baseline=900, target=1200), others, MAY)
    assert found.verdict == Verdict.BETTER
    assert found.low < 0.25 < found.high
    worse = of_one(course(draw, -25), others, MAY)
    assert worse.verdict == Verdict.WORSE


@pytest.mark.parametrize(("done", "step"), [(1, 0.0), (1, 6.0), (5, 0.0), (5, 6.0)])
def test_the_interval_holds_the_truth_nineteen_times_in_twenty(done: int, step: float) -> None:
    draw, held = Random(11), 0
    for _ in range(TRIES):
        treated = [change(course(draw, step), MAY) for _ in range(done)]
        others = [change(course(draw, 0), MAY) for _ in range(6)]
        found = effect([x for x in treated if x is not None], [x for x in others if x is not None])
        held += found.low <= step / 100 <= found.high
    assert 0.935 <= held / TRIES <= 0.965


def test_without_an_effect_hardly_any_is_claimed() -> None:
    draw = Random(3)
    verdicts = [of_one(course(draw, 0), [course(draw, 0) for _ in range(8)], MAY).verdict for _ in range(TRIES)]
    assert verdicts.count(Verdict.NO_DIFFERENCE) / TRIES > 0.93


def test_what_all_units_share_counts_for_nobody() -> None:
    draw = Random(5)
    together = [course(draw, 30) for _ in range(9)]  # a good summer for everybody
    assert of_one(together[0], together[1:], MAY).verdict == Verdict.NO_DIFFERENCE


def test_too_little_to_tell_is_said_without_numbers() -> None:
    draw = Random(1)
    own, others = course(draw, 20), [course(draw, 0) for _ in range(8)]
    short = Course(0, 100, {Month(MAY + n): 1.0 for n in (-2, -1, 1)})
    assert of_one(short, others, MAY).verdict == Verdict.FEW_MONTHS
    few = of_one(own, [*others[:3], short, Course(5, 5, own.actuals)], MAY)
    assert (few.verdict, few.compared, few.told, few.difference) == (Verdict.FEW_UNITS, 3, False, 0.0)


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_the_measure_does_not_matter(baseline: float, span: float) -> None:
    if abs(span) < 0.1:
        return
    plain = course(Random(2), 10)
    scaled = Course(baseline, baseline + span, {m: baseline + v / 100 * span for m, v in plain.actuals.items()})
    assert change(scaled, MAY) == pytest.approx(change(plain, MAY), abs=1e-6)


def test_quantiles_stand_in_any_table_of_students_t() -> None:
    assert [t95(n) for n in (1, 5, 10, 30)] == [12.706, 2.571, 2.228, 2.042]
    assert t95(60) == pytest.approx(2.000, abs=0.002)
    assert t95(120) == pytest.approx(1.980, abs=0.002)
