"""Governance over units and years, from appointments that are planted, and against a second way of counting."""

from datetime import date
from math import isclose

import pytest
from django.urls import reverse
from tests.conftest import House
from tests.rooms.guidance.test_documents import rows_in
from tests.rooms.guidance.test_exchange import signed_in

from genhun.core.unevenness import split, theil
from genhun.records.actions.accounts import open_account
from genhun.records.governance import DEPUTY_ON_BOARD, MANAGER_DEPUTY, ONE_PERSON
from genhun.records.models import AuditEntry, Person, Post, Role, Tenure, Unit
from genhun.rooms.guidance.actions.norms import set_target
from genhun.rooms.guidance.pictures import columns_of
from genhun.rooms.guidance.queries.governance import BOARD, closers, group_of, kept_over, sums, unevenness, year_ends
from genhun.rooms.secretaries.models import Exemption

DAY = date(2026, 6, 30)
BEFORE = date(2025, 12, 31)
POSTS = ("secretary", "chair", "manager", "deputy_secretary", "director")


@pytest.fixture
def three(db: None) -> list[Unit]:
    """A root and two units with boards: the first keeps all three arrangements, the second none."""
    root = Unit.objects.create(code="r", name="集团", path="/r/", tier=1, city="郑州", industry="综合")
    made = [
        Unit.objects.create(code=c, name=c, parent=root, path=f"/r/{c}/", tier=2, city="郑州", industry=i)
        for c, i in (("a", "钢铁"), ("b", "电力"))
    ]
    for unit in made:
        for role in POSTS:
            Post.objects.create(code=f"{unit.code}-{role}", unit=unit, title=role, track="party", level=4, roles=role)
    appoint("a", {"secretary": "p", "chair": "p", "manager": "q", "deputy_secretary": "qs", "director": "s"})
    appoint("b", {"secretary": "t", "chair": "u", "manager": "v", "deputy_secretary": "w", "director": "x"})
    return [root, *made]


def appoint(unit: str, holders: dict[str, str], start: date = date(2026, 1, 1)) -> None:
    for role, names in holders.items():
        for name in names:
            person, _made = Person.objects.get_or_create(
                code=name,
                defaults={"name": name, "sex": "m", "birth": "1975-01-01", "level": 4, "level_since": "2015-01-01"},
            )
            Tenure.objects.create(person=person, post=Post.objects.get(code=f"{unit}-{role}"), start=start)


def test_the_arrangements_over_units_and_days(three: list[Unit]) -> None:
    over = kept_over(Unit.objects.all(), [BEFORE, DAY])
    now = over[DAY]
    assert [(one.unit.code, one.share) for one in now] == [("a", 1.0), ("b", 0.0)]
    assert [(s.name, s.asked, s.kept, s.vacant) for s in sums(now)] == [
        (ONE_PERSON, 2, 1, 0),
        (MANAGER_DEPUTY, 2, 1, 0),
        (DEPUTY_ON_BOARD, 2, 1, 0),
    ]
    assert [(s.kept, s.vacant) for s in sums(over[BEFORE])] == [(0, 2), (0, 2), (0, 2)]


def test_what_is_excused_is_not_asked_while_it_is_excused(three: list[Unit]) -> None:
    officer = open_account("lin", "made-up-password", role=Role.GROUP_OFFICER, unit=three[0], actor=None)
    Exemption.objects.create(
        unit=three[2],
        arrangement=ONE_PERSON,
        reason="改制过渡",
        approved_by="集团党委",
        approved_on=date(2026, 2, 1),
        until=date(2026, 8, 1),
        recorded_by=officer,
    )
    over = kept_over(Unit.objects.filter(path__startswith="/r/"), [DAY, date(2026, 8, 2)])
    assert [sum_.asked for sum_ in sums(over[DAY])] == [1, 2, 2]
    assert [sum_.asked for sum_ in sums(over[date(2026, 8, 2)])] == [2, 2, 2]


def test_unevenness_lies_where_it_was_planted_and_closes_by_the_unit_that_lacks(three: list[Unit]) -> None:
    now = kept_over(Unit.objects.all(), [DAY])[DAY]
    industry, tier = unevenness(now, "industry"), unevenness(now, "tier")
    assert isclose(industry.between, industry.total)
    assert isclose(tier.within, tier.total)
    assert {group_of(one, "kind") for one in now} == {BOARD}
    assert [(c.kept.unit.code, round(c.gain, 9), len(c.lacking)) for c in closers(now, tier.total)] == [("b", 1.0, 3)]


def test_the_page_says_what_the_records_say_within_the_own_part(house: House) -> None:
    page = signed_in(house.officer).get(reverse("guidance:governance"))
    today = page.context["today"]
    now = kept_over(Unit.objects.all(), [today])[today]
    assert isclose(page.context["index"].total, theil([one.share for one in now]))
    assert [year["day"] for year in page.context["years"]] == year_ends(today)
    own = signed_in(house.secretary).get(reverse("guidance:governance"))
    inside = [one for one in now if one.unit.path.startswith(house.middle.path)]
    assert own.context["number"] == len(inside) < len(now)


def test_the_columns_stand_for_the_indices_and_the_tallest_fills_the_picture() -> None:
    half = split([0, 2, 1, 1], "aabb")
    even = split([1, 1], "ab")
    first, second = columns_of({BEFORE: half, DAY: even})
    assert first.between + first.within == pytest.approx(126, abs=1)
    assert first.between / first.within == pytest.approx(half.between / half.within, abs=0.02)
    assert (first.within_y + first.within, first.between_y + first.between) == (first.between_y, 150)
    assert (second.between, second.within, second.x > first.x) == (0, 0, True)


def test_a_target_is_kept_once_per_part_and_shows_what_falls_short(house: House) -> None:
    client = signed_in(house.officer)
    given = {"arrangement": MANAGER_DEPUTY, "percent": "60", "by": "2027-12-31", "reason": "新一届董事会"}
    client.post(reverse("guidance:set-target"), given)
    client.post(reverse("guidance:set-target"), {**given, "percent": "70"})
    client.post(reverse("guidance:set-target"), {**given, "percent": "101"})
    row = client.get(reverse("guidance:governance")).context["sums"][1]
    assert (row["target"].percent, row["short"]) == (70, row["sum"].percent < 70)
    assert house.root.governance_targets.count() == 1
    set_target(house.officer, house.middle, MANAGER_DEPUTY, 5, date(2027, 1, 1), "试")
    assert house.root.governance_targets.get().percent == 70


def test_governance_leaves_unit_by_unit_with_every_arrangement(three: list[Unit]) -> None:
    officer = open_account("lin", "made-up-password", role=Role.GROUP_OFFICER, unit=three[0], actor=None)
    page, url = reverse("guidance:governance"), reverse("guidance:governance-list")
    assert url in signed_in(officer).get(page).content.decode()
    kept = rows_in(signed_in(officer).get(url, headers={"accept-language": "en"}).content)[-2:]
    assert [(row[0], row[3], row[5:]) for row in kept] == [
        ("a", "钢铁", ("符合", "符合", "符合", 100)),
        ("b", "电力", ("不符合", "不符合", "不符合", 0)),
    ]
    assert AuditEntry.objects.filter(action="export_governance").count() == 1
