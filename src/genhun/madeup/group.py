"""An invented group of any size, the same for the same seed."""

from dataclasses import dataclass, field
from random import Random

from genhun.core.calendar import Month, month_of
from genhun.core.group import Group
from genhun.core.policy import Policy
from genhun.madeup.careers import FILLED, Staff
from genhun.madeup.units import build_ground
from genhun.madeup.year import invent_classes, invent_credits, invent_peaks, invent_strengths


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to invent: `people` in all, in circles of a few hundred or in one, for plans from `year` on.

    `few_party_posts`: party posts are those that lead or check, about one in five; else about half of all.
    """

    people: int = 300
    one_circle: bool = False
    year: int = 2027
    few_party_posts: bool = field(default=False, repr=False)  # not part of the seed

    @property
    def start(self) -> Month:
        """The month in which the rotation plan starts."""
        return month_of(self.year, 1)


def invent(recipe: Recipe, seed: int = 1) -> Group:
    """A group with every table filled, valid by the contract, with a plan that keeps every rule (all may stay)."""
    draw = Random(f"{seed} {recipe}")
    seats = round(recipe.people / FILLED)
    ground = build_ground(draw, seats, one_circle=recipe.one_circle, few_party_posts=recipe.few_party_posts)
    staff = Staff(draw, ground, recipe.start)
    staff.settle(recipe.people)
    staff.relate()
    staff.lock()
    return Group(
        units=tuple(ground.units),
        posts=tuple(ground.posts),
        people=tuple(staff.people),
        appointments=tuple(staff.appointments),
        kin=tuple(staff.kin),
        locks=tuple(staff.locks),
        classes=invent_classes(draw, ground.units, recipe.people, recipe.year),
        credits=invent_credits(draw, staff.people, recipe.year),
        peaks=invent_peaks(draw, ground.units, recipe.year),
        strengths=invent_strengths(draw, ground.units),
        policy=Policy(
            {"rotation_start": recipe.start, "training_year": recipe.year},
            {"rotation_start": "集团年度计划", "training_year": "集团年度计划"},
        ),
    )
