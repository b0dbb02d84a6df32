"""Two heads of a unit who change places: one seat stays empty meanwhile, and the bound knows it."""

from random import Random

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.planning.enumeration import least_rotation_cost
from tests.planning.rotation.test_branching import bounds_of
from tests.planning.verify.hand import holds, person, policy, post, unit

from genhun.core.group import Group
from genhun.planning.lines import Stint
from genhun.planning.rotation.verify import verify


def test_prices_alone_know_that_heads_cannot_change_places_at_once() -> None:
    group = Group(
        units=(unit("u"),),
        posts=(post("party", "u", roles="secretary"), post("work", "u", track="production", roles="manager")),
        people=(person("ann", young=True), person("bo", young=True)),
        appointments=(holds("ann", "party"), holds("bo", "work")),
        policy=policy(periods=6, entry_share="1", thin=0),
    )
    stay = [Stint(p, q, 0, 6) for p, q in (("ann", "party"), ("bo", "work"))]
    least = least_rotation_cost(group, verify(group, stay).cost)
    assert least == 98, "both moves, a seat that is empty for a period, and somebody in reserve meanwhile"
    assert bounds_of(group, 600).prices == least


def random_heads(rng: Random) -> Group:
    """A unit with both heads and a third post, or two units with both heads, and people on most posts."""
    names, posts = ("u", "v")[: rng.randint(1, 2)], []
    for u in names:
        roles = (("secretary", rng.choice(("party", "both"))), ("manager", "production"), ("", "production"))
        for role, track in roles[: 4 - len(names)]:
            seats = rng.choice((0, 1, 1, 1, 1))
            posts.append(post(f"{u}-{role}", u, rng.randint(1, 2), track, roles=role, seats=seats))
    starts = [p for p in posts if rng.random() < 0.9][:3]
    staff = [person(f"n{k}", p.level, at_level=rng.randint(0, 4), young=True) for k, p in enumerate(starts)]
    return Group(
        units=tuple(unit(u) for u in names),
        posts=tuple(posts),
        people=tuple(staff),
        appointments=tuple(holds(f"n{k}", p.post_id, rng.randint(0, 3)) for k, p in enumerate(starts)),
        policy=policy(
            periods=3, min_stay=rng.randint(1, 2), promotion_stay=rng.randint(0, 2), promotion_left=0, dual_periods=1,
            entry_share="1", not_dual=rng.choice((30, 120, 400)), vacancy_base=rng.choice((0, 10, 40)), thin=0,
        ),
    )  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**48), passes=st.sampled_from((5, 200)))
@example(seed=152, passes=200)  # a head's post without a seat
def test_no_way_of_changing_heads_is_left_out(seed: int, passes: int) -> None:
    group = random_heads(Random(seed))
    bounds = bounds_of(group, passes)
    assert bounds.prices <= bounds.cases <= least_rotation_cost(group, bounds.cost)
