"""A personnel officer at the planning board: an edit that breaks a rule, a way out, decisions, going on, papers."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.journeys.conftest import PASSWORD, Site, Visitor

READY = f"""
from genhun.madeup.group import Recipe, invent
from genhun.records.actions.accounts import open_account
from genhun.records.actions.imports import load_group
from genhun.records.actions.plans import request_plan
load_group(invent(Recipe(people=140), seed=5), "madeup")
root = Unit.objects.get(parent=None)
open_account("mover", {PASSWORD!r}, role=Role("personnel_officer"), unit=root, actor=None, full_name="组织人事部 章")
open_account("secret", {PASSWORD!r}, role=Role("reader"), unit=root, actor=None, full_name="查阅人 尹")
request_plan(Account.objects.get(username="mover"), root, ["rotation"], 12, title="五年轮岗")
"""
CHOOSE = """
import json
from pathlib import Path
plan = Plan.objects.get(planner="rotation")
moves = plan.lines.filter(entry=True, from_period__gte=1, from_period__lte=5).select_related("person", "post__unit")
entered = set(plan.lines.filter(entry=True).values_list("post__code", flat=True))
alone = set(plan.lines.filter(entry=True).values_list("person").annotate(n=models.Count("pk")).filter(n=1)
    .values_list("person", flat=True))
kept = [move for move in moves.order_by("pk") if move.reason.get("left") and move.to_period == 10]
kept.sort(key=lambda move: (move.reason["left"] in entered, move.person_id not in alone))
move, left = kept[0], kept[0].reason["left"]
Path({path!r}).write_text(json.dumps({{"plan": plan.pk, "person": move.person.code, "name": move.person.name,
    "at": move.from_period, "left": left, "seat": move.post.code}}))
"""
GO_ON = """
from genhun.records.actions.plans import adopt_plan, propose_plan, request_least_change, request_what_if
plan, by = Plan.objects.get(pk={plan}), Account.objects.get(username="mover")
request_what_if(by, plan, [["seats", {seat!r}, 1]], 8)
request_least_change(by, plan, 0.02, 8, "五年轮岗，最小变动")
"""


@pytest.fixture(scope="module")
def office(site: Site) -> Site:
    """The site with an invented group and a rotation plan on its way."""
    site.tell(READY)
    return site


def test_a_personnel_officer_moves_people(office: Site, visitor: Callable[[], Visitor], tmp_path: Path) -> None:
    officer = visitor()
    officer.sign_in("mover")
    officer.open("/runs/1/")
    officer.page.get_by_text("得到的方案").wait_for(timeout=240_000)
    case = chosen(office, tmp_path)
    officer.open(f"/rotation/plans/{case['plan']}/")
    officer.press("调整安排")
    break_a_rule(officer, case)
    take_a_way_out(officer)
    save_it(officer)
    record_a_decision(officer, case)
    a_sealed_wish(officer, visitor(), case)
    go_on(office, officer, case)
    beside_each_other(officer)
    papers(officer, case, tmp_path)


def chosen(office: Site, folder: Path) -> dict[str, Any]:
    """A move of somebody who leaves a post that nobody takes over."""
    path = folder / "case.json"
    office.tell("from django.db import models\n" + CHOOSE.format(path=str(path)))
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def break_a_rule(officer: Visitor, case: dict[str, Any]) -> None:
    """By menu: back to the old post half a year after the move."""
    board = officer.page.url
    officer.sees("尚无改动")
    officer.page.goto(f"{board}?people={case['person']}&person={case['person']}&at={case['at']}")
    officer.look("rotation-01-board")
    officer.page.select_option("#move_place", case["left"])
    officer.page.select_option("#move_begin", str(case["at"] + 1))
    officer.page.select_option("#move_end", "10")
    officer.press("试排")
    officer.sees("违反：")
    assert officer.page.get_by_role("button", name="存为新方案").is_disabled()


def take_a_way_out(officer: Visitor) -> None:
    offered = officer.page.locator(".repairs li")
    assert 2 <= offered.count() <= 3
    officer.look("rotation-02-broken-rule")
    offered.last.get_by_role("button").click()
    officer.sees("经复核，草稿遵守全部规则")


def save_it(officer: Visitor) -> None:
    officer.look("rotation-03-mended")
    officer.page.fill("#keep_reason", "检修期内不宜换人")
    officer.press("存为新方案")
    officer.sees("草稿已存为新方案并通过复核")


def record_a_decision(officer: Visitor, case: dict[str, Any]) -> None:
    officer.open(f"/rotation/locks/new/?person={case['person']}")
    officer.page.select_option("#id_post", case["left"])
    officer.page.fill("#id_start", "2027-01")
    officer.page.fill("#id_end", "2031-01")
    officer.page.fill("#id_reason", "党委会决定留任")
    officer.look("rotation-04-new-lock")
    officer.page.locator("main button.button-main").click()
    officer.open("/rotation/locks/")
    officer.sees("党委会决定留任")
    officer.look("rotation-05-locks")
    officer.open(f"/rotation/plans/{case['plan']}/")
    officer.press("调整安排")
    officer.sees("方案编成后数据已有变化")


def a_sealed_wish(officer: Visitor, other: Visitor, case: dict[str, Any]) -> None:
    officer.open(f"/rotation/wishes/new/?person={case['person']}")
    officer.page.select_option("#id_kind", "stay")
    officer.page.fill("#id_words", "父母年高，两年内希望留在本市")
    officer.page.locator("main button.button-main").click()
    officer.sees("父母年高")
    officer.look("rotation-06-wishes")
    other.sign_in("secret")
    answer = other.page.request.get(f"{other.address}/rotation/wishes/")
    assert answer.status == 404


def go_on(office: Site, officer: Visitor, case: dict[str, Any]) -> None:
    """What one seat more would be worth, and the fewest changes after the decision."""
    office.tell(GO_ON.format(**case))
    for number in (2, 3):
        officer.open(f"/runs/{number}/")
        officer.page.get_by_text("已完成").first.wait_for(timeout=240_000)
    officer.open(f"/rotation/plans/{case['plan']}/onward/")
    officer.sees("已证明：")
    officer.sees("按价格预估")
    officer.sees("的去向改变")
    officer.look("rotation-07-onward")


def beside_each_other(officer: Visitor) -> None:
    """The plan, the one of few changes and the one edited by hand."""
    officer.press("与本方案对照（改动的人在前）")
    officer.page.select_option("#c", index=2)
    officer.press("比较")
    officer.sees("期末双能年轻干部")
    officer.look("rotation-08-compare")


def papers(officer: Visitor, case: dict[str, Any], folder: Path) -> None:
    officer.open(f"/rotation/plans/{case['plan']}/")
    proposal = officer.take("请示稿", folder)
    assert case["name"] in zipfile.ZipFile(proposal).read("word/document.xml").decode()
    forms = zipfile.ZipFile(officer.take("任免审批表", folder))
    assert forms.namelist()
    assert all(name.endswith(".lrmx") for name in forms.namelist())
