"""Tiny groups full of locks, kin and tight seats, which often have no plan."""

from dataclasses import replace
from fractions import Fraction
from random import Random

from tests.planning.verify.hand import START, holds, person, policy, post, unit

from genhun.core.calendar import Month
from genhun.core.group import Group, Kin, Lock, Post
from genhun.core.policy import Policy, Value

ROLES = ("", "", "secretary", "manager")


def thorny_group(seed: int, people: int = 3, posts: int = 3, periods: int = 3) -> Group:
    """At most so many people and posts; several locks, most of them on posts that others hold or want."""
    rng = Random(seed)
    units = [unit(f"u{n}", rng.choice(("北城", "近城")), circle=rng.choice("AAB")) for n in range(rng.randint(1, 3))]
    offered = tuple(_post(rng, n, rng.choice(units).unit_id) for n in range(rng.randint(1, posts)))
    ids = [f"n{n}" for n in range(rng.randint(1, people))]
    staff = tuple(
        person(
            i, rng.randint(1, 3), at_level=rng.randint(0, 4), left=rng.choice((1, 2, 5, 60)),
            mobility=rng.choice(("circle", "circle", "city", "none")), home=rng.choice(("", "北城")),
        )
        for i in ids
    )  # fmt: skip
    free = [p for p in offered if not p.fixed]
    return Group(
        units=tuple(units),
        posts=offered,
        people=staff,
        appointments=tuple(holds(i, rng.choice(free).post_id, rng.randint(0, 4)) for i in ids),
        kin=tuple(Kin(*pair) for pair in _pairs(rng, ids)),
        locks=tuple(_lock(rng, rng.choice(ids), rng.choice(free), periods) for _ in range(rng.randint(1, people + 1))),
        policy=policy(
            periods=rng.randint(1, periods), min_stay=rng.randint(1, 3), promotion_stay=rng.randint(0, 3),
            promotion_left=rng.randint(0, 3), home_avoidance=rng.randint(0, 1),
            entry_share=rng.choice(("0", "1/2", "1")),
        ),
    )  # fmt: skip


def _post(rng: Random, n: int, unit_id: str) -> Post:
    fixed = n > 0 and rng.random() < 0.1
    return post(
        f"p{n}", unit_id, rng.randint(1, 3), seats=rng.choice((0, 1, 1, 1, 2)), roles=rng.choice(ROLES), fixed=fixed
    )


def _pairs(rng: Random, ids: list[str]) -> list[list[str]]:
    return [rng.sample(ids, 2) for _ in range(rng.randint(0, 2))] if len(ids) > 1 else []


def _lock(rng: Random, person_id: str, target: Post, periods: int) -> Lock:
    first = rng.randint(-1, periods)
    end = rng.choice((None, first + rng.randint(1, periods)))
    return Lock(person_id, target.post_id, Month(START + 6 * first), None if end is None else Month(START + 6 * end))


def any_group(seed: int) -> Group:
    """A thorny group of a few more people, with extreme policies now and then."""
    rng = Random(seed)
    group = thorny_group(seed, people=7, posts=6, periods=8)
    extreme: dict[str, Value] = {
        "bench": 0,
        "max_stay": 1,
        "dual_periods": 0,
        "entry_share": Fraction(1),
        "min_stay": 12,
    }
    chosen = {key: value for key, value in extreme.items() if rng.random() < 0.2}
    return replace(group, policy=Policy({**group.policy.settings, **chosen}))
