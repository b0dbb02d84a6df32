"""`genhun plan`: tables in, verified plans out."""

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Any

from genhun.cli.progress import ProgressLine
from genhun.cli.words import BAD_INPUT, FINE, NO_PLAN, OURS, WRONG_USAGE, list_clashes, list_faults, say
from genhun.core.errors import BadInput
from genhun.core.group import Group
from genhun.engine.watch import Watch
from genhun.planning.lines import LINE_TYPES
from genhun.planning.outcome import NoPlan, Price, Solved, Warm
from genhun.planning.rotation.least_change import least_change
from genhun.planning.run import Outcome, PlannerError, confirmed, plan_all
from genhun.tables.place import check_place
from genhun.tables.plans import Lines, read_plans, write_plans
from genhun.tables.read import read_group

OTHERS_SHARE = 0.3
"""Of the time, what the other planners get beside a rotation with the least change."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command was asked for.

    `earlier`: a folder with plans to go on from; `loss`: the share of cost that keeping to its rotation plan may take.
    """

    planners: tuple[str, ...]
    time_limit_s: float
    threads: int
    seed: int
    xlsx: bool = False
    earlier: Path | None = None
    loss: float | None = None


def run_plan(source: Path, out: Path, wishes: Wishes) -> int:
    """Read, plan, verify, write; returns the exit code."""
    try:
        group = read_group(source)
    except BadInput as bad:
        list_faults(source, bad.faults)
        return BAD_INPUT
    try:
        warm = earlier_plans(wishes.earlier)
    except BadInput as bad:
        list_faults(wishes.earlier or source, bad.faults)
        return BAD_INPUT
    try:
        check_place(out)
    except OSError as error:
        say(f"{out}: cannot be written: {error.strerror}; choose another folder with --out")
        return WRONG_USAGE
    failures: list[str] = []
    with ProgressLine() as progress:
        watch = Watch(wishes.time_limit_s, listener=progress.show)
        try:
            with _stopped_by_interrupt(watch):
                results = _results(group, wishes, warm, watch)
        except PlannerError as error:
            results, failures = dict(error.results), list(error.failures)
    return _finish(group, out, wishes, results, failures)


def earlier_plans(folder: Path | None) -> dict[str, Warm]:
    """The plans in a folder, by planner."""
    if folder is None:
        return {}
    tables, _ = read_plans(folder)
    return {p: Warm([LINE_TYPES[p](*row) for row in rows]) for p, rows in tables.items() if p in LINE_TYPES}


def _results(group: Group, wishes: Wishes, warm: Mapping[str, Warm], watch: Watch) -> dict[str, Outcome]:
    adopted = warm.get("rotation")
    if wishes.loss is None or adopted is None or "rotation" not in wishes.planners:
        return plan_all(group, wishes.planners, threads=wishes.threads, seed=wishes.seed, watch=watch, warm=warm)
    others = [planner for planner in wishes.planners if planner != "rotation"]
    small = watch.part(watch.left * OTHERS_SHARE)
    results = plan_all(group, others, threads=wishes.threads, seed=wishes.seed, watch=small, warm=warm)
    found = least_change(
        group, adopted.lines, watch.part(watch.left, "rotation"), loss=wishes.loss, threads=wishes.threads,
        seed=wishes.seed,
    )  # fmt: skip
    if isinstance(found, NoPlan):
        return {"rotation": found, **results}
    plan = confirmed(group, found.plan)
    say(found.sentence)
    return {"rotation": replace(plan, notes=(*plan.notes, found.sentence)), **results}


def _finish(group: Group, out: Path, wishes: Wishes, results: Mapping[str, Outcome], failures: list[str]) -> int:
    solved = {planner: outcome for planner, outcome in results.items() if isinstance(outcome, Solved)}
    if solved:
        summary = summary_of(group, wishes, results)
        summary["notes"] += [f"internal error, plan not written: {failure}" for failure in failures]
        write_plans(out, lines_of(solved), summary, group if wishes.xlsx else None)
    for planner, outcome in results.items():
        if isinstance(outcome, NoPlan):
            list_clashes(planner, outcome.clashes)
        else:
            figures = f"cost {outcome.cost}, bound {outcome.bound}, gap {outcome.gap:.2%}"
            say(f"{planner}: {figures}, {outcome.seconds:.1f} s, plan in {out / planner}.csv")
    for failure in failures:
        say(f"INTERNAL ERROR, not written, please report it: {failure}")
    if failures:
        return OURS
    return FINE if len(solved) == len(results) else NO_PLAN


@contextmanager
def _stopped_by_interrupt(watch: Watch) -> Iterator[None]:
    """The first Ctrl-C (or SIGTERM) asks the planners to end with what they have; a second Ctrl-C breaks off."""

    def stop(number: int, frame: FrameType | None) -> None:
        say("stopping with the best plans so far; once more breaks off")
        watch.stop()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def lines_of(solved: Mapping[str, Solved[Any]]) -> Lines:
    """The rows of the tables out, sorted, so that the same plan is the same file."""
    lines: dict[str, list[tuple[Any, ...]]] = {
        planner: [astuple(line) for line in sorted(outcome.lines)] for planner, outcome in solved.items()
    }
    prices = [price for outcome in solved.values() for price in outcome.prices]
    lines["prices"] = [(p.planner, p.scarce, p.id, p.period, _points(p)) for p in sorted(prices, key=astuple)]
    return lines


def _points(price: Price) -> str:
    """A price to the thousandth of a point, without a tail of noughts."""
    return f"{price.price:.3f}".rstrip("0").rstrip(".")


def summary_of(group: Group, wishes: Wishes, results: Mapping[str, Outcome]) -> dict[str, Any]:
    """The run in figures, as the contract's summary.json holds it, with what was asked for beside it."""
    solved = {planner: outcome for planner, outcome in results.items() if isinstance(outcome, Solved)}
    clashes = {planner: outcome.clashes for planner, outcome in results.items() if isinstance(outcome, NoPlan)}
    notes = [*group.notes, *(note for outcome in solved.values() for note in outcome.notes)]
    notes += [f"{name}: no plan: {row.rule}: {row.sentence}" for name, rows in clashes.items() for row in rows]
    return {
        "notes": list(dict.fromkeys(notes)),
        "overridden": [asdict(override) for outcome in solved.values() for override in outcome.overridden],
        "planners": {planner: _figures(outcome) for planner, outcome in solved.items()},
        "no_plan": {planner: [asdict(clash) for clash in rows] for planner, rows in clashes.items()},
        "seed": wishes.seed,
        "threads": wishes.threads,
        "time_limit_s": wishes.time_limit_s,
    }


def _figures(outcome: Solved[Any]) -> dict[str, Any]:
    return {
        "cost": outcome.cost,
        "bound": outcome.bound,
        "gap": outcome.gap,
        "parts": dict(outcome.parts),
        "seconds": outcome.seconds,
        "peak_mb": outcome.peak_mb,
        "counts": dict(outcome.counts),
    }
