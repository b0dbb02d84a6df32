"""Theil's index: published and hand-worked figures, and what must hold for any units in any groups."""

from math import isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genhun.core.unevenness import closing, split, theil

VALUES = st.lists(st.floats(0, 1000).map(lambda x: round(x, 3)), min_size=1, max_size=30)


@st.composite
def grouped(draw: st.DrawFn) -> tuple[list[float], list[int]]:
    values = draw(VALUES)
    return values, draw(st.lists(st.integers(0, 4), min_size=len(values), max_size=len(values)))


def test_the_published_example() -> None:
    """The example of `theil` in the documentation of the Julia package Inequality.jl."""
    assert isclose(theil([8, 5, 1, 3, 5, 6, 7, 6, 3]), 0.10494562214323544, rel_tol=1e-12)


def test_the_published_shares_of_two_classes() -> None:
    """Society split so that a share a of the people has 1 - a of the income, evenly inside both parts: T = (1 - 2a)
    ln((1 - a) / a). Published as 74:26 for an index of one half and 80:20 for 0.83 (Wikipedia, "Theil index")."""
    for rich, published in ((26, 0.50), (20, 0.83)):
        poor = 100 - rich
        found = split([poor / rich] * rich + [rich / poor] * poor, ["rich"] * rich + ["poor"] * poor)
        assert round(found.between, 2) == round(found.total, 2) == published
        assert isclose(found.within, 0, abs_tol=1e-12)


def test_a_split_worked_by_hand() -> None:
    """Two groups (1, 1) and (2, 4): mean 2, shares 1/4 and 3/4.

    T = (2 * 1/2 ln 1/2 + 1 ln 1 + 2 ln 2) / 4 = ln 2 / 4. Between: 1/4 ln(1/2) + 3/4 ln(3/2).
    Within: 3/4 of the index of (2, 4), which is (2/3 ln 2/3 + 4/3 ln 4/3) / 2.
    """
    found = split([1, 1, 2, 4], ["a", "a", "b", "b"])
    assert isclose(found.total, log(2) / 4)
    assert isclose(found.between, log(1 / 2) / 4 + 3 * log(3 / 2) / 4)
    assert isclose(found.within, 3 / 4 * (2 / 3 * log(2 / 3) + 4 / 3 * log(4 / 3)) / 2)
    assert (found.groups["a"].within, found.groups["a"].mean, found.groups["b"].size) == (0, 1, 2)


def test_the_ends_of_the_scale() -> None:
    assert theil([3, 3, 3]) == 0
    assert theil([0, 0]) == 0
    assert theil([]) == 0
    assert isclose(theil([0, 0, 0, 7]), log(4))
    with pytest.raises(ValueError, match="-1"):
        theil([2, -1])


@given(grouped())
def test_the_whole_is_between_plus_within_and_never_negative(case: tuple[list[float], list[int]]) -> None:
    found = split(*case)
    assert isclose(found.total, found.between + found.within, rel_tol=1e-9, abs_tol=1e-9)
    assert min(found.total, found.between, found.within) >= 0


@given(VALUES, st.floats(0.01, 100), st.integers(2, 4))
def test_neither_scale_nor_replication_matters(values: list[float], scale: float, times: int) -> None:
    assert isclose(theil([x * scale for x in values]), theil(values), rel_tol=1e-7, abs_tol=1e-9)
    assert isclose(theil(values * times), theil(values), rel_tol=1e-7, abs_tol=1e-9)


@given(st.lists(st.sampled_from([0.0, 1 / 3, 2 / 3, 1.0]), min_size=2, max_size=30))
def test_a_closing_unit_closes_what_is_said(values: list[float]) -> None:
    found = closing(values, 1.0, most=len(values))
    for one in found:
        later = [1.0 if n == one.place else value for n, value in enumerate(values)]
        assert isclose(theil(values) - theil(later), one.gain, abs_tol=1e-9)
    named = {one.place for one in found}
    for place in set(range(len(values))) - named:
        later = [1.0 if n == place else value for n, value in enumerate(values)]
        assert theil(later) >= theil(values) - 1e-9
    assert [one.gain for one in found] == sorted((one.gain for one in found), reverse=True)
