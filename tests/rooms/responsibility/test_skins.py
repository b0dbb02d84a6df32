"""Two skins: shares recomputed by hand, planted effects found, absent ones not, and silence where data are thin."""

from datetime import date
from random import Random

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.conftest import House
from tests.rooms.responsibility.made import YEAR, activity, actuals, duty, objective
from tests.rooms.responsibility.test_duties import signed_in

from genhun.core.effect import Verdict
from genhun.records.models import Activity, Unit
from genhun.rooms.responsibility.actions.activities import close_activity
from genhun.rooms.responsibility.queries.skins import moved, shares, trend

LAST = YEAR - 1


def close(house: House, of: Activity, hours: int = 1) -> Activity:
    return close_activity(house.officer, of, {"outcome": "none", "hours": hours}, of.version)


def peers(house: House, n: int) -> list[Unit]:
    """Units beside the middle one, of its industry and tier."""
    middle = house.middle
    return [
        Unit.objects.create(
            code=f"P{i}",
            name=f"同类单位{i}",
            parent=middle.parent,
            path=f"{middle.path.rsplit('/', 2)[0]}/P{i}/",
            tier=middle.tier,
            industry=middle.industry,
            city=middle.city,
        )
        for i in range(n)
    ]


def course(unit: Unit, draw: Random, step: float) -> None:
    """Last year's figures: a shared fall of 0.4 hours a month, noise, and `step` hours more from June on."""
    goal = objective(unit, year=LAST)
    actuals(goal, {m: round(40 - 0.4 * m + draw.gauss(0, 0.5) - (step if m > 5 else 0), 2) for m in range(1, 13)})


def test_shares_are_those_of_a_count_by_hand(house: House) -> None:
    draw = Random(2)
    counted: dict[str, list[list[int]]] = {}
    for unit in (house.root, house.middle, house.below, house.sister):
        for _ in range(draw.randint(1, 3)):
            goal = objective(unit, f"目标{draw.random()}") if draw.random() < 0.5 else None
            made = duty(house.officer, unit, goal, cycle="year")
            made.activities.all().delete()
            hours = [draw.randint(1, 9) for _ in range(draw.randint(0, 3))]
            for spent in hours:
                close(house, activity(made, date(YEAR, draw.randint(1, 12), 3)), spent)
            counted.setdefault(unit.path, []).append([goal is None, len(hours), sum(hours)])
    whole, rows = shares(house.officer, house.root, YEAR)
    everything = [row for found in counted.values() for row in found]
    assert (whole.duties, whole.duties_untied) == (len(everything), sum(r[0] for r in everything))
    assert (whole.activities, whole.hours) == (sum(r[1] for r in everything), sum(r[2] for r in everything))
    assert whole.activities_untied == sum(r[0] * r[1] for r in everything)
    assert whole.hours_untied == sum(r[0] * r[2] for r in everything)
    for unit, share in rows:
        inside = [
            row
            for path, found in counted.items()
            for row in found
            if (path == unit.path if unit == house.root else path.startswith(unit.path))
        ]
        assert (share.duties, share.hours_untied) == (len(inside), sum(r[0] * r[2] for r in inside))
    assert [unit.path for unit, _share in rows] == sorted(unit.path for unit, _share in rows)
    inner, _rows = shares(house.secretary, house.middle, YEAR)
    assert inner.duties == len(counted[house.middle.path]) + len(counted[house.below.path])


def test_the_trend_goes_by_the_day_of_the_work(house: House) -> None:
    tied, loose = duty(house.officer, house.middle, objective(house.middle)), duty(house.officer, house.middle)
    Activity.objects.all().delete()
    close(house, activity(tied, date(LAST, 5, 3)), 4)
    close(house, activity(loose, date(LAST, 6, 3)), 6)
    close(house, activity(loose, date(LAST - 3, 6, 3)), 6)
    found = {
        name: (s.activities, s.activities_untied, int(s.hours_untied))
        for name, s in trend(house.officer, house.root, date(YEAR, 2, 1))
    }
    assert len(found) == 8
    assert list(found)[-1] == f"{YEAR} Q1"
    assert found[f"{LAST} Q2"] == (2, 1, 6)
    assert sum(n for n, _l, _h in found.values()) == 2


@pytest.mark.parametrize(("step", "verdict"), [(7, Verdict.BETTER), (-7, Verdict.WORSE), (0, Verdict.NO_DIFFERENCE)])
def test_what_was_done_is_held_against_comparable_units(house: House, step: float, verdict: Verdict) -> None:
    draw = Random(4)
    course(house.middle, draw, step)
    for unit in peers(house, 7):
        course(unit, draw, 0)
    made = duty(house.secretary, house.middle, house.middle.objectives.get(), year=LAST)
    close(house, activity(made, date(LAST, 5, 14)))
    (found,) = moved(house.secretary, house.middle, LAST)
    assert (found.effect.verdict, found.effect.compared, found.effect.done) == (verdict, 7, 1)
    assert found.effect.low < step / 20 < found.effect.high
    page = signed_in(house.secretary).get(reverse("responsibility:two-skins") + f"?year={LAST}").content.decode()
    assert "7 comparable units" in page
    assert "同类单位" not in page  # others enter as numbers only


def test_units_that_did_something_themselves_are_not_compared(house: House) -> None:
    draw = Random(4)
    course(house.middle, draw, 7)
    others = peers(house, 6)
    for unit in others:
        course(unit, draw, 0)
    for n, unit in enumerate(others[:3]):
        made = duty(house.officer, unit, unit.objectives.get(), year=LAST)
        activity(made, date(LAST, (5, 8, 9)[n], 20))  # in May and August in the way; in September far enough
    Unit.objects.filter(pk=others[5].pk).update(industry="另一行业")
    made = duty(house.officer, house.middle, house.middle.objectives.get(), year=LAST)
    close(house, activity(made, date(LAST, 5, 14)))
    found = next(row for row in moved(house.officer, house.root, LAST) if row.activity.unit == house.middle)
    assert (found.effect.verdict, found.effect.compared) == (Verdict.FEW_UNITS, 3)
    assert found.effect.difference == 0.0


def test_of_this_month_nothing_can_be_said_yet(house: House) -> None:
    today = timezone.localdate()
    goal = objective(house.middle)
    actuals(goal, dict.fromkeys(range(1, today.month + 1), 30))
    close(house, activity(duty(house.officer, house.middle, goal), today))
    (found,) = moved(house.officer, house.root, YEAR)
    assert found.effect.verdict == Verdict.FEW_MONTHS
    assert "cannot tell" in signed_in(house.officer).get(reverse("responsibility:two-skins")).content.decode()
