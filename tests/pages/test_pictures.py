"""The two-lane timeline, the strip of ninety days, and what old browsers can draw."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from genhun.hall.pictures.ahead import draw_ahead
from genhun.hall.pictures.lanes import Scale, draw, fitted, text_width
from genhun.project.translations import PACKAGE

SIZE = Scale(bar=24, gap=4, left=100, width=1320, top=26)  # 1,200 px for 100 months: 12 px a month
START, END = date(2020, 1, 1), date(2028, 5, 1)


def bar(track: str, start: date, end: date | None, **more: Any) -> dict[str, Any]:
    return {"track": track, "start": start, "end": end, "text": "党委书记", "kind": "held", **more}


def rectangles(*bars: dict[str, Any]) -> list[tuple[str, float, float, float]]:
    picture = draw([{"label": "", "bars": list(bars)}], START, END, scale=SIZE)
    return [(drawn.css, drawn.x, drawn.y, drawn.width) for drawn in picture.bars]


def test_production_stands_above_party_and_time_runs_to_the_right() -> None:
    found = rectangles(
        bar("party", date(2021, 1, 1), date(2022, 1, 1)), bar("production", date(2020, 1, 1), date(2021, 1, 1))
    )
    assert found == [("bar-production", 100, 30, 143), ("bar-party", 244, 62, 143)]


def test_a_post_on_both_lanes_stands_in_both() -> None:
    found = rectangles(bar("both", date(2020, 1, 1), None))
    assert found == [("bar-production", 100, 30, 1199), ("bar-party", 100, 62, 1199)]


def test_posts_held_at_one_time_lie_below_each_other() -> None:
    found = rectangles(
        bar("party", date(2020, 1, 1), date(2021, 1, 1)), bar("party", date(2020, 7, 1), date(2022, 1, 1))
    )
    assert [(y, width) for _css, _x, y, width in found] == [(62, 143), (90, 215)]


@pytest.mark.parametrize(
    ("kind", "css"),
    [("held", "bar-party"), ("planned", "planned-party"), ("asked", "planned-party asked")],
)
def test_decided_and_undecided_bars_look_different(kind: str, css: str) -> None:
    assert rectangles(bar("party", date(2020, 1, 1), None, kind=kind))[0][0] == css


def test_reserve_belongs_to_no_lane() -> None:
    assert rectangles(bar("reserve", date(2020, 1, 1), None))[0][0] == "planned-reserve"


def test_time_outside_the_picture_is_cut_off() -> None:
    assert rectangles(bar("party", date(1990, 1, 1), date(2040, 1, 1))) == [("bar-party", 100, 62, 1199)]


def test_texts_are_cut_to_what_fits() -> None:
    assert fitted("党委书记", 100) == "党委书记"
    assert fitted("党委副书记兼工会主席", 60) == "党委副…"
    assert fitted("党委副书记", 20) == ""
    assert text_width("党委AB") == pytest.approx(39.4)


def test_years_are_marked_as_densely_as_there_is_room() -> None:
    few = draw([], START, END, scale=Scale(left=0, width=148)).years
    many = draw([], START, END, scale=SIZE).years
    assert ([year for _x, year in few], len(many)) == (["2020", "2025"], 9)


def test_the_strip_piles_up_what_comes_on_one_day() -> None:
    today = date(2026, 11, 23)
    dots = [{"share": 0.5, "pile": pile, "kind": "move", "title": ""} for pile in range(6)]
    strip = draw_ahead(dots, today, 90, width=424)
    assert [(dot["x"], dot["y"]) for dot in strip.dots] == [(212, 60), (212, 46), (212, 32), (212, 18)]
    assert [name for _x, name in strip.months] == ["", "2027-01", "2027-02"]
    assert strip.months[0][0] == round(12 + 400 * (date(2026, 12, 1) - today).days / 90, 1)
    assert today + timedelta(days=90) < date(2027, 3, 1)
    assert draw_ahead(dots, today, 90).months[0][1] == ""
    assert draw_ahead(dots, date(2026, 11, 10), 90).months[0][1] == "2026-12"


NEWER_THAN_CHROMIUM_90 = re.compile(
    r":has\(|@container|@layer|@scope|@property|color-mix\(|oklch\(|oklab\(|lab\(|accent-color|\bsubgrid|text-wrap"
    r"|\bscrollbar-gutter|[;{]\s*&|\b\d+(?:dvh|svh|lvh|cqw)\b|:is\(.*:has|\bnth-child\([^)]* of "
)
NEWER_SCRIPT = re.compile(
    r"\.at\(|structuredClone|\.findLast\(|\.toSorted\(|Object\.hasOwn|\.replaceAll\(|static \{|\?\?="
)


def test_styles_and_scripts_use_only_what_chromium_90_knows() -> None:
    styles = {f.name: NEWER_THAN_CHROMIUM_90.findall(f.read_text("utf-8")) for f in PACKAGE.glob("**/static/**/*.css")}
    scripts = {f.name: NEWER_SCRIPT.findall(f.read_text("utf-8")) for f in PACKAGE.glob("**/static/**/*.js")}
    assert {"tokens.css", "page.css", "parts.css", "pictures.css", "print.css"} - set(styles) == set()
    assert {name: found for name, found in {**styles, **scripts}.items() if found} == {}
