"""Made-up content of the room of responsibility, for the demo."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from genhun.records.models import Account, Activity, Duty, Objective, Post, Role, Unit
from genhun.records.scope import units_below
from genhun.rooms.responsibility.actions.activities import close_activity, start_activity
from genhun.rooms.responsibility.actions.burden import answer_demand, call_needless, draft_demand, send_demand
from genhun.rooms.responsibility.actions.duties import add_duty, propose_duties
from genhun.rooms.responsibility.actions.objectives import take_in_objectives
from genhun.rooms.responsibility.actions.pulse import answer, ask_staff, hand_out
from genhun.rooms.responsibility.actions.reviews import add_finding, hold_review, mend_finding, plan_review
from genhun.rooms.responsibility.models import Demand, PulseRound, Review
from genhun.rooms.responsibility.queries.duties import secretary_post
from genhun.rooms.responsibility.queries.objectives import around
from genhun.tables.objectives import ObjectiveRow

GOALS = (
    ("非计划停机时间", "小时/月", 42, 20),
    ("废品率", "%", Decimal("3.4"), Decimal("2.0")),
    ("订单准时交付率", "%", 82, 96),
)
WORK = (
    ("党员突击队攻关高频故障", "month", "committee", 0, 24),
    ("班组质量“找茬”会", "quarter", "committee", 1, 12),
    ("一岗双责：分管领域交付难点包干", "quarter", "member", 2, 10),
    ("采购关键环节监督", "quarter", "discipline", 2, 8),
    ("支部换届准备", "half", "committee", None, 16),
)
UNTIED = "到期换届，依章程必须办理，不对应产量或质量指标。"
MOST_UNITS, BUSY_UNITS = 60, 9
ANSWERING = 0.6
MOST_ASKED = 200  # units whose staff are asked; in a larger group one unit is
STEP = 0.3  # what an activity adds to the way of the made-up figures; every third adds nothing


def fill(root: Unit) -> None:
    """Objectives of many units, lists of duties and results of some, reviews with findings."""
    officer = Account.objects.filter(role=Role.GROUP_OFFICER, unit=root).first()
    if officer is None or Objective.objects.exists():
        return
    draw, today = Random(6), timezone.localdate()
    secretary = Account.objects.filter(role=Role.UNIT_SECRETARY).select_related("unit").first()
    home = secretary.unit if secretary and secretary.unit else root
    units = [home, *units_below(root).exclude(pk=home.pk).order_by("path")[: MOST_UNITS - 1]]
    busy = {unit.pk: n for n, unit in enumerate([home, *units[2 :: max(1, len(units) // BUSY_UNITS)]][:BUSY_UNITS])}
    take_in_objectives(officer, list(_goals(units, busy, draw, today)), "经营目标.xlsx")
    for unit in units:
        if unit.pk in busy:
            _duties(secretary if unit == home and secretary else officer, unit, busy[unit.pk], today)
    if secretary and secretary.unit:
        propose_duties(secretary, home, today.year)
    _reviews(officer, secretary, units, today)
    _requests(officer, secretary, today)
    _pulse(officer, root if units_below(root).count() <= MOST_ASKED else home, draw, today)


def _goals(units: list[Unit], busy: dict[int, int], draw: Random, today: date) -> Iterator[ObjectiveRow]:
    """Figures month by month: a shared drift, each unit's own noise, and a step after what was done."""
    for unit in units:
        for title, measured_in, baseline, target in GOALS:
            low, high = float(baseline) * draw.uniform(0.85, 1.15), float(target)
            step = STEP if unit.pk in busy and busy[unit.pk] % 3 else 0.0
            actuals = []
            for month in range(1, today.month):
                way = 0.03 * month + draw.gauss(0, 0.04) + (step if month > _month(busy.get(unit.pk, 0), today) else 0)
                actuals.append((date(today.year, month, 1), _four(low + (high - low) * way)))
            first, last = date(today.year, 1, 1), date(today.year, 12, 31)
            yield ObjectiveRow(unit.code, title, measured_in, _four(low), _four(high), first, last, tuple(actuals))


def _four(value: float) -> Decimal:
    return Decimal(f"{value:.2f}")


def _month(n: int, today: date) -> int:
    """The month in which the n-th busy unit did something."""
    return max(1, min(today.month - 3, 4 + n % 4))


def _duties(account: Account, unit: Unit, n: int, today: date) -> None:
    goals = list(Objective.objects.filter(unit=unit).order_by("pk"))
    post = secretary_post(unit) or Post.objects.filter(unit=unit).first()
    for title, cycle, owner, goal, hours in WORK[: 5 if n % 2 == 0 else 3]:
        objective = None if goal is None else goals[goal]
        values = {
            "title": title,
            "owner": owner,
            "post": post if owner == "committee" else None,
            "objective": objective,
            "untied": "" if objective else UNTIED,
            "cycle": cycle,
            "due": None,
            "lead": 5,
            "hours": Decimal(hours),
        }
        duty = add_duty(account, unit, {**values, "year": today.year})
        for month in (_month(n, today), _month(n + 2, today)):
            _done(account, duty, date(today.year, month, 18))
    _last_year(account, unit, post, goals[0], today.year - 1)


def _last_year(account: Account, unit: Unit, post: Post | None, goal: Objective, year: int) -> None:
    """The year before, in which less was tied: more of it from quarter to quarter."""
    for title, objective, months in (("专题活动", None, (2, 3, 5, 8, 11)), ("降本攻关", goal, (5, 8, 9, 11, 12))):
        values = {
            "title": title,
            "owner": Duty.Owner.COMMITTEE,
            "post": post,
            "objective": objective,
            "untied": "" if objective else "按上级部署开展，未对应经营指标。",
            "cycle": "year",
            "due": None,
            "lead": 5,
            "hours": Decimal(20),
            "year": year,
        }
        duty = add_duty(account, unit, values)
        for month in months:
            _done(account, duty, date(year, month, 20))


def _done(account: Account, duty: Duty, day: date) -> None:
    """An activity of an earlier month with its result, as the figures tell it."""
    activity = start_activity(account, duty, {"title": duty.title, "expected": "", "on": day, "hours": duty.hours})
    before, after = around(duty.objective, day) if duty.objective else (None, None)
    values = {"outcome": Activity.Outcome.NONE, "hours": duty.hours}
    if (
        before is not None
        and after is not None
        and duty.objective
        and duty.objective.way(after - before + duty.objective.baseline) > 0
    ):
        values |= {"outcome": Activity.Outcome.MEASURED, "before": before, "after": after, "sureness": "likely"}
    close_activity(account, activity, values, activity.version)


def _reviews(officer: Account, secretary: Account | None, units: list[Unit], today: date) -> None:
    home, ahead = units[0], min(today + timedelta(days=20), date(today.year, 12, 20))
    kind = Review.Kind.SPECIAL
    for title, day in (("发展党员工作检查", ahead), ("党费使用检查", ahead + timedelta(days=9))):
        plan_review(officer, home, {"kind": kind, "title": title, "on": day, "days": 1})
    held = plan_review(
        officer, home, {"kind": Review.Kind.DUTY, "title": "年中履责检查", "on": today - timedelta(days=40), "days": 2}
    )
    held = hold_review(officer, held, held.version)
    texts = ("责任清单与年度经营目标衔接不够紧", "两项活动未登记结果")
    findings = [
        add_finding(
            officer,
            held,
            {"text": text, "post": secretary_post(home), "duty": None, "due": today + timedelta(days=10 * n)},
        )
        for n, text in enumerate(texts, 1)
    ]
    if secretary:
        mend_finding(secretary, findings[0], "已对照年度经营目标逐项调整清单。", findings[0].version)


def _requests(officer: Account, secretary: Account | None, today: date) -> None:
    """One request that runs, one that has ended, one draft that asks too much and what is known already."""
    top = officer.unit
    if top is None:
        return
    facts = {"unit": top, "reach": "right", "kind": "form", "people": 1, "minutes": 40}
    running = {"title": "设备隐患与攻关需求摸排", "labels": ["重大隐患条数", "最需要集团协调的一件事"]}
    sent = draft_demand(officer, {**facts, **running, "ends": today + timedelta(days=12)})
    sent = send_demand(officer, sent, sent.version)
    if secretary and secretary.unit and sent.units.filter(pk=secretary.unit.pk).exists():
        first, second = sent.fields.all()
        answer_demand(secretary, sent, secretary.unit, {first.pk: "3", second.pk: "两台轧机备件跨厂调剂"})
        call_needless(secretary, sent, "上月安全部门刚收过同样的表")
    meeting = {"title": "季度例会材料", "kind": "meeting", "labels": [], "minutes": 90}
    held = draft_demand(officer, {**facts, **meeting, "ends": today})
    held = send_demand(officer, held, held.version)
    Demand.objects.filter(pk=held.pk).update(ends=today - timedelta(days=20))
    many = {
        "title": "干部队伍基本情况统计",
        "labels": ["党委书记姓名", "后备干部名单", "年轻干部人数", "青年突击队队数"],
    }
    draft_demand(officer, {**facts, **many, "minutes": 600, "ends": today + timedelta(days=9)})


def _pulse(officer: Account, part: Unit, draw: Random, today: date) -> None:
    """A round that is over, with few answers from some units, and one that runs."""
    scale = ["完全不同意", "不太同意", "一般", "比较同意", "完全同意"]
    questions = [
        ["最近一个月，党组织的活动帮我解决了生产中的问题", scale],
        ["报表和检查没有挤占我的工作时间", scale],
        ["最希望先改进哪一项？", ["少填表", "少开会", "多到现场", "及时反馈"]],
    ]
    facts = {"unit": part, "questions": questions, "ends": today}
    over = ask_staff(officer, {**facts, "title": "上季度职工心声"})
    for _unit, number in hand_out(officer, over, 9):
        if draw.random() < ANSWERING:
            answer(number, [draw.choice((1, 2, 3, 3, 4)), draw.choice((0, 1, 2, 3)), draw.randrange(4)])
    PulseRound.objects.filter(pk=over.pk).update(ends=today - timedelta(days=20), opened=today - timedelta(days=40))
    ask_staff(officer, {**facts, "title": "本季度职工心声", "ends": today + timedelta(days=14)})
