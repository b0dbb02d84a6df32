"""From places between kinds to people on benches: dealt like cards, then swapped until nobody sits where a rule
forbids it."""

from collections import defaultdict

from genhun.core.group import Post
from genhun.engine.rows import Ints
from genhun.planning.benches.model import CircleModel, PersonKind, PostKind
from genhun.planning.benches.problem import Candidate, Problem

Bench = list[Candidate]


def deal(model: CircleModel, units: Ints) -> tuple[dict[str, Bench], set[str]]:
    """The benches by post id, and the ids that have to stand alone before all can be dealt (empty = done)."""
    turn: dict[PersonKind, int] = defaultdict(int)
    hands: dict[PostKind, Bench] = defaultdict(list)
    for (post_kind, kind), arc in model.places.items():
        hands[post_kind] += _next(model.people[kind], turn, kind, int(units[arc]))
    benches: dict[str, Bench] = {}
    stuck: set[str] = set()
    for post_kind, hand in hands.items():
        posts = model.posts[post_kind]
        dealt = {post.post_id: hand[i :: len(posts)] for i, post in enumerate(posts)}
        stuck |= _mend(model.problem, posts, dealt)
        benches |= dealt
    return benches, stuck


def _next(people: Bench, turn: dict[PersonKind, int], kind: PersonKind, number: int) -> Bench:
    """The next `number` places of a kind, in turn; the same person's places lie side by side, so that they go to
    different posts."""
    first = turn[kind]
    turn[kind] += number
    taken = [people[i % len(people)] for i in range(first, first + number)]
    return sorted(taken, key=lambda c: c.person_id)


def _mend(problem: Problem, posts: list[Post], dealt: dict[str, Bench]) -> set[str]:
    """Swap people who may not sit where they were dealt; returns the ids for which no swap was found."""
    stuck: set[str] = set()
    for post in posts:
        bench, place = dealt[post.post_id], 0
        while place < len(bench):
            barred = _barred(problem, bench[place], post, bench, place)
            if barred and _swap(problem, posts, dealt, post, place):
                continue  # somebody else stands at this place now
            if barred:
                stuck |= {bench[place].person_id, post.post_id}
            place += 1
    return stuck


def _barred(problem: Problem, candidate: Candidate, post: Post, bench: Bench, place: int) -> bool:
    twice = any(c.person_id == candidate.person_id for i, c in enumerate(bench) if i != place)
    return twice or bool(problem.forbidding_rule(candidate, post))


def _swap(problem: Problem, posts: list[Post], dealt: dict[str, Bench], post: Post, place: int) -> bool:
    """Exchange the person at a place with somebody on another bench of the kind, or move them where a place is free."""
    bench = dealt[post.post_id]
    candidate = bench[place]
    for other in posts:
        there = dealt[other.post_id]
        if other is post or _barred(problem, candidate, other, there, -1):
            continue
        if len(there) < problem.size:
            there.append(bench.pop(place))
            return True
        for i, partner in enumerate(there):
            if not _barred(problem, partner, post, bench, place):
                bench[place], there[i] = partner, candidate
                return True
    return False
