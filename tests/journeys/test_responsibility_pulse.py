"""Staff are asked, answer on a phone without a name, and an officer reads what five people or more said."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
import pytest
from tests.journeys.conftest import Site, Visitor

SETTING = Path(__file__).with_name("responsibility_group.py")
END = """
from datetime import timedelta
from django.utils import timezone
from genhun.rooms.responsibility.models import PulseRound
PulseRound.objects.update(ends=timezone.localdate() - timedelta(days=1))
"""
PHONE = {"width": 360, "height": 740}
CHOICES = ((4, 1, 0), (3, 1, 0), (3, 2, 1), (4, 0, 2), (2, 2, 0), (3, 3, 0))


@pytest.fixture(scope="module")
def group(site: Site) -> Site:
    """A small group."""
    site.tell(SETTING.read_text(encoding="utf-8"))
    return site


def test_staff_are_asked_and_heard(group: Site, visitor: Callable[[], Visitor], tmp_path: Path) -> None:
    officer = visitor()
    officer.sign_in("rg-officer")
    ask(officer)
    links = hand_out(officer, tmp_path)
    staff = visitor()
    staff.page.set_viewport_size(PHONE)
    for link, choices in zip(links["第1总装厂"], CHOICES, strict=True):
        answer_on_a_phone(staff, link, choices)
    use_a_link_twice(staff, links["第1总装厂"][0])
    for link, choices in zip(links["第2总装厂"][:3], CHOICES, strict=False):
        answer_on_a_phone(staff, link, choices)
    group.tell(END)
    read(officer)


def ask(officer: Visitor) -> None:
    officer.open("/responsibility/pulse/")
    officer.sees("尚未询问过职工")
    officer.press("询问职工")
    officer.page.fill("#id_title", "本季度职工心声")
    officer.page.fill("#id_first", "党组织的活动帮我解决了生产中的问题")
    officer.page.fill("#id_second", "报表和检查没有挤占我的工作时间")
    officer.page.fill("#id_third", "最希望先改进哪一项？")
    officer.page.fill("#id_choices", "少填表\n少开会\n多到现场")
    officer.page.evaluate("document.querySelector('#id_ends').valueAsDate = new Date(Date.now() + 9 * 864e5)")
    officer.look("responsibility-26-new-pulse")
    officer.press("开始本轮")
    officer.sees("请发放答题链接")


def hand_out(officer: Visitor, folder: Path) -> dict[str, list[str]]:
    officer.page.fill("#id_links", str(len(CHOICES)))
    officer.look("responsibility-27-pulse-links")
    rows = openpyxl.load_workbook(officer.take("生成链接", folder)).active.iter_rows(values_only=True)
    found: dict[str, list[str]] = {}
    for name, link, *_rest in rows:
        if str(link).startswith("http"):
            found.setdefault(name, []).append(urlsplit(link).path)
    assert {len(links) for links in found.values()} == {len(CHOICES)}
    officer.page.reload()
    officer.sees("进行期间不显示任何结果")
    return found


def answer_on_a_phone(staff: Visitor, link: str, choices: tuple[int, ...]) -> None:
    staff.open(link)
    if choices == CHOICES[0]:
        staff.look("responsibility-28-pulse-answer")
        staff.page.set_viewport_size(PHONE)
    for question, choice in enumerate(choices):
        staff.page.check(f"#id_question_{question}_{choice}")
    staff.press("提交")
    staff.sees("您的回答已计入")


def use_a_link_twice(staff: Visitor, link: str) -> None:
    answer = staff.page.goto(staff.address + link)
    assert answer is not None
    assert answer.status == 410
    staff.sees("此链接已用过")
    staff.complaints.clear()  # the browser itself notes an answer of 410; here it is the right one


def read(officer: Visitor) -> None:
    officer.open("/responsibility/pulse/")
    officer.look("responsibility-29-pulse")
    officer.press("本季度职工心声")
    officer.sees("太行装备集团共 9 人作答")
    assert officer.page.locator("#id_part option").all_text_contents() == ["太行装备集团"]
    officer.look("responsibility-30-pulse-results")
