"""Pairs of heads, arrangements with their exceptions, and where secretaries come from."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.rooms.secretaries.people import hold, person, post, unit

from genhun.records.models import Account, AuditEntry, Role, Unit
from genhun.records.policies import Refused
from genhun.rooms.secretaries.actions.exemptions import Approval, end_exemption, record_exemption
from genhun.rooms.secretaries.models import Exemption
from genhun.rooms.secretaries.pictures import draw_months, draw_shares
from genhun.rooms.secretaries.queries.heads import pairs
from genhun.rooms.secretaries.queries.pipeline import Share, at, by_circle, by_level, by_year, origins, share

TODAY = date(2026, 11, 1)


@pytest.fixture
def root(db: None) -> Unit:
    return unit("u")


@pytest.fixture
def officer(root: Unit) -> Account:
    return Account.objects.create(username="o", role=Role.PERSONNEL_OFFICER, unit=root, language="en")


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def two_heads(at: Unit, mark: str = "") -> None:
    """A secretary of level 4 for a year, from the grass roots; a manager of level 5 for ten years in production."""
    secretary, manager = person(f"s{mark}", at), person(f"m{mark}", at, level=5)
    hold(secretary, None, date(2020, 11, 1), date(2023, 11, 1), track="party", grassroots=True)
    hold(secretary, post(at, f"ps{mark}", roles="secretary"), date(2025, 11, 1))
    hold(manager, post(at, f"pm{mark}", roles="manager", track="production", level=5), date(2016, 11, 1))


def test_the_evidence_on_both_heads_and_in_what_the_secretary_has_less(root: Unit) -> None:
    two_heads(root)
    (pair,) = pairs([root], TODAY)
    assert pair.secretary is not None
    assert pair.manager is not None
    assert pair.secretary.facts == {"level": 4, "production": 0, "party": 48, "grassroots": 36, "in_post": 12}
    assert pair.manager.facts == {"level": 5, "production": 120, "party": 0, "grassroots": 0, "in_post": 120}
    assert pair.below == ["level", "production", "in_post"]


def test_one_person_who_is_both_is_not_compared(root: Unit) -> None:
    both = person("b", root)
    for code, role in (("s", "secretary"), ("m", "manager")):
        hold(both, post(root, code, roles=role), date(2020, 1, 1))
    (pair,) = pairs([root], TODAY)
    assert (pair.one_person, pair.below) == (True, [])


def otherwise(at: Unit, mark: str = "") -> None:
    """Secretary and chair are two people."""
    for role in ("secretary", "chair;director", "manager"):
        hold(person(f"{role}{mark}", at), post(at, f"p{role}{mark}", roles=role), date(2020, 1, 1))


def approval(until: date = date(2099, 1, 1)) -> Approval:
    return Approval("集团党委〔2026〕7号", date(2026, 1, 15), until, "改制过渡期")


def test_an_exception_stands_on_the_page_with_who_why_and_until_when(root: Unit, officer: Account) -> None:
    otherwise(root)
    client = client_of(officer)
    before = client.get(reverse("secretaries:governance")).content.decode()
    assert before.count("No approval on record") == 2  # the manager is no deputy either
    said = {
        "arrangement": "one_person",
        "approved_by": "集团党委〔2026〕7号",
        "approved_on": "2026-01-15",
        "until": "2099-01-01",
        "reason": "改制过渡期",
    }
    url = reverse("secretaries:arrangements", args=[root.pk])
    assert client.post(url, {**said, "until": "2026-01-15"}).status_code == 422
    assert client.post(url, {**said, "arrangement": "deputy_on_board"}).status_code == 422  # not asked of this unit
    assert client.post(url, said).status_code == 302
    after = client.get(reverse("secretaries:governance")).content.decode()
    assert after.count("No approval on record") == 1
    for words in ("集团党委〔2026〕7号", "改制过渡期", "2099-01-01"):
        assert words in after
    assert AuditEntry.objects.get(action="record_exemption").reason == "改制过渡期"


def test_a_new_exception_takes_the_place_of_the_old_one_and_one_ends_once(root: Unit, officer: Account) -> None:
    otherwise(root)
    old = record_exemption(officer, root, "one_person", approval(date(2026, 6, 1)))
    new = record_exemption(officer, root, "one_person", approval())
    old.refresh_from_db()
    assert old.ended_on == timezone.localdate()
    end_exemption(new, officer)
    with pytest.raises(Refused):
        end_exemption(new, officer)
    assert Exemption.objects.filter(ended_on=None).count() == 0


def test_readers_see_arrangements_and_record_nothing(root: Unit) -> None:
    otherwise(root)
    reader = Account.objects.create(username="r", role=Role.READER, unit=root, language="en")
    client = client_of(reader)
    assert client.get(reverse("secretaries:arrangements", args=[root.pk])).status_code == 200
    with pytest.raises(Refused):
        record_exemption(reader, root, "one_person", approval())


@pytest.mark.parametrize("name", ["heads", "governance", "pipeline", "posts"])
def test_lists_cost_the_same_for_one_and_for_three(root: Unit, officer: Account, name: str) -> None:
    client, counts = client_of(officer), []
    for number in range(3):
        here = unit(f"n{number}", root)
        two_heads(here, str(number))
        otherwise(here, f"o{number}")
        record_exemption(officer, here, "one_person", approval())
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(reverse(f"secretaries:{name}"))
        assert answer.status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[2] <= 12


def test_heads_stand_in_the_order_of_the_tree(root: Unit, officer: Account) -> None:
    for code in ("b", "a"):
        two_heads(unit(code, root), code)
    answer = client_of(officer).get(reverse("secretaries:heads"))
    assert [row["pair"].unit.code for row in answer.context["rows"]] == ["a", "b"]
    assert (answer.context["below"], answer.context["all"]) == (2, 2)


def test_pairs_where_the_secretary_is_of_the_lower_level(root: Unit, officer: Account) -> None:
    two_heads(unit("weaker", root), "w")
    equal = unit("equal", root)
    for role in ("secretary", "manager"):
        hold(person(f"{role}e", equal), post(equal, f"p{role}e", roles=role), date(2020, 1, 1))
    vacant = unit("vacant", root)
    post(vacant, "vs", roles="secretary")
    hold(person("vm", vacant, level=6), post(vacant, "vmp", roles="manager"), date(2020, 1, 1))
    answer = client_of(officer).get(reverse("secretaries:heads") + "?show=below")
    assert [row["pair"].unit.code for row in answer.context["rows"]] == ["weaker"]
    assert ["level" in row["pair"].below for row in answer.context["rows"]] == [True]
    assert (answer.context["below"], answer.context["all"]) == (1, 3)


def test_where_secretaries_come_from_by_year_level_and_circle(root: Unit, officer: Account) -> None:
    grown, outside, after = person("a", root), person("b", root), person("c", root)
    hold(grown, post(root, "g", track="production", grassroots=True), date(2015, 1, 1), date(2020, 6, 1))
    hold(grown, post(root, "s1", roles="secretary"), date(2020, 6, 1))
    hold(outside, post(root, "s2", roles="chair;secretary", level=5), date(2022, 6, 1), date(2025, 6, 1))
    hold(after, post(unit("d", root, circle="other"), "s3", roles="secretary"), date(2023, 6, 1))
    hold(after, None, date(2024, 1, 1), None, track="production", grassroots=True)  # only after becoming secretary
    hold(person("e", root), post(root, "no", roles="deputy_secretary"), date(2015, 1, 1))
    found = origins(officer)
    assert by_year(found, [2019, 2021, 2022, 2023, 2026], TODAY) == [
        Share("2019", 0, 0, 0),
        Share("2021", 1, 1, 1),
        Share("2022", 2, 1, 1),
        Share("2023", 3, 1, 1),
        Share("2026", 2, 1, 1),
    ]
    assert by_level(at(found, date(2024, 1, 1))) == [Share("5", 1, 0, 0), Share("4", 2, 1, 1)]
    assert by_circle(at(found, TODAY)) == [Share("c", 1, 1, 1), Share("other", 1, 0, 0)]
    assert share("", origins(officer, level=5)) == Share("", 1, 0, 0)
    assert share("", origins(officer, circle="other")) == Share("", 1, 0, 0)


def test_the_picture_of_shares_follows_the_figures() -> None:
    chart = draw_shares([Share("2025", 4, 0, 4), Share("2026", 4, 2, 4)])
    production, grassroots = chart.lines
    assert [share for _x, _y, share in production.points] == [100, 100]
    assert [share for _x, _y, share in grassroots.points] == [0, 50]
    assert grassroots.points[0][1] == chart.grid[0][0]
    assert production.points[0][1] == chart.grid[-1][0]


def test_the_picture_of_months_counts_every_term_once() -> None:
    days = [TODAY - timedelta(days=1), TODAY, date(2026, 12, 3), date(2026, 12, 9), date(2030, 1, 1)]
    months = draw_months(days, TODAY, 24)
    assert months.late == 1
    assert [(bar.month, bar.count) for bar in months.bars if bar.count] == [("2026-11", 1), ("2026-12", 2)]
    assert (months.within(0), months.within(6)) == (1, 3)
    assert max(months.bars, key=lambda bar: bar.height).count == 2
