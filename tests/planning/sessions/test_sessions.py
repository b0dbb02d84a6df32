"""Dates of study sessions: the cheapest of all by enumeration and by the stranger; planted faults are named."""

from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from genhun.planning.sessions import problem as parts
from genhun.planning.sessions import verify as stranger
from genhun.planning.sessions.explain import reasons
from genhun.planning.sessions.problem import Facts, problem_of
from genhun.planning.sessions.rules import RULES
from genhun.planning.sessions.solve import Dates, NoDates, solve
from genhun.planning.sessions.verify import verify

MONDAY = date(2027, 3, 1)


@st.composite
def programmes(draw: st.DrawFn) -> Facts:
    length = draw(st.integers(1, 24))
    days = [MONDAY + timedelta(days=n) for n in range(length)]
    loads = [draw(st.dictionaries(st.sampled_from(days), st.integers(1, 6))) for _ in range(3)]
    closed = frozenset(draw(st.lists(st.sampled_from(days), max_size=4)))
    return Facts(days[0], days[-1], draw(st.integers(1, 3)), draw(st.integers(0, 9)), closed, *loads)


def every_choice(facts: Facts) -> list[int]:
    """The costs of all allowed dates, by trying them all."""
    open_days = problem_of(facts).days
    gap = timedelta(days=facts.gap_days)
    return [
        sum(stranger._cost(facts, session, day) for session, day in enumerate(days))
        for days in combinations(open_days, facts.sessions)
        if all(later - earlier >= gap for earlier, later in pairwise(days))
    ]


@given(programmes())
def test_no_dates_are_cheaper(facts: Facts) -> None:
    costs, found = every_choice(facts), solve(problem_of(facts))
    if not costs:
        assert isinstance(found, NoDates)
        assert found.fit < facts.sessions
        return
    assert isinstance(found, Dates)
    checked = verify(facts, found.days, found.best)
    assert checked.sound
    assert checked.cost == checked.bound == found.cost == min(costs)


@given(programmes())
def test_the_reason_of_a_day_names_the_best_other_day(facts: Facts) -> None:
    problem = problem_of(facts)
    found = solve(problem)
    assume(isinstance(found, Dates))
    assert isinstance(found, Dates)
    for session, reason in enumerate(reasons(problem, found.days)):
        taken = sum(points for _kind, _count, points in reason["charges"]) + reason["drift"]
        assert taken == stranger._cost(facts, session, found.days[session])
        if reason["instead"]:
            other = [*found.days]
            other[session] = date.fromisoformat(reason["instead"]["day"])
            again = verify(facts, other, found.best)
            assert again.sound
            assert again.cost - found.cost == reason["instead"]["more"] >= 0


def test_a_peak_and_a_class_are_gone_around() -> None:
    peak = {MONDAY + timedelta(days=n): 5 for n in range(5)}
    away = {MONDAY + timedelta(days=7): 1}
    facts = Facts(MONDAY, MONDAY + timedelta(days=11), 1, 7, peak=peak, away=away)
    found = solve(problem_of(facts))
    assert isinstance(found, Dates)
    assert found.days == (MONDAY + timedelta(days=8),)
    assert found.cost == 2


FACTS = Facts(MONDAY, MONDAY + timedelta(days=30), 2, 10, frozenset({MONDAY + timedelta(days=2)}))


@pytest.mark.parametrize(
    ("offsets", "broken"),
    [
        ((0, 14), []),
        ((5, 21), ["SES-01"]),  # a Saturday
        ((2, 21), ["SES-01"]),  # a closed day
        ((0, 35), ["SES-01"]),  # after the end
        ((0, 8), ["SES-02"]),
        ((14, 0), ["SES-03"]),
        ((0,), ["SES-03"]),
    ],
)
def test_planted_faults_are_named(offsets: tuple[int, ...], broken: list[str]) -> None:
    proof = solve(problem_of(FACTS))
    assert isinstance(proof, Dates)
    checked = verify(FACTS, [MONDAY + timedelta(days=n) for n in offsets], proof.best)
    assert [breach.rule for breach in checked.breaches] == broken


def test_a_proof_that_claims_too_much_is_refused() -> None:
    proof = solve(problem_of(FACTS))
    assert isinstance(proof, Dates)
    for session in range(FACTS.sessions):
        claimed = [list(row) for row in proof.best]
        claimed[session] = [value + 1 for value in claimed[session]]
        with pytest.raises(ValueError, match=f"too much for session {session + 1}"):
            verify(FACTS, proof.days, claimed)
    with pytest.raises(ValueError, match="does not fit"):
        verify(FACTS, proof.days, proof.best[:1])


def test_a_programme_too_short_says_how_many_fit() -> None:
    assert solve(problem_of(Facts(MONDAY, MONDAY + timedelta(days=11), 3, 10))) == NoDates(2)


def test_rules_and_points_stand_on_both_sides() -> None:
    assert {rule.id for rule in RULES} == {"SES-01", "SES-02", "SES-03"}
    points = {"away": stranger.POINTS_AWAY, "peak": stranger.POINTS_PEAK, "meeting": stranger.POINTS_MEETING}
    assert points | {"drift": stranger.POINTS_DRIFT} == parts.POINTS
