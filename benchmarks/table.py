"""Runs each solver in its own process, watches its memory and prints one table."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Sequence

from benchmarks.one import Result

LOADING_S = 60.0
HEADS = ("planner", "size", "solver", "cost", "bound", "gap", "build s", "solve s", "peak MB", "remark")


def run_apart(planner: str, size: int, solver: str, seconds: float, threads: int) -> Result:
    """One solver in a process of its own; one that neither builds nor solves in time has no plan."""
    command = [sys.executable, "-m", "benchmarks.one", planner, str(size), solver, str(seconds), str(threads)]
    patience = 2 * seconds + LOADING_S
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen(command, stdout=out, stderr=err)
        killer = threading.Timer(patience, child.kill)
        killer.start()
        _, status, usage = os.wait4(child.pid, 0)
        killer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        lines, words = out.read().decode().splitlines(), err.read().decode()
    result = _result(planner, size, solver, lines, child.returncode, words)
    result.peak_mb = usage.ru_maxrss / 1024
    return result


def _result(planner: str, size: int, solver: str, lines: Sequence[str], code: int, words: str) -> Result:
    if code == 0 and lines:
        return Result(**json.loads(lines[-1]))
    last = words.strip().splitlines()[-1] if words.strip() else ""
    note = "no plan in time: the model was not built or not solved" if code == -9 else f"failed ({code}): {last}"
    return Result(planner, size, solver, note=note)


def print_table(results: Iterable[Result]) -> None:
    """One line a result, printed as it comes."""
    print(_line(HEADS), flush=True)
    for r in results:
        gap = "-" if r.gap is None else f"{100 * r.gap:.2f}%"
        bound = "-" if r.bound is None else f"{r.bound:,.0f}"
        cost = "-" if r.cost is None else f"{r.cost:,}"
        cells = (r.planner, r.size, r.solver, cost, bound, gap, f"{r.build_s:.1f}", f"{r.solve_s:.1f}")
        print(_line((*cells, f"{r.peak_mb:.0f}", r.note)), flush=True)


def _line(cells: Iterable[object]) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"
