"""Rotation from a group to a plan with a proven bound."""

import resource
from collections import Counter

import numpy as np

from genhun.core.group import Group
from genhun.engine.watch import Watch
from genhun.planning.lines import RESERVE, RETIRED, Stint
from genhun.planning.outcome import NoPlan, Price, Solved
from genhun.planning.rotation import oracle
from genhun.planning.rotation.evaluate import PARTS, cost_by_parts
from genhun.planning.rotation.problem import Array, Problem, Region
from genhun.planning.rotation.region import Answer, solve_region

PLANNER = "rotation"


def solve(group: Group, watch: Watch, *, threads: int, seed: int) -> Solved[tuple[Stint, ...]] | NoPlan:
    """The best rotation plan found within the watch, its cost by parts, and a bound on the full model.

    Bad input is the caller's business; a group for which no plan exists gives `NoPlan`.
    """
    problem = Problem.of(group)
    answers: list[Answer] = []
    for region in problem.regions:
        answer = solve_region(region, watch, seed)
        if isinstance(answer, NoPlan):
            return answer
        answers.append(answer)
    parts = {
        name: sum(cost_by_parts(r.facts, a.itineraries)[name] for r, a in _pairs(problem, answers)) for name in PARTS
    }
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
    return dict(sorted(count.items()))
