"""Benches for secretary posts, at the least possible cost over all eligible people, circle by circle."""

from genhun.core.group import Group, Post
from genhun.engine.flow import Flow
from genhun.engine.watch import Watch
from genhun.planning.benches.deal import Bench, deal
from genhun.planning.benches.model import Circle, CircleModel, circles_of, model_of
from genhun.planning.benches.problem import Candidate, Problem, problem_of
from genhun.planning.lines import BenchPlace
from genhun.planning.outcome import NoPlan, Price, Solved

PARTS = ("empty_place", "readiness", "distance")


def solve(group: Group, watch: Watch, *, threads: int, seed: int) -> Solved[tuple[BenchPlace, ...]] | NoPlan:
    """The cheapest plan; exact, so `threads` and `seed` change nothing. Circles not reached in time keep empty
    benches."""
    problem = problem_of(group)
    lines: list[BenchPlace] = []
    prices: list[Price] = []
    bound = 0
    for circle in circles_of(problem):
        if watch.over:
            continue  # the bound of 0 points for these benches still holds
        model, flow, benches = _fill(problem, circle)
        bound += flow.bound
        lines += bench_lines(problem, benches)
        prices += _prices(model, flow)
        watch.report("circle")
    parts = parts_of(problem, lines)
    watch.report("done", sum(parts.values()), bound)
    return Solved(
        planner="benches",
        lines=tuple(sorted(lines)),
        cost=sum(parts.values()),
        bound=bound,
        parts=parts,
        prices=tuple(prices),
        counts={"posts": len(problem.posts), "candidates": len(problem.candidates), "places": len(lines)},
    )


def _fill(problem: Problem, circle: Circle) -> tuple[CircleModel, Flow, dict[str, Bench]]:
    """Send the flow until it can be dealt out; each time more ids stand alone, so this ends."""
    alone: frozenset[str] = frozenset()
    while True:
        model = model_of(problem, circle, alone)
        flow = model.solve()
        benches, stuck = deal(model, flow.units)
        if not stuck:
            return model, flow, benches
        alone |= stuck


def bench_lines(problem: Problem, benches: dict[str, Bench]) -> list[BenchPlace]:
    """The places of benches, the readiest first, then the nearest, then by id."""
    lines = []
    for post_id, bench in benches.items():
        post = problem.posts[post_id]

        def order(c: Candidate, post: Post = post) -> tuple[int, int, str]:
            points = problem.parts(c, post)
            return (points["readiness"], points["distance"], c.person_id)

        for place, c in enumerate(sorted(bench, key=order), start=1):
            lines.append(BenchPlace(post_id, place, c.person_id, c.readiness(post.level)))
    return lines


def parts_of(problem: Problem, lines: list[BenchPlace]) -> dict[str, int]:
    """The cost of benches by part."""
    parts = dict.fromkeys(PARTS, 0)
    parts["empty_place"] = problem.policy["empty_place"] * (problem.size * len(problem.posts) - len(lines))
    for line in lines:
        for part, points in problem.parts(problem.candidates[line.person_id], problem.posts[line.post_id]).items():
            parts[part] += points
    return parts


def _prices(model: CircleModel, flow: Flow) -> list[Price]:
    found = []
    for kind, people in model.people.items():
        worth = flow.worth_of_capacity(model.person_node[kind])
        if worth:
            found += [Price("benches", "bench", c.person_id, "", float(worth)) for c in people]
    return sorted(found, key=lambda price: price.id)
