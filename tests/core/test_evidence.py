"""What the evidence proposes for a norm on its way."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genhun.core.evidence import (
    BETTER,
    END,
    EXPLORATION,
    FIGURES,
    FORWARD,
    INTERIM,
    KEEP,
    MEASURED,
    MONTHS,
    NORM,
    PILOT,
    RETIRED,
    STAGES,
    TEXT,
    UNITS,
    WAIT,
    Evidence,
    propose,
    whole_months,
)

DEFAULTS = {key: figure.default for key, figure in FIGURES.items()}
GOOD = Evidence(PILOT, text=True, units=2, months=6, measured=1, better=1, worse=0)
COUNTS = st.integers(0, 40)
EVIDENCE = st.builds(Evidence, st.sampled_from(list(STAGES)), st.booleans(), COUNTS, COUNTS, COUNTS, COUNTS, COUNTS)


def test_a_pilot_with_just_enough_goes_forward() -> None:
    found = propose(GOOD, DEFAULTS)
    assert (found.act, found.then) == (FORWARD, INTERIM)
    assert [fact.kind for fact in found.facts] == [TEXT, UNITS, MONTHS, MEASURED, BETTER]
    assert all(fact.met for fact in found.facts)


@pytest.mark.parametrize(
    ("lacking", "change"),
    [
        (TEXT, {"text": False}),
        (UNITS, {"units": 1}),
        (MONTHS, {"months": 5}),
        (MEASURED, {"measured": 0}),
        (BETTER, {"worse": 1}),
    ],
)
def test_one_fact_too_few_and_it_waits_and_names_that_fact(lacking: str, change: dict[str, int]) -> None:
    found = propose(replace(GOOD, **change), DEFAULTS)
    assert (found.act, found.then) == (WAIT, PILOT)
    assert [fact.kind for fact in found.facts if not fact.met] == [lacking]


def test_a_pilot_without_good_evidence_is_proposed_for_ending_in_time() -> None:
    poor = replace(GOOD, months=11, better=0)
    assert propose(poor, DEFAULTS).act == WAIT
    assert propose(replace(poor, months=12), DEFAULTS).act == END
    assert propose(replace(poor, months=12), DEFAULTS).then == RETIRED
    assert propose(replace(GOOD, months=40), DEFAULTS).act == FORWARD


def test_a_norm_stays_unless_more_went_wrong_than_right() -> None:
    norm = Evidence(NORM, text=True, units=9, months=30, measured=3, better=1, worse=1)
    assert (propose(norm, DEFAULTS).act, propose(norm, DEFAULTS).then) == (KEEP, NORM)
    assert (propose(replace(norm, worse=2), DEFAULTS).act, propose(replace(norm, worse=2), DEFAULTS).then) == (
        END,
        RETIRED,
    )
    assert propose(replace(norm, stage=RETIRED, worse=2), DEFAULTS).act == KEEP


@given(EVIDENCE)
def test_forward_means_that_every_fact_is_met_and_only_then(evidence: Evidence) -> None:
    found = propose(evidence, DEFAULTS)
    stage = STAGES[evidence.stage]
    assert (found.act == FORWARD) == (bool(stage.then) and all(fact.met for fact in found.facts))
    if found.act == END and stage.then:
        assert evidence.months >= DEFAULTS[stage.end]


@given(EVIDENCE)
def test_more_of_what_is_asked_never_sets_back(evidence: Evidence) -> None:
    more = replace(
        evidence, text=True, units=evidence.units + 1, measured=evidence.measured + 1, better=evidence.better + 1
    )
    if propose(evidence, DEFAULTS).act == FORWARD:
        assert propose(more, DEFAULTS).act == FORWARD


def test_every_figure_is_asked_by_a_step_and_bounded() -> None:
    used = {key for stage in STAGES.values() for key in (*stage.asks.values(), stage.end, stage.review) if key}
    assert used == set(FIGURES)
    assert all(1 <= figure.default <= figure.most and figure.reason for figure in FIGURES.values())
    assert EXPLORATION in STAGES


def test_whole_months() -> None:
    assert whole_months((2026, 1, 31), (2026, 2, 28)) == 0
    assert whole_months((2026, 1, 15), (2026, 7, 15)) == 6
    assert whole_months((2026, 1, 15), (2027, 1, 14)) == 11
    assert whole_months((2027, 1, 1), (2026, 1, 1)) == 0
