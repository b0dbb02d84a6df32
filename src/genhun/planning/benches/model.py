"""One circle as a flow between kinds: posts alike send their places, people alike take them.

Posts of one city and level are one node, people of one city, level and readiness are one node, so the network does not
grow with the circle. Who may not sit where (holders, kin) is left to the dealing out; where dealing out fails, the
person and the posts concerned become nodes of their own and the flow is sent again. Every flow is a bound, so the last
one proves the plan optimal.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from genhun.core.group import Post
from genhun.engine.flow import Flow, Network, cheapest_flow
from genhun.planning.benches.problem import Candidate, Problem, place_parts

SINK = 0
PostKind = tuple[str, int, str]
"""City, level, and the post's own id where it stands alone."""
PersonKind = tuple[str, int, str, str, str]
"""City, level, readiness at the level and one above, and the person's own id where they stand alone."""


@dataclass(frozen=True, slots=True)
class Circle:
    """The secretary posts and the candidates of one circle: nobody sits on a bench of another, so circles are
    planned apart."""

    posts: tuple[Post, ...]
    candidates: tuple[Candidate, ...]


def circles_of(problem: Problem) -> list[Circle]:
    """The circles that have secretary posts, by circle id."""
    posts: dict[str, list[Post]] = defaultdict(list)
    people: dict[str, list[Candidate]] = defaultdict(list)
    for post in problem.posts.values():
        posts[problem.unit_of(post).circle].append(post)
    for candidate in problem.candidates.values():
        people[candidate.unit.circle].append(candidate)
    return [Circle(tuple(posts[c]), tuple(people.get(c, ()))) for c in sorted(posts)]


@dataclass(slots=True)
class CircleModel:
    """The network of one circle, with the arc from each kind of post to each kind of person."""

    problem: Problem
    posts: dict[PostKind, list[Post]]
    people: dict[PersonKind, list[Candidate]]
    network: Network = field(default_factory=Network)
    person_node: dict[PersonKind, int] = field(default_factory=dict)
    places: dict[tuple[PostKind, PersonKind], int] = field(default_factory=dict)

    def solve(self) -> Flow:
        """The cheapest way to fill the circle's benches."""
        return cheapest_flow(self.network)


def model_of(problem: Problem, circle: Circle, alone: frozenset[str]) -> CircleModel:
    """The network of one circle; the ids in `alone` (people and posts) are nodes of their own."""
    posts: dict[PostKind, list[Post]] = defaultdict(list)
    people: dict[PersonKind, list[Candidate]] = defaultdict(list)
    for post in circle.posts:
        posts[problem.unit_of(post).city, post.level, post.post_id if post.post_id in alone else ""].append(post)
    for c in circle.candidates:
        own_id = c.person_id if c.person_id in alone else ""
        people[c.unit.city, c.level, c.at_level, c.one_above, own_id].append(c)
    model = CircleModel(problem, {k: posts[k] for k in sorted(posts)}, {k: people[k] for k in sorted(people)})
    _add_people(model)
    _add_posts(model)
    return model


def _add_people(model: CircleModel) -> None:
    for kind, people in model.people.items():
        node = model.person_node[kind] = model.network.node()
        model.network.arc(node, SINK, model.problem.load * len(people), 0)


def _add_posts(model: CircleModel) -> None:
    network, problem = model.network, model.problem
    by_level: dict[int, list[PersonKind]] = defaultdict(list)
    for kind in model.people:
        by_level[kind[1]].append(kind)
    for post_kind, posts in model.posts.items():
        places = problem.size * len(posts)
        node = network.node(places)
        network.arc(node, SINK, places, problem.policy["empty_place"])
        for kind in by_level[post_kind[1]] + by_level[post_kind[1] - 1]:
            people = model.people[kind]
            if post_kind[2] and kind[4] and problem.forbidding_rule(people[0], posts[0]):
                continue
            cost = sum(place_parts(problem, people[0], post_kind[0], post_kind[1]).values())
            arc = network.arc(node, model.person_node[kind], min(places, len(people) * len(posts)), cost)
            model.places[post_kind, kind] = arc
