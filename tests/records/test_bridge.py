"""The part that planners get is closed in itself and says what it left out."""

from datetime import date
from pathlib import Path

import pytest
from tests.conftest import House

from genhun.core.group import Group
from genhun.records.bridge import group_below
from genhun.records.contract.keys import TABLES, table_rows
from genhun.records.contract.read import whole_group
from genhun.records.models import Lock, Peak, Person, Plan, PlanLine, Post, Tenure, TrainingClass, Unit
from genhun.records.results import input_digest
from genhun.tables.read import read_group
from genhun.tables.write import write_folder

pytestmark = pytest.mark.django_db


def test_the_whole_tree_is_the_whole_group(house: House) -> None:
    assert group_below(house.root) == whole_group()


def test_every_part_can_be_read_as_tables_without_a_fault(house: House, tmp_path: Path) -> None:
    for n, unit in enumerate(Unit.objects.all()):
        group = group_below(unit)
        write_folder(group, tmp_path / str(n))
        again = read_group(tmp_path / str(n))
        assert [table_rows(again, t) for t in TABLES] == [table_rows(group, t) for t in TABLES]


def test_the_people_of_a_part_are_those_who_belong_there(house: House) -> None:
    unit = house.middle
    group = group_below(unit)
    mine = set(Person.objects.filter(unit__path__startswith=unit.path).values_list("code", flat=True))
    kin = {code for row in whole_group().kin for code in (row.person_id, row.kin_id)}
    assert mine <= set(group.person) <= mine | kin


def test_a_post_held_elsewhere_before_counts_by_its_track_and_level(house: House) -> None:
    person = Person.objects.filter(unit=house.below).order_by("code")[0]
    post = Post.objects.filter(unit=house.sister).select_related("unit")[0]
    Tenure.objects.create(person=person, post=post, start=date(1990, 1, 1), end=date(1991, 1, 1))
    [row] = [a for a in group_below(house.below).appointments if a.person_id == person.code and a.start == 1990 * 12]
    assert (row.post_id, row.track, row.level, row.industry) == ("", post.track, post.level, post.unit.industry)


def test_a_lock_on_a_post_elsewhere_is_left_out_and_noted(house: House) -> None:
    Lock.objects.all().delete()
    person = Person.objects.filter(unit=house.below)[0]
    Lock.objects.create(person=person, post=Post.objects.filter(unit=house.sister)[0], start=date(2027, 1, 1))
    group = group_below(house.below)
    assert (group.locks, group.notes) == ((), ("1 locks on posts outside this part were left out",))


def test_a_peak_above_falls_on_the_part(house: House) -> None:
    Peak.objects.all().delete()
    Peak.objects.create(unit=house.root, start=date(2027, 5, 1), end=date(2027, 5, 9))
    assert [(p.unit_id, p.start) for p in group_below(house.below).peaks] == [(house.below.code, date(2027, 5, 1))]


def test_seats_that_others_hold_by_an_adopted_plan_are_gone(house: House) -> None:
    taken = TrainingClass.objects.order_by("code")[0]
    plan = Plan.objects.create(
        planner="training", unit=house.sister, state=Plan.State.ADOPTED, input_digest="", cost=0, bound=0
    )
    for person in Person.objects.filter(unit=house.sister)[:2]:
        PlanLine.objects.create(plan=plan, unit=house.sister, person=person, training_class=taken)

    def seats(group: Group) -> int:
        return next(c.seats for c in group.classes if c.class_id == taken.code)

    lines = plan.lines.count()
    assert lines > 0
    assert seats(group_below(house.below)) == taken.seats - lines
    assert seats(group_below(house.root)) == taken.seats  # a new plan of the whole replaces what its parts decided


def test_the_digest_of_the_input_changes_with_any_cell(house: House) -> None:
    before = input_digest(group_below(house.root))
    assert input_digest(group_below(house.root)) == before
    Person.objects.filter(pk=Person.objects.all()[0].pk).update(home_city="别处")
    assert input_digest(group_below(house.root)) != before


@pytest.mark.parametrize(("last", "planned"), [(date(2026, 12, 31), False), (date(2027, 1, 1), True)])
def test_classes_of_the_years_before_are_history(house: House, last: date, planned: bool) -> None:
    """The made-up group trains in 2027."""
    offered = TrainingClass.objects.earliest("code")
    TrainingClass.objects.filter(pk=offered.pk).update(start=date(2026, 12, 28), end=last)
    assert (offered.code in {c.class_id for c in group_below(house.root).classes}) == planned
    assert offered.code in {c.class_id for c in whole_group().classes}
