"""A small made-up group with a year behind it, for the journey of the responsibility room; runs inside the site."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from genhun.records.actions.accounts import open_account
from genhun.records.models import (
    Actual,
    Clause,
    Document,
    DocumentVersion,
    Kinship,
    Objective,
    Person,
    Plan,
    PlanLine,
    Post,
    Requirement,
    Role,
    Tenure,
    Unit,
)
from genhun.rooms.responsibility.actions.activities import close_activity, start_activity
from genhun.rooms.responsibility.actions.duties import add_duty
from genhun.rooms.responsibility.actions.reviews import add_finding, hold_review, mend_finding, plan_review

today = timezone.localdate()
root = Unit.objects.create(code="RG", name="太行装备集团", path="/RG/", tier=1, city="太原")
units = [
    Unit.objects.create(
        code=f"RG{n}", name=f"第{n}总装厂", parent=root, path=f"/RG/RG{n}/", tier=2, city="太原", industry="装备"
    )
    for n in range(1, 8)
]
home = units[0]
cast = [
    ("rg-officer", "group_officer", root, "党建部 林"),
    ("rg-discipline", "discipline_officer", root, "纪委 何"),
    ("rg-secretary", "unit_secretary", home, "第1总装厂书记 吴"),
]
accounts = {
    name: open_account(name, "made-up-password", role=Role(role), unit=unit, actor=None, full_name=title)
    for name, role, unit, title in cast
}
officer, secretary = accounts["rg-officer"], accounts["rg-secretary"]
post = Post.objects.create(code="RGP1", unit=home, title="党委书记", track="party", level=5, roles="secretary")
shop = Post.objects.create(code="RGP2", unit=home, title="总装车间主任", track="production", level=4)
people = [
    Person.objects.create(
        code=f"RGX{n}", name=name, sex="m", birth=date(1980, 1, 1), level=4, level_since=date(2018, 1, 1), unit=home
    )
    for n, name in enumerate(("吴海山", "吴海川", "郑立新"))
]
Tenure.objects.create(person=people[2], post=post, start=date(2015, 1, 1), end=today - timedelta(days=9))
Tenure.objects.create(person=people[0], post=post, start=today - timedelta(days=9))
Tenure.objects.create(person=people[1], post=shop, start=date(2014, 1, 1))
Kinship.objects.create(person=people[0], kin=people[1], relation="兄弟")

first, last = date(today.year, 1, 1), date(today.year, 12, 31)
month = max(1, today.month - 3)
for n, unit in enumerate(units):
    goal = Objective.objects.create(
        unit=unit, title="非计划停机时间", measured_in="小时/月", baseline=40, target=20, start=first, end=last
    )
    for m in range(1, today.month + 1):
        better = 8 if unit == home and m > month else 0
        Actual.objects.create(
            objective=goal, month=date(today.year, m, 1), value=Decimal(40 - m * 4 // 10 - better) + Decimal(n % 3) / 10
        )
goal = home.objectives.get()
values = {
    "title": "攻关高频故障",
    "owner": "committee",
    "post": post,
    "objective": goal,
    "untied": "",
    "cycle": "month",
    "due": None,
    "lead": 5,
    "hours": Decimal(12),
    "year": today.year,
}
duty = add_duty(secretary, home, values)
done = start_activity(
    secretary, duty, {"title": "攻关高频故障", "expected": "", "on": date(today.year, month, 15), "hours": 12}
)
close_activity(
    secretary, done, {"outcome": "measured", "before": 39, "after": 31, "sureness": "likely", "hours": 12}, done.version
)
add_duty(
    secretary,
    home,
    {**values, "title": "支部换届准备", "cycle": "half", "objective": None, "untied": "章程要求，到期必须换届"},
)

document = Document.objects.create(title="整治形式主义为基层减负若干规定", unit=root)
version = DocumentVersion.objects.create(document=document, ordinal=1, since=date(2026, 1, 1))
clause = Clause.objects.create(version=version, position=1, label="第三条", text="检查考核按年度计划开展，同类合并。")
Requirement.objects.create(
    clause=clause, text="清理重复报表，能从系统取得的不再要求填报", unit=root, cycle="quarter", state="confirmed"
)

for title, days in (("党费使用检查", 9), ("发展党员工作检查", 0)):
    plan_review(officer, home, {"kind": "special", "title": title, "on": last - timedelta(days=days), "days": 1})
review = plan_review(
    officer, home, {"kind": "duty", "title": "年中履责检查", "on": today - timedelta(days=30), "days": 1}
)
review = hold_review(officer, review, review.version)
add_finding(
    officer,
    review,
    {"text": "责任清单与经营目标衔接不紧", "post": post, "duty": duty, "due": today + timedelta(days=12)},
)

mended = add_finding(
    officer, review, {"text": "党员活动与班组任务脱节", "post": post, "duty": duty, "due": today + timedelta(days=5)}
)
mend_finding(secretary, mended, "活动改在班组现场开展，围绕停机问题。", mended.version)

plan = Plan.objects.create(
    planner="rotation",
    unit=root,
    state="proposed",
    title="五年轮岗（送审）",
    decided_at=timezone.now(),
    cost=1,
    bound=1,
    input_digest="0",
    policy={"rotation_start": "2027-01", "periods": "10"},
)
for person in people[1:]:
    PlanLine.objects.create(plan=plan, unit=home, person=person, post=shop, from_period=1, to_period=10, entry=True)
