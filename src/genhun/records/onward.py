"""Going on from a rotation plan, in the worker's child: the least change that fits today, or what a change would bring.

No Django here, as in `errand`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from genhun.core.group import Group
from genhun.core.policy import PARAMETERS
from genhun.engine.watch import Watch
from genhun.planning.changes import Change, MoreSeats, PolicyValue
from genhun.planning.lines import Stint
from genhun.planning.outcome import NoPlan, Solved, Warm
from genhun.planning.rotation.least_change import least_change, ways_of
from genhun.planning.run import Outcome, confirmed
from genhun.planning.what_if import what_if
from genhun.tables.cells import policy_value

LEAST_CHANGE, WHAT_IF = "least_change", "what_if"
PLANNER = "rotation"


@dataclass(frozen=True, slots=True)
class Onward:
    """From which lines to go on, and how: `loss` is the share of cost that few changes may cost more."""

    kind: str
    lines: tuple[Stint, ...]
    loss: float = 0.0
    changes: tuple[Change, ...] = ()


def changes_from(rows: Sequence[Sequence[Any]]) -> tuple[Change, ...]:
    """Changes as a job's request holds them: `["seats", post, number]`, `["policy", key, value as text]`."""
    return tuple(_change(*row) for row in rows)


def _change(kind: str, key: str, value: Any) -> Change:
    if kind == "seats":
        return MoreSeats(key, int(value))
    if kind == "policy":
        return PolicyValue(key, policy_value(str(value), PARAMETERS[key]))
    raise ValueError(f"no such change: {kind!r}; there are seats and policy")


def go_on(group: Group, onward: Onward, watch: Watch, threads: int) -> tuple[dict[str, Outcome], dict[str, Any]]:
    """The planner's answer by planner, and the account of it as plain data."""
    part = watch.part(watch.left, PLANNER)
    part.report("start")
    if onward.kind == LEAST_CHANGE:
        return _least(group, onward, part, threads)
    found = what_if(group, onward.changes, PLANNER, Warm(onward.lines), part, threads=threads)
    if isinstance(found, NoPlan):
        return {PLANNER: found}, {}
    before, after = found.before, found.after
    ways = ways_of(before.lines)
    altered = sum(ways.get(person) != way for person, way in ways_of(after.lines).items())
    return {}, {
        "before": _figures(before),
        "after": _figures(after),
        "foretold": found.foretold,
        "proven": list(found.proven),
        "altered": altered,
    }


def _figures(solved: Solved[Any]) -> dict[str, Any]:
    return {"cost": solved.cost, "bound": solved.bound, "parts": dict(solved.parts)}


def _least(group: Group, onward: Onward, watch: Watch, threads: int) -> tuple[dict[str, Outcome], dict[str, Any]]:
    found = least_change(group, onward.lines, watch, loss=onward.loss, threads=threads)
    if isinstance(found, NoPlan):
        return {PLANNER: found}, {}
    account = {
        "altered": len(found.altered),
        "forced": len(found.forced),
        "fewest": found.fewest,
        "free_cost": found.free_cost,
        "limit": found.limit,
    }
    plan = confirmed(group, found.plan)
    counts = {**plan.counts, **account}
    return {PLANNER: replace(plan, counts=counts, seconds=round(watch.elapsed, 3))}, account
