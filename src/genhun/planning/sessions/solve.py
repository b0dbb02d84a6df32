"""The cheapest dates, by dynamic programming over (session, day); the table is the proof that none are cheaper.

`best[s][d]` is the least cost of the sessions up to `s` with `s` on day `d`:
best[s][d] = cost[s][d] + min(best[s - 1][e] : day[e] + gap <= day[d]). It takes sessions x days steps.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from genhun.planning.sessions.problem import Problem

NEVER = 10**9
"""The cost of what cannot be."""


@dataclass(frozen=True, slots=True)
class Dates:
    """One day for each session, what they cost, and the table `best` (sessions, days) that proves it least."""

    days: tuple[date, ...]
    cost: int
    best: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class NoDates:
    """The programme is too short: so many sessions fit with the days between them that it asks for."""

    fit: int


def solve(problem: Problem) -> Dates | NoDates:
    """The dates of least cost; of equal ones the earliest."""
    latest = _latest_before(problem)
    best: list[tuple[int, ...]] = []
    for cost in problem.cost:
        best.append(_row(cost, best[-1] if best else None, latest))
        if min(best[-1], default=NEVER) >= NEVER:
            return NoDates(len(best) - 1)
    return _walk_back(problem, best, latest)


def _latest_before(problem: Problem) -> list[int]:
    """For each day, the last day on which the session before may lie; -1 if there is none."""
    latest, reach = [], -1
    for day in problem.days:
        while reach + 1 < len(problem.days) and (day - problem.days[reach + 1]).days >= max(1, problem.facts.gap_days):
            reach += 1
        latest.append(reach)
    return latest


def _row(cost: Sequence[int], before: Sequence[int] | None, latest: Sequence[int]) -> tuple[int, ...]:
    if before is None:
        return tuple(cost)
    least, running = [], NEVER
    for value in before:
        running = min(running, value)
        least.append(running)
    return tuple(min(NEVER, cost[d] + least[k]) if (k := latest[d]) >= 0 else NEVER for d in range(len(cost)))


def _walk_back(problem: Problem, best: Sequence[tuple[int, ...]], latest: Sequence[int]) -> Dates:
    """From the cheapest last day back to the first."""
    last = best[-1]
    at = min(range(len(last)), key=last.__getitem__)
    total, chosen = last[at], [at]
    for row in reversed(best[:-1]):
        at = min(range(latest[at] + 1), key=row.__getitem__)
        chosen.append(at)
    return Dates(tuple(problem.days[n] for n in reversed(chosen)), total, tuple(best))
