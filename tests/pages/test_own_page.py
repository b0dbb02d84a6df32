"""A page of one's own: what a cadre sees, asks and wishes; who looked at the file; how offices answer."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.conftest import House
from tests.rooms.secretaries.people import hold, person, post, unit

from genhun.records.actions.own_file import answer_correction, ask_correction
from genhun.records.models import (
    Account,
    AuditEntry,
    Correction,
    Credit,
    FileView,
    Person,
    Plan,
    PlanLine,
    Role,
    SeatWish,
    Tenure,
    TrainingClass,
    Unit,
)
from genhun.records.policies import Refused, Stale
from genhun.rooms.training.models import MentorPair

MOST_QUERIES = 12
TODAY = timezone.localdate()


@pytest.fixture
def root(db: None) -> Unit:
    return unit("u")


@pytest.fixture
def me(root: Unit) -> Person:
    who = person("me", unit("v", root))
    hold(who, post(who.unit, "h", track="party"), date(2020, 1, 1))  # type: ignore[arg-type]  # the unit was given
    return who


@pytest.fixture
def cadre(me: Person) -> Account:
    return Account.objects.create(username="c", role=Role.CADRE, unit=me.unit, person=me, language="en")


@pytest.fixture
def officer(root: Unit) -> Account:
    return Account.objects.create(username="o", role=Role.PERSONNEL_OFFICER, unit=root, language="en")


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def adopted(planner: str, at: Unit) -> Plan:
    return Plan.objects.create(
        planner=planner,
        unit=at,
        state=Plan.State.ADOPTED,
        input_digest="0",
        policy={"rotation_start": "2027-01", "periods": "10"},
        cost=0,
        bound=0,
    )


def offered(code: str, start: date = TODAY + timedelta(days=40), **more: object) -> TrainingClass:
    made = {"title": f"班{code}", "kind": "core", "city": "大同", "days": 3, "seats": 20} | more
    return TrainingClass.objects.create(code=code, start=start, end=start, **made)


def test_a_cadre_comes_home_to_the_own_page(cadre: Account) -> None:
    answer = client_of(cadre).get(reverse("hall:home"), follow=True)
    assert answer.redirect_chain == [(reverse("hall:me"), 302)]
    assert answer.context["person"] == cadre.person


def test_an_account_without_a_file_is_told_what_to_do(root: Unit) -> None:
    nobody = Account.objects.create(username="n", role=Role.CADRE, unit=root, language="en")
    for name in ("me", "me-corrections", "me-views"):
        assert "No file is linked to this account" in client_of(nobody).get(reverse(f"hall:{name}")).content.decode()
    client_of(nobody).post(reverse("hall:me-wish", args=[offered("k").pk]))
    assert SeatWish.objects.count() == 0


def test_the_next_step_of_the_adopted_plan_stands_there_with_its_reason(root: Unit, me: Person, cadre: Account) -> None:
    goal = post(root, "goal", track="production")
    plan = adopted("rotation", root)
    reason = {"zh": "为补齐生产经营经历", "en": "to fill the missing lane"}
    lines = [
        PlanLine(plan=plan, unit=root, person=me, post=post(root, "now"), from_period=0, to_period=2),
        PlanLine(plan=plan, unit=root, person=me, post=goal, from_period=2, to_period=10, entry=True, reason=reason),
        PlanLine(plan=plan, unit=root, person=person("x", root), post=goal, from_period=0, to_period=2, entry=True),
    ]
    PlanLine.objects.bulk_create(lines)
    answer = client_of(cadre).get(reverse("hall:me"))
    assert (answer.context["next"].start, answer.context["next"].line.post) == (date(2028, 1, 1), goal)
    assert "to fill the missing lane" in answer.content.decode()
    assert len(answer.context["ahead"]) == 2
    Plan.objects.update(state=Plan.State.PROPOSED)
    assert client_of(cadre).get(reverse("hall:me")).context["next"] is None


def test_training_owed_seats_and_mentor(root: Unit, me: Person, cadre: Account) -> None:
    Credit.objects.create(person=me, date=date(2027, 2, 1), days=4)
    seat = offered("seat", date(2027, 5, 1))
    PlanLine.objects.create(plan=adopted("training", root), unit=root, person=me, training_class=seat)
    leader = person("leader", root)
    PlanLine.objects.create(plan=adopted("mentoring", root), unit=root, person=me, other=leader)
    context = client_of(cadre).get(reverse("hall:me")).context
    year = next(duty for _name, duty in context["duties"] if duty.rule == "DAY-01")
    assert (year.required, year.had, year.planned, year.missing) == (15, 4, 3, 11)
    assert [line.training_class for line in context["seats"]] == [seat]
    assert seat not in context["classes"]
    assert context["planned_mentor"].other == leader
    pair = MentorPair.objects.create(unit=root, mentee=me, mentor=leader, start=TODAY, end=TODAY)
    assert client_of(cadre).get(reverse("hall:me")).context["pairs"] == [(pair, True)]


@pytest.mark.parametrize(("first", "new"), [(date(2025, 1, 31), False), (date(2025, 2, 1), True)])
def test_induction_is_offered_to_newcomers_alone(me: Person, cadre: Account, first: date, new: bool) -> None:
    Tenure.objects.filter(person=me).update(start=first)  # 24 months before January 2027
    induction = offered("induction", kind="induction")
    assert (induction in client_of(cadre).get(reverse("hall:me")).context["classes"]) == new


def test_a_wish_is_recorded_taken_back_and_kept_to_the_level(me: Person, cadre: Account) -> None:
    client, fits = client_of(cadre), offered("fits")
    high, begun = offered("high", min_level=5), offered("begun", TODAY)
    assert client.get(reverse("hall:me")).context["classes"] == [fits]
    for wanted in (fits, fits, high, begun):
        client.post(reverse("hall:me-wish", args=[wanted.pk]))
    assert [(wish.person, wish.training_class) for wish in SeatWish.objects.all()] == [(me, fits)]
    assert client.get(reverse("hall:me")).context["classes"][0].wished
    client.post(reverse("hall:me-wish", args=[fits.pk]), {"drop": "1"})
    assert SeatWish.objects.count() == 0
    assert [e.action for e in AuditEntry.objects.order_by("id")] == ["wish_to_attend", "drop_wish"]


def test_a_correction_that_is_accepted_is_written_into_the_file(me: Person, cadre: Account, officer: Account) -> None:
    client, url = client_of(cadre), reverse("hall:me-corrections")
    said = {"matter": "birth", "wanted": "1981年5月", "evidence": "身份证"}
    wrong = client.post(url, {**said, "wanted": "去年"})
    assert wrong.status_code == 422
    assert "“去年” is no month" in wrong.content.decode()
    assert client.post(url, said).status_code == 302
    assert client.post(url, said).status_code == 422  # asked already
    asked = Correction.objects.get()
    assert (asked.was, asked.wanted, asked.due) == ("1980-01", "1981-05", TODAY + timedelta(days=15))
    page = reverse("hall:correction", args=[asked.pk])
    office = client_of(officer)
    assert office.get(reverse("hall:home")).content.decode().count(page) >= 1
    assert office.post(page, {"version": 1, "accept": "yes", "answer": ""}).status_code == 422
    assert office.post(page, {"version": 1, "accept": "yes", "answer": "与档案一致"}).status_code == 302
    me.refresh_from_db()
    assert me.birth == date(1981, 5, 1)
    assert "与档案一致" in client.get(url).content.decode()
    entry = AuditEntry.objects.get(action="answer_correction")
    assert (entry.reason, entry.subject, entry.detail["to"]) == ("与档案一致", "person:me", "accepted")


def test_a_correction_that_is_refused_leaves_the_file_and_says_why(cadre: Account, officer: Account) -> None:
    asked = ask_correction(cadre, "home_city", "太原", "")
    answer_correction(asked, officer, False, "与户籍不符", asked.version)
    assert Person.objects.get(code="me").home_city == ""
    with pytest.raises(Stale):
        answer_correction(asked, officer, True, "再看", asked.version)
    text = client_of(cadre).get(reverse("hall:me")).content.decode()
    assert "与户籍不符" in text


def test_nobody_answers_the_own_request_or_outside_the_own_part(root: Unit, me: Person, cadre: Account) -> None:
    asked = ask_correction(cadre, "other", "照片旧", "")
    own = Account.objects.create(username="own", role=Role.PERSONNEL_OFFICER, unit=root, person=me)
    with pytest.raises(Refused):
        answer_correction(asked, own, True, "自己同意", asked.version)
    aside = Account.objects.create(username="aside", role=Role.PERSONNEL_OFFICER, unit=unit("w", root))
    assert client_of(aside).get(reverse("hall:correction", args=[asked.pk])).status_code == 404
    assert client_of(aside).get(reverse("hall:corrections")).context["page"].about == 0


def test_a_request_is_taken_back_by_whoever_made_it_only(root: Unit, cadre: Account) -> None:
    asked = ask_correction(cadre, "other", "照片旧", "")
    other = person("y", root)
    stranger = Account.objects.create(username="y", role=Role.CADRE, unit=root, person=other)
    url = reverse("hall:me-corrections")
    assert client_of(stranger).post(url, {"withdraw": asked.pk}).status_code == 404
    assert client_of(cadre).post(url, {"withdraw": asked.pk}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == Correction.State.WITHDRAWN


def test_each_look_at_a_file_is_kept_with_the_work_that_led_there(me: Person, cadre: Account, officer: Account) -> None:
    client, url = client_of(officer), reverse("hall:person", args=[me.pk])
    client.get(url)
    client.get(url, headers={"referer": f"http://testserver{reverse('secretaries:posts')}"})
    client.get(url, headers={"referer": "http://elsewhere.example/secretaries/"})
    assert list(FileView.objects.order_by("id").values_list("viewer", "role", "unit", "came_from")) == [
        (officer.pk, "personnel_officer", officer.unit_id, came) for came in ("", "secretaries:posts", "")
    ]
    text = client_of(cadre).get(reverse("hall:me-views")).content.decode()
    assert text.count("Succession to secretary posts") == 1
    assert text.count("Personnel officer") == 3


def test_looking_at_the_own_file_is_not_kept(me: Person, officer: Account) -> None:
    officer.person = me
    officer.save()
    client_of(officer).get(reverse("hall:person", args=[me.pk]))
    client_of(officer).get(reverse("hall:me"))
    assert FileView.objects.count() == 0


def test_overseers_see_who_looked_at_files_of_their_part(house: House) -> None:
    chosen = Person.objects.filter(unit=house.below).earliest("code")
    client_of(house.personnel).get(reverse("hall:person", args=[chosen.pk]))
    rows = client_of(house.discipline).get(reverse("hall:file-views")).context["rows"]
    assert [(view.person, view.viewer) for view, _why in rows] == [(chosen, house.personnel)]
    aside = house.account("discipline_officer", house.sister)
    assert client_of(aside).get(reverse("hall:file-views")).context["rows"] == []
    assert client_of(house.personnel).get(reverse("hall:file-views")).status_code == 404


@pytest.mark.parametrize("name", ["me", "me-corrections", "me-views", "corrections", "file-views"])
def test_own_pages_cost_the_same_for_one_and_for_three(
    root: Unit, me: Person, cadre: Account, officer: Account, name: str
) -> None:
    role = Role.GROUP_OFFICER if name == "file-views" else officer.role
    Account.objects.filter(pk=officer.pk).update(role=role)
    client = client_of(cadre if name.startswith("me") else Account.objects.get(pk=officer.pk))
    training, rotation, counts = adopted("training", root), adopted("rotation", root), []
    for number in range(3):
        PlanLine.objects.create(plan=training, unit=root, person=me, training_class=offered(f"s{number}"))
        PlanLine.objects.create(
            plan=rotation, unit=root, person=me, post=post(root, f"p{number}"), from_period=number, to_period=number + 1
        )
        offered(f"c{number}")
        ask_correction(cadre, "other", f"第{number}处", "")
        FileView.objects.create(person=me, viewer=officer, role=officer.role, unit=root)
        MentorPair.objects.create(unit=root, mentee=person(f"m{number}", root), mentor=me, start=TODAY, end=TODAY)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(f"hall:{name}")).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[2] <= MOST_QUERIES
