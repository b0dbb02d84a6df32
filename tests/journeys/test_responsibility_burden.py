"""A request sent down: its cost seen before it goes, what is known left out, answered, called needless, summed up."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.journeys.conftest import Site, Visitor

SETTING = Path(__file__).with_name("responsibility_group.py")
END = """
from datetime import timedelta
from django.utils import timezone
from genhun.rooms.responsibility.models import Demand
Demand.objects.update(ends=timezone.localdate() - timedelta(days=1))
"""
CHINA = ZoneInfo("Asia/Shanghai")  # the day of the site, whatever the browser's machine has


@pytest.fixture(scope="module")
def group(site: Site) -> Site:
    """A small group."""
    site.tell(SETTING.read_text(encoding="utf-8"))
    return site


def test_a_request_is_counted_before_it_is_sent(group: Site, visitor: Callable[[], Visitor]) -> None:
    officer, secretary = visitor(), visitor()
    officer.sign_in("rg-officer")
    secretary.sign_in("rg-secretary")
    address = send(officer)
    ask_too_much(officer)
    let_it_join(officer)
    respond(secretary)
    read(officer, address)
    group.tell(END)
    secretary.open(address)
    secretary.sees("已自动终止")
    assert not secretary.page.get_by_role("button", name="提交填报").count()


def draft(officer: Visitor, title: str, labels: str, minutes: int) -> None:
    officer.open("/responsibility/burden/")
    officer.press("拟下发事项")
    officer.page.fill("#id_title", title)
    officer.page.select_option("#id_kind", "form")
    officer.page.fill("#id_labels", labels)
    officer.page.fill("#id_people", "2")
    officer.page.fill("#id_minutes", str(minutes))
    officer.page.fill("#id_ends", f"{datetime.now(CHINA):%Y-%m-%d}")


def send(officer: Visitor) -> str:
    draft(officer, "隐患排查情况", "隐患条数\n最难整改的一处\n书记姓名", 90)
    officer.look("responsibility-22-new-request")
    officer.press("看看要占用多少")
    officer.sees("系统已掌握，不再索要")
    assert officer.page.locator("del").all_text_contents() == ["书记姓名"]
    officer.sees("下发后各单位本月额度")
    officer.look("responsibility-23-request-cost")
    officer.press("下发")
    officer.sees("已下发")
    return officer.page.url.removeprefix(officer.address)


def ask_too_much(officer: Visitor) -> None:
    draft(officer, "全年台账汇总", "台账页数", 600)
    officer.press("看看要占用多少")
    officer.sees("须报上级审定")
    assert officer.page.get_by_role("button", name="报请上级审定").count() == 1
    officer.press("撤销草稿")
    officer.sees("草稿已撤销，没有下发")


def let_it_join(officer: Visitor) -> None:
    draft(officer, "隐患再摸排", "隐患条数", 30)
    officer.press("看看要占用多少")
    officer.sees("可并入进行中的事项")
    officer.page.get_by_role("button", name="并入这一项 隐患排查情况").click()
    officer.sees("已合并")


def respond(secretary: Visitor) -> None:
    secretary.open("/")
    secretary.press("填报：隐患排查情况")
    fields = secretary.page.locator("form[action*='/answer/'] input[name^='field_']")
    fields.nth(0).fill("3")
    fields.nth(1).fill("配电室电缆老化")
    secretary.look("responsibility-24-answer-request")
    secretary.press("提交填报")
    secretary.sees("填报内容已保存")
    secretary.page.get_by_text("反映这项不必要").click()
    secretary.page.fill("#id_why", "上周刚向安全部门报过")
    secretary.press("反映")
    secretary.sees("但看不到姓名")


def read(officer: Visitor, address: str) -> None:
    officer.open(address)
    officer.sees("配电室电缆老化")
    officer.sees("上周刚向安全部门报过")
    assert "吴" not in officer.page.locator("main").inner_text()
    officer.look("responsibility-25-request")
    officer.open("/responsibility/burden/")
    officer.sees("本月由谁下发")
    officer.look("responsibility-31-burden")
