"""Guidance: a secretary raises a problem and finds it solved; the officer carries what works from pilot to norm."""

from collections.abc import Callable

import pytest
from tests.conftest import SAMPLES
from tests.journeys.conftest import PASSWORD, Site, Visitor

CAST = {
    "lin": ("group_officer", "党建部 林", "top"),
    "wu": ("unit_secretary", "基层书记 吴", "below"),
}


@pytest.fixture(scope="module")
def group(site: Site) -> Site:
    """The sample plant with the made-up content of the room, an officer at the top and a secretary below."""
    site.tell(
        f"""
from pathlib import Path
from genhun.records.actions.accounts import open_account
from genhun.records.actions.imports import load_group
from genhun.rooms.guidance import example
from genhun.tables.read import read_group
if not Unit.objects.filter(parent=None).exists():
    load_group(read_group(Path({str(SAMPLES / "plant")!r})), "sample")
top = Unit.objects.filter(parent=None).earliest("path")
below = Unit.objects.filter(parent=top).earliest("path")
for name, (role, title, where) in {CAST!r}.items():
    unit = top if where == "top" else below
    open_account(name, {PASSWORD!r}, role=Role(role), unit=unit, actor=None, full_name=title)
example.fill(top)
"""
    )
    return site


def test_a_secretary_raises_a_problem_and_an_officer_settles_a_norm(
    group: Site, visitor: Callable[[], Visitor]
) -> None:
    secretary = visitor()
    secretary.sign_in("wu")
    raise_a_problem(secretary)
    tell_of_a_use(secretary)
    officer = visitor()
    officer.sign_in("lin")
    decide_a_step(officer)
    hold_a_visit(officer)
    look_at_governance(officer)
    walk_the_chain(officer)


def raise_a_problem(secretary: Visitor) -> None:
    secretary.open("/guidance/problems/")
    secretary.look("guidance-01-problems")
    secretary.press("提出问题")
    secretary.page.fill("#id_title", "夜班抢修没有备件")
    secretary.page.fill("#id_text", "夜里抢修时常用备件要跑到总库去领，等的时间很长，设备不能及时恢复。")
    secretary.sees("机旁备件柜，党员轮值管理")  # comes by itself while the problem is written
    secretary.page.fill("#id_since", "2026-05-01")
    secretary.page.fill("#id_cost", "每月多停机约4小时")
    secretary.look("guidance-02-new-problem")
    secretary.press("提出")
    secretary.sees("问题已提出")
    secretary.sees("机旁备件柜，党员轮值管理")
    secretary.look("guidance-03-problem")
    secretary.page.get_by_role("link", name="机旁备件柜，党员轮值管理").first.click()
    secretary.sees("带来的变化")
    secretary.look("guidance-04-practice")


def tell_of_a_use(secretary: Visitor) -> None:
    secretary.open("/guidance/")
    secretary.page.get_by_role("link", name="转岗党务干部换届一页通").first.click()
    secretary.press("登记执行情况")
    secretary.page.fill("#id_measure", "换届准备用时（天）")
    secretary.page.fill("#id_before", "20")
    secretary.page.fill("#id_after", "12")
    secretary.page.select_option("#id_outcome", "better")
    secretary.look("guidance-05-use")
    secretary.press("保存")
    secretary.sees("换届准备用时（天）")
    secretary.sees("20 → 12")


def decide_a_step(officer: Visitor) -> None:
    officer.open("/guidance/")
    officer.sees("依据充分，提议转入下一阶段")
    officer.look("guidance-06-norms")
    officer.page.get_by_role("link", name="机旁备件管理办法").first.click()
    officer.page.locator("details.more summary").first.click()
    assert officer.page.locator(".changes ins").first.inner_text() == "、单价五千元以下"
    officer.look("guidance-07-norm")
    officer.page.fill("#id_reason", "两个单位试点超过半年，前后数据都变好")
    officer.press("作出决定")
    officer.sees("已作出决定")
    assert officer.page.locator("h1 .badge").inner_text() == "暂行规定"
    officer.sees("试点 → 暂行规定")
    officer.open("/guidance/norms/figures/")
    officer.look("guidance-08-figures")


def hold_a_visit(officer: Visitor) -> None:
    officer.open("/guidance/meetings/")
    officer.look("guidance-09-meetings")
    officer.page.get_by_role("link", name="夜班备件保障调研").first.click()
    officer.sees("总库夜间无人值守")
    officer.look("guidance-10-meeting")
    box = officer.page.get_by_label("办理结果：列出常用备件清单")
    box.fill("已列出二十三种")
    box.press("Enter")
    officer.sees("已销号")


def look_at_governance(officer: Visitor) -> None:
    officer.open("/guidance/governance/")
    officer.sees("泰尔指数")
    officer.look("guidance-11-governance")
    officer.sees("第 2 级")
    officer.page.get_by_role("link", name="行业", exact=True).click()
    officer.sees("机械")
    officer.open("/guidance/matters/")
    officer.sees("未经前置研究即决策")
    officer.look("guidance-12-matters")


def walk_the_chain(officer: Visitor) -> None:
    officer.open("/guidance/trace/")
    officer.look("guidance-13-trace")
    officer.open("/guidance/")
    officer.page.get_by_role("link", name="机旁备件管理办法").first.click()
    officer.press("上下链条")
    officer.sees("左边是它的来源")
    officer.look("guidance-14-chain")
