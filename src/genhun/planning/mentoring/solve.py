"""Mentors for newcomers, at the least possible cost over all eligible pairs, circle by circle."""

from collections import defaultdict

from genhun.core.group import Group
from genhun.engine.flow import Flow
from genhun.engine.rows import Ints
from genhun.engine.watch import Watch
from genhun.planning.lines import Pairing
from genhun.planning.mentoring.model import CircleModel, Hub, Kind, model_of
from genhun.planning.mentoring.problem import Problem, circles_of, problem_of
from genhun.planning.outcome import NoPlan, Price, Solved
from genhun.planning.staff import Worker

PARTS = ("no_mentor", "distance", "other_unit", "level_gap")


def solve(group: Group, watch: Watch, *, threads: int, seed: int) -> Solved[tuple[Pairing, ...]] | NoPlan:
    """The cheapest plan; exact, so `threads` and `seed` change nothing. Circles not reached in time stay without
    mentors."""
    problem = problem_of(group)
    lines: list[Pairing] = []
    prices: list[Price] = []
    bound = 0
    for circle in circles_of(problem):
        if watch.over:
            continue  # the bound of 0 points for these newcomers still holds
        model = model_of(problem, circle)
        flow = model.solve()
        bound += flow.bound
        lines += pairs_of(model, flow.units)
        prices += _prices(model, flow)
        watch.report("circle", None, None)
    parts = parts_of(problem, lines)
    watch.report("done", sum(parts.values()), bound)
    return Solved(
        planner="mentoring",
        lines=tuple(sorted(lines)),
        cost=sum(parts.values()),
        bound=bound,
        parts=parts,
        prices=tuple(prices),
        counts={"mentees": len(problem.mentees), "mentors": len(problem.mentors), "pairs": len(lines)},
    )


def parts_of(problem: Problem, lines: list[Pairing]) -> dict[str, int]:
    """The cost of pairings by part."""
    parts = dict.fromkeys(PARTS, 0)
    parts["no_mentor"] = problem.policy["no_mentor"] * (len(problem.mentees) - len(lines))
    for line in lines:
        for part, points in problem.parts(problem.mentees[line.mentee_id], problem.mentors[line.mentor_id]).items():
            parts[part] += points
    return parts


def _prices(model: CircleModel, flow: Flow) -> list[Price]:
    found = []
    for kind, people in model.mentors.items():
        worth = flow.worth_of_capacity(model.place[kind])
        if worth:
            found += [Price("mentoring", "mentor", w.person_id, "", float(worth)) for w in people]
    return sorted(found, key=lambda price: price.id)


def pairs_of(model: CircleModel, units: Ints) -> list[Pairing]:
    """Hand the flow out to people: who left a unit waits at the hubs until a mentor's place calls."""
    waiting = {kind: list(reversed(people)) for kind, people in model.mentees.items()}
    given: dict[Kind, list[Worker]] = defaultdict(list)
    out: dict[Hub, list[Worker]] = defaultdict(list)
    arrived: dict[Hub, list[Worker]] = defaultdict(list)
    for arc, (kind, other) in model.direct.items():
        given[other] += _take(waiting[kind], int(units[arc]))
    for arc, (kind, hub) in model.leaving.items():
        out[hub] += _take(waiting[kind], int(units[arc]))
    for arc, (hub, other_hub) in model.between.items():
        arrived[other_hub] += _take(out[hub], int(units[arc]))
    for arc, (hub, kind) in model.arriving.items():
        given[kind] += _take(arrived[hub], int(units[arc]))
    return [
        Pairing(mentee.person_id, model.mentors[kind][i % len(model.mentors[kind])].person_id)
        for kind, mentees in given.items()
        for i, mentee in enumerate(mentees)
    ]


def _take(people: list[Worker], number: int) -> list[Worker]:
    return [people.pop() for _ in range(number)]
