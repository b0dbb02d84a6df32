"""Dated resumes in all the ways offices write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genhun.core.calendar import Month, month_of
from genhun.formats.dates import read_month
from genhun.formats.resume import NestedEntry, ResumeEntry, read_resume, write_resume

m = month_of


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("199505", m(1995, 5)),
        ("19950531", m(1995, 5)),
        ("1995.05", m(1995, 5)),
        ("1995.5", m(1995, 5)),
        ("1995-12", m(1995, 12)),
        ("1995/05/01", m(1995, 5)),
        ("1995年5月", m(1995, 5)),
        ("1995年05月31日", m(1995, 5)),
        ("１９９５．０５", m(1995, 5)),
        (" 199505 ", m(1995, 5)),
        ("199513", None),
        ("1995.13", None),
        ("95.05", None),
        ("1995", None),
        ("群众", None),
        ("", None),
    ],
)
def test_months(text: str, month: Month | None) -> None:
    assert read_month(text) == month


@pytest.mark.parametrize(
    "line",
    [
        "2008.07--2013.05  某厂技术员",
        "2008.07-2013.05 某厂技术员",
        "2008.07—2013.05　某厂技术员",
        "2008.07——2013.05  某厂技术员",
        "2008.07–2013.05  某厂技术员",
        "2008.07〜2013.05  某厂技术员",
        "2008.07~2013.05  某厂技术员",
        "2008.07至2013.05  某厂技术员",
        "200807--201305  某厂技术员",
        "2008.7 -- 2013.5 某厂技术员",
        "2008年7月至2013年5月某厂技术员",
        "２００８．０７－－２０１３．０５  某厂技术员",
        "  2008.07--2013.05  某厂技术员",
    ],
)
def test_every_way_to_write_a_span(line: str) -> None:
    assert read_resume(line) == (ResumeEntry("某厂技术员", m(2008, 7), m(2013, 5)),)


@pytest.mark.parametrize(
    "line",
    [
        "2018.06--         某厂副厂长",
        "2018.06至今  某厂副厂长",
        "2018.06--今  某厂副厂长",
        "2018.06-- 某厂副厂长",
        "201806—至今某厂副厂长",
    ],
)
def test_every_way_to_leave_a_span_open(line: str) -> None:
    assert read_resume(line) == (ResumeEntry("某厂副厂长", m(2018, 6), None),)


def test_inner_dashes_and_years_survive() -> None:
    text = "2018.06--         北京—上海管廊（A-2）项目2019.05--2020.01期工程经理"
    assert read_resume(text)[0].text == "北京—上海管廊（A-2）项目2019.05--2020.01期工程经理"


@pytest.mark.parametrize(
    "text",
    [
        "2013.05--2018.06  某厂干事\n                 （其间：2015.03--2015.07参加某校（中青班）学习）",
        "2013.05--2018.06  某厂干事（其间：2015.03--2015.07参加某校（中青班）学习）",
        "2013.05--2018.06  某厂\n                  干事\n                 (其间:2015.03—2015.07参加某校（中青班）学习)",
        "2013.05--2018.06  某厂干事（其间：2015.03--2015.07\n                  参加某校（中青班）学习）",
    ],
)
def test_studies_inside(text: str) -> None:
    inner = NestedEntry("参加某校（中青班）学习", m(2015, 3), m(2015, 7))
    assert read_resume(text) == (ResumeEntry("某厂干事", m(2013, 5), m(2018, 6), (inner,)),)


def test_several_studies_in_one_bracket_and_over_lines() -> None:
    text = (
        "2013.05--2018.06  某厂干事\n                 （其间：2015.03--2015.07参加甲班，成绩好；\n"
        "                  2016.03--2016.07参加乙班）\n2018.06--         某厂副厂长"
    )
    assert read_resume(text) == (
        ResumeEntry(
            "某厂干事",
            m(2013, 5),
            m(2018, 6),
            (
                NestedEntry("参加甲班，成绩好", m(2015, 3), m(2015, 7)),
                NestedEntry("参加乙班", m(2016, 3), m(2016, 7)),
            ),
        ),
        ResumeEntry("某厂副厂长", m(2018, 6)),
    )


def test_a_bracket_that_never_closes_swallows_no_entry() -> None:
    text = "2013.05--2018.06  某厂干事（其间：借调集团\n2018.06--         某厂副厂长"
    assert [entry.text for entry in read_resume(text)] == ["某厂干事", "某厂副厂长"]


def test_lines_without_months_stay_as_they_are() -> None:
    text = "1998--2004  在校\n2004.09--2008.07  某大学学习"
    assert read_resume(text) == (ResumeEntry("1998--2004  在校"), ResumeEntry("某大学学习", m(2004, 9), m(2008, 7)))


def test_written_in_eighteen_columns() -> None:
    entries = (
        ResumeEntry("某厂干事", m(2013, 5), m(2018, 6), (NestedEntry("参加甲班", m(2015, 3), m(2015, 7)),)),
        ResumeEntry("某厂副厂长", m(2018, 6)),
    )
    assert write_resume(entries).split("\n") == [
        "2013.05--2018.06  某厂干事",
        "                 （其间：2015.03--2015.07参加甲班）",
        "2018.06--         某厂副厂长",
    ]


months = st.integers(m(1950, 1), m(2049, 12)).map(Month)
texts = st.text("某厂技术员副部长A-—2班、，", max_size=20).map(lambda text: f"任{text}")
inner_texts = texts.map(lambda text: text.rstrip("、，"))
nested = st.builds(NestedEntry, inner_texts, months, st.one_of(st.none(), months))
entries = st.builds(ResumeEntry, texts, months, st.one_of(st.none(), months), st.lists(nested, max_size=2).map(tuple))


@settings(max_examples=150, deadline=None)
@given(st.lists(entries, max_size=5).map(tuple))
def test_what_is_written_reads_the_same(resume: tuple[ResumeEntry, ...]) -> None:
    assert read_resume(write_resume(resume)) == resume
