"""Where things stand in the room's pictures."""

import itertools
from collections import Counter
from datetime import date, timedelta

import pytest
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from genhun.core.group import TrainingClass
from genhun.records.models import Unit
from genhun.rooms.training.listing import page_of
from genhun.rooms.training.pictures import WIDTH, Load, calendar, heat, load_of, weeks

titles = st.text("党务干部主体班第期0123456789", min_size=1, max_size=20)
starts = st.integers(0, 364).map(lambda n: date(2027, 1, 1) + timedelta(days=n))
offers = st.lists(st.tuples(titles, starts, st.integers(0, 15), st.integers(0, 60)), max_size=40)


def classes_from(rows: list[tuple[str, date, int, int]]) -> list[TrainingClass]:
    return [
        TrainingClass(f"C{n}", title, "core", "沈阳", start, start + timedelta(days=length), length + 1, seats)
        for n, (title, start, length, seats) in enumerate(rows)
    ]


def extent(bar: dict[str, float | str]) -> tuple[float, float]:
    """From where to where a bar reaches with its words, 7 px a mark at least."""
    x, width, text_x = float(bar["x"]), float(bar["width"]), float(bar["text_x"])
    words = 7.0 * len(str(bar["text"]))
    return (text_x - words, x + width) if bar["anchor"] == "end" else (x, text_x + words)


@settings(max_examples=80, deadline=None)
@given(offers)
def test_no_two_classes_of_a_row_cover_each_other(rows: list[tuple[str, date, int, int]]) -> None:
    picture = calendar(classes_from(rows), {}, Counter(), 2027, str)
    assert len(picture["bars"]) == len(rows)
    lines: dict[int, list[tuple[float, float]]] = {}
    for bar in picture["bars"]:
        lines.setdefault(bar["y"], []).append(extent(bar))
        assert float(bar["x"]) >= 0
        assert bar["y"] + picture["bar"] < picture["foot"]
    for extents in lines.values():
        extents.sort()
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(extents))


def test_a_bar_is_filled_by_its_share_and_fits_the_picture() -> None:
    (offered,) = classes_from([("主体班", date(2027, 7, 1), 9, 40)])
    (bar,) = calendar([offered], {"C0": 10}, Counter(), 2027, lambda code: f"/{code}/")["bars"]
    assert (bar["url"], bar["text"]) == ("/C0/", "主体班 10/40")
    assert bar["filled"] == pytest.approx(bar["width"] / 4, abs=0.06)
    assert bar["x"] == pytest.approx(WIDTH * 181 / 365, abs=0.06)


def test_peaks_stand_under_their_weeks() -> None:
    peaks = Counter({date(2027, 3, 3): 4, date(2027, 3, 4): 2, date(2027, 6, 1): 2})
    columns = calendar([], {}, peaks, 2027, str)["peaks"]
    assert [(column["day"], column["n"]) for column in columns] == [(date(2027, 3, 1), 4), (date(2027, 5, 31), 2)]
    assert columns[0]["height"] == 2 * columns[1]["height"]


@pytest.mark.parametrize("year", [2024, 2027, 2028, 2032])
def test_weeks_cover_the_year_without_gap(year: int) -> None:
    spans = weeks(year)
    assert (spans[0][0], spans[-1][1]) == (date(year, 1, 1), date(year, 12, 31))
    assert all(after[0] == before[1] + timedelta(days=1) for before, after in itertools.pairwise(spans))
    assert all(first.weekday() == 0 for first, _last in spans[1:])


def test_the_load_of_a_week_is_that_of_its_fullest_day() -> None:
    unit = Unit(name="某厂")
    away = {date(2027, 1, 4): 1, date(2027, 1, 5): 3, date(2027, 1, 11): 2}
    load = load_of(unit, 9, 3, away, 2027)
    assert (load.weeks[:4], load.busiest) == ((0, 3, 2, 0), 3)
    cells = heat([load], 2027)["cells"]
    assert [(cell["n"], cell["css"][0]) for cell in cells] == [(3, "bar-both"), (2, "planned-both")]


def test_no_load_draws_no_cell() -> None:
    assert heat([Load(Unit(name="某厂"), 1, 1, (0,) * 53)], 2027)["cells"] == []


@pytest.mark.parametrize(
    ("address", "rows", "first", "following"),
    [
        ("/?show=all", [0, 1], "", "?show=all&from=2"),
        ("/?show=all&from=2", [2, 3], "?show=all", "?show=all&from=4"),
        ("/?from=4", [4], "?", ""),
        ("/?from=9", [0, 1], "", "?from=2"),
        ("/?from=-1", [0, 1], "", "?from=2"),
        ("/?from=%C2%B2", [0, 1], "", "?from=2"),
    ],
)
def test_a_long_list_goes_on_where_the_address_says(address: str, rows: list[int], first: str, following: str) -> None:
    page = page_of(RequestFactory().get(address), range(5), 2)
    assert (list(page.rows), page.about, page.first_url, page.next_url) == (rows, 5, first, following)
