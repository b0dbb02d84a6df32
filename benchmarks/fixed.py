"""Fixed work: the same small problems each time. Objectives must equal the recorded ones; only time is reported."""

import importlib
import json
import time
from pathlib import Path

from benchmarks.one import group_of_size
from genhun.core.group import Group
from genhun.engine.watch import Watch
from genhun.planning.outcome import NoPlan

RECORDED = Path(__file__).with_name("fixed.json")
SECONDS = 120.0


def check_fixed_work() -> None:
    """Solve every recorded problem to its optimum and compare; AssertionError where an objective differs."""
    print("| planner | size | objective | s |")
    groups: dict[int, Group] = {}
    for row in json.loads(RECORDED.read_text(encoding="utf-8")):
        planner, size, objective = row["planner"], row["size"], row["objective"]
        group = groups.setdefault(size, group_of_size(size))
        solve = importlib.import_module(f"genhun.planning.{planner}.solve").solve
        began = time.monotonic()
        answer = solve(group, Watch(SECONDS), threads=1, seed=1)
        took = time.monotonic() - began
        if isinstance(answer, NoPlan) or answer.cost != objective:
            got = "no plan" if isinstance(answer, NoPlan) else answer.cost
            raise AssertionError(f"{planner} of size {size}: objective {got}, recorded {objective}")
        print(f"| {planner} | {size} | {objective} | {took:.2f} |", flush=True)
