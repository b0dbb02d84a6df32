"""Rotation from a group to a plan with a proven bound."""

import resource
from collections import Counter

import numpy as np

from genhun.core.calendar import Month
from genhun.core.group import Appointment, Group, Person, Post, Unit
from genhun.engine.executor import run_parts
from genhun.engine.watch import Progress, Watch
from genhun.planning.lines import RESERVE, RETIRED, Stint
from genhun.planning.outcome import NoPlan, Price, Solved
from genhun.planning.rotation import oracle
from genhun.planning.rotation.evaluate import PARTS, cost_by_parts
from genhun.planning.rotation.problem import Array, Problem, Region
from genhun.planning.rotation.region import Answer, Task, better, rehearse, solve_region

PLANNER = "rotation"


def solve(group: Group, watch: Watch, *, threads: int, seed: int) -> Solved[tuple[Stint, ...]] | NoPlan:
    """The best rotation plan found within the watch, its cost by parts, and a bound on the full model.

    Bad input is the caller's business; a group for which no plan exists gives `NoPlan`.
    """
    problem = Problem.of(group)
    tasks = _tasks(problem, watch, threads, seed)
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
    return _solved(problem, [best[k] for k in range(len(problem.regions))], watch)


def _tasks(problem: Problem, watch: Watch, threads: int, seed: int) -> list[Task]:
    """One task a region, or several from different seeds where one region alone is most of the work.

    With one thread the work is fixed by the limit, so that equal runs give equal plans.
    """
    people = max(1, sum(region.size for region in problem.regions))
    tasks = []
    for k, region in enumerate(problem.regions):
        planned = watch.seconds * 0.7 * region.size / people if threads <= 1 else None
        twins = threads if region.size * threads > people and region.size > 1 else 1
        tasks += [Task(region, k, seed * 1000 + 7919 * twin + k, planned) for twin in range(twins)]
    return tasks


def _margin(problem: Problem) -> float:
    """Seconds kept back for putting the answers together."""
    return 2.5 + 2e-5 * sum(region.size for region in problem.regions)


def make_ready() -> None:
    """Compile (or load) what the search needs, on a unit with two posts."""
    month = Month(24000)
    posts = tuple(Post(f"{k}", "u", "", track, 1) for k, track in enumerate(("party", "production")))
    people = tuple(Person(p.post_id, "", "m", Month(23500), 1, month) for p in posts)
    group = Group(
        units=(Unit("u", "", "", circle="u"),),
        posts=posts,
        people=people,
        appointments=tuple(Appointment(p.post_id, p.post_id, month) for p in posts),
    )
    for region in Problem.of(group).regions:
        rehearse(region)


class _Board:
    """Adds up what the regions report."""

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
