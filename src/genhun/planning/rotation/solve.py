"""Rotation from a group to a plan with a proven bound."""

import resource
from collections import Counter

import numpy as np

from genhun.core.group import Group
from genhun.engine.executor import run_parts
from genhun.engine.watch import Progress, Watch
from genhun.planning.lines import RESERVE, RETIRED, Stint
from genhun.planning.outcome import NoPlan, Price, Solved
from genhun.planning.rotation import oracle
from genhun.planning.rotation.evaluate import PARTS, cost_by_parts
from genhun.planning.rotation.problem import Array, Problem, Region
from genhun.planning.rotation.region import Answer, Task, solve_region

PLANNER = "rotation"


def solve(group: Group, watch: Watch, *, threads: int, seed: int) -> Solved[tuple[Stint, ...]] | NoPlan:
    """The best rotation plan found within the watch, its cost by parts, and a bound on the full model.

    Bad input is the caller's business; a group for which no plan exists gives `NoPlan`.
    """
    problem = Problem.of(group)
    found = run_parts(
        solve_region,
        _tasks(problem, watch, threads, seed),
        [max(1.0, region.size) for region in problem.regions],
        watch.part(watch.left - _margin(problem)),
        threads,
        _Board(watch, len(problem.regions)).hear,
        make_ready,
    )
    for answer in found:
        if isinstance(answer, NoPlan):
            return answer
    return _solved(problem, [a for a in found if isinstance(a, Answer)], watch)


def _tasks(problem: Problem, watch: Watch, threads: int, seed: int) -> list[Task]:
    """One task a region; with one thread the work is fixed by the limit, so that equal runs give equal plans."""
    people = max(1, sum(region.size for region in problem.regions))
    return [
        Task(region, seed * 1000 + k, watch.seconds * 0.7 * region.size / people if threads <= 1 else None)
        for k, region in enumerate(problem.regions)
    ]


def _margin(problem: Problem) -> float:
    """Seconds kept back for putting the answers together."""
    return 1.0 + 2e-5 * sum(region.size for region in problem.regions)


def make_ready() -> None:
    """Compile (or load) what the search needs, on a problem without people."""


class _Board:
    """Adds up what the regions report."""

    def __init__(self, watch: Watch, regions: int) -> None:
        self.watch = watch
        self.cost: list[int | None] = [None] * regions
        self.bound: list[int | None] = [None] * regions

    def hear(self, region: int, progress: Progress) -> None:
        """Note one region's figures and tell the listener the sums, once every region has given them."""
        self.cost[region] = progress.cost if progress.cost is not None else self.cost[region]
        self.bound[region] = progress.bound if progress.bound is not None else self.bound[region]
        self.watch.report(progress.stage, _sum(self.cost), _sum(self.bound))


def _sum(figures: list[int | None]) -> int | None:
    known = [f for f in figures if f is not None]
    return sum(known) if len(known) == len(figures) else None


def _solved(problem: Problem, answers: list[Answer], watch: Watch) -> Solved[tuple[Stint, ...]]:
    by_region = [cost_by_parts(r.facts, a.itineraries) for r, a in _pairs(problem, answers)]
    parts = {name: sum(costs[name] for costs in by_region) for name in PARTS}
    cost = sum(parts.values())
    bound = min(cost, sum(a.bound for a in answers))
    watch.report("done", cost, bound)
    return Solved(
        PLANNER,
        _lines(problem, answers),
        cost,
        bound,
        parts,
        prices=[p for r, a in _pairs(problem, answers) for p in _prices(r, a.prices)],
        notes=problem.notes,
        seconds=watch.elapsed,
        peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        counts=_counts(problem, answers),
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


def _prices(region: Region, prices: Array) -> list[Price]:
    """The rows that cost something at the best prices: what one more of each would save."""
    periods = region.facts.periods
    found = []
    for row in np.flatnonzero(prices).tolist():
        value, seats = float(prices[row]) / 1000, len(region.posts) * periods
        benches = seats + len(region.units) * periods
        if row < seats and value > 0:
            found.append(Price(PLANNER, "seat", region.posts[row // periods], str(row % periods), value))
        elif seats <= row < benches:
            unit, period = divmod(row - seats, periods)
            found.append(Price(PLANNER, "entry", region.units[unit], str(period), value))
        elif benches <= row < benches + len(region.benches):
            circle, level = region.benches[row - benches]
            found.append(Price(PLANNER, "bench", f"{circle}:{level}", "", -value))
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
    return dict(sorted(count.items()))
