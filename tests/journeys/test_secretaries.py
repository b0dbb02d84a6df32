"""Two stories: a personnel officer with the secretaries' posts, and a cadre with a page of one's own."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.journeys.conftest import PASSWORD, Site, Visitor

CAST = {"head": ("personnel_officer", "组织人事部 吴"), "chief": ("group_officer", "党建部 何")}
READY = f"""
from datetime import date, timedelta
from django.utils import timezone
from genhun.madeup.group import Recipe, invent
from genhun.records.actions.accounts import open_account
from genhun.records.actions.imports import load_group
from genhun.records.actions.plans import request_plan
from genhun.rooms.secretaries.example import fill
if not Unit.objects.exists():
    load_group(invent(Recipe(people=140, few_party_posts=True), seed=3), "madeup")
root = Unit.objects.get(parent=None)
for name, (role, title) in {CAST!r}.items():
    open_account(name, {PASSWORD!r}, role=Role(role), unit=root, actor=None, full_name=title)
fill(root)  # before the cadre comes: the story brings its own requests
worker = Tenure.objects.filter(end=None, post__track="party", post__fixed=False, person__young=True)
young = (worker.first() or Tenure.objects.filter(end=None, person__unit__isnull=False).first()).person
open_account("young", {PASSWORD!r}, role=Role.CADRE, unit=young.unit, actor=None, full_name=young.name, person=young)
day = timezone.localdate() + timedelta(days=60)
TrainingClass.objects.create(
    code="J-1", title="年轻干部党务实务班", kind="topic", city=root.city, start=day, end=day, days=1, seats=40
)
request_plan(Account.objects.get(username="chief"), root, ["benches", "mentoring"], 20)
"""
ADOPT = """
from genhun.records.actions.plans import adopt_plan, propose_plan
by = Account.objects.get(username="chief")
for plan in Plan.objects.filter(state="verified"):
    adopt_plan(propose_plan(plan, by), by, "党委会研究同意")
"""
STEP_AHEAD = """
from genhun.records.scope import units_below
person = Account.objects.get(username="young").person
held = Tenure.objects.filter(end=None, person=person, post__isnull=False).select_related("post").first().post
goal = Post.objects.filter(track="production", level=held.level, roles="").exclude(unit=held.unit).earliest("code")
root = Unit.objects.get(parent=None)
policy = {"rotation_start": "2027-01", "periods": "10"}
plan = Plan.objects.create(
    planner="rotation", unit=root, state="adopted", input_digest="0", policy=policy, cost=0, bound=0
)
said = {"zh": "补齐生产经营经历，期末成为双能干部。", "en": "It fills the lane that is missing."}
stay = PlanLine(plan=plan, unit=root, person=person, post=held, from_period=0, to_period=3)
move = PlanLine(plan=plan, unit=root, person=person, post=goal, from_period=3, to_period=10, entry=True, reason=said)
PlanLine.objects.bulk_create([stay, move])
"""


@pytest.fixture(scope="module")
def office(site: Site) -> Site:
    """The site with an invented group, terms and elections, and plans on their way."""
    site.tell(READY)
    return site


def first_link(visitor: Visitor, start: str) -> str:
    """The address of the first link on the page that begins so."""
    address = visitor.page.locator(f"main a[href^='{start}']").first.get_attribute("href")
    assert address is not None
    return address


def test_the_personnel_officer_and_the_secretaries(
    office: Site, visitor: Callable[[], Visitor], tmp_path: Path
) -> None:
    officer = visitor()
    officer.sign_in("head")
    plans_are_adopted(office, officer)
    officer.open("/secretaries/")
    officer.sees("现已成熟")
    officer.look("secretaries-01-posts")
    look_at_a_bench(office, officer)
    a_class_into_the_next_plan(office, officer)
    a_term_and_its_election(officer, tmp_path)
    who_leads(officer)


def plans_are_adopted(office: Site, officer: Visitor) -> None:
    officer.open("/runs/1/")
    officer.page.get_by_text("得到的方案").wait_for(timeout=240_000)
    office.tell(ADOPT)


LOCKED = """
from genhun.records.bridge import group_below
lock = Lock.objects.latest("pk")
locks = {(row.person_id, row.post_id) for row in group_below(Unit.objects.get(parent=None)).locks}
assert (lock.person.code, lock.post.code) in locks
"""


def look_at_a_bench(office: Site, officer: Visitor) -> None:
    """What is missing, and that into the next plan in one click."""
    posts = officer.page.locator("main a[href^='/secretaries/posts/']")
    addresses = [post.get_attribute("href") or "" for post in posts.all()]
    for address in addresses:
        officer.open(address)
        officer.sees("交流圈内同级或低一级的其他人员")
        if address == addresses[0]:
            officer.look("secretaries-02-post")
        for case in {c.get_attribute("href") or "" for c in officer.page.locator("a[href*='/candidate/']").all()}:
            officer.open(case)
            if officer.page.locator("input[name=kind][value=move] ~ .field select").count():
                officer.look("secretaries-03-candidate")
                officer.press("列入下次方案")
                officer.sees("下一次轮岗方案将遵守这项安排")
                officer.sees("已有决定")
                office.tell(LOCKED)
                return
    raise AssertionError("nobody on any bench could be helped by a move")


def a_class_into_the_next_plan(office: Site, officer: Visitor) -> None:
    """The seat of somebody who is being prepared stands in what the next plan of seats keeps."""
    officer.open("/secretaries/")
    posts = [
        post.get_attribute("href") or "" for post in officer.page.locator("main a[href^='/secretaries/posts/']").all()
    ]
    for address in posts:
        officer.open(address)
        for case in [c.get_attribute("href") or "" for c in officer.page.locator("a[href*='/candidate/']").all()]:
            officer.open(case)
            if officer.page.locator("#wanted").count():
                officer.press("把名额列入下次方案")
                officer.sees("名额已确定，下次编排方案予以保留")
                officer.look("secretaries-12-seat")
                office.tell("from genhun.records.results import promised_pairs; assert len(promised_pairs()) == 1")
                return
    raise AssertionError("nobody on any bench could be given a seat")


def a_term_and_its_election(officer: Visitor, folder: Path) -> None:
    officer.open("/secretaries/terms/")
    officer.look("secretaries-04-terms")
    officer.press("规则与来源")
    officer.sees("第五条")
    officer.look("secretaries-05-rules")
    officer.open("/secretaries/terms/")
    officer.press("登记任期")
    officer.page.select_option("#id_kind", "branch")
    officer.page.fill("#id_start", "2024-02-20")
    officer.look("secretaries-06-new-term")
    officer.page.click("main form button.button-main")
    officer.sees("届满时间 2027-02-20")
    officer.page.fill("#start_meeting", "2027-02-27")
    officer.press("启动换届")
    is_told(officer, "请先延长任期")
    officer.page.fill("#start_meeting", "2027-02-10")
    officer.press("启动换届")
    officer.sees("第一步是请示")
    request = officer.take("换届请示稿（.docx）", folder)
    assert "换届选举" in zipfile.ZipFile(request).read("word/document.xml").decode()
    officer.page.fill("#id_who", "支部委员会")
    officer.press("本环节已完成")
    is_told(officer, "本环节还缺：换届请示")
    officer.page.fill("#id_paper_request", "党字〔2026〕12号")
    officer.press("本环节已完成")
    officer.sees("已完成 1 个；下一环节：批复请示")
    officer.look("secretaries-07-election")


def is_told(officer: Visitor, words: str) -> None:
    """The page says what does not fit; the browser's own line about the answer 422 is no complaint."""
    officer.sees(words)
    officer.complaints[:] = [line for line in officer.complaints if "422" not in line]


def who_leads(officer: Visitor) -> None:
    officer.open("/secretaries/heads/")
    officer.look("secretaries-08-heads")
    officer.open("/secretaries/arrangements/")
    officer.look("secretaries-09-arrangements")
    officer.page.locator("main table.pairs a[href^='/secretaries/arrangements/']").first.click()
    officer.sees("登记经批准的例外")
    officer.look("secretaries-10-unit")
    officer.open("/secretaries/pipeline/")
    officer.sees("任职前有基层经历")
    officer.look("secretaries-11-pipeline")


def test_a_cadre_and_a_page_of_ones_own(office: Site, visitor: Callable[[], Visitor]) -> None:
    office.tell(STEP_AHEAD)
    cadre, officer = visitor(), visitor()
    cadre.open("/sign-in/")
    cadre.page.fill("#id_username", "young")
    cadre.page.fill("#id_password", PASSWORD)
    cadre.page.click("main button.button-main")
    assert cadre.page.url == f"{cadre.address}/me/"
    cadre.sees("我的双线履历")
    cadre.sees("补齐生产经营经历")
    cadre.page.get_by_role("button", name="我想参加：年轻干部党务实务班").click()
    cadre.sees("参训意愿已登记")
    cadre.press("更正信息")
    cadre.page.select_option("#id_matter", "home_city")
    cadre.page.fill("#id_wanted", "大同")
    cadre.page.fill("#id_evidence", "户口簿")
    cadre.press("提出更正")
    cadre.sees("前答复")
    cadre.look("me-02-corrections")
    the_officer_answers(officer)
    cadre.open("/me/")
    cadre.sees("与户口簿一致")
    cadre.sees("书记岗位接任")
    cadre.look("me-01-path")
    cadre.press("查看全部")
    cadre.sees("答复您的更正申请")
    cadre.look("me-03-views")


def the_officer_answers(officer: Visitor) -> None:
    officer.sign_in("head")
    officer.open(first_link(officer, "/corrections/"))
    officer.look("me-04-answer")
    file = first_link(officer, "/people/")
    officer.page.locator(f"main a[href='{file}']").first.click()
    officer.page.go_back()
    officer.page.get_by_label("予以更正", exact=True).check()
    officer.page.fill("#id_answer", "与户口簿一致")
    officer.page.click("main form button.button-main")
    officer.sees("没有待答复的申请")
    officer.open("/secretaries/")
    officer.page.evaluate("path => { location.href = path }", file)
    officer.sees("双线履历")
