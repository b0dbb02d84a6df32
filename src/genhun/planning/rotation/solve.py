"""Rotation from a group to a plan with a proven bound."""

import resource
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from genhun.core.calendar import month_of
from genhun.core.group import Appointment, Group, Person, Post, Unit
from genhun.engine.executor import run_parts
from genhun.engine.watch import Progress, Watch
from genhun.planning.lines import RESERVE, RETIRED, Stint
from genhun.planning.outcome import Duals, NoPlan, Price, Solved, Warm
from genhun.planning.rotation import oracle
from genhun.planning.rotation.evaluate import PARTS, cost_by_parts
from genhun.planning.rotation.pace import BOTH, PLAN, PROOF
from genhun.planning.rotation.problem import Problem, Region
from genhun.planning.rotation.region import Answer, Task, better, bound_of_region, rehearse, solve_region

PLANNER = "rotation"


def solve(
    group: Group, watch: Watch, *, threads: int, seed: int, warm: Warm | None = None
) -> Solved[tuple[Stint, ...]] | NoPlan:
    """The best rotation plan found within the watch, its cost by parts, and a bound on the full model.

    `warm`: an earlier plan to go on from, for this group or for one that has changed since. Bad input is the caller's
    business; a group for which no plan exists gives `NoPlan`.
    """
    problem = Problem.of(group)
    answers = answers_of(problem, Earlier(warm or Warm(())), watch, threads, seed)
    if isinstance(answers, NoPlan):
        return answers
    return solved_of(problem, answers, sum(a.bound for a in answers), watch)


def bound_at(group: Group, duals: Duals) -> int:
    """The bound, in thousandths, that known prices prove for a group."""
    return sum(bound_of_region(region, duals) for region in Problem.of(group).regions)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A plan to go on from, and lines from which each person who strays costs `weight` points more."""

    start: Warm
    adopted: Sequence[Stint] = ()
    weight: int = 0


def answers_of(problem: Problem, earlier: Earlier, watch: Watch, threads: int, seed: int) -> list[Answer] | NoPlan:
    """The best answer found for each region."""
    tasks = _tasks(problem, earlier, watch, threads, seed)
    found = run_parts(
        solve_region,
        tasks,
        [max(1.0, task.region.size) for task in tasks],
        watch.part(watch.left - min(_margin(problem), watch.left / 10)),
        threads,
        _Board(watch, [task.number for task in tasks], len(problem.regions)).hear,
        make_ready,
    )
    best: dict[int, Answer] = {}
    for task, answer in zip(tasks, found, strict=True):
        if isinstance(answer, NoPlan):
            return answer
        known = best.get(task.number)
        best[task.number] = answer if known is None else better(known, answer)
    return [best[k] for k in range(len(problem.regions))]


def _tasks(problem: Problem, earlier: Earlier, watch: Watch, threads: int, seed: int) -> list[Task]:
    """One task a region, or several where one region alone is most of the work: one after the bound, others the plan.

    With one thread the work is fixed by the limit, so that equal runs give equal plans.
    """
    people = max(1, sum(region.size for region in problem.regions))
    start, adopted = _by_person(earlier.start.lines), _by_person(earlier.adopted)
    tasks = []
    for k, region in enumerate(problem.regions):
        planned = watch.seconds * 0.7 * region.size / people if threads <= 1 else None
        twins = threads if region.size * threads > people and region.size > 1 else 1
        lines, held = ([s for person in region.people for s in plan[person]] for plan in (start, adopted))
        task = Task(
            region, k, seed * 1000 + k, planned, tuple(lines), earlier.start.duals, tuple(held), earlier.weight
        )  # fmt: skip
        aims = [BOTH] if twins == 1 else [PLAN] * (twins - 1) + [PROOF]
        tasks += [replace(task, seed=task.seed + 7919 * twin, aim=aim) for twin, aim in enumerate(aims)]
    return tasks


def _by_person(lines: Iterable[Stint]) -> dict[str, list[Stint]]:
    found: dict[str, list[Stint]] = defaultdict(list)
    for line in lines:
        found[line.person_id].append(line)
    return found


def _margin(problem: Problem) -> float:
    """Seconds kept back for putting the answers together."""
    return 2.5 + 2e-5 * sum(region.size for region in problem.regions)


def make_ready() -> None:
    """Compile (or load) what the search needs."""
    for region in Problem.of(two_posts()).regions:
        rehearse(region)


def two_posts() -> Group:
    """A unit with two posts and their holders: the smallest group with anything to search for."""
    month = month_of(2026, 1)
    posts = tuple(Post(f"{k}", "u", "", track, 1) for k, track in enumerate(("party", "production")))
    people = tuple(Person(p.post_id, "", "m", month_of(1990, 1), 1, month) for p in posts)
    return Group(
        units=(Unit("u", "", "", circle="u"),),
        posts=posts,
        people=people,
        appointments=tuple(Appointment(p.post_id, p.post_id, month) for p in posts),
    )


class _Board:
    """Adds up what the regions report; until each has a cost, tells how many have one."""

    def __init__(self, watch: Watch, region_of: list[int], regions: int) -> None:
        self.watch, self.region_of = watch, region_of
        self.cost: list[int | None] = [None] * regions
        self.bound: list[int | None] = [None] * regions

    def hear(self, task: int, progress: Progress) -> None:
        """Note one region's figures and tell the listener the sums, once every region has given them."""
        region = self.region_of[task]
        cost, bound = self.cost[region], self.bound[region]
        if progress.cost is not None:
            self.cost[region] = progress.cost if cost is None else min(cost, progress.cost)
        if progress.bound is not None:
            self.bound[region] = progress.bound if bound is None else max(bound, progress.bound)
        known, whole = len(self.cost) - self.cost.count(None), _sum(self.cost)
        parts = None if whole is not None else (known, len(self.cost))
        self.watch.report(progress.stage, whole, _sum(self.bound), parts)


def _sum(figures: list[int | None]) -> int | None:
    known = [f for f in figures if f is not None]
    return sum(known) if len(known) == len(figures) else None


def solved_of(problem: Problem, answers: list[Answer], bound: int, watch: Watch) -> Solved[tuple[Stint, ...]]:
    """The answers of all regions as one plan, with a bound that is known for it."""
    by_region = [cost_by_parts(r.facts, a.itineraries) for r, a in _pairs(problem, answers)]
    parts = {name: sum(costs[name] for costs in by_region) for name in PARTS}
    cost = sum(parts.values())
    bound = min(cost, bound)
    watch.report("done", cost, bound)
    return Solved(
        PLANNER,
        _lines(problem, answers),
        cost,
        bound,
        parts,
        prices=[p for a in answers for p in _prices(a.duals)],
        notes=problem.notes,
        seconds=watch.elapsed,
        peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        counts=_counts(problem, answers),
        duals={row: prices for a in answers for row, prices in a.duals.items()},
    )


def _pairs(problem: Problem, answers: list[Answer]) -> list[tuple[Region, Answer]]:
    return list(zip(problem.regions, answers, strict=True))


def _lines(problem: Problem, answers: list[Answer]) -> tuple[Stint, ...]:
    lines = [Stint(person, RETIRED, 0, problem.periods) for person in problem.retired]
    for region, answer in _pairs(problem, answers):
        for person, stints in zip(region.people, answer.itineraries, strict=True):
            last = 0
            for post, t, x in stints.tolist():
                lines.append(Stint(person, RESERVE if post == oracle.RESERVE else region.posts[post], t, x))
                last = x
            if last < problem.periods:
                lines.append(Stint(person, RETIRED, last, problem.periods))
    return tuple(sorted(lines, key=lambda line: (line.person_id, line.from_period)))


def _prices(duals: Duals) -> list[Price]:
    """The rows that cost something at the best prices: what one more of each would save."""
    found = []
    for (scarce, name), prices in duals.items():
        for t, price in enumerate(prices):
            if scarce == "bench" and price:
                found.append(Price(PLANNER, scarce, name, "", -price / 1000))
            elif scarce in ("seat", "entry") and price > 0:
                found.append(Price(PLANNER, scarce, name, str(t), price / 1000))
    return found


def _counts(problem: Problem, answers: list[Answer]) -> dict[str, int]:
    count: Counter[str] = Counter(
        people=len(problem.retired), retired=len(problem.retired), regions=len(problem.regions)
    )
    for region, answer in _pairs(problem, answers):
        facts = region.facts
        count["people"] += region.size
        count["posts"] += len(region.posts)
        count["units"] += len(region.units)
        for i, stints in enumerate(answer.itineraries):
            first_is_start = len(stints) > 0 and stints[0, 0] == facts.person[i, 2]
            count["entries"] += int((stints[:, 0] != oracle.RESERVE).sum()) - int(first_is_start)
            count["moved"] += int(len(stints) > 1 or not first_is_start)
            count["reserve"] += int((stints[:, 2] - stints[:, 1])[stints[:, 0] == oracle.RESERVE].sum())
        count["passes"] += answer.passes
        count["loops"] += answer.loops
        count["programs"] += answer.programs
        count["by_cases"] += answer.by_cases
    return dict(sorted(count.items()))
