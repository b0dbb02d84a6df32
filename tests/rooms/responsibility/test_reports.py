"""The report on duty: drafted from the records, within the public limits, in the official layout."""

import io
from datetime import date

import pytest
from django.urls import reverse
from docx import Document as Word
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import House
from tests.rooms.responsibility.made import YEAR, activity, actuals, duty, objective
from tests.rooms.responsibility.test_duties import signed_in

from genhun.records.policies import Refused, Stale
from genhun.rooms.responsibility.actions.activities import close_activity
from genhun.rooms.responsibility.actions.reports import MOST, MOST_SPECIAL, characters, save_report
from genhun.rooms.responsibility.models import DutyReport
from genhun.rooms.responsibility.queries.reports import year_of_duty
from genhun.rooms.responsibility.report_words import draft


def test_the_draft_says_what_the_records_hold(house: House) -> None:
    goal = objective(house.middle)
    actuals(goal, {4: 38, 6: 30})
    made = duty(house.secretary, house.middle, goal)
    duty(house.secretary, house.middle)
    done = activity(made, date(YEAR, 5, 9))
    measured = {"outcome": "measured", "before": 38, "after": 30, "sureness": "likely", "hours": 4}
    close_activity(house.secretary, done, measured, done.version)
    said = draft(year_of_duty(house.middle, YEAR))
    assert "共2项，其中与生产经营目标挂钩1项" in said["results"]
    assert f"非计划停机：由40小时到{YEAR}年6月的30小时（目标20小时，完成目标进度50%）。" in said["results"]
    assert "故障攻关（5月）：非计划停机由38变为30小时，可能与该项工作有关。" in said["results"]
    assert "尚未登记结果" in said["problems"]


def report(text: str, special: bool = False) -> dict[str, object]:
    return {"results": text, "problems": "", "next_steps": "", "special": special}


@pytest.mark.parametrize(("special", "most"), [(False, MOST), (True, MOST_SPECIAL)])
def test_a_report_over_the_limit_is_not_kept(house: House, special: bool, most: int) -> None:
    fits = save_report(house.secretary, house.middle, YEAR, report("实" * most + "\n \n", special), 0)
    with pytest.raises(Refused, match=str(most)):
        save_report(house.secretary, house.middle, YEAR, report("实" * (most + 1), special), fits.version)
    with pytest.raises(Stale):
        save_report(house.officer, house.middle, YEAR, report("另一人", special), 0)
    assert DutyReport.objects.get().results.strip() == "实" * most


@given(st.text(), st.text(), st.text())
def test_blanks_do_not_count(one: str, two: str, three: str) -> None:
    texts = {"results": one, "problems": two, "next_steps": three}
    assert characters(texts) == sum(not mark.isspace() for mark in one + two + three)


def test_the_page_counts_keeps_what_is_too_long_and_hands_out_the_document(house: House) -> None:
    client, url = signed_in(house.secretary), reverse("responsibility:report", args=[house.middle.pk])
    long = "长" * (MOST + 7)
    answer = client.post(url, {**report(long), "special": "", "version": 0})
    assert answer.status_code == 422
    assert "Shorten it by 7" in answer.content.decode()
    assert long in answer.content.decode()
    assert client.post(url, {**report("第一段\n第二段"), "special": "", "version": 0}).status_code == 302
    word = Word(io.BytesIO(client.get(reverse("responsibility:report-document", args=[house.middle.pk])).content))
    said = [paragraph.text for paragraph in word.paragraphs if paragraph.text]
    assert said[:2] == [house.middle.name, f"{YEAR}年度抓基层党建工作述职报告"]
    assert said[2:5] == ["一、履职情况与成效", "第一段", "第二段"]


def test_the_list_stands_in_the_order_of_the_tree(house: House) -> None:
    save_report(house.officer, house.sister, YEAR, report("已写"), 0)
    rows = signed_in(house.officer).get(reverse("responsibility:reports")).context["rows"]
    paths = [row["unit"].path for row in rows]
    assert paths == sorted(paths)
    assert [row["unit"] for row in rows if row["report"]] == [house.sister]
