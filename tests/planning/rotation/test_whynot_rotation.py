"""Why not: a choice is refused by the very rules that the verifier names, or priced as the verifier counts."""

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.planning.rotation.random_rotations import START, random_group, random_plan

from genhun.core.calendar import Month, month_of
from genhun.core.group import Appointment, Group, Kin, Lock, Person, Post, Unit
from genhun.core.policy import Policy
from genhun.engine.watch import Watch
from genhun.planning.lines import RETIRED, Stint
from genhun.planning.outcome import ExtraCost, Forbidden
from genhun.planning.rotation.accounts import Accounts
from genhun.planning.rotation.checks import Checks
from genhun.planning.rotation.forced import Choice, why_not_planned
from genhun.planning.rotation.situation import situations
from genhun.planning.rotation.verify import verify
from genhun.planning.rotation.whynot import WhyNot, why_not


@pytest.mark.parametrize("seed", range(200))
def test_checks_of_a_whole_plan_name_the_rules_that_the_verifier_names(seed: int) -> None:
    group = random_group(seed)
    plan = random_plan(group, seed)
    # a plan in which everybody stays at the start, changed in full to the random one
    accounts = Accounts(group, stays(group))
    named = {f.rule for f in Checks(accounts).of(Accounts(group, plan).itinerary)}
    assert named == {breach.rule for breach in verify(group, plan).breaches}


def stays(group: Group) -> list[Stint]:
    """The plan in which everybody stays at the start."""
    periods = group.policy["periods"]
    return [
        Stint(person_id, post_id, begin, end)
        for person_id, s in situations(group).items()
        for post_id, begin, end in ((s.post_id, 0, s.retires), (RETIRED, s.retires, periods))
        if begin < end
    ]


def works(size: int, **more: object) -> Group:
    """One works: posts p1.. at level 2 held by n1.. since 2024-01, and p9, an empty post at level 3."""
    tables: dict[str, object] = {
        "units": (Unit("u", "Works", "Anyi", circle="u"), Unit("v", "Mill", "Beixi", circle="v")),
        "posts": (
            *(Post(f"p{n}", "u", f"Post {n}", "production", 2) for n in range(1, size + 1)),
            Post("p9", "u", "Chief", "production", 3),
            Post("q1", "v", "Miller", "production", 2),
        ),
        "people": tuple(worker(n) for n in range(1, size + 1)),
        "appointments": tuple(Appointment(f"n{n}", f"p{n}", month_of(2024, 1)) for n in range(1, size + 1)),
        "policy": Policy({"periods": 6}),
    }
    return Group(**{**tables, **more})  # type: ignore[arg-type]  # tables are given by name


def worker(n: int, **more: object) -> Person:
    facts = {"level": 2, "level_since": month_of(2020, 1), **more}
    return Person(f"n{n}", f"Name {n}", "m", month_of(1985, 1), **facts)  # type: ignore[arg-type]  # facts by name


def refused(group: Group, person_id: str, post_id: str, period: int) -> list[tuple[str, str, str]]:
    answer = why_not(group, stays(group), person_id, post_id, period)
    assert isinstance(answer, Forbidden)
    return [(r.rule, r.got, r.allowed) for r in answer.refusals]


def test_minimum_stay_is_named_with_the_half_years_held_and_asked_for() -> None:
    fresh = (Appointment("n1", "p1", month_of(2026, 1)),)
    group = works(1, appointments=fresh)
    assert refused(group, "n1", "p9", 1) == [("ROT-01", "3", "4")]


def test_level_and_time_at_the_level_are_named() -> None:
    assert refused(works(1, people=(worker(1, level=1),)), "n1", "p9", 0) == [("ROT-03", "3", "1, 2")]
    late = worker(1, level_since=Month(START - 12))
    assert refused(works(1, people=(late,)), "n1", "p9", 1) == [("ROT-03", "3", "4")]
    old = worker(1, retire=Month(START + 18))
    assert refused(works(1, people=(old,)), "n1", "p9", 0) == [("ROT-03", "3", "4")]


def test_reach_is_named_for_another_circle_and_for_people_who_stay() -> None:
    assert refused(works(1), "n1", "q1", 0) == [("ROT-04", "v", "u")]
    assert refused(works(1, people=(worker(1, mobility="none"),)), "n1", "p9", 0) == [("ROT-04", "p9", "none")]


def test_a_lock_that_asks_for_another_post_is_named() -> None:
    assert refused(works(1, locks=(Lock("n1", "p1", START),)), "n1", "p9", 2) == [("ROT-09", "p9", "p1")]


def test_kin_in_the_unit_are_named() -> None:
    group = works(2, kin=(Kin("n1", "n2"),))
    assert refused(group, "n1", "p9", 0) == [("ROT-07", "u", "")]


def test_people_outside_the_plan_or_retired_are_answered_without_a_rule() -> None:
    assert refused(works(1), "n8", "p9", 0) == [("", "", "")]
    assert refused(works(1, people=(worker(1, retire=Month(START + 6)),)), "n1", "p9", 3) == [("", "", "")]
    assert refused(works(1), "n1", "p9", 6) == [("", "6", "6")]


def test_a_free_post_is_priced_as_the_verifier_counts() -> None:
    group = works(1)
    answer = why_not(group, stays(group), "n1", "p9", 2)
    # p9 (level 3) is filled for four half-years at 50, p1 (level 2) is empty for them at 40; one move costs 6
    # (staying would be overdue from the tenth half-year of the stay on, which period 4 reaches)
    assert answer == ExtraCost(
        {"vacancy": 4 * 40 - 4 * 50, "move": 6, "overdue": -2 * 6}, (Stint("n1", "p1", 0, 2), Stint("n1", "p9", 2, 6))
    )


def test_a_full_post_is_priced_by_the_cheapest_exchange_with_its_holder() -> None:
    group = works(2, policy=Policy({"periods": 6, "entry_share": Fraction(1)}))
    plan = stays(group)
    answer = why_not(group, plan, "n1", "p2", 0)
    assert isinstance(answer, ExtraCost)
    assert answer.lines == (Stint("n1", "p2", 0, 6), Stint("n2", "p1", 0, 6))
    changed = verify(group, list(answer.lines))
    assert changed.sound
    assert answer.total == changed.cost - verify(group, plan).cost


def test_whoever_can_move_up_into_the_seat_left_makes_the_choice_cheaper() -> None:
    junior = (*works(1).people, worker(2, level=1))
    posts = (*works(1).posts, Post("p2", "u", "Junior", "production", 1))
    posts_held = (*works(1).appointments, Appointment("n2", "p2", month_of(2024, 1)))
    share = Policy({"periods": 6, "entry_share": Fraction(1)})
    group = works(1, people=junior, posts=posts, appointments=posts_held, policy=share)
    plan = stays(group)
    answer = why_not(group, plan, "n1", "p9", 2)
    assert isinstance(answer, ExtraCost)
    # n1 leaves p1 (level 2, 40 a half-year) for p9; n2 follows from p2 (level 1, 30 a half-year)
    assert set(answer.lines) == {
        Stint("n1", "p1", 0, 2), Stint("n1", "p9", 2, 6), Stint("n2", "p2", 0, 2), Stint("n2", "p1", 2, 6)
    }  # fmt: skip
    assert answer.total == verify(group, list(answer.lines)).cost - verify(group, plan).cost


def test_what_the_plan_does_already_costs_nothing_more() -> None:
    group = works(1)
    assert why_not(group, stays(group), "n1", "p1", 0) == ExtraCost({}, ())


@pytest.mark.parametrize("seed", range(12))
def test_every_priced_choice_is_a_sound_plan_of_just_that_cost(seed: int) -> None:
    group = replace(random_group(seed, people=24), locks=())
    plan = stays(group)
    before = verify(group, plan)
    assert before.sound
    asked = WhyNot(Accounts(group, plan))
    answers = [asked.answer(person_id, post.post_id, 0) for person_id in situations(group) for post in group.posts[::3]]
    priced = [answer for answer in answers if isinstance(answer, ExtraCost) and answer.lines]
    assert priced
    for answer in priced:
        moved = {line.person_id for line in answer.lines}
        kept = [s for s in plan if s.person_id not in moved or s.post_id == RETIRED]
        after = verify(group, [*kept, *answer.lines])
        assert after.sound
        assert answer.total == after.cost - before.cost


@pytest.mark.parametrize("seed", range(4))
def test_planning_anew_with_the_choice_made_is_sound_and_never_dearer_than_the_quick_exchange(seed: int) -> None:
    group = replace(random_group(seed, people=24), locks=())
    plan = stays(group)
    before = verify(group, plan)
    quick = WhyNot(Accounts(group, plan))
    asked = [(person_id, post.post_id) for person_id in situations(group) for post in group.posts[::3]]
    answers = {one: quick.answer(*one, 0) for one in asked}
    priced = [(one, answer) for one, answer in answers.items() if isinstance(answer, ExtraCost) and answer.lines]
    assert priced
    for (person_id, post_id), first in priced[:3]:
        answer = why_not_planned(group, plan, Choice(person_id, post_id, 0), Watch(0.4))
        assert isinstance(answer, ExtraCost)
        assert answer.total <= first.total
        moved = {line.person_id for line in answer.lines}
        kept = [s for s in plan if s.person_id not in moved or s.post_id == RETIRED]
        after = verify(group, [*kept, *answer.lines])
        assert after.sound
        assert answer.total == after.cost - before.cost
        assert next(s.post_id for s in answer.lines if s.person_id == person_id and s.from_period == 0) == post_id


def test_what_is_forbidden_needs_no_planning() -> None:
    answer = why_not_planned(works(1), stays(works(1)), Choice("n1", "q1", 0), Watch(60.0))
    assert isinstance(answer, Forbidden)
