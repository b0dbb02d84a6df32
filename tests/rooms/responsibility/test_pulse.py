"""Anonymous questions: a link counts once and is gone; nothing shown leads back to fewer than five people."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from io import BytesIO
from random import Random
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import House

from genhun.records.models import AuditEntry, Unit
from genhun.records.policies import Refused
from genhun.rooms.responsibility.actions import pulse as actions
from genhun.rooms.responsibility.agenda import coming, to_decide
from genhun.rooms.responsibility.models import PulseRound, PulseTally, PulseToken
from genhun.rooms.responsibility.queries import pulse as queries

PAIRS = 5_000
SIGN_IN = "django.contrib.auth.backends.ModelBackend"
QUESTIONS = [["活动有用", ["否", "一般", "是"]], ["少填表", ["少", "多"]]]

Person = tuple[str, int]  # the unit, and which of its answers
Shown = Callable[[Mapping[str, int]], Iterable[str]]


def tree(draw: Random) -> dict[str, int]:
    """A made-up tree of units, and how many answered in each alone: mostly few, so that much has to be hidden."""
    paths = ["/0/"]
    for number in range(1, draw.randrange(2, 16)):
        paths.append(f"{draw.choice(paths)}{number}/")
    return {path: draw.choice((0, 0, 1, 1, 2, 3, 4, 5, 6, 9)) for path in paths}


def people(answered: Mapping[str, int], top: str) -> set[Person]:
    """Who stands behind a filter, told from the single answers: shares nothing with the code."""
    return {(path, n) for path, count in answered.items() if path[: len(top)] == top for n in range(count)}


def isolated(answered: Mapping[str, int], may: Iterable[str], draw: Random) -> set[Person]:
    """A group of one to four that two filters tell apart: one alone, their difference, or one less all inside it."""
    sets = {path: people(answered, path) for path in may}
    if not sets:
        return set()
    names = sorted(sets)
    one, other = draw.choice(names), draw.choice(names)
    inside = set().union(*(sets[name] for name in names if sets[name] < sets[one]))
    groups = [sets[one], sets[one] - sets[other], sets[one] - inside]
    return next((group for group in groups if 0 < len(group) < 5), set())


def attack(shown: Shown, pairs: int, seed: int) -> list[set[Person]]:
    """What so many random pairs of filters on random trees isolate."""
    draw = Random(seed)
    found = []
    for _pair in range(pairs):
        answered = tree(draw)
        group = isolated(answered, shown(answered), draw)
        if group:
            found.append(group)
    return found


def test_no_pair_of_filters_reveals_a_group_under_five() -> None:
    assert attack(queries.shown, PAIRS, seed=1) == []


def test_the_attack_finds_what_is_planted() -> None:
    """Hiding small groups alone is not enough, and the attack shows it."""

    def naive(answered: Mapping[str, int]) -> list[str]:
        return [path for path in answered if len(people(answered, path)) >= 5]

    assert len(attack(naive, 500, seed=2)) > 20


@given(st.randoms(use_true_random=False))
def test_every_sum_and_difference_is_made_of_pieces_of_five_or_more(draw: Random) -> None:
    """People whom no shown group tells apart form a piece; whatever is computed from shown groups is made of these."""
    answered = tree(draw)
    may = queries.shown(answered)
    assert may == {path: len(people(answered, path)) for path in may}
    pieces: dict[frozenset[str], set[Person]] = {}
    for person in people(answered, "/0/"):
        pieces.setdefault(frozenset(path for path in may if person[0].startswith(path)), set()).add(person)
    hidden = pieces.pop(frozenset(), set())
    assert all(len(piece) >= 5 for piece in pieces.values())
    assert not hidden or not may  # if the whole is shown, everybody lies in it


def test_what_is_shown_is_as_much_as_five_allow() -> None:
    assert queries.shown({"/a/": 0, "/a/b/": 5, "/a/c/": 6}) == {"/a/": 11, "/a/b/": 5, "/a/c/": 6}
    assert queries.shown({"/a/": 1, "/a/b/": 5, "/a/c/": 6}) == {"/a/": 12, "/a/c/": 6}
    assert queries.shown({"/a/": 0, "/a/b/": 4, "/a/c/": 6, "/a/c/d/": 3}) == {"/a/": 13}
    assert queries.shown({"/a/": 1, "/a/b/": 3}) == {}


def asked(house: House, unit: Unit | None = None, **changes: Any) -> PulseRound:
    values = {"unit": unit or house.middle, "title": "心声", "questions": QUESTIONS, "ends": timezone.localdate()}
    return actions.ask_staff(house.officer, {**values, **changes})


def over(round_: PulseRound) -> PulseRound:
    PulseRound.objects.filter(pk=round_.pk).update(ends=timezone.localdate() - timedelta(days=1))
    round_.refresh_from_db()
    return round_


def numbers(house: House, round_: PulseRound, links: int = 6) -> dict[str, list[int]]:
    made: dict[str, list[int]] = {}
    for name, number in actions.hand_out(house.officer, round_, links):
        made.setdefault(name, []).append(number)
    return made


def test_a_link_counts_once_and_leaves_nothing_behind(house: House) -> None:
    round_ = asked(house)
    number = numbers(house, round_)[house.below.name][0]
    before, entries = PulseToken.objects.count(), AuditEntry.objects.count()
    actions.answer(number, [2, 0])
    with pytest.raises(Refused):
        actions.answer(number, [2, 0])
    assert PulseToken.objects.count() == before - 1
    assert AuditEntry.objects.count() == entries
    assert PulseTally.objects.get(round=round_, path=house.below.path).counts == [[0, 0, 1], [1, 0]]


def test_no_table_keeps_an_answer_a_time_or_a_person() -> None:
    kept = {model: {f.name for f in model._meta.get_fields()} for model in (PulseTally, PulseToken)}
    assert kept == {
        PulseTally: {"id", "round", "path", "name", "counts"},
        PulseToken: {"digest", "round", "path"},
    }


def test_links_are_made_once_by_who_may_and_not_too_many(house: House) -> None:
    round_ = asked(house)
    with pytest.raises(Refused):
        actions.hand_out(house.secretary, round_, 1)
    with pytest.raises(Refused, match="50000"):
        actions.hand_out(house.officer, round_, 50_000)
    assert not PulseToken.objects.exists()
    made = numbers(house, round_, 2)
    assert sorted(map(len, made.values())) == [2] * round_.tallies.count()
    with pytest.raises(Refused):
        actions.hand_out(house.officer, round_, 2)


def test_a_round_stands_on_the_home_pages_until_its_day(house: House) -> None:
    round_, today = asked(house), timezone.localdate()
    url = reverse("responsibility:pulse-round", args=[round_.pk])
    below = house.account("unit_secretary", house.middle)
    assert [item.due for item in to_decide(house.officer) if item.url == url] == [today]
    assert not [item for item in coming(below, today) if item.url == url]
    numbers(house, round_)
    assert not [item for item in to_decide(house.officer) if item.url == url]
    assert [item.due for who in (house.officer, below) for item in coming(who, today) if item.url == url] == [today] * 2
    assert not [item for item in coming(below, today + timedelta(days=1)) if item.url == url]


def test_nothing_is_shown_before_the_end_and_nothing_changes_after(house: House) -> None:
    round_ = asked(house)
    made = numbers(house, round_)
    for number in made[house.below.name]:
        actions.answer(number, [1, 1])
    today = timezone.localdate()
    assert queries.results(house.officer, round_, today) == []
    over(round_)
    first = queries.results(house.officer, round_, today)
    assert [(g.path, g.answered, g.counts) for g in first] == [
        (house.middle.path, 6, [[0, 6, 0], [0, 6]]),
        (house.below.path, 6, [[0, 6, 0], [0, 6]]),
    ]
    with pytest.raises(Refused):
        actions.answer(made[house.middle.name][0], [0, 0])
    Unit.objects.filter(pk=house.below.pk).update(path=f"{house.sister.path}moved/", name="改名")
    assert queries.results(house.officer, round_, today) == first


def test_readers_see_the_same_groups_each_those_of_the_own_part(house: House) -> None:
    round_ = asked(house, house.root)
    made = numbers(house, round_)
    below, sister = made[house.below.name], made[house.sister.name]
    for number in (*below, *sister):
        actions.answer(number, [0, 0])
    over(round_)
    today = timezone.localdate()
    seen = {a: {g.path: g for g in queries.results(a, round_, today)} for a in (house.officer, house.reader)}
    lower = queries.results(house.account("unit_secretary", house.below), round_, today)
    assert [g.path for g in lower] == [house.below.path]
    assert all(seen[house.officer][g.path] == g for g in (*lower, *seen[house.reader].values()))
    assert not queries.rounds_of(house.account("cadre", house.below), today).exists()


def test_the_pages_from_asking_to_results(house: House, client: Client) -> None:
    client.force_login(house.officer, SIGN_IN)
    ends = timezone.localdate().isoformat()
    form = {"title": "心声", "unit": house.middle.pk, "first": "活动有用", "second": "不添负担", "ends": ends}
    wrong = client.post(reverse("responsibility:new-pulse"), {**form, "third": "先改哪项", "choices": "一项"})
    assert (wrong.status_code, set(wrong.context["form"].errors)) == (422, {"choices"})
    client.post(reverse("responsibility:new-pulse"), {**form, "third": "先改哪项", "choices": "少填表\n少开会"})
    round_ = PulseRound.objects.get()
    page = reverse("responsibility:pulse-round", args=[round_.pk])
    sheet = client.post(reverse("responsibility:pulse-links", args=[round_.pk]), {"links": 5})
    cells = list(openpyxl.load_workbook(BytesIO(sheet.content)).active.iter_rows(values_only=True))
    links = [row[1] for row in cells if row[0] == house.below.name]
    assert len(links) == 5
    phone = Client()
    for link in links:
        assert phone.post(link, {"question_0": "4", "question_1": "0"}).status_code == 422
        answered = phone.post(link, {"question_0": "4", "question_1": "0", "question_2": "1"})
        assert answered["Location"] == reverse("responsibility:pulse-thanks")
        assert phone.get(link).status_code == 410
    assert "进行期间不显示" in client.get(page).content.decode()
    over(round_)
    shown = client.get(page, {"part": house.below.path})
    assert shown.context["chosen"].counts == [[0, 0, 0, 0, 5], [5, 0, 0, 0, 0], [0, 5]]
    lower = Client()
    lower.force_login(house.account("unit_secretary", house.sister), SIGN_IN)
    assert lower.get(page).status_code == 404


@pytest.mark.parametrize("path", ["pulse", "round"])
def test_pages_cost_the_same_with_one_and_three(
    house: House, client: Client, path: str, django_assert_num_queries: Any
) -> None:
    client.force_login(house.officer, SIGN_IN)
    first = over(asked(house))
    url = reverse("responsibility:pulse") if path == "pulse" else reverse("responsibility:pulse-round", args=[first.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for _more in range(2):
        asked(house)
    with django_assert_num_queries(len(one)):
        client.get(url)
    assert len(one) <= 12
