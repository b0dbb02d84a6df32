"""What if: a changed input solved anew from the plan that there is, the difference beside what the prices foretold.

A search that goes on finds more, whether or not anything changed. So the plan without the change is gone on with too,
and what the changed plan taught is taken back to the old input: what is left is the change.
"""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from genhun.core.group import Group
from genhun.engine.watch import Watch
from genhun.planning.changes import Change, apply_all
from genhun.planning.outcome import NoPlan, Solved, Warm
from genhun.planning.run import SEARCHING, confirmed, solve_one

SHARES = (0.4, 0.6, 1.0)
"""Parts of the time still left that go to the plan as it was, to the changed one, and back."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The best plans found without and with a change after equal work, and what the prices had foretold.

    `foretold` is the change of the bound at the prices of the plan without the change, in points; None where no price
    could tell.
    """

    before: Solved[Any]
    after: Solved[Any]
    foretold: float | None

    @property
    def cost(self) -> int:
        """What the change costs more (less: negative), as far as plans were found."""
        return self.after.cost - self.before.cost

    @property
    def bound(self) -> int:
        """How far the change moves the bound."""
        return self.after.bound - self.before.bound

    @property
    def proven(self) -> tuple[int, int]:
        """Least and most by which the change can move the cost of the best plan of all: proven."""
        return self.after.bound - self.before.cost, self.after.cost - self.before.bound


def what_if(
    group: Group,
    changes: Sequence[Change],
    planner: str,
    plan: Warm,
    watch: Watch,
    *,
    threads: int = 1,
    seed: int = 1,
) -> Difference | NoPlan:
    """What changes of the input would bring, going on from a plan; NoPlan if there would be none."""
    changed = apply_all(group, changes)
    before = _solved(planner, group, plan, watch.part(SHARES[0] * watch.left, planner), threads, seed)
    if isinstance(before, NoPlan):
        return before
    kept = Warm(before.lines, before.duals)
    after = _solved(planner, changed, kept, watch.part(SHARES[1] * watch.left, planner), threads, seed)
    if isinstance(after, NoPlan):
        return after
    if planner in SEARCHING:
        back = Warm(after.lines, before.duals)
        again = _solved(planner, group, back, watch.part(SHARES[2] * watch.left, planner), threads, seed)
        before = _better(before, again)
    return Difference(before, after, foretold(planner, group, changed, before))


def _solved(planner: str, group: Group, plan: Warm, watch: Watch, threads: int, seed: int) -> Solved[Any] | NoPlan:
    outcome = solve_one(planner, group, watch, threads, seed, plan)
    return confirmed(group, outcome) if isinstance(outcome, Solved) else outcome


def _better(one: Solved[Any], other: Solved[Any] | NoPlan) -> Solved[Any]:
    """The cheaper plan with the stronger bound."""
    if isinstance(other, NoPlan):
        return one
    plan, proof = min(one, other, key=lambda s: s.cost), max(one, other, key=lambda s: s.bound)
    return replace(plan, bound=min(plan.cost, proof.bound), duals=proof.duals, prices=proof.prices)


def foretold(planner: str, group: Group, changed: Group, plan: Solved[Any]) -> float | None:
    """By how many points the bound moves at the prices of the plan: a first guess, and half of a proof."""
    if planner not in SEARCHING:
        return None
    bound_at = importlib.import_module(f"genhun.planning.{planner}.solve").bound_at
    return float(bound_at(changed, plan.duals) - bound_at(group, plan.duals)) / 1000
