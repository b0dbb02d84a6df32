"""One solver on one input, in a process of its own so that its memory is its own. Prints one line of JSON."""

import importlib
import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.linear import Answer, solve_cpsat, solve_highs
from genhun.core.group import Group
from genhun.engine.watch import Watch
from genhun.madeup.group import Recipe, invent
from genhun.planning.outcome import NoPlan
from genhun.tables.read import read_group

SAMPLES = {300: Path("samples/plant"), 3000: Path("samples/company.xlsx")}
PEERS = {"cpsat": solve_cpsat, "highs": solve_highs}


@dataclass
class Result:
    """What one solver did: cost and bound (None where it has none), seconds of building and of solving."""

    planner: str
    size: int
    solver: str
    cost: int | None = None
    bound: float | None = None
    build_s: float = 0.0
    solve_s: float = 0.0
    peak_mb: float = 0.0
    note: str = ""

    @property
    def gap(self) -> float | None:
        """(cost - bound) / max(|cost|, 1)."""
        if self.cost is None or self.bound is None:
            return None
        return (self.cost - self.bound) / max(abs(self.cost), 1)


def group_of_size(size: int) -> Group:
    """The sample of a size, or an invented group where there is none."""
    path = SAMPLES.get(size)
    return read_group(path) if path else invent(Recipe(people=size))


def run_ours(result: Result, group: Group, seconds: float, threads: int) -> None:
    """Our solver; building counts as solving."""
    solve = importlib.import_module(f"genhun.planning.{result.planner}.solve").solve
    began = time.monotonic()
    answer = solve(group, Watch(seconds), threads=threads, seed=1)
    result.solve_s = time.monotonic() - began
    if isinstance(answer, NoPlan):
        result.note = "says that no plan exists"
        return
    result.bound = answer.bound
    _judge(result, group, answer.lines, answer.cost)


def run_peer(result: Result, group: Group, seconds: float, threads: int) -> None:
    """A peer on the whole linear model; it gets the full time after the building."""
    began = time.monotonic()
    model = _model_of(result.planner, group)
    result.build_s = time.monotonic() - began
    answer: Answer = PEERS[result.solver](model.linear, seconds, threads)
    result.solve_s = time.monotonic() - began - result.build_s
    result.bound = answer.bound
    if answer.values is None:
        result.note = "no plan in time"
        return
    _judge(result, group, model.lines(answer.values), answer.objective)


def _model_of(planner: str, group: Group) -> Any:
    module = importlib.import_module(f"benchmarks.{planner}_model")
    return getattr(module, f"{planner.title()}Model")(group)


def run_flow(result: Result, group: Group, seconds: float, threads: int) -> None:
    """The minimum-cost flow of the seats alone: a bound, no plan."""
    from benchmarks.seat_flow import seat_flow_bound  # noqa: PLC0415  # only this solver needs it

    began = time.monotonic()
    result.bound = seat_flow_bound(group).bound
    result.solve_s = time.monotonic() - began
    result.note = "a relaxation: bound only"


def _judge(result: Result, group: Group, lines: Any, claimed: int | None) -> None:
    """The verifier's own cost; a claim that it does not confirm is no result.

    A peer stopped before its optimum may hold auxiliary variables above what its plan needs; the plan then costs less.
    """
    checked = importlib.import_module(f"genhun.planning.{result.planner}.verify").verify(group, lines)
    claim_holds = claimed is not None and (
        checked.cost == claimed or (result.solver != "ours" and checked.cost < claimed)
    )
    if checked.breaches or not claim_holds:
        result.note = f"not confirmed: {len(checked.breaches)} breaches, cost {checked.cost}, claimed {claimed}"
    else:
        result.cost = checked.cost


def main() -> None:
    """`python -m benchmarks.one PLANNER SIZE SOLVER SECONDS THREADS`."""
    planner, size, solver, seconds, threads = sys.argv[1:]
    result = Result(planner, int(size), solver)
    run = {"ours": run_ours, "flow": run_flow}.get(solver, run_peer)
    run(result, group_of_size(int(size)), float(seconds), int(threads))
    print(json.dumps(asdict(result)))


if __name__ == "__main__":
    main()
