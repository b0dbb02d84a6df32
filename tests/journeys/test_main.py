"""The main job: from an office's workbook to an adopted plan, and away with what the office needs."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import SAMPLES
from tests.journeys.conftest import PASSWORD, Site, Visitor

from genhun.core.group import Group
from genhun.madeup.group import Recipe, invent
from genhun.tables.write import write_workbook

DECISIONS = {"rotation": "五年轮岗符合规则，双能干部增加", "training": "全员有学习机会", "benches": "补齐后备"}
CAST = {
    "officer": ("group_officer", "党建部 林"),
    "personnel": ("personnel_officer", "组织人事部 周"),
    "coordinator": ("training_coordinator", "党校 陈"),
    "reader": ("reader", "查阅 孙"),
}


@pytest.fixture(scope="module")
def group() -> Group:
    """An invented group, small enough for a story."""
    return invent(Recipe(people=140), seed=3)


@pytest.fixture(scope="module")
def office(site: Site, group: Group) -> Site:
    """The site with the group's top unit and the accounts of the cast; nothing else is known yet."""
    top = group.units[0]
    site.tell(
        f"""
from genhun.records.actions.accounts import open_account
code = {top.unit_id!r}
top = Unit.objects.create(code=code, name={top.name!r}, path=f"/{{code}}/", tier=1, city={top.city!r})
for name, (role, title) in {CAST!r}.items():
    open_account(name, {PASSWORD!r}, role=Role(role), unit=top, actor=None, full_name=title)
"""
    )
    return site


def test_from_workbook_to_adopted_plan(
    office: Site, group: Group, visitor: Callable[[], Visitor], tmp_path: Path
) -> None:
    officer = visitor()
    officer.open("/sign-in/")
    officer.look("main-01-sign-in")
    officer.sign_in("officer")
    officer.look("main-02-home-at-first")
    send_a_bad_file(officer, tmp_path)
    send_the_workbook(officer, group, tmp_path)
    look_around(officer, group)
    make_the_plans(officer)
    decide(officer)
    take_away(officer, tmp_path)


def send_a_bad_file(officer: Visitor, folder: Path) -> None:
    officer.press("数据")
    officer.look("main-03-data")
    officer.page.set_input_files("#id_file", SAMPLES / "bad.xlsx")
    officer.press("上传并核对变动")
    officer.sees("没有写入任何数据")
    officer.look("main-04-faults")
    marked = officer.take("下载标注了问题单元格的工作簿", folder)
    assert "问题清单" in zipfile.ZipFile(marked).read("xl/workbook.xml").decode()


def send_the_workbook(officer: Visitor, group: Group, folder: Path) -> None:
    write_workbook(group, folder / "报送.xlsx")
    officer.press("数据")
    officer.page.set_input_files("#id_file", folder / "报送.xlsx")
    officer.press("上传并核对变动")
    officer.sees("要么全部写入，要么都不写入")
    officer.look("main-05-preview")
    officer.press("确认导入")
    officer.sees("已整体导入")
    officer.look("main-06-taken-in")


def look_around(officer: Visitor, group: Group) -> None:
    for name, path in (
        ("main-07-overview", "/overview/"),
        ("main-08-units", "/units/"),
        ("main-09-people", "/people/"),
        ("main-10-secretaries-before", "/secretaries/"),
        ("main-11-search", f"/search/?q={group.people[0].name[0]}"),
        ("main-12-audit", "/audit/"),
        ("main-13-account", "/account/"),
    ):
        officer.open(path)
        officer.look(name)
    officer.open("/people/")
    officer.page.locator("table.ledger tbody th a").first.click()
    officer.sees("双线履历")
    officer.look("main-14-person-at-first")
    officer.open("/units/")
    officer.page.locator("table.ledger tbody th a").nth(1).click()
    officer.sees("岗位与任职人员")
    officer.look("main-15-unit")


def make_the_plans(officer: Visitor) -> None:
    officer.open("/rotation/new/")
    for box in officer.page.locator("input[name=planners]").all():
        box.check()
    officer.page.select_option("#id_time_limit", "60")
    officer.page.fill("#id_title", "五年轮岗与年度培训")
    officer.look("main-16-new-plan")
    officer.page.click("main form button.button-main")
    officer.sees("编制进度")
    officer.look("main-17-run")
    officer.page.get_by_text("得到的方案").wait_for(timeout=240_000)  # the page asks by itself until the run has ended
    officer.look("main-18-run-done")
    assert officer.page.locator("main .notice-error").all_inner_texts() == []
    assert officer.page.locator("main ul.rows a.grow").count() == 5


def plan_link(officer: Visitor, planner: str) -> str:
    """The address of the latest plan of one planner."""
    officer.open(f"/rotation/?planner={planner}")
    address = officer.page.locator("main a[href^='/rotation/plans/']").first.get_attribute("href")
    assert address is not None
    return address


def decide(officer: Visitor) -> None:
    for planner, name in DECISIONS.items():
        officer.open(plan_link(officer, planner))
        officer.look(f"main-19-plan-{planner}")
        for act, reason in (("propose", "提交党委会讨论"), ("adopt", name)):
            form = officer.page.locator(f"form[action$='/{act}/']")
            form.locator("textarea").fill(reason)
            form.locator("button.button-main").click()
        officer.sees("已采纳")
        officer.sees(name)
    officer.open("/")
    officer.look("main-20-home")
    officer.open("/secretaries/")
    officer.sees("现已成熟")
    officer.look("main-21-secretaries")


def take_away(officer: Visitor, folder: Path) -> None:
    address = plan_link(officer, "rotation")
    officer.open(address)
    officer.look("main-22-adopted-plan")
    proposal = officer.take("请示稿", folder)
    assert "w:document" in zipfile.ZipFile(proposal).read("word/document.xml").decode()
    officer.open(f"{address}moves/")
    officer.look("main-23-moves")
    moved = officer.page.locator("main svg a[href^='/people/']").first.get_attribute("href")
    assert moved is not None
    officer.open(moved)
    officer.sees("虚线右侧为方案的安排")
    officer.look("main-14-person")
    officer.open("/training/")
    officer.look("main-24-training")
    officer.open("/training/classes/")
    officer.page.locator("table.ledger tbody th a").first.click()
    officer.look("main-25-class")
    notice = officer.take("培训通知（.docx）", folder)
    assert "关于举办" in zipfile.ZipFile(notice).read("word/document.xml").decode()
    export = officer_exports(officer, folder)
    assert zipfile.ZipFile(export).testzip() is None


def officer_exports(officer: Visitor, folder: Path) -> Path:
    officer.open("/data/")
    return officer.take("导出", folder)


def test_the_pages_speak_english_too(office: Site, visitor: Callable[[], Visitor]) -> None:
    reader = visitor()
    reader.sign_in("reader")
    reader.open("/account/")
    reader.page.locator("details.me summary").click()
    reader.press("English")
    reader.sees("Who I am here")
    for path in ("/", "/overview/", "/people/", "/secretaries/", "/rotation/", "/training/"):
        reader.open(path)
        assert reader.page.locator("html").get_attribute("lang") == "en"
    reader.look("main-26-english")
    reader.page.locator("details.me summary").click()
    reader.press("中文")
