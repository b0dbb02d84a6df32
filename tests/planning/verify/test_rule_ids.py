"""A rule has one id in three places: the contract, rules.py, and one function of the verifier."""

import importlib
import re
from pathlib import Path

import pytest

from genhun.planning.lines import PLANNERS

CONTRACT = Path(__file__).parents[3] / "docs" / "contract.md"
PREFIX = {"rotation": "ROT", "training": "TRN", "mentoring": "MEN", "benches": "BEN", "inspections": "INS"}
CHECKS_IN = {"rotation": "genhun.planning.rotation.verify.duties"}
PARTS_IN = {"rotation": "genhun.planning.rotation.verify.costs"}


def contract_ids(planner: str) -> set[str]:
    """Ids of a planner that the contract's text names."""
    return set(re.findall(PREFIX[planner] + r"-\d\d", CONTRACT.read_text(encoding="utf-8")))


@pytest.mark.parametrize("planner", PLANNERS)
def test_rules_of_the_contract_and_the_form_rule_have_sentences(planner: str) -> None:
    rules = importlib.import_module(f"genhun.planning.{planner}.rules").RULES
    assert {rule.id for rule in rules} == contract_ids(planner) | {PREFIX[planner] + "-00"}
    assert len({rule.id for rule in rules}) == len(rules)
    assert [r.id for r in rules if not (r.name_zh and r.name_en and r.zh and r.en and r.source)] == []


@pytest.mark.parametrize("planner", PLANNERS)
def test_each_rule_of_the_contract_has_one_function_in_the_verifier(planner: str) -> None:
    checks = importlib.import_module(CHECKS_IN.get(planner, f"genhun.planning.{planner}.verify")).CHECKS
    assert set(checks) == contract_ids(planner)
    assert len({check.__name__ for check in checks.values()}) == len(checks)
    assert [rule for rule, check in checks.items() if not check.__doc__.startswith(rule)] == []


@pytest.mark.parametrize("planner", PLANNERS)
def test_parts_of_the_cost_are_named_as_in_the_contract(planner: str) -> None:
    text = " ".join(CONTRACT.read_text(encoding="utf-8").split())
    named = re.search(r"Names of the parts:.*", text)
    assert named is not None
    words = re.search(planner + r" `([a-z_ ]+)`", named.group())
    assert words is not None
    parts = importlib.import_module(PARTS_IN.get(planner, f"genhun.planning.{planner}.verify")).PARTS
    assert list(parts) == words.group(1).split()
