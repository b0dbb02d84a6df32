"""Every page of a group of 100,000 people answers with at most twelve queries, and says how long it took."""

import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from genhun.madeup.group import Recipe, invent
from genhun.records.actions.accounts import open_account
from genhun.records.actions.imports import load_group
from genhun.records.models import Account, Person, Plan, PlanLine, Post, Role, Tenure, TrainingClass, Unit
from genhun.records.pages import Address, addresses
from genhun.rooms.rotation.actions.drafts import begin_draft as begin_moves
from genhun.rooms.training.actions.drafts import begin_draft as begin_seats

PEOPLE = 100_000
MOST_QUERIES = 12
KEPT = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WHOLE_TREE = {"hall:home", "hall:overview"}  # they gather from every room


@pytest.mark.drill
@pytest.mark.django_db
@override_settings(CACHES=KEPT)
def test_pages_keep_to_twelve_queries_at_full_size() -> None:
    load_group(invent(Recipe(people=PEOPLE, few_party_posts=True)), "madeup")
    root = Unit.objects.get(parent=None)
    things = {
        "unit": Unit.objects.filter(children=None).earliest("path").pk,
        "person": Person.objects.earliest("code").pk,
        "post": Post.objects.filter(roles__contains="secretary").earliest("code").pk,
        "class": TrainingClass.objects.earliest("code").pk,
    }
    officer = open_account("officer", "made-up-password", role=Role.GROUP_OFFICER, unit=root, actor=None)
    things |= plans_for_all(root, officer)
    visits = [look(officer, address, things) for address in addresses() if opens(address, things)]
    seen = [visit for visit in visits if visit]
    for name, queries, seconds in sorted(seen, key=lambda row: -row[2]):
        print(f"{name}: {queries} queries, {seconds:.2f} s")
    assert [row for row in seen if row[1] > MOST_QUERIES and row[0] not in WHOLE_TREE] == []
    assert len(seen) > 15


def plans_for_all(root: Unit, officer: Account) -> dict[str, int]:
    """A rotation plan in which everybody stays and a seat plan that fills every class, each with a draft of it."""
    moves, seats = plan_of("rotation", root), plan_of("training", root)
    held = Tenure.objects.filter(end=None, post__isnull=False, person__unit__isnull=False).order_by("person", "start")
    stays = {person: (post, unit) for person, post, unit in held.values_list("person", "post", "person__unit")}
    PlanLine.objects.bulk_create(
        (
            PlanLine(plan=moves, unit_id=unit, person_id=person, post_id=post, from_period=0, to_period=10)
            for person, (post, unit) in stays.items()
        ),
        5000,
    )
    places = (offered.pk for offered in TrainingClass.objects.order_by("code") for _ in range(offered.seats))
    PlanLine.objects.bulk_create(
        (
            PlanLine(plan=seats, unit_id=unit, person_id=person, training_class_id=place)
            for place, (person, (_, unit)) in zip(places, stays.items(), strict=False)
        ),
        5000,
    )
    return {
        "plan": moves.pk,
        "line": moves.lines.earliest("pk").pk,
        "moves": begin_moves(moves, officer, moved_on=False).pk,
        "draft": begin_seats(seats, officer).pk,
    }


def plan_of(planner: str, root: Unit) -> Plan:
    """A verified plan for the whole group, without lines yet."""
    made = {"state": Plan.State.VERIFIED, "input_digest": "0", "policy": {"rotation_start": "2027-01", "periods": "10"}}
    return Plan.objects.create(planner=planner, unit=root, cost=100, bound=90, **made)


def opens(address: Address, things: dict[str, int]) -> bool:
    """Whether a group officer can open the address with what the group holds."""
    page = address.page
    if page is None or Role.GROUP_OFFICER not in page.roles or "GET" not in page.methods:
        return False
    return page.about in things if address.parameters else True


def look(account: Account, address: Address, things: dict[str, int]) -> tuple[str, int, float] | None:
    """One visit to a page: its address, queries, seconds. None for a file, and for what is not there without a plan."""
    assert address.page is not None
    client = Client(HTTP_HOST="localhost")
    client.force_login(account, "django.contrib.auth.backends.ModelBackend")
    url = reverse(address.name, args=[things[address.page.about]] if address.parameters else [])
    client.get(url)  # the shares of the six aspects are counted once and kept until somebody writes
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(url)
    seconds = time.perf_counter() - start
    assert answer.status_code in {200, 302, 404}, (address.name, answer.status_code)
    is_page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    return (address.name, len(caught), seconds) if is_page else None
