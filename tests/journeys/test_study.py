"""Study: from a document to who has no measure; from a clause to what a group still remembers, on a phone."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from tests.journeys.conftest import PASSWORD, Site, Visitor

from genhun.madeup.group import Recipe, invent
from genhun.rooms.study import example_text
from genhun.tables.write import write_workbook

PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def office(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site with an invented group, an officer, a unit secretary, and a cadre of the top unit."""
    group = invent(Recipe(people=140), seed=3)
    book = tmp_path_factory.mktemp("study") / "group.xlsx"
    write_workbook(group, book)
    site.tell(
        f"""
from genhun.records.actions.accounts import open_account
from genhun.records.actions.imports import load_group
from genhun.tables.read import read_group
from pathlib import Path
if not Unit.objects.filter(parent__isnull=False).exists():
    load_group(read_group(Path({str(book)!r})), "madeup")
top = Unit.objects.get(parent=None)
below = Unit.objects.filter(parent=top).order_by("path")[0]
person = Person.objects.filter(unit=top).order_by("code")[0]
for name, role, title, unit, who in (
    ("study-officer", Role.GROUP_OFFICER, "党建部 林", top, None),
    ("study-secretary", Role.UNIT_SECRETARY, "书记 何", below, None),
    ("study-cadre", Role.CADRE, "干部 江", top, person),
):
    open_account(name, {PASSWORD!r}, role=role, unit=unit, actor=None, full_name=title, person=who)
"""
    )
    return site


def written(text: str, file: Path) -> Path:
    """A text as a Word file."""
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(str(file))
    return file


def test_from_a_document_to_what_is_remembered(office: Site, visitor: Callable[[], Visitor], tmp_path: Path) -> None:
    officer = visitor()
    officer.sign_in("study-officer")
    take_in(officer, tmp_path)
    see_who_has_no_measure(officer)
    answer_for_the_own_unit(visitor())
    renew(officer, tmp_path)
    study_together(officer)
    recall_on_a_phone(visitor())


def take_in(officer: Visitor, folder: Path) -> None:
    officer.press("学习")
    officer.sees("尚无生效的要求")
    officer.look("study-01-at-first")
    officer.page.locator("main .masthead-acts .button-main").click()
    officer.page.fill("#id_title", example_text.TITLE)
    officer.page.fill("#id_since", "2026-07-01")
    officer.page.set_input_files("#id_file", written(example_text.FIRST, folder / "若干规定.docx"))
    officer.look("study-02-take-in")
    officer.press("收录并拆分")
    officer.sees("请勾选适用于所属单位的予以确认")
    officer.look("study-03-proposals")
    officer.page.locator("input[name=pick]").last.uncheck()
    officer.press("确认勾选的要求")
    officer.sees("项要求已生效")
    officer.page.locator("input[name=pick]").last.check()
    officer.press("搁置勾选的")
    officer.sees("没有待确认的要求")


def see_who_has_no_measure(officer: Visitor) -> None:
    officer.open("/study/")
    officer.look("study-04-requirements")
    officer.page.locator("table.ledger tbody a.missing").first.click()
    officer.sees("个适用单位中")
    officer.look("study-05-requirement")


def answer_for_the_own_unit(secretary: Visitor) -> None:
    secretary.sign_in("study-secretary")
    secretary.open("/study/")
    secretary.page.locator("table.ledger tbody th a").first.click()
    secretary.press("登记措施")
    secretary.page.fill("#id_title", "中心组学习与生产例会同日安排")
    secretary.page.select_option("#id_state", "running")
    secretary.page.fill("#id_missing", "三季度场次未定")
    secretary.page.locator("input[name=serves]").nth(1).check()
    secretary.look("study-06-measure")
    secretary.press("保存措施")
    secretary.sees("的措施已登记")
    secretary.look("study-07-unit")


def renew(officer: Visitor, folder: Path) -> None:
    officer.open("/study/documents/")
    officer.page.locator("table.ledger tbody th a").first.click()
    officer.look("study-08-document")
    officer.press("收录新版本")
    officer.page.fill("#id_since", "2027-01-01")
    officer.page.set_input_files("#id_file", written(example_text.SECOND, folder / "修订.docx"))
    officer.press("收录并对照")
    officer.sees("需重新核对的要求")
    officer.look("study-09-compare")
    officer.page.locator("main ul.rows a.grow").first.click()
    officer.sees("确认以来条款已有变动")
    officer.look("study-10-look-again")
    officer.press("要求维持不变")
    officer.sees("要求维持不变。")


def study_together(officer: Visitor) -> None:
    officer.open("/study/groups/")
    officer.press("组建学习组")
    officer.page.fill("#id_name", "集团党委理论学习中心组")
    for box in officer.page.locator("input[name=members]").all()[:8]:
        box.check()
    officer.look("study-11-form-group")
    officer.press("保存学习组")
    officer.press("制定学习方案")
    officer.page.fill("#id_title", "规定落实专题学习")
    officer.page.fill("#id_start", "2027-01-04")
    officer.page.fill("#id_end", "2027-06-30")
    officer.page.fill("#id_sessions", "5")
    for box in officer.page.locator("input[name=topics]").all()[:6]:
        box.check()
    officer.press("提出日期")
    officer.sees("为何选这一天")
    officer.look("study-12-programme")
    officer.press("商定日期")
    officer.sees("日期已商定")
    officer.page.locator("main .lead a").click()
    officer.press("题目")
    officer.page.locator("#draft-from").select_option(index=0)
    officer.page.locator("main form[action$='draft/'] button").click()
    officer.sees("待确认的拟题")
    for box in officer.page.locator("input[name=pick]").all():
        box.check()
    officer.look("study-13-questions")
    officer.press("启用勾选的题目")
    officer.sees("将用于温习")


def recall_on_a_phone(cadre: Visitor) -> None:
    cadre.page.set_viewport_size(PHONE)
    cadre.open("/sign-in/")
    cadre.page.fill("#id_username", "study-cadre")
    cadre.page.fill("#id_password", PASSWORD)
    cadre.page.click("main button.button-main")
    cadre.press("我的两分钟")
    assert cadre.page.locator(".recall-answer").is_hidden()
    cadre.look("study-14-recall")
    cadre.page.set_viewport_size(PHONE)
    while cadre.page.locator("main details > summary").count():
        cadre.page.get_by_text("显示答案").click()
        assert cadre.page.locator(".recall-answer").is_visible()
        cadre.press("记得")
    cadre.sees("今天的温习完成了")
    cadre.look("study-15-recall-done")
