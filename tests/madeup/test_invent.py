"""Invented groups: valid, the same for the same seed, of the asked size and shape."""

from collections import Counter
from pathlib import Path

import pytest

from genhun.madeup.group import Recipe, invent
from genhun.tables.read import read_group
from genhun.tables.write import write_folder


@pytest.mark.parametrize("people", [20, 100, 1200])
@pytest.mark.parametrize("seed", [1, 2])
def test_an_invented_group_is_valid_and_of_the_asked_size(people: int, seed: int, tmp_path: Path) -> None:
    group = invent(Recipe(people=people), seed)
    assert len(group.people) == people
    write_folder(group, tmp_path / "t")
    assert read_group(tmp_path / "t").notes == ()


def test_the_same_seed_invents_the_same_group() -> None:
    assert invent(Recipe(people=200), 7) == invent(Recipe(people=200), 7)
    assert invent(Recipe(people=200), 7) != invent(Recipe(people=200), 8)


def test_circles_are_of_a_few_hundred_people_or_one() -> None:
    sizes = Counter(group_unit.circle for group_unit in invent(Recipe(people=3000), 3).units)
    assert 6 <= len(sizes) <= 13
    one = invent(Recipe(people=900, one_circle=True), 3)
    assert len({unit.circle for unit in one.units if unit.tier > 1}) == 1


def test_seats_are_never_overbooked_and_people_not_retired() -> None:
    group = invent(Recipe(people=800), 4)
    held = Counter(a.post_id for a in group.appointments if a.end is None)
    assert [p.post_id for p in group.posts if held[p.post_id] > p.seats] == []
    retired = sum(group.retires(p) < group.policy.rotation_start for p in group.people)
    assert retired / len(group.people) < 0.02


def test_every_table_is_filled_as_in_an_office() -> None:
    group = invent(Recipe(people=3000), 1)
    assert {p.level for p in group.posts} == {1, 2, 3, 4, 5, 6}
    assert {c.kind for c in group.classes} == {"induction", "core", "topic"}
    assert len(group.locks) >= 5
    assert len(group.kin) >= 10
    assert 2.3 < len(group.appointments) / len(group.people) < 3.4
