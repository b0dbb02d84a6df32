"""What a post asks, what each person has, what is missing, and what would help: as the planner itself says it."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.conftest import House
from tests.rooms.secretaries.people import hold, person, post, unit

from genhun.core.group import Group
from genhun.planning.benches.problem import problem_of
from genhun.records.bridge import group_below
from genhun.records.models import (
    Account,
    AuditEntry,
    Kinship,
    Lock,
    Peak,
    Person,
    Post,
    Role,
    SeatWish,
    TrainingClass,
    Unit,
)
from genhun.records.results import promised_pairs
from genhun.rooms.secretaries.bridge import evidence, read_files
from genhun.rooms.secretaries.queries.succession import eligible
from genhun.rooms.secretaries.remedies import move_of, stay_of

MOST_QUERIES = 12


def signed_in(account: Account) -> Client:
    client = Client()
    account.language = "en"
    account.save()
    client.force_login(account)
    return client


def test_the_page_says_of_everybody_what_the_planner_says(house: House, plant_group: Group) -> None:
    problem = problem_of(plant_group)
    people = list(Person.objects.select_related("unit"))
    looked_at = 0
    for chosen in Post.objects.filter(code__in=problem.posts).select_related("unit"):
        near = list(eligible(house.personnel, chosen).select_related("unit"))
        files = read_files(chosen, [p.pk for p in near])
        row = problem.posts[chosen.code]
        expected = {
            c.person_id: c.readiness(chosen.level)
            for c in problem.candidates.values()
            if not problem.forbidding_rule(c, row)
        }
        found = {e.person.code: e.readiness for e in evidence(files, near) if e.readiness}
        assert found == expected
        looked_at += len(found)
    assert looked_at > len(people) / 4


def test_conditions_that_are_all_met_are_readiness_now(house: House) -> None:
    chosen = Post.objects.filter(roles__contains="secretary").exclude(roles__contains="deputy").earliest("code")
    near = list(eligible(house.personnel, chosen).select_related("unit"))
    found = evidence(read_files(chosen, [p.pk for p in near]), near)
    for row in found:
        kept = all(c.met for c in row.conditions.values() if c.key != "reach")
        assert kept == (row.readiness == "now"), row


@pytest.fixture
def root(db: None) -> Unit:
    return unit("u")


@pytest.fixture
def officer(root: Unit) -> Account:
    return Account.objects.create(username="o", role=Role.PERSONNEL_OFFICER, unit=root)


@pytest.fixture
def aim(root: Unit) -> Post:
    return post(unit("v", root), "s", roles="secretary")


def look(aim: Post, *people: Person) -> list[object]:
    return list(evidence(read_files(aim, [p.pk for p in people]), people))


def test_staying_makes_ready_where_the_missing_lane_grows(root: Unit, aim: Post, officer: Account) -> None:
    held = post(root, "h", track="both")
    who = person("a", root)
    hold(who, None, date(2015, 1, 1), date(2026, 1, 1), track="production")
    hold(who, held, date(2026, 1, 1))  # two half-years on party affairs by 2027-01
    files = read_files(aim, [who.pk])
    (found,) = evidence(files, [who])
    assert [(c.key, c.short) for c in found.missing] == [("party", 2)]
    assert found.readiness == "soon"
    stay = stay_of(files, found)
    assert stay is not None
    assert (stay.post, stay.start, stay.until) == (held, date(2027, 1, 1), date(2028, 1, 1))
    assert move_of(officer, files, found) is None


def test_a_move_leads_to_an_empty_seat_on_the_missing_lane_once_the_minimum_stay_is_over(
    root: Unit, aim: Post, officer: Account
) -> None:
    who = person("a", root)
    hold(who, post(root, "h", track="production"), date(2025, 7, 1))  # three half-years by 2027-01; four are due
    free, both = post(root, "free"), post(root, "both", track="both")
    post(root, "production", track="production")
    post(root, "too-high", level=6)
    taken = post(root, "taken")
    hold(person("b", root), taken, date(2020, 1, 1))
    kin_in = post(unit("w", root), "with-kin")
    hold(relative := person("c", kin_in.unit), post(kin_in.unit, "k"), date(2020, 1, 1))
    Kinship.objects.create(person=relative, kin=who, relation="兄弟")
    files = read_files(aim, [who.pk])
    (found,) = evidence(files, [who])
    move = move_of(officer, files, found)
    assert move is not None
    assert {p.code for p in move.posts} == {free.code, both.code, aim.code}
    assert (move.lane, move.periods, move.start, move.until) == ("party", 4, date(2027, 7, 1), date(2029, 7, 1))


def test_kin_in_the_unit_and_a_wish_to_stay_are_told_as_facts(root: Unit, aim: Post) -> None:
    here, kin = person("a", root, mobility="none"), person("b", aim.unit)
    hold(here, post(root, "h", track="both"), date(2010, 1, 1))
    hold(kin, post(aim.unit, "k"), date(2020, 1, 1))
    Kinship.objects.create(person=here, kin=kin, relation="夫妻")
    (found,) = evidence(read_files(aim, [here.pk]), [here])
    assert [c.key for c in found.missing] == ["kin", "reach"]
    assert found.readiness == ""


def test_one_click_puts_a_move_into_the_next_plan_with_its_reason(root: Unit, aim: Post, officer: Account) -> None:
    who = person("a", root)
    hold(who, post(root, "h", track="production"), date(2015, 1, 1))
    free = post(root, "free")
    url = f"{reverse('secretaries:candidate', args=[aim.pk])}?person={who.pk}"
    client = signed_in(officer)
    said = {"kind": "move", "post": free.pk, "reason": "为接任做准备"}
    assert client.post(url, {**said, "reason": ""}).status_code == 422
    assert client.post(url, said).status_code == 302
    lock = Lock.objects.get()
    assert (lock.person, lock.post, lock.start, lock.end) == (who, free, date(2027, 1, 1), date(2029, 1, 1))
    entry = AuditEntry.objects.get(action="foresee_stint")
    assert (entry.reason, entry.detail["aim"], entry.detail["post"]) == ("为接任做准备", "s", "free")
    assert [row.post_id for row in group_below(root).locks] == ["free"]
    again = client.post(url, {**said, "post": aim.pk})
    assert again.status_code == 422
    assert "It is already decided for this time" in again.content.decode()
    assert Lock.objects.count() == 1


def test_a_seat_that_another_decision_fills_is_no_longer_offered(root: Unit, aim: Post, officer: Account) -> None:
    free = post(root, "free")
    first, second = person("a", root), person("b", root)
    for number, who in enumerate((first, second)):
        hold(who, post(root, f"h{number}", track="production"), date(2015, 1, 1))
    client = signed_in(officer)
    for who, status in ((first, 302), (second, 422)):
        url = f"{reverse('secretaries:candidate', args=[aim.pk])}?person={who.pk}"
        assert client.post(url, {"kind": "move", "post": free.pk, "reason": "准备"}).status_code == status
    assert [lock.person for lock in Lock.objects.all()] == [first]


def ahead(code: str, **more: object) -> TrainingClass:
    span = {"start": "2099-03-01", "end": "2099-03-05"}
    made = {"title": f"班{code}", "kind": "core", "city": "大同", "days": 5, "seats": 1} | span | more
    return TrainingClass.objects.create(code=code, **made)


def test_a_seat_is_promised_once_and_is_then_in_what_the_planner_keeps(root: Unit, aim: Post, officer: Account) -> None:
    first, second = person("a", root), person("b", root)
    for who in (first, second):
        hold(who, post(root, f"h{who.code}", track="party"), date(2015, 1, 1))
    wanted, client = ahead("k"), signed_in(officer)
    said = {"kind": "class", "wanted": wanted.pk, "reason": "任前准备"}
    urls = [f"{reverse('secretaries:candidate', args=[aim.pk])}?person={who.pk}" for who in (first, second)]
    assert [client.post(urls[0], said).status_code for _ in range(2)] == [302, 422]
    assert client.post(urls[1], said).status_code == 422  # its one seat is promised
    wish = SeatWish.objects.get()
    assert (wish.person, wish.training_class, wish.reason, wish.asked_by) == (first, wanted, "任前准备", officer)
    assert promised_pairs() == {("a", "k")}
    assert "Seat promised" in client.get(urls[0]).content.decode()


def test_only_classes_that_a_plan_can_seat_the_person_in_are_offered(root: Unit, aim: Post, officer: Account) -> None:
    below = unit("below", root)
    party, production = person("a", below), person("b", below)
    hold(party, post(below, "h", track="party"), date(2015, 1, 1))
    hold(production, post(below, "i", track="production"), date(2015, 1, 1))
    fits = ahead("k")
    ahead("new", kind="induction")
    ahead("high", min_level=9)
    ahead("busy", start="2099-06-01", end="2099-06-05")
    Peak.objects.create(unit=root, start=date(2099, 6, 5), end=date(2099, 6, 30))
    client = signed_in(officer)
    url = reverse("secretaries:candidate", args=[aim.pk])
    assert client.get(f"{url}?person={party.pk}").context["case"].classes == [fits]
    answer = client.get(f"{url}?person={production.pk}")
    assert answer.context["case"].classes == []
    assert "seats are for holders of party posts" in answer.content.decode()


def test_who_may_not_plan_posts_does_not_open_the_page(root: Unit, aim: Post) -> None:
    reader = Account.objects.create(username="r", role=Role.READER, unit=root)
    assert signed_in(reader).get(reverse("secretaries:candidate", args=[aim.pk])).status_code == 404


@pytest.mark.parametrize("name", ["post", "candidate"])
def test_the_pages_of_a_post_cost_the_same_for_one_and_for_three(
    root: Unit, aim: Post, officer: Account, name: str
) -> None:
    client, counts = signed_in(officer), []
    url = reverse(f"secretaries:{name}", args=[aim.pk])
    for number in range(3):
        who = person(f"a{number}", root)
        hold(who, post(root, f"h{number}", track="production"), date(2015, 1, 1))
        Kinship.objects.create(person=who, kin=Person.objects.get(code="a0"), relation="兄弟")
        post(root, f"free{number}")
        address = url if name == "post" else f"{url}?person={who.pk}"
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        assert answer.status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[2] <= MOST_QUERIES


def test_people_stand_in_the_order_of_units_and_codes(house: House) -> None:
    chosen = Post.objects.filter(roles__contains="secretary").exclude(roles__contains="deputy").earliest("-level")
    answer = signed_in(house.personnel).get(reverse("secretaries:post", args=[chosen.pk]))
    shown = [(row["person"].unit.path, row["person"].code) for row in answer.context["others"]]
    assert shown == sorted(shown)
    assert len(shown) > 1
