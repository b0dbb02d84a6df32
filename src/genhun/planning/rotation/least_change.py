"""From an adopted plan and a changed input: a plan in which the fewest people go another way, within a loss of cost.

Straying from the adopted way costs a weight like anything else: the oracle takes the cheaper of the adopted way and
the best other one plus the weight, so the bound of the weighed problem is as proven as any. With a weight of w points,
a bound B on cost + w x people altered, and plans allowed up to a cost of C, no such plan alters fewer than (B - C) / w.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from genhun.core.group import Group
from genhun.engine.watch import Watch
from genhun.planning.lines import RETIRED, Stint
from genhun.planning.outcome import NoPlan, Solved, Warm
from genhun.planning.rotation.adopted import adopted_from
from genhun.planning.rotation.problem import Problem
from genhun.planning.rotation.solve import Earlier, answers_of, solved_of

Plan = Solved[tuple[Stint, ...]]
Way = tuple[str, ...]

HEAVY = 2000
"""Points above which nobody strays who does not have to."""
HEAVY_SHARE, FREE_SHARE, STEPS = 0.2, 0.3, 5
"""Parts of the time for the plan with the fewest altered at any cost, for a free one, and trials between them."""


@dataclass(frozen=True, slots=True)
class LeastChange:
    """A plan near an adopted one, and the account of it.

    `altered` people go another way than the adopted one; of them `forced` could not go it whatever the others do. No
    plan that costs at most `limit` alters fewer than `fewest`: proven. `free_cost` is the least cost found with
    everybody free; people who joined since have no adopted way and are not counted.
    """

    plan: Plan
    altered: tuple[str, ...]
    forced: tuple[str, ...]
    fewest: int
    free_cost: int
    limit: int

    @property
    def loss(self) -> float:
        """What keeping to the adopted plan costs against planning afresh, as a share of its cost."""
        return (self.plan.cost - self.free_cost) / max(abs(self.free_cost), 1)

    @property
    def sentence(self) -> str:
        """The account in one line."""
        return (
            f"least change: {len(self.altered)} people altered ({len(self.forced)} of them had to be; no plan up to "
            f"{self.limit} points alters fewer than {self.fewest}), cost {self.plan.cost}, {self.loss:.2%} above "
            f"{self.free_cost}, the least found with everybody free"
        )


def least_change(
    group: Group, adopted: Sequence[Stint], watch: Watch, *, loss: float = 0.02, threads: int = 1, seed: int = 1
) -> LeastChange | NoPlan:
    """A plan for a changed group that alters the fewest ways of an adopted plan and costs at most `loss` (a share)
    more than the best one found; NoPlan if none exists."""
    search = _Search(group, adopted, loss, threads, seed)
    heavy = search.plan_at(HEAVY, Warm(adopted), watch.part(HEAVY_SHARE * watch.left))
    if isinstance(heavy, NoPlan):
        return heavy
    search.plan_at(0, Warm(heavy.lines, heavy.duals), watch.part(FREE_SHARE * watch.left / (1 - HEAVY_SHARE)))
    low, high = 1.0, float(HEAVY)
    for n in range(STEPS):
        best = search.best()
        if watch.over or len(search.altered(best)) <= search.fewest():
            break
        weight = round((low * high) ** 0.5) if n else search.first_weight()
        found = search.plan_at(weight, Warm(best.lines, best.duals), watch.part(watch.left / (STEPS - n)))
        within = isinstance(found, Solved) and found.cost <= search.limit
        low, high = (weight, high) if within else (low, weight)
    answer = search.answer()
    return replace(answer, plan=replace(answer.plan, seconds=round(watch.elapsed, 3)))


class _Search:
    """Plans found so far for one changed group, and what their bounds prove."""

    def __init__(self, group: Group, adopted: Sequence[Stint], loss: float, threads: int, seed: int) -> None:
        self.problem, self.adopted, self.loss = Problem.of(group), adopted, loss
        self.threads, self.seed = threads, seed
        self.before = ways_of(adopted)
        self.plans: list[Plan] = []
        self.proofs: list[tuple[int, int]] = []
        self.bound = 0
        self.forced = frozenset(self._forced())

    def _forced(self) -> Iterable[str]:
        """People whose adopted way breaks a rule that binds them alone."""
        yield from (p for p in self.problem.retired if set(self.before.get(p, ())) - {RETIRED})
        for region in self.problem.regions:
            possible = adopted_from(region, self.adopted).number > 0
            yield from (p for p, may in zip(region.people, possible, strict=True) if not may and p in self.before)

    def plan_at(self, weight: int, start: Warm, watch: Watch) -> Plan | NoPlan:
        """The best plan found where each person altered costs so many points."""
        answers = answers_of(
            self.problem, Earlier(start, self.adopted, weight), watch, self.threads, self.seed
        )  # fmt: skip
        if isinstance(answers, NoPlan):
            return answers
        proven = sum(a.bound for a in answers)
        if weight:
            self.proofs.append((weight, proven))
        else:
            self.bound = proven
        self.plans.append(solved_of(self.problem, answers, self.bound, watch))
        return self.plans[-1]

    @property
    def free_cost(self) -> int:
        """The least cost found."""
        return min(plan.cost for plan in self.plans)

    @property
    def limit(self) -> int:
        """The most that a plan may cost."""
        return self.free_cost + int(self.loss * max(abs(self.free_cost), 1))

    def altered(self, plan: Plan) -> tuple[str, ...]:
        """The people who had a way in the adopted plan and go another one."""
        return tuple(sorted(p for p, way in ways_of(plan.lines).items() if self.before.get(p, way) != way))

    def best(self) -> Plan:
        """The plan with the fewest altered within the limit; the cheaper of two."""
        within = [plan for plan in self.plans if plan.cost <= self.limit]
        return min(within, key=lambda plan: (len(self.altered(plan)), plan.cost))

    def first_weight(self) -> int:
        """What each person altered saves on the way from the fewest to the free plan, on average."""
        few, free = self.plans[0], self.plans[1]
        more = max(1, len(self.altered(free)) - len(self.altered(few)))
        return max(1, round((few.cost - free.cost) / more))

    def fewest(self) -> int:
        """How many any plan within the limit alters at least."""
        proven = max((-(-(bound - self.limit) // weight) for weight, bound in self.proofs), default=0)
        return len(self.forced) + max(0, proven)

    def answer(self) -> LeastChange:
        """The best plan found, with its account."""
        plan = self.best()
        plan = replace(plan, bound=min(plan.cost, self.bound))
        altered = self.altered(plan)
        forced = tuple(sorted(self.forced & set(altered)))
        return LeastChange(plan, altered, forced, min(self.fewest(), len(altered)), self.free_cost, self.limit)


def ways_of(lines: Iterable[Stint]) -> Mapping[str, Way]:
    """Each person's way: where in each period."""
    ways: dict[str, dict[int, str]] = {}
    for line in lines:
        held = ways.setdefault(line.person_id, {})
        held.update((t, line.post_id) for t in range(line.from_period, line.to_period))
    return {person: tuple(held[t] for t in sorted(held)) for person, held in ways.items()}
