"""What lies outside an account's part does not exist, in the query itself."""

import pytest
from django.db.models import QuerySet
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import House

from genhun.records import scope
from genhun.records.contract.derived import path_step
from genhun.records.models import Account, Person, Plan, PlanLine, Post, Unit

pytestmark = pytest.mark.django_db


def inside(unit: Unit, root: Unit) -> bool:
    """Whether a unit is another or below it, found by walking up instead of by paths."""
    at: Unit | None = unit
    while at is not None:
        if at.pk == root.pk:
            return True
        at = at.parent
    return False


def codes(records: QuerySet[Unit] | QuerySet[Person] | QuerySet[Post]) -> set[str]:
    return set(records.values_list("code", flat=True))


@pytest.mark.parametrize("place", ["root", "middle", "below", "sister"])
def test_units_posts_and_people_are_those_of_the_subtree(house: House, place: str) -> None:
    account = house.account("reader", getattr(house, place))
    assert account.unit is not None
    mine = {u.pk for u in Unit.objects.all() if inside(u, account.unit)}
    assert set(scope.units_of(account).values_list("pk", flat=True)) == mine
    assert codes(scope.posts_of(account)) == {p.code for p in Post.objects.all() if p.unit_id in mine}
    homeless = {None} if place == "root" else set()
    assert codes(scope.people_of(account)) == {p.code for p in Person.objects.all() if p.unit_id in mine | homeless}


def test_people_belong_where_their_rotating_post_lies(house: House) -> None:
    for person in Person.objects.prefetch_related("tenures__post").all():
        held = [t for t in person.tenures.all() if t.end is None and t.post]
        best = max(held, key=lambda t: (not t.post.fixed, t.start, t.post.code), default=None)
        assert person.unit_id == (best.post.unit_id if best else None)


def test_an_account_without_a_unit_sees_nothing(house: House) -> None:
    account = Account(username="adrift", role="group_officer")
    seen = (scope.units_of, scope.people_of, scope.posts_of, scope.plans_of, scope.lines_of, scope.classes_of)
    assert [records(account).count() for records in seen] == [0] * 6


def test_what_is_outside_and_what_is_missing_look_alike(house: House) -> None:
    outside = Person.objects.filter(unit=house.sister)[0]
    for code in (outside.code, "no such person"):
        with pytest.raises(Http404):
            scope.one(scope.people_of(house.secretary), code=code)


NAMES = st.text(st.sampled_from("aA0%/_\\~é单 "), min_size=1, max_size=4)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(NAMES, min_size=2, max_size=6, unique=True))
def test_no_code_opens_another_code_s_part(db: None, names: list[str]) -> None:
    """Codes that differ in case, or hold separators and wildcards, never leak into each other's subtrees."""
    PlanLine.objects.all().delete()
    Unit.objects.all().delete()
    for name in names:
        unit = Unit.objects.create(code=name, name=name, city="x", tier=1, path=f"/{path_step(name)}/")
        below = f"{name}+below"
        Unit.objects.create(
            code=below, name=below, city="x", tier=2, parent=unit, path=f"{unit.path}{path_step(below)}/"
        )
    for name in names:
        account = Account(username="x", unit=Unit.objects.get(code=name))
        assert codes(scope.units_of(account)) == {name, f"{name}+below"}
    Unit.objects.filter(parent__isnull=False).delete()
    Unit.objects.all().delete()


def plan_at(unit: Unit, state: Plan.State, *of: Unit) -> Plan:
    plan = Plan.objects.create(planner="rotation", unit=unit, state=state, input_digest="", cost=1, bound=1)
    for whose in of:
        PlanLine.objects.create(plan=plan, unit=whose)
    return plan


@pytest.mark.parametrize(
    ("state", "seen"), [("verified", False), ("proposed", True), ("adopted", True), ("rejected", False)]
)
def test_a_plan_made_above_is_seen_once_it_is_put_forward_and_only_the_own_lines(
    house: House, state: Plan.State, seen: bool
) -> None:
    plan = plan_at(house.root, state, house.middle, house.below, house.sister)
    assert scope.plans_of(house.secretary).filter(pk=plan.pk).exists() == seen
    mine = scope.lines_of(house.secretary).values_list("unit_id", flat=True)
    assert sorted(mine) == (sorted([house.middle.pk, house.below.pk]) if seen else [])


def test_a_plan_of_a_sister_is_never_seen(house: House) -> None:
    plan_at(house.sister, Plan.State.ADOPTED, house.sister)
    assert not scope.plans_of(house.secretary).exists()


def test_a_list_costs_one_query_whatever_its_length(house: House, django_assert_num_queries: object) -> None:
    for account in (house.officer, house.secretary):
        with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture of pytest-django
            len(scope.people_of(account))
        with django_assert_num_queries(1):  # type: ignore[operator]  # as above
            len(scope.lines_of(account))
