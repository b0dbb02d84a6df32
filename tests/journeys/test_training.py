"""The training coordinator's jobs: who owes days, seats changed by hand, attendance that comes back, what leaves."""

import io
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.journeys.conftest import PASSWORD, Site, Visitor

SET_UP = f"""
import time
from datetime import date, timedelta
from django.utils import timezone
from genhun.madeup.group import Recipe, invent
from genhun.records.actions.accounts import open_account
from genhun.records.actions.imports import load_group
from genhun.records.actions.plans import adopt_plan, propose_plan, request_plan
today = timezone.localdate()
load_group(invent(Recipe(people=140, year=(today - timedelta(days=9)).year), seed=3), "madeup")
top = Unit.objects.get(parent=None)
open_account("coordinator", {PASSWORD!r}, role=Role.TRAINING_COORDINATOR, unit=top, actor=None, full_name="党校 陈")
trainer = Account.objects.get(username="coordinator")
ended = TrainingClass.objects.filter(kind="topic").order_by("-seats", "code")[0]
ended.title, ended.days = "党务干部示范班", 5
ended.start, ended.end = today - timedelta(days=9), today - timedelta(days=5)
ended.save()  # before anything is planned, so that the plan keeps every rule with it
first, last = today + timedelta(days=20), today + timedelta(days=21)
Peak.objects.filter(start__lte=last, end__gte=first).delete()
late = dict(kind="topic", city=top.city, start=first, end=last, days=2, seats=1)
TrainingClass.objects.create(code="J-1", title="信访与谈心谈话班", **late)
party = Tenure.objects.filter(end=None, post__track="party", person__retire=None).order_by("person__code")
worker = party.first().person
own = dict(role=Role.CADRE, unit=worker.unit, full_name=worker.name, person=worker)
open_account("worker", {PASSWORD!r}, actor=None, **own)
request_plan(trainer, top, ["training", "mentoring", "inspections"], 12.0)
for _ in range(180):
    if Plan.objects.count() == 3:
        break
    time.sleep(1)
for plan in Plan.objects.all():
    adopt_plan(propose_plan(plan, trainer), trainer, "全员有学习机会")
"""


@pytest.fixture(scope="module")
def school(site: Site) -> Site:
    """A site with a group of 140, its training, mentors and visits planned and adopted; one class has just ended."""
    site.tell(SET_UP)
    return site


def test_a_day_of_the_training_coordinator(
    school: Site, visitor: Callable[[], Visitor], browser: Browser, tmp_path: Path
) -> None:
    coordinator = visitor()
    coordinator.sign_in("coordinator")
    coordinator.sees("报送参训名册")
    coordinator.look("training-01-home")
    who_owes(coordinator)
    names = attendance_comes_back(coordinator, tmp_path)
    seats_by_hand(coordinator, names)
    who_waits(coordinator)
    a_wish_is_promised(school, coordinator, visitor())
    what_leaves(coordinator, tmp_path)
    by_hand(coordinator)
    together(coordinator)
    without_script(school, browser)


def who_owes(coordinator: Visitor) -> None:
    coordinator.open("/training/")
    coordinator.look("training-02-year")
    coordinator.open("/training/people/")
    coordinator.page.select_option("#id_sort", "deadline")
    coordinator.page.locator("form.filters button").click()
    coordinator.look("training-03-people")
    coordinator.open("/training/absence/")
    coordinator.look("training-04-absence")
    coordinator.open("/training/rules/")
    coordinator.page.fill("#id_cadre_days", "13")
    coordinator.press("保存取值")
    coordinator.sees("已保存")
    coordinator.look("training-05-rules")


def attendance_comes_back(coordinator: Visitor, folder: Path) -> list[str]:
    """Send in a list with a stranger and a bad cell, give a word on both, take it in; answers the names."""
    coordinator.open("/training/rosters/")
    ended = coordinator.page.locator("ul.rows li", has_text="党务干部示范班")
    ended.locator("a.button").click()
    names = coordinator.page.locator("ul.names li").all_inner_texts()
    coordinator.look("training-06-send-roster")
    coordinator.page.fill("#id_pasted", "\n".join([*names[1:], "查无此人", f"{names[0]} 请假九天"]))
    coordinator.press("逐行核对")
    coordinator.sees("需要确认")
    coordinator.look("training-07-roster")
    assert coordinator.page.get_by_role("button", name="确认导入").is_disabled()
    for row in coordinator.page.locator("select[name^='who-']").all():
        namesake = row.locator("option").count() > 2
        row.select_option(index=1) if namesake else row.select_option("out")
    coordinator.page.locator("input[name^='absent-']").first.fill("0.5")
    coordinator.press("保存确认结果")
    coordinator.sees("各行均已明确")
    coordinator.press("确认导入")
    coordinator.sees(f"已入账：{len(names)} 人各记入 5 天")
    coordinator.look("training-08-taken-in")
    coordinator.press("返回班次")
    coordinator.sees("实际参训人员")
    coordinator.look("training-09-class")
    certificates = coordinator.take("结业证书（.docx）", folder)
    text = zipfile.ZipFile(certificates).read("word/document.xml").decode()
    assert text.count("准予结业") == len(names)
    return names


def seats_by_hand(coordinator: Visitor, names: list[str]) -> None:
    """Take one out, see a rule light for somebody put in too many, take that back, save with the reason."""
    coordinator.press("调整名额")
    coordinator.sees("全部规则均符合")
    coordinator.page.get_by_role("button", name="移出").first.click()
    coordinator.sees("已移出")
    coordinator.page.fill("#other", coordinator.page.locator("#board tbody th").first.inner_text().split()[1])
    coordinator.press("加入")
    coordinator.page.select_option("#class", index=0)
    coordinator.press("查看")
    coordinator.page.wait_for_load_state()  # before its scripts answer, a click is lost
    first = coordinator.page.locator("#board tbody th")
    if first.count():
        coordinator.page.get_by_role("button", name="移出").first.click()
        coordinator.sees("已移出")
    coordinator.look("training-10-draft")
    coordinator.page.fill("#id_reason", "本人承担检修任务，改期参训")
    coordinator.page.locator("#save button.button-main").click()
    coordinator.sees("已存为新方案")
    coordinator.sees("本人承担检修任务，改期参训")


def who_waits(coordinator: Visitor) -> None:
    coordinator.open("/training/people/?show=left&sort=deadline")
    code = coordinator.page.locator("table.ledger tbody th .quiet").first.inner_text()
    coordinator.open("/training/classes/")
    classes = coordinator.page.locator("table.ledger tbody th a")
    classes.filter(has_not_text="信访与谈心谈话班").last.click()  # whose one seat is wished for later
    coordinator.page.locator("dl.facts a[href$='/waiting/']").click()
    coordinator.page.fill("#id_people", code)
    coordinator.press("列入候补")
    coordinator.look("training-11-waiting")


PLAN_AGAIN = """
import time
from genhun.records.actions.plans import request_plan
wish = SeatWish.objects.get(training_class__code="J-1")
by, top = Account.objects.get(username="coordinator"), Unit.objects.get(parent=None)
before = Plan.objects.filter(planner="training").count()
request_plan(by, top, ["training"], 5.0)
for _ in range(120):
    if Plan.objects.filter(planner="training").count() > before:
        break
    time.sleep(1)
made = Plan.objects.filter(planner="training").latest("pk")
line = made.lines.get(training_class=wish.training_class)
assert (line.person, line.reason["kind"]) == (wish.person, "promised"), line.reason
"""


def a_wish_is_promised(school: Site, coordinator: Visitor, worker: Visitor) -> None:
    """A cadre books a class, the coordinator promises the seat, the next plan has it, the cadre reads it."""
    worker.open("/sign-in/")
    worker.page.fill("#id_username", "worker")
    worker.page.fill("#id_password", PASSWORD)
    worker.page.click("main button.button-main")
    worker.page.get_by_role("button", name="我想参加：信访与谈心谈话班").click()
    worker.sees("参训意愿已登记")
    coordinator.open("/")
    coordinator.press("1 人希望参训：信访与谈心谈话班")
    coordinator.sees("提出意愿（干部本人）")
    coordinator.look("training-19-wishes")
    coordinator.page.get_by_role("button", name="列入下次方案").first.click()
    coordinator.sees("名额已确定，下次及以后编排方案均予保留")
    coordinator.look("training-20-promised")
    school.tell(PLAN_AGAIN)
    worker.open("/me/")
    worker.sees("已确定名额")


def what_leaves(coordinator: Visitor, folder: Path) -> None:
    coordinator.open("/training/classes/")
    coordinator.look("training-12-classes")
    seats = coordinator.take("全部名单（.xlsx）", folder)
    assert zipfile.ZipFile(seats).testzip() is None
    coordinator.press("日历地址")
    coordinator.page.locator("form button", has_text="的班次").first.click()
    coordinator.sees("请现在复制")
    coordinator.look("training-13-calendar-address")
    address = coordinator.page.locator("#fresh").input_value()
    with urllib.request.urlopen(address) as answer:
        assert io.BytesIO(answer.read()).read(15) == b"BEGIN:VCALENDAR"
    coordinator.press("停用")
    coordinator.sees("没有使用中的地址")
    with pytest.raises(urllib.request.HTTPError, match="403"):
        urllib.request.urlopen(address)


def by_hand(coordinator: Visitor) -> None:
    """A pair and a visit begin by hand: a choice against a rule is told, one that suits begins."""
    coordinator.open("/training/mentors/")
    coordinator.press("手工结对")
    coordinator.page.locator("main a[href^='?mentee=']").first.click()
    coordinator.look("training-21-begin-pair")
    newcomer = coordinator.page.url.split("mentee=")[1]
    coordinator.page.fill("#id_other", newcomer)
    coordinator.page.locator("main form button.button-main").click()
    coordinator.sees("MEN-00")
    coordinator.complaints[:] = [line for line in coordinator.complaints if "422" not in line]
    coordinator.page.fill("#id_other", "")
    coordinator.page.locator("input[name=mentor]").first.check()
    coordinator.page.locator("main form button.button-main").click()
    coordinator.sees("结对已开始")
    coordinator.open("/training/visits/new/")
    coordinator.page.fill("#q", "分公司")
    coordinator.press("查看")
    if coordinator.page.locator("main ul.rows a").count():
        coordinator.page.locator("main ul.rows a").first.click()
    coordinator.look("training-22-begin-visit")


def together(coordinator: Visitor) -> None:
    coordinator.open("/training/mentors/")
    coordinator.press("开始带教")
    coordinator.sees("对结对开始带教")
    coordinator.look("training-14-mentors")
    coordinator.page.locator("table.ledger tbody th a[href^='/training/mentors/']").first.click()
    coordinator.page.fill("#id_learned", "能独立组织支部换届；谈心谈话还需多练。")
    coordinator.look("training-15-pair")
    coordinator.press("结束带教")
    coordinator.sees("已结束，所学已记录")
    coordinator.open("/training/visits/")
    coordinator.press("登记互检")
    coordinator.sees("次互检")
    coordinator.page.locator("table.ledger tbody th a[href^='/training/visits/']").first.click()
    coordinator.page.fill("#id_seen", "班前会上讲一条隐患，不另填台账。")
    coordinator.page.fill("#id_taken_home", "停用责任区周报，改在班前会上讲。")
    coordinator.look("training-16-visit")
    coordinator.press("保存")
    coordinator.open("/training/visits/")
    coordinator.look("training-17-visits")
    coordinator.open("/training/seminars/")
    coordinator.page.fill("#id_title", "新任书记怎样过好头一百天")
    coordinator.page.fill("#id_question", "从生产岗位来的书记，头三个月先学什么、先做什么？")
    coordinator.page.fill("#id_day", "2027-05-12")
    coordinator.page.locator("main form button.button-main").click()
    coordinator.sees("已登记")
    coordinator.open("/training/seminars/")
    coordinator.look("training-18-seminars")


def without_script(school: Site, browser: Browser) -> None:
    """Seats are edited without any script, too."""
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    plain = Visitor(context.new_page(), school.address, False)
    plain.sign_in("coordinator")
    plain.open("/training/")
    plain.press("手工调整名额")
    plain.page.locator("#class").wait_for()
    for option in plain.page.locator("#class option").all():
        if "0/" not in option.inner_text().split("·")[1][:3]:
            plain.page.select_option("#class", option.get_attribute("value"))
            break
    plain.press("查看")
    before = plain.page.locator("#board tbody tr").count()
    plain.page.get_by_role("button", name="移出").first.click()
    plain.sees("已移出")
    assert plain.page.locator("#board tbody tr").count() == before - 1
    context.close()
