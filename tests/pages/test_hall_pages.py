"""What the hall's pages show, and what they cost."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone
from tests.pages.tree import Tree, build_tree, fill

from genhun.core.aspects import Aspect
from genhun.engine.watch import STAGES
from genhun.hall import words
from genhun.records.models import Account, AuditEntry, Person, Plan, Role, Strength, Tenure, TrainingClass

BACKEND = "django.contrib.auth.backends.ModelBackend"
MOST_QUERIES = 12
MOST_FROM_ALL_ROOMS = 43
KEPT = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
LISTS = ("home", "overview", "units", "people", "data", "audit")


@pytest.fixture
def tree(db: None) -> Tree:
    return build_tree()


@pytest.fixture
def kept_figures() -> Iterator[None]:
    """Figures are kept, as in use; elsewhere in the tests each is counted anew."""
    with override_settings(CACHES=KEPT):
        cache.clear()
        yield
        cache.clear()


@pytest.fixture
def enter(tree: Tree) -> Callable[..., Client]:
    def entered(role: Role, relation: str = "own") -> Client:
        client = Client(HTTP_HOST="localhost")
        client.force_login(tree.account(role, relation), BACKEND)
        return client

    return entered


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def more_of_everything(tree: Tree) -> None:
    """Two more of everything in the own unit."""
    shared = TrainingClass.objects.get()
    for mark in ("-2", "-3"):
        fill(tree.units["own"], shared, mark)


@pytest.mark.usefixtures("kept_figures")
@pytest.mark.parametrize("name", [*(f"hall:{name}" for name in LISTS), "secretaries:posts"])
def test_a_list_costs_the_same_with_one_item_and_with_three(tree: Tree, enter: Any, name: str) -> None:
    client, url = enter(Role.GROUP_OFFICER), reverse(name)
    client.get(url)  # the figures of the six aspects are counted once and kept
    with_one = queries(client, url)
    more_of_everything(tree)
    assert queries(client, url) == with_one
    assert with_one <= (MOST_FROM_ALL_ROOMS if name == "hall:home" else MOST_QUERIES)


def test_every_stage_of_a_run_has_words() -> None:
    assert set(words.STAGES) == set(STAGES)


@pytest.mark.usefixtures("kept_figures")
@pytest.mark.parametrize("about", ["unit", "person", "import", "job"])
def test_a_page_about_one_thing_keeps_to_twelve_queries(tree: Tree, enter: Any, about: str) -> None:
    client, url = enter(Role.GROUP_OFFICER), reverse(f"hall:{about}", args=[tree.things["own"][about]])
    client.get(url)
    with_one = queries(client, url)
    more_of_everything(tree)
    assert queries(client, url) == with_one
    assert with_one <= MOST_QUERIES


def test_signing_in_goes_where_the_reader_wanted_to_go(tree: Tree, client: Client) -> None:
    account = tree.account(Role.READER)
    account.set_password("a-made-up-password")
    account.save()
    wanted = reverse("hall:people") + "?young=on"
    assert client.get(wanted).headers["Location"] == f"/sign-in/?next={wanted.replace('?', '%3F').replace('=', '%3D')}"
    sent = {"username": account.username, "password": "a-made-up-password", "next": wanted}
    assert client.post("/sign-in/", sent).headers["Location"] == wanted
    assert client.post("/sign-out/").headers["Location"] == "/sign-in/"
    elsewhere = {**sent, "next": "https://example.org/"}
    assert client.post("/sign-in/", elsewhere).headers["Location"] == "/"


def test_a_wrong_password_is_told_at_the_top_and_five_lock_the_account(tree: Tree, client: Client) -> None:
    wrong = {"username": tree.account(Role.READER).username, "password": "wrong"}
    first = client.post("/sign-in/", wrong)
    assert first.status_code == 422
    assert "账号或密码不对" in first.content.decode()
    statuses = [client.post("/sign-in/", wrong).status_code for _ in range(4)]
    assert statuses == [422, 422, 422, 429]
    assert "登录已锁定" in client.post("/sign-in/", wrong).content.decode()


def test_the_language_is_kept_in_the_account_and_before_sign_in_in_the_browser(tree: Tree, client: Client) -> None:
    client.post("/language/", {"language": "en", "next": "/sign-in/"})
    assert "Enter" not in (page := client.get("/sign-in/").content.decode())
    assert "No account?" in page
    assert client.post("/language/", {"language": "fr"}).status_code == 400
    account = tree.account(Role.READER)
    client.force_login(account, BACKEND)
    assert "我的账号" in client.get("/account/").content.decode()
    client.post("/language/", {"language": "en"})
    assert Account.objects.get(pk=account.pk).language == "en"
    assert "My account" in client.get("/account/").content.decode()
    assert AuditEntry.objects.filter(action="choose_language", actor=account).count() == 1


def test_theme_and_rows_are_kept(enter: Any) -> None:
    client = enter(Role.READER)
    client.post("/account/", {"theme": "dark", "rows": "narrow"})
    assert '<html lang="zh-CN" data-theme="dark" data-rows="narrow">' in client.get("/account/").content.decode()
    assert client.post("/account/", {"theme": "pink", "rows": "narrow"}).status_code == 422


def test_the_top_bar_shows_what_the_role_may_open(enter: Any) -> None:
    page = enter(Role.READER).get("/").content.decode()
    assert reverse("hall:audit") not in page
    assert reverse("hall:people") in page
    assert reverse("hall:audit") in enter(Role.GROUP_OFFICER).get("/").content.decode()


def test_home_tells_an_officer_what_waits_and_who_retires(tree: Tree, enter: Any) -> None:
    leaving = Person.objects.get(pk=tree.things["own"]["person"])
    leaving.retire = date.today().replace(day=1)
    leaving.save()
    page = enter(Role.PERSONNEL_OFFICER).get("/")
    plans = [item.url for item in page.context["decide"] if item.url.startswith("/rotation/plans/")]
    assert plans == [reverse("rotation:plan", args=[tree.things[place]["plan"]]) for place in ("below", "own")]
    assert [item.text for item in page.context["ahead"] if item.kind == "retire"] == [f"1 人退休：{leaving.name}"]
    assert [item.url for item in enter(Role.READER).get("/").context["decide"]] == []


def test_home_counts_the_moves_of_the_adopted_plan(tree: Tree, enter: Any) -> None:
    Plan.objects.filter(pk=tree.things["own"]["plan"]).update(state=Plan.State.ADOPTED)
    ahead = enter(Role.UNIT_SECRETARY).get("/").context["ahead"]
    assert [(item.due, item.text) for item in ahead if item.kind == "move"] == [(date(2027, 7, 1), "1 人调整岗位")]


def test_the_overview_takes_means_over_the_tree_and_names_the_five_furthest_behind(tree: Tree, enter: Any) -> None:
    Strength.objects.filter(unit=tree.units["below"], aspect=1).update(value=81)
    page = enter(Role.READER, "above").get(reverse("hall:overview"))
    study = Aspect.STUDY
    rows = {row.unit.code: row.cells[study].value for row in page.context["matrix"].rows}
    assert rows == {"own": 61, "sibling": 40}  # (40 + 81) / 2, rounded half up
    assert page.context["matrix"].whole.cells[study].value == 50
    worst = [behind.cell.value for behind in page.context["matrix"].worst]
    assert worst == sorted(worst)
    assert all(enter(Role.READER, "above").get(sentence.url).status_code == 200 for sentence in page.context["worst"])
    outside = enter(Role.READER).get(reverse("hall:overview"), {"unit": tree.units["sibling"].pk})
    assert outside.status_code == 404


def test_people_are_found_by_words_unit_lane_and_retirement_in_the_order_of_their_codes(tree: Tree, enter: Any) -> None:
    client, url = enter(Role.READER), reverse("hall:people")

    def found(**wanted: str) -> list[str]:
        return [row["person"].code for row in client.get(url, wanted).context["rows"]]

    assert found() == ["mentor-below", "mentor-own", "person-below", "person-own"]
    assert found(q="person-") == ["person-below", "person-own"]
    assert found(unit=str(tree.units["below"].pk)) == ["mentor-below", "person-below"]
    assert found(lane="both") == ["person-below", "person-own"]
    assert found(lane="production") == ["mentor-below", "mentor-own"]
    assert found(lane="party") == []
    assert found(young="on") == []
    assert found(level="4", retiring="12") == []
    assert found(unit=str(tree.units["sibling"].pk)) == found()  # not a choice of this reader: narrows nothing


def test_the_next_page_of_a_list_starts_after_the_last_row(tree: Tree, enter: Any) -> None:
    born, since = date(1990, 1, 1), date(2020, 1, 1)
    Person.objects.bulk_create(
        Person(code=f"q{n:03}", name="某", sex="f", birth=born, level=1, level_since=since, unit=tree.units["own"])
        for n in range(60)
    )
    client, url = enter(Role.READER), reverse("hall:people")
    first = client.get(url, {"q": "q"}).context["page"]
    assert (len(first.rows), first.about, first.capped, first.first_url) == (50, 60, False, "")
    second = client.get(url + first.next_url).context["page"]
    assert [p.code for p in (*first.rows, *second.rows)] == [f"q{n:03}" for n in range(60)]
    assert (second.next_url, second.first_url) == ("", "?q=q")
    assert client.get(url, {"q": "q", "after": '["x", 1]'}).context["page"].rows == first.rows


def test_a_person_shows_both_lanes_and_kin_only_to_those_who_check_avoidance(tree: Tree, enter: Any) -> None:
    url = reverse("hall:person", args=[tree.things["own"]["person"]])
    page = enter(Role.PERSONNEL_OFFICER).get(url)
    bars = page.context["rows"][0]["bars"]
    assert [(bar["track"], bar["text"], bar["kind"]) for bar in bars] == [("both", "党委书记", "held")]
    months = (date.today().year - 2020) * 12 + date.today().month - 1
    assert page.context["career"].months == {"production": months, "party": months}
    assert page.context["kin"] == []
    assert enter(Role.READER).get(url).context["kin"] is None


def test_a_person_shows_what_a_proposed_plan_foresees(tree: Tree, enter: Any) -> None:
    Plan.objects.filter(pk=tree.things["own"]["plan"]).update(state=Plan.State.PROPOSED)
    page = enter(Role.READER).get(reverse("hall:person", args=[tree.things["own"]["person"]]))
    stint = page.context["ahead"][0]
    assert (stint.start, stint.end, stint.bar["kind"], stint.bar["text"]) == (
        date(2027, 7, 1),
        date(2032, 1, 1),
        "asked",
        "总经理",
    )


def test_a_unit_shows_posts_with_holders_and_empty_seats(tree: Tree, enter: Any) -> None:
    Tenure.objects.filter(post__code="other-own").delete()
    page = enter(Role.READER).get(reverse("hall:unit", args=[tree.units["own"].pk]))
    assert [(row.post.code, [t.person.code for t in row.holders], row.vacant) for row in page.context["posts"]] == [
        ("other-own", [], 1),
        ("post-own", ["person-own"], 0),
    ]
    assert page.context["vacant"] == 1
    assert [unit.code for unit in page.context["children"]] == ["below"]


def test_search_finds_the_own_part_only(enter: Any) -> None:
    page = enter(Role.READER).get(reverse("hall:search"), {"q": "某person-"})
    assert [person.code for person in page.context["people"]] == ["person-below", "person-own"]
    assert [unit.code for unit in enter(Role.READER).get(reverse("hall:search"), {"q": "单位"}).context["units"]] == [
        "own",
        "below",
    ]


def test_every_page_is_one_page_with_one_heading_and_no_style_or_script_of_its_own(tree: Tree, enter: Any) -> None:
    client = enter(Role.GROUP_OFFICER)
    for name in (*LISTS, "account", "search"):
        answer = client.get(reverse(f"hall:{name}"))
        text = answer.content.decode()
        assert len(re.findall(r"<h1[ >]", text)) == 1, name
        assert re.search(r"\sstyle=|<style|<script(?![^>]*src=)|\son\w+=", text) is None, name
        assert "'unsafe" not in answer.headers["Content-Security-Policy"]
        assert "no-store" in answer.headers["Cache-Control"]


def test_a_post_held_now_ends_where_the_plan_takes_over(tree: Tree, enter: Any) -> None:
    url = reverse("hall:person", args=[tree.things["own"]["person"]])
    assert [bar["end"] for bar in enter(Role.READER).get(url).context["rows"][0]["bars"]] == [timezone.localdate()]
    Plan.objects.filter(pk=tree.things["own"]["plan"]).update(state=Plan.State.ADOPTED)
    bars = enter(Role.READER).get(url).context["rows"][0]["bars"]
    assert [(bar["kind"], bar["end"]) for bar in bars] == [("held", date(2027, 7, 1)), ("planned", date(2032, 1, 1))]
