"""What a child process does for the worker: plan, leave out what people refused, give each line its reason.

No Django here: the child is a fresh process that knows no database.
"""

import importlib
import os
import signal
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.util import find_spec
from multiprocessing.connection import Connection
from typing import Any

from genhun.core.group import Group
from genhun.engine.watch import Progress, Watch
from genhun.planning.lines import Attendance, BenchPlace, Pairing, Stint, Visit
from genhun.planning.outcome import NoPlan, Reason, Solved
from genhun.planning.run import Outcome, PlannerError, audit, plan_all, verify_plan
from genhun.planning.training.problem import problem_of
from genhun.planning.training.promises import keep_promises, told
from genhun.records.onward import Onward, go_on

THREADS = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """One planner's sound plan with the reasons of its lines, in the order of the lines."""

    solved: Solved[Any]
    reasons: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Errand:
    """What a child is sent with: the group, who plans, for how long, what people refused and promised before."""

    group: Group
    planners: tuple[str, ...]
    time_limit_s: float
    refused: dict[str, frozenset[tuple[str, str]]]
    onward: Onward | None = None
    promised: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a child brings back: sound plans with reasons, planners without a plan, failures of ours, accounts."""

    answers: list[Answer]
    clashes: dict[str, Any]
    failures: list[str]
    weighed: dict[str, Any]


def run_errand(there: Connection, worker: int) -> None:
    """In the child: hear what to do, plan, tell how far one is, bring back what is sound. Ends with the worker."""
    threading.Thread(target=_die_with, args=(worker,), daemon=True).start()
    errand: Errand = there.recv()
    watch = Watch(errand.time_limit_s, listener=lambda progress: there.send(_plain(progress)))
    signal.signal(signal.SIGTERM, lambda *_: watch.stop())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the worker's to pass on
    failures: list[str] = []
    weighed: dict[str, Any] = {}
    try:
        outcomes, weighed = _outcomes(errand, watch)
    except PlannerError as error:
        outcomes, failures = dict(error.results), list(error.failures)
    there.send({"stage": "verify"})
    answers = []
    for planner, outcome in outcomes.items():
        if isinstance(outcome, Solved):
            kept = with_promised(errand.group, outcome, errand.promised - errand.refused[planner])
            kept = without_refused(errand.group, kept, errand.refused[planner])
            answers.append(answer(errand.group, kept, errand.promised))
    sent = [replace(a, solved=_sendable(a.solved)) for a in answers]
    there.send(Harvest(sent, _clashes(outcomes), failures, weighed))


def _outcomes(errand: Errand, watch: Watch) -> tuple[dict[str, Outcome], dict[str, Any]]:
    """What the planners answer, and what was weighed where the errand goes on from a plan."""
    if errand.onward is not None:
        return go_on(errand.group, errand.onward, watch, THREADS)
    return dict(plan_all(errand.group, errand.planners, threads=THREADS, watch=watch)), {}


def _sendable(solved: Solved[Any]) -> Solved[Any]:
    """The plan in plain containers, which travel between processes."""
    return replace(solved, parts=dict(solved.parts), counts=dict(solved.counts), lines=tuple(solved.lines))


def _plain(progress: Progress) -> dict[str, Any]:
    return {
        "planner": progress.planner,
        "stage": progress.stage,
        "cost": progress.cost,
        "bound": progress.bound,
        "gap": progress.gap,
        "seconds_left": round(progress.seconds_left, 1),
        "parts": progress.parts,
    }


def _die_with(worker: int) -> None:
    """No child plans on for a worker that was killed."""
    while os.getppid() == worker:
        time.sleep(0.5)
    os._exit(1)


def with_promised(group: Group, solved: Solved[Any], promised: frozenset[tuple[str, str]]) -> Solved[Any]:
    """The plan of seats with those that people promised; one that a rule forbids is left out with a note."""
    here = [Attendance(*pair) for pair in promised if pair[0] in group.person]
    if solved.planner != "training" or not here:
        return solved
    kept = keep_promises(problem_of(group), solved.lines, here)
    checked = verify_plan(group, solved.planner, kept.lines)
    notes = [f"the promised seat of {line.person_id} in {line.class_id}: {rule}" for line, rule in kept.broken]
    return replace(solved, lines=kept.lines, cost=checked.cost, parts=checked.parts, notes=(*solved.notes, *notes))


def without_refused(group: Group, solved: Solved[Any], refused: frozenset[tuple[str, str]]) -> Solved[Any]:
    """The plan without the pairs that people refused before.

    The contract's tables have no such input, so a refused seat, mentor or bench place is left empty: that breaks no
    rule, the verifier counts its cost anew, and the bound, proven with all pairs allowed, holds all the more.
    """
    kept = [line for line in solved.lines if pair_of(line) not in refused]
    if len(kept) == len(solved.lines):
        return solved
    lines = tuple(_renumbered(kept))
    checked = verify_plan(group, solved.planner, lines)
    note = f"{len(solved.lines) - len(kept)} lines refused earlier were left out"
    return replace(solved, lines=lines, cost=checked.cost, parts=checked.parts, notes=(*solved.notes, note))


def pair_of(line: Any) -> tuple[str, str]:
    """The two ids that a line brings together."""
    match line:
        case Attendance(person_id=person, class_id=other):
            return person, other
        case Pairing(mentee_id=person, mentor_id=other):
            return person, other
        case BenchPlace(person_id=person, post_id=other):
            return person, other
        case Visit(visitor_id=person, host_id=other):
            return person, other
        case Stint(person_id=person, post_id=other):
            return person, other
    raise TypeError(f"no line of a plan: {line!r}")


def _renumbered(lines: Sequence[Any]) -> list[Any]:
    """Benches close up where somebody was left out."""
    place: dict[str, int] = {}
    found = []
    for line in lines:
        if isinstance(line, BenchPlace):
            place[line.post_id] = place.get(line.post_id, 0) + 1
            line = replace(line, place=place[line.post_id])  # noqa: PLW2901
        found.append(line)
    return found


def answer(group: Group, solved: Solved[Any], promised: frozenset[tuple[str, str]] = frozenset()) -> Answer:
    """A plan with the reason of every line. Raises ValueError if the verifier does not confirm it."""
    if wrong := audit(solved, verify_plan(group, solved.planner, solved.lines)):
        raise ValueError(wrong.sentence)
    rows = zip(solved.lines, _reasons(group, solved), strict=True)
    said = [told(reason) if reason and _is_promised(line, promised) else reason for line, reason in rows]
    return Answer(solved, [reason.as_data() if reason else {} for reason in said])


def _is_promised(line: Any, promised: frozenset[tuple[str, str]]) -> bool:
    return isinstance(line, Attendance) and (line.person_id, line.class_id) in promised


def _reasons(group: Group, solved: Solved[Any]) -> list[Reason | None]:
    module = f"genhun.planning.{solved.planner}.explain"
    if find_spec(module) is None:
        return [None] * len(solved.lines)
    known: dict[Any, Reason] = importlib.import_module(module).why(group, solved.lines)
    return [known.get(line) for line in solved.lines]


def _clashes(outcomes: Mapping[str, Outcome]) -> dict[str, list[dict[str, Any]]]:
    """Of the planners that have no plan, the rows and rules that clash, as plain data."""
    return {p: [asdict(clash) for clash in o.clashes] for p, o in outcomes.items() if isinstance(o, NoPlan)}
