"""The yearly list: proposed by rule, confirmed by a person, off the peaks, handed on with the post."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document as Word
from tests.conftest import House
from tests.rooms.responsibility.made import YEAR, duty, objective, requirement
from tests.rooms.responsibility.things import fill

from genhun.core.deadlines import free
from genhun.records.models import (
    Account,
    AuditEntry,
    Duty,
    Norm,
    NormUse,
    Peak,
    Plan,
    Post,
    Requirement,
    Tenure,
    Waiver,
)
from genhun.records.policies import Refused, Stale
from genhun.rooms.responsibility.actions.activities import close_activity
from genhun.rooms.responsibility.actions.duties import (
    confirm_duty,
    confirm_tied,
    propose_below,
    propose_duties,
    set_duty_aside,
    take_over,
)
from genhun.rooms.responsibility.queries.duties import changes_of_hands, peaks_of

MOST_QUERIES = 12


def signed_in(account: Account, language: str = "en") -> Client:
    client = Client()
    account.language = language
    account.save()
    client.force_login(account, "django.contrib.auth.backends.ModelBackend")
    return client


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_requirements_that_reach_a_unit_make_its_list(house: House) -> None:
    asked = requirement(house.root, "每季度研究党建与生产融合", cycle="quarter")
    dated = requirement(house.root, "六月底前修订清单", due=date(YEAR, 6, 30))
    chosen = requirement(house.root, "试点单位开展试点", reach=Requirement.Reach.CHOSEN)
    chosen.chosen.add(house.middle)
    requirement(house.root, "只对别的单位", reach=Requirement.Reach.CHOSEN).chosen.add(house.sister)
    requirement(house.sister, "兄弟单位自己的要求")
    requirement(house.root, "尚未确认", state=Requirement.State.PROPOSED)
    requirement(house.root, "另一年到期", due=date(YEAR + 1, 6, 30))
    waived = requirement(house.root, "已豁免")
    until = timezone.localdate() + timedelta(days=30)
    Waiver.objects.create(requirement=waived, unit=house.middle, reason="停产", until=until, given_by=house.officer)
    norm = Norm.objects.create(title="故障共享办法", unit=house.root, stage=Norm.Stage.NORM, since=date(2026, 1, 1))
    Norm.objects.create(title="已废止", unit=house.root, stage=Norm.Stage.RETIRED, since=date(2026, 1, 1))
    by_norm = requirement(house.root, "交接班讲清隐患")
    shifts = Norm.objects.create(title="交接班办法", unit=house.root, stage=Norm.Stage.INTERIM, since=date(2026, 1, 1))
    shifts.requirements.add(by_norm)
    pilots = [
        Norm.objects.create(title=title, unit=house.root, stage=Norm.Stage.PILOT, since=date(2026, 1, 1))
        for title in ("参加的试点", "别人的试点")
    ]
    NormUse.objects.create(norm=pilots[0], unit=house.middle, since=date(2026, 2, 1))
    NormUse.objects.create(norm=pilots[1], unit=house.sister, since=date(2026, 2, 1))
    made = propose_duties(house.secretary, house.middle, YEAR)
    found = {(d.requirement_id, d.norm_id, d.cycle, d.due, d.state) for d in made}
    assert found == {
        (asked.pk, None, "quarter", None, "proposed"),
        (dated.pk, None, "", date(YEAR, 6, 30), "proposed"),
        (chosen.pk, None, "year", None, "proposed"),
        (by_norm.pk, shifts.pk, "year", None, "proposed"),
        (None, norm.pk, "half", None, "proposed"),
        (None, pilots[0].pk, "half", None, "proposed"),
    }
    assert propose_duties(house.secretary, house.middle, YEAR) == []
    set_duty_aside(house.secretary, made[0], "不涉及本单位", made[0].version)
    assert propose_duties(house.secretary, house.middle, YEAR) == []
    assert AuditEntry.objects.filter(action="propose_duties").count() == 1


def test_requirements_for_secretaries_reach_units_with_such_a_post(house: House) -> None:
    requirement(house.root, "书记抓点", reach=Requirement.Reach.SECRETARIES)
    Post.objects.filter(unit=house.below).update(roles="deputy_secretary")
    assert propose_duties(house.secretary, house.below, YEAR) == []
    post = Post.objects.filter(unit=house.below).first()
    assert post is not None
    Post.objects.filter(pk=post.pk).update(roles="chair;secretary")
    (made,) = propose_duties(house.secretary, house.below, YEAR)
    assert made.post_id == post.pk


def test_a_duty_is_tied_or_says_why_not(house: House) -> None:
    requirement(house.root, "要求")
    goal, elsewhere = objective(house.middle), objective(house.sister)
    (made,) = propose_duties(house.secretary, house.middle, YEAR)
    assert made.objective == goal  # the only one that runs
    with pytest.raises(Refused):
        confirm_duty(house.secretary, made, {"objective": None, "untied": " "}, made.version)
    with pytest.raises(Refused):
        confirm_duty(house.secretary, made, {"objective": elsewhere}, made.version)
    with pytest.raises(Refused):
        confirm_duty(house.reader, made, {"objective": goal}, made.version)
    done = confirm_duty(house.secretary, made, {"objective": None, "untied": "章程要求"}, made.version)
    assert (done.state, done.decided_by) == (Duty.State.CONFIRMED, house.secretary)
    assert AuditEntry.objects.get(action="confirm_duty").reason == "章程要求"
    with pytest.raises(Stale):
        confirm_duty(house.secretary, made, {"objective": goal}, made.version)


def test_its_days_skip_the_peaks_of_the_unit_and_of_those_above(house: House) -> None:
    today = timezone.localdate()
    Peak.objects.all().delete()
    for unit, month in ((house.middle, today.month), (house.root, 12), (house.sister, 12)):
        Peak.objects.create(unit=unit, start=date(YEAR, month, 10), end=date(YEAR, month, 28) + timedelta(days=3))
    made = duty(house.secretary, house.middle, objective(house.middle))
    days = list(made.activities.order_by("on").values_list("on", flat=True))
    peaks = peaks_of(house.middle)
    assert len(peaks) == 2
    assert [day.month for day in days] == list(range(today.month, 13))
    assert all(free(day, peaks) for day in days)
    for entry in made.activities.all():
        assert entry.begin is not None
        between = [entry.begin + timedelta(n) for n in range((entry.on - entry.begin).days)]
        assert sum(free(day, peaks) for day in between) == made.lead


def test_a_duty_goes_with_its_post(house: House) -> None:
    today = timezone.localdate()
    post = Post.objects.filter(unit=house.middle, tenures__end=None).first()
    assert post is not None
    duty(house.secretary, house.middle, objective(house.middle), post=post)
    Tenure.objects.filter(post=post).update(start=date(2015, 1, 1))
    assert changes_of_hands(house.secretary, today) == []
    old = Tenure.objects.filter(post=post, end=None).select_related("person").get()
    Tenure.objects.filter(pk=old.pk).update(end=today - timedelta(days=3))
    new = Tenure.objects.exclude(person=old.person).select_related("person").first()
    assert new is not None
    came = Tenure.objects.create(person=new.person, post=post, start=today - timedelta(days=3))
    (change,) = changes_of_hands(house.secretary, today)
    assert (change.tenure, change.before, change.duties) == (came, old.person.name, 1)
    assert changes_of_hands(house.account("unit_secretary", house.sister), today) == []
    page = signed_in(house.secretary).get(reverse("responsibility:list"))
    assert [row["holder"] for row in page.context["rows"]] == [new.person.name]
    answer = signed_in(house.secretary).post(reverse("responsibility:take-over", args=[came.pk]))
    assert answer.status_code == 302
    assert changes_of_hands(house.secretary, today) == []
    with pytest.raises(Refused):
        take_over(house.secretary, came)


def test_confirming_on_the_page_keeps_what_was_typed(house: House) -> None:
    requirement(house.root, "要求")
    objective(house.middle), objective(house.middle, "废品率")
    (made,) = propose_duties(house.secretary, house.middle, YEAR)
    client, url = signed_in(house.secretary), reverse("responsibility:confirm", args=[made.pk])
    sent = {
        "title": "改过的标题",
        "owner": "committee",
        "cycle": "month",
        "lead": 3,
        "hours": 2,
        "version": made.version,
    }
    answer = client.post(url, sent)
    assert answer.status_code == 422
    assert "改过的标题" in answer.content.decode()
    assert made.activities.count() == 0
    answer = client.post(url, {**sent, "untied": "章程要求"})
    assert answer.status_code == 302
    made.refresh_from_db()
    assert (made.title, made.state, made.untied) == ("改过的标题", "confirmed", "章程要求")
    assert made.activities.count() == 13 - timezone.localdate().month


@pytest.mark.parametrize("name", ["duties", "list", "objectives", "two-skins", "reviews", "reports"])
def test_a_page_costs_the_same_with_one_duty_and_with_three(house: House, name: str) -> None:
    client, url = signed_in(house.officer), reverse(f"responsibility:{name}")
    client.get(url)
    duty(house.officer, house.middle, objective(house.middle))
    one = queries(client, url)
    for unit in (house.root, house.below):
        duty(house.officer, unit, objective(unit))
    assert queries(client, url) == one
    assert one <= MOST_QUERIES


def test_the_list_leaves_as_a_workbook_and_as_a_document(house: House) -> None:
    post = Post.objects.filter(unit=house.middle, tenures__end=None).first()
    goal = objective(house.middle)
    duty(house.secretary, house.middle, goal, post=post)
    duty(house.secretary, house.middle, title="换届准备", cycle="", due=date(YEAR, 12, 20))
    client = signed_in(house.secretary)
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("responsibility:list-sheet")).content))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=3)]
    assert [(row[3], row[6] or "", row[7] or "", row[9]) for row in rows] == [
        ("故障攻关", "非计划停机（40→20小时）", "", "每月"),
        ("换届准备", "", "章程要求", f"{YEAR}-12-20"),
    ]
    holder = Tenure.objects.filter(post=post, end=None).first()
    assert holder is not None
    assert rows[0][5] == holder.person.name
    word = Word(io.BytesIO(client.get(reverse("responsibility:list-document")).content))
    said = "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    assert "故障攻关" in said
    assert "未挂钩：章程要求" in said
    assert client.get(reverse("responsibility:list-sheet") + f"?unit={house.sister.pk}").status_code == 404


def test_the_office_proposes_for_all_below_and_each_unit_confirms_its_own(house: House) -> None:
    requirement(house.root, "要求甲", cycle="quarter")
    requirement(house.middle, "要求乙")
    objective(house.middle)
    made = propose_below(house.officer, house.root, YEAR)
    per_unit = dict(Duty.objects.values_list("unit").annotate(n=Count("pk")).order_by())
    below = house.middle.children.count()
    assert made == sum(per_unit.values()) == len(per_unit) + 1 + below
    assert (per_unit[house.middle.pk], per_unit[house.below.pk], per_unit[house.sister.pk]) == (2, 2, 1)
    with pytest.raises(Refused):
        propose_below(house.reader, house.middle, YEAR)
    client = signed_in(house.secretary)
    client.post(reverse("responsibility:confirm-tied", args=[house.middle.pk]))
    states = Duty.objects.filter(unit=house.middle).values_list("state", flat=True)
    assert list(states) == ["confirmed", "confirmed"]
    assert confirm_tied(house.secretary, house.below, YEAR) == []  # no objective of its own: a person decides
    assert client.post(reverse("responsibility:confirm-tied", args=[house.sister.pk])).status_code == 404


def test_a_duty_taken_out_leaves_what_was_done(house: House) -> None:
    made = duty(house.secretary, house.middle, objective(house.middle))
    done, *_open = made.activities.order_by("on")
    close_activity(house.secretary, done, {"outcome": "none", "hours": 1}, done.version)
    url = reverse("responsibility:set-aside", args=[made.pk])
    client = signed_in(house.secretary)
    client.post(url, {"reason": "", "version": made.version})
    made.refresh_from_db()
    assert made.state == "confirmed"
    client.post(url, {"reason": "停产，不再开展", "version": made.version})
    made.refresh_from_db()
    assert made.state == "aside"
    assert list(made.activities.values_list("pk", flat=True)) == [done.pk]
    with pytest.raises(Refused):
        set_duty_aside(house.secretary, made, "再来", made.version)


PAGES_ABOUT = ("activity", "duty", "objective", "review", "finding", "report", "opinions", "new-duty", "new-objective")


@pytest.mark.parametrize("name", PAGES_ABOUT)
def test_a_page_about_one_thing_costs_twelve_queries_at_most(house: House, name: str) -> None:
    post = Post.objects.filter(unit=house.middle, tenures__end=None).first()
    assert post is not None
    holder = Tenure.objects.filter(post=post, end=None).first()
    assert holder is not None
    Tenure.objects.filter(post=post).exclude(pk=holder.pk).delete()
    things = fill(house.middle, {"post": post.pk})
    plan = Plan.objects.create(planner="rotation", unit=house.root, state="proposed", cost=1, bound=1, input_digest="0")
    things |= {
        "report": house.middle.pk,
        "opinions": plan.pk,
        "new-duty": house.middle.pk,
        "new-objective": house.middle.pk,
    }
    client = signed_in(house.discipline)
    assert queries(client, reverse(f"responsibility:{name}", args=[things[name]])) <= MOST_QUERIES


def test_an_objective_above_is_named_but_not_opened(house: House) -> None:
    goal = objective(house.root, "集团降本")
    made = duty(house.secretary, house.middle, goal)
    client = signed_in(house.secretary)
    url = reverse("responsibility:objective", args=[goal.pk])
    first = made.activities.first()
    assert first is not None
    pages = [reverse("responsibility:list")]
    pages += [reverse("responsibility:duty", args=[made.pk]), reverse("responsibility:activity", args=[first.pk])]
    for page in pages:
        said = client.get(page).content.decode()
        assert "集团降本" in said
        assert url not in said
    assert client.get(url).status_code == 404
