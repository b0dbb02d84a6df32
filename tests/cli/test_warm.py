"""After `genhun warm` nothing is left to compile: a first plan would spend its time limit on it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import json, sys
from genhun.cli.warm import run_warm
from genhun.madeup.group import Recipe, invent
from genhun.planning.outcome import Warm
from genhun.planning.run import SEARCHING, plan_all

def compiled():
    modules = [module for name, module in list(sys.modules.items()) if name.startswith("genhun.")]
    kernels = [item for module in modules for item in vars(module).values() if hasattr(item, "py_func")]
    return {f"{kernel.__module__}.{kernel.__name__}": sum(kernel.stats.cache_misses.values()) for kernel in kernels}

run_warm()
before = compiled()
group = invent(Recipe(people=60, few_party_posts=True))
found = plan_all(group, time_limit_s=12.0, threads=1)
earlier = {planner: Warm(found[planner].lines, found[planner].duals) for planner in SEARCHING}
plan_all(group, time_limit_s=8.0, threads=1, warm=earlier)
late = [name for name, number in compiled().items() if number > before.get(name, 0)]
print(json.dumps([found["rotation"].counts["loops"], late]))
"""


@pytest.mark.drill
def test_nothing_is_left_to_compile(tmp_path: Path) -> None:
    nothing_kept = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    run = subprocess.run([sys.executable, "-c", SCRIPT], env=nothing_kept, capture_output=True, text=True, check=True)
    loops, late = json.loads(run.stdout.splitlines()[-1])
    assert loops > 0
    assert late == []
