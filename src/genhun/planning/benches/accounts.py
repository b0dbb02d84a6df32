"""The books of one plan of benches: who sits where, and what other benches would cost.

Kept apart from the solver, so that any plan can be explained, also one made by hand.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from genhun.core.group import Group, Post
from genhun.planning.benches.problem import Candidate, Problem, problem_of
from genhun.planning.lines import BenchPlace

PARTS = ("empty_place", "readiness", "distance")
Bench = tuple[str, ...]
"""The ids of the people on one bench, by place."""


class Accounts:
    """The books of one plan. Places of people who are no candidates, and of other posts, are left out."""

    def __init__(self, group: Group, lines: Iterable[BenchPlace]) -> None:
        self.group = group
        self.problem: Problem = problem_of(group)
        self.benches: dict[str, Bench] = dict.fromkeys(self.problem.posts, ())
        self.sits: dict[str, list[str]] = defaultdict(list)
        for line in sorted(lines):
            if line.post_id in self.benches and line.person_id in self.problem.candidates:
                self.benches[line.post_id] += (line.person_id,)
                self.sits[line.person_id].append(line.post_id)
        self._near: dict[tuple[str, int], list[Candidate]] = defaultdict(list)
        for c in self.problem.candidates.values():
            self._near[c.unit.circle, c.level].append(c)

    def points(self, post_id: str, bench: Bench) -> dict[str, int]:
        """Points of one bench by part of the cost."""
        post, size = self.problem.posts[post_id], self.problem.size
        points = Counter({"empty_place": self.problem.policy["empty_place"] * max(0, size - len(bench))})
        for person_id in bench:
            points.update(self.problem.parts(self.problem.candidates[person_id], post))
        return {part: points[part] for part in PARTS}

    def change(self, benches: Mapping[str, Bench]) -> dict[str, int]:
        """Points by part that the plan would cost more (less: negative) with these benches instead."""
        points: Counter[str] = Counter()
        for post_id, bench in benches.items():
            points.update(self.points(post_id, bench))
            points.subtract(self.points(post_id, self.benches[post_id]))
        return {part: points[part] for part in PARTS if points[part]}

    def eligible(self, post: Post) -> Iterator[Candidate]:
        """The candidates whom no rule keeps off the bench of a post, whatever else they do."""
        circle = self.problem.unit_of(post).circle
        near = (c for level in (post.level, post.level - 1) for c in self._near.get((circle, level), ()))
        return (c for c in near if not self.problem.forbidding_rule(c, post))

    def lines(self, post_id: str, bench: Bench) -> list[BenchPlace]:
        """The lines of one bench, places in the order given."""
        level = self.problem.posts[post_id].level
        return [
            BenchPlace(post_id, place, person_id, self.problem.candidates[person_id].readiness(level))
            for place, person_id in enumerate(bench, 1)
        ]

    def ordered(self, post_id: str, people: Iterable[str]) -> Bench:
        """People as a bench: the readiest first, then the nearest, then by id."""
        post = self.problem.posts[post_id]

        def order(person_id: str) -> tuple[int, int, str]:
            points = self.problem.parts(self.problem.candidates[person_id], post)
            return points["readiness"], points["distance"], person_id

        return tuple(sorted(people, key=order))
