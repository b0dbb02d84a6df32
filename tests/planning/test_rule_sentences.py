"""The sentences of rules hold the figures of the policy, never the keys of its table."""

import re
from fractions import Fraction

import pytest

from genhun.core.policy import PARAMETERS, Policy
from genhun.planning.benches.rules import RULES as BENCHES
from genhun.planning.inspections.rules import RULES as VISITS
from genhun.planning.mentoring.rules import RULES as MENTORING
from genhun.planning.rotation.rules import RULES as ROTATION
from genhun.planning.rule import Rule
from genhun.planning.training.rules import RULES as TRAINING

ALL = (*TRAINING, *MENTORING, *VISITS, *BENCHES, *ROTATION)


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_key_is_left_in_a_sentence(rule: Rule, language: str) -> None:
    said = rule.told(language, Policy())
    assert not set(re.findall(r"[a-z_]+", said)) & {key for key in PARAMETERS if "_" in key}


def test_the_figures_are_those_of_the_policy() -> None:
    rules = {rule.id: rule for rule in ALL}
    policy = Policy({"absent_share": Fraction(1, 4), "mentor_load": 3})
    assert "不超过 25%，" in rules["TRN-04"].told("zh-hans", policy)
    assert rules["MEN-02"].told("en", policy) == "A mentor has at most 3 newcomers."
