"""Why a session lies on its day: what the day takes, and what the best other day would take more."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from genhun.planning.sessions.problem import Problem, charges, drift


def reasons(problem: Problem, days: Sequence[date]) -> list[Mapping[str, Any]]:
    """Of each session its charges, days off its even place, the cheapest day instead, and how many days are busy."""
    place = {day: n for n, day in enumerate(problem.days)}
    told: list[Mapping[str, Any]] = []
    for session, day in enumerate(days):
        own = problem.cost[session][place[day]]
        others = [(problem.cost[session][place[other]], other) for other in _free(problem, days, session)]
        more, instead = min(others, default=(None, None))
        told.append(
            {
                "charges": [[kind, count, points] for kind, count, points in charges(problem.facts, day)],
                "drift": drift(problem.facts, session, day),
                "instead": None if more is None else {"day": str(instead), "more": more - own},
                "busy": _busy(problem, days, session),
            }
        )
    return told


def _free(problem: Problem, days: Sequence[date], session: int) -> list[date]:
    """The other days that keep the days between."""
    gap = timedelta(days=max(1, problem.facts.gap_days))
    first = days[session - 1] + gap if session else problem.facts.start
    last = days[session + 1] - gap if session + 1 < len(days) else problem.facts.end
    return [day for day in problem.days if first <= day <= last and day != days[session]]


def _busy(problem: Problem, days: Sequence[date], session: int) -> int:
    """How many of the days it could have lain on take something from classes, peaks or meetings."""
    return sum(bool(charges(problem.facts, day)) for day in _free(problem, days, session))
