"""Reasons of rotation lines: their figures are exactly what the independent verifier counts."""

import pytest
from tests.planning.rotation.random_rotations import random_group, random_plan

from genhun.core.calendar import Month, month_of
from genhun.core.group import Appointment, Group, Kin, Lock, Person, Post, Unit
from genhun.core.policy import Policy
from genhun.planning.lines import RESERVE, RETIRED, Stint
from genhun.planning.rotation.accounts import Accounts, stints_of
from genhun.planning.rotation.explain import Explainer, why
from genhun.planning.rotation.verify import verify

START = month_of(2027, 1)


@pytest.mark.parametrize("seed", range(40))
def test_books_count_as_the_verifier_does(seed: int) -> None:
    group = random_group(seed)
    plan = random_plan(group, seed)
    assert Accounts(group, plan).parts() == dict(verify(group, plan).parts)


@pytest.mark.parametrize("seed", range(25))
def test_the_gain_of_every_line_is_the_difference_of_two_verified_plans(seed: int) -> None:
    group = random_group(seed)
    plan = random_plan(group, seed)
    explainer = Explainer(Accounts(group, plan))
    cost = verify(group, plan).parts
    for line, reason in why(group, plan).items():
        if line.post_id == RETIRED:
            assert reason.gains == {}
            continue
        left = explainer.accounts.held_before(line.person_id, line.from_period)
        way = explainer.without(line, left)
        other = [s for s in plan if s.person_id != line.person_id] + stints_of(line.person_id, way)
        after = verify(group, other).parts
        assert reason.gains == {k: after[k] - cost[k] for k in after if after[k] != cost[k]}


@pytest.mark.parametrize("seed", range(25))
def test_the_gain_of_a_chain_is_the_difference_of_two_verified_plans(seed: int) -> None:
    group = random_group(seed)
    plan = random_plan(group, seed)
    explainer = Explainer(Accounts(group, plan))
    cost = verify(group, plan).cost
    for person_id, walk in explainer.accounts.walks.items():
        for entry in walk.entries:
            chain = explainer.chain(person_id, entry.period)
            members = set(chain.people) or {person_id}
            ways = {}
            for member in members:
                line = explainer.line_at(member, entry.period)
                if line.post_id != RETIRED:
                    ways[member] = explainer.without(
                        line, explainer.accounts.held_before(line.person_id, line.from_period)
                    )
            other = [s for s in plan if s.person_id not in ways]
            other += [s for member, way in ways.items() for s in stints_of(member, way)]
            assert chain.gain == verify(group, other).cost - cost


def steelworks(**policy: int) -> Group:
    """One unit of a works: three posts at level 2, three people holding them since long before."""
    posts = [Post(f"p{n}", "u", title, "production", 2) for n, title in enumerate(("Smelter", "Rolling", "Stores"), 1)]
    people = [Person(f"n{n}", f"Name {n}", "m", month_of(1985, 1), 2, month_of(2015, 1)) for n in (1, 2, 3)]
    return Group(
        units=(Unit("u", "Works", "Anyi", circle="u"),),
        posts=tuple(posts),
        people=tuple(people),
        appointments=tuple(Appointment(f"n{n}", f"p{n}", month_of(2024, 1)) for n in (1, 2, 3)),
        policy=Policy({"periods": 4, **policy}),
    )


def test_a_chain_names_each_successor_in_turn_and_starts_with_who_retires() -> None:
    group = steelworks()
    retiring = Person("n1", "Name 1", "m", month_of(1985, 1), 2, month_of(2015, 1), retire=Month(START + 6))
    group = Group(group.units, group.posts, (retiring, *group.people[1:]), group.appointments, policy=group.policy)
    plan = [
        Stint("n1", "p1", 0, 1), Stint("n1", RETIRED, 1, 4), Stint("n2", "p2", 0, 1), Stint("n2", "p1", 1, 4),
        Stint("n3", "p3", 0, 1), Stint("n3", "p2", 1, 4),
    ]  # fmt: skip
    reasons = why(group, plan)
    assert reasons[Stint("n2", "p1", 1, 4)].chain == ("n1", "n2", "n3")
    assert reasons[Stint("n3", "p2", 1, 4)].chain == ("n1", "n2", "n3")
    # n2 alone staying: post 1 stays empty for three half-years, post 2 is then held twice over
    assert reasons[Stint("n2", "p1", 1, 4)].gains == {"vacancy": 3 * 40, "move": -6}
    # both staying: the vacancy is in post 1 instead of post 3, so the chain costs its two moves
    assert Explainer(Accounts(group, plan)).chain("n2", 1).gain == -12


def test_a_ring_repeats_its_first_person() -> None:
    swap = [("n1", "p2"), ("n2", "p1"), ("n3", "p3")]
    plan = [s for n, (p, q) in enumerate(swap, 1) for s in (Stint(p, f"p{n}", 0, 1), Stint(p, q, 1, 4))]
    assert why(steelworks(), plan)[Stint("n1", "p2", 1, 4)].chain == ("n1", "n2", "n1")


def test_what_forced_a_line_is_named_by_its_rule() -> None:
    group = steelworks()
    moved = Person("n3", "Name 3", "m", month_of(1985, 1), 2, month_of(2015, 1), mobility="none")
    group = Group(
        units=group.units,
        posts=(*group.posts, Post("p4", "u", "Safety", "party", 2)),
        people=(*group.people[:2], moved),
        appointments=(Appointment("n1", "p1", month_of(2026, 1)), *group.appointments[1:]),
        locks=(Lock("n2", "p4", Month(START + 6)),),
        policy=group.policy,
    )
    plan = [
        Stint("n1", "p1", 0, 2), Stint("n1", "p2", 2, 4), Stint("n2", "p2", 0, 1), Stint("n2", "p4", 1, 4),
        Stint("n3", "p3", 0, 4),
    ]  # fmt: skip
    forced = {line: reason.forced_by for line, reason in why(group, plan).items()}
    assert forced == {
        Stint("n1", "p1", 0, 2): "ROT-01",
        Stint("n1", "p2", 2, 4): "",
        Stint("n2", "p2", 0, 1): "",
        Stint("n2", "p4", 1, 4): "ROT-09",
        Stint("n3", "p3", 0, 4): "ROT-04",
    }


def test_a_move_away_from_kin_is_forced_by_avoidance() -> None:
    group = steelworks()
    two = (*group.units, Unit("v", "Mill", "Anyi", circle="u"))
    posts = (*group.posts[:2], Post("p3", "v", "Stores", "production", 2), Post("p4", "v", "Yard", "production", 2))
    group = Group(two, posts, group.people, group.appointments, kin=(Kin("n1", "n3"),), policy=group.policy)
    plan = [
        Stint("n1", "p1", 0, 1), Stint("n1", "p4", 1, 4), Stint("n2", "p2", 0, 4),
        Stint("n3", "p3", 0, 1), Stint("n3", "p1", 1, 4),
    ]  # fmt: skip
    assert why(group, plan)[Stint("n1", "p4", 1, 4)].forced_by == "ROT-07"


def test_the_sentence_says_when_where_and_what_it_saves_in_both_languages() -> None:
    plan = [Stint("n1", "p1", 0, 4), Stint("n2", "p2", 0, 2), Stint("n2", RESERVE, 2, 4), Stint("n3", "p3", 0, 4)]
    reason = why(steelworks(), plan)[Stint("n2", RESERVE, 2, 4)]
    assert reason.gains == {"vacancy": -80, "reserve": -80}
    assert reason.text("en") == (
        "From 2028-01: in reserve: vacant seats cost 80, time in reserve costs 80 (160 spent in all)."
    )
    assert reason.text("zh-hans") == "2028 年 1 月起待岗：费：岗位空缺 80、待岗 80，合计费 160。"
