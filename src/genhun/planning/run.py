"""Run several planners within one time limit, and let nothing out that the independent verifiers do not confirm."""

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from genhun.core.errors import GenhunError
from genhun.core.group import Group
from genhun.engine.memory import PeakMemory
from genhun.engine.watch import Progress, Watch
from genhun.planning.lines import PLANNERS
from genhun.planning.outcome import Breach, Checked, NoPlan, Solved, Warm

Outcome = Solved[Any] | NoPlan

# Small planners first: what they leave of their share goes to those after them, in the end to rotation.
ORDER_AND_SHARE: Mapping[str, int] = {"inspections": 2, "benches": 1, "mentoring": 1, "training": 4, "rotation": 14}


SEARCHING = frozenset(("rotation", "training"))
"""Planners that search, and so can go on from an earlier plan."""


@dataclass(frozen=True, slots=True)
class Unsound:
    """A plan that its verifier does not confirm: what the verifier found and what was claimed. Never written."""

    planner: str
    breaches: Sequence[Breach]
    claims: Sequence[str]

    @property
    def sentence(self) -> str:
        """What is wrong, in one line; the first ten breaches stand for all."""
        rules = [f"{breach.rule} {breach.subject}: {breach.sentence}" for breach in self.breaches[:10]]
        return f"{self.planner}: plan not confirmed: " + "; ".join([*rules, *self.claims])


class PlannerError(GenhunError):
    """A planner that failed or claimed what does not hold: an error of ours, never of the input.

    `failures` says what each failed planner did; `results` holds the sound answers of the others.
    """

    def __init__(self, failures: Sequence[str], results: Mapping[str, Outcome]) -> None:
        self.failures = failures
        self.results = results
        super().__init__("internal error, please report it: " + "; ".join(failures))


@dataclass(slots=True)
class _Run:
    group: Group
    watch: Watch
    threads: int
    seed: int
    warm: Mapping[str, Warm]
    results: dict[str, Outcome] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    first_error: Exception | None = None


def plan_all(
    group: Group,
    planners: Iterable[str] = PLANNERS,
    *,
    time_limit_s: float = 300.0,
    threads: int = 2,
    seed: int = 1,
    listener: Callable[[Progress], None] | None = None,
    watch: Watch | None = None,
    warm: Mapping[str, Warm] = MappingProxyType({}),
) -> dict[str, Outcome]:
    """Every asked planner's answer, verified, by planner in the order of `PLANNERS`.

    `watch` (made from `time_limit_s` and `listener` where not given) may be stopped from a signal handler; the planners
    then end with the best they have. `warm` holds earlier plans by planner, from which those go on that search.
    Raises PlannerError at the end, with the sound answers in it, if any planner
    failed or claimed a cost, bound or soundness that its verifier does not confirm; KeyError for an unknown planner.
    """
    asked = set(planners)
    if unknown := asked - set(PLANNERS):
        raise KeyError(f"no such planner: {', '.join(sorted(unknown))}; there are {', '.join(PLANNERS)}")
    run = _Run(group, watch or Watch(time_limit_s, listener=listener), threads, seed, warm)
    order = [planner for planner in ORDER_AND_SHARE if planner in asked]
    for index, planner in enumerate(order):
        weight = sum(ORDER_AND_SHARE[later] for later in order[index:])
        _run_one(run, planner, run.watch.left * ORDER_AND_SHARE[planner] / weight)
    results = {planner: run.results[planner] for planner in PLANNERS if planner in run.results}
    if run.failures:
        raise PlannerError(run.failures, results) from run.first_error
    return results


def _run_one(run: _Run, planner: str, seconds: float) -> None:
    try:
        outcome = _solve(run, planner, seconds)
        run.results[planner] = confirmed(run.group, outcome) if isinstance(outcome, Solved) else outcome
    except PlannerError as error:
        run.failures += error.failures
    except Exception as error:  # one planner's failure must not cost the others' plans; it is raised at the end
        run.failures.append(f"{planner}: {type(error).__name__}: {error}")
        run.first_error = run.first_error or error


def _solve(run: _Run, planner: str, seconds: float) -> Outcome:
    watch = run.watch.part(seconds, planner)
    watch.report("start")
    with PeakMemory() as memory:
        outcome = solve_one(planner, run.group, watch, run.threads, run.seed, run.warm.get(planner))
    if isinstance(outcome, NoPlan):
        return outcome
    return replace(outcome, seconds=round(watch.elapsed, 3), peak_mb=round(memory.mb, 1))


def confirmed(group: Group, solved: Solved[Any]) -> Solved[Any]:
    """A plan that its verifier confirms, with what locks excuse in it; raises PlannerError for any other."""
    checked = verify_plan(group, solved.planner, solved.lines)
    if wrong := audit(solved, checked):
        raise PlannerError([wrong.sentence], {})
    return replace(solved, overridden=tuple(checked.overridden))


def solve_one(planner: str, group: Group, watch: Watch, threads: int, seed: int, warm: Warm | None) -> Outcome:
    """One planner's answer, not yet verified; a planner that solves exactly has no use for an earlier plan."""
    solve = importlib.import_module(f"genhun.planning.{planner}.solve").solve
    earlier = {"warm": warm} if planner in SEARCHING else {}
    outcome: Outcome = solve(group, watch, threads=threads, seed=seed, **earlier)
    return outcome


def verify_plan(group: Group, planner: str, lines: Sequence[Any]) -> Checked:
    """The independent verifier's word on the lines of a planner's plan."""
    checked: Checked = importlib.import_module(f"genhun.planning.{planner}.verify").verify(group, lines)
    return checked


def audit(solved: Solved[Any], checked: Checked) -> Unsound | None:
    """What of a solver's claims its verifier does not confirm; None if all of it holds."""
    claims = []
    if dict(solved.parts) != dict(checked.parts):
        claims.append(f"parts claimed {dict(solved.parts)}, recomputed {dict(checked.parts)}")
    if solved.cost != checked.cost:
        claims.append(f"cost claimed {solved.cost}, recomputed {checked.cost}")
    if solved.bound > solved.cost:
        claims.append(f"bound {solved.bound} above the cost {solved.cost}")
    return Unsound(solved.planner, checked.breaches, claims) if claims or checked.breaches else None
