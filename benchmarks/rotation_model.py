"""The whole rotation model as a linear program: each person is a flow of stints through (period, city, level).

A stint variable is one person in one post from an entry to a leaving; between stints the flow passes a node
(period, city of the last unit, level), from which a move leads to the city of the next post, or a period in reserve on.
Everything personal lies in which stints exist; seats, entries, heads and kin are rows over stints.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from benchmarks.linear import Linear
from benchmarks.rotation_rows import Stay, add_shared_rows
from genhun.core.calendar import period_start, whole_periods
from genhun.core.group import Group, Post
from genhun.core.policy import MOVE_BY_BAND
from genhun.planning.lines import RESERVE, RETIRED, Stint
from genhun.planning.rotation.verify.book import Book, people_in_scope, read_book
from genhun.planning.rotation.verify.duties import HEADS_FROM_ELSEWHERE
from genhun.planning.rotation.verify.walker import Walker

Node = tuple[int, str, int]


class RotationModel:
    """The model of a group, and the plan that its values mean."""

    def __init__(self, group: Group) -> None:
        self.group, self.linear = group, Linear()
        self.book = read_book(group, staying(group))
        self.stays: list[Stay] = []
        self.reserves: dict[int, tuple[Walker, int]] = {}
        self.ends: dict[str, list[tuple[int, int, bool]]] = {}
        for person_id, walker in self.book.walkers.items():
            flow = Flow(self, walker)
            flow.build()
            self.ends[person_id] = flow.ends
        add_shared_rows(self.linear, self.book, self.stays, self.ends)

    @cached_property
    def posts_of_circle(self) -> dict[str, list[Post]]:
        """Posts that can be entered, by circle."""
        found: dict[str, list[Post]] = defaultdict(list)
        for post in self.group.posts:
            if not post.fixed:
                found[self.group.unit[post.unit_id].circle].append(post)
        return found

    def lines(self, values: Sequence[int]) -> list[Stint]:
        """The plan that the values mean."""
        periods = self.book.periods
        rows = []
        for stay in self.stays:
            if values[stay.x] and stay.first < stay.end:
                rows.append(Stint(stay.walker.person.person_id, stay.post.post_id, stay.first, stay.end))
        for x, (walker, t) in self.reserves.items():
            if values[x]:
                rows.append(Stint(walker.person.person_id, RESERVE, t, t + 1))
        for person_id, walker in self.book.walkers.items():
            if walker.active < periods:
                rows.append(Stint(person_id, RETIRED, walker.active, periods))
        return rows


def staying(group: Group) -> list[Stint]:
    """The plan in which everybody stays (locks and an overbooked start aside, it keeps every rule)."""
    book = read_book(group, [])
    rows = []
    for walker in people_in_scope(book):
        person_id = walker.person.person_id
        if walker.active:
            rows.append(Stint(person_id, walker.post.post_id, 0, walker.active))
        if walker.active < book.periods:
            rows.append(Stint(person_id, RETIRED, walker.active, book.periods))
    return rows


@dataclass
class Flow:
    """One person's flow. `ends` holds (variable, level, holds a secretary's post) of what reaches the last period."""

    model: RotationModel
    walker: Walker
    into: dict[Node, list[int]] = field(default_factory=lambda: defaultdict(list))
    out_of: dict[Node, list[int]] = field(default_factory=lambda: defaultdict(list))
    arriving: dict[Node, list[int]] = field(default_factory=lambda: defaultdict(list))
    starting: dict[Node, list[int]] = field(default_factory=lambda: defaultdict(list))
    raises: list[tuple[int, bool, int]] = field(default_factory=list)
    last: dict[tuple[str, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    first: dict[tuple[str, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    ends: list[tuple[int, int, bool]] = field(default_factory=list)
    moves: set[tuple[Node, str]] = field(default_factory=set)
    built: set[tuple[str, int, int]] = field(default_factory=set)

    @property
    def book(self) -> Book:
        """The plan's book, for facts of the group."""
        return self.model.book

    def build(self) -> None:
        """All stints and rows of the person."""
        walker, linear = self.walker, self.model.linear
        if walker.active == 0:
            return
        self._start()
        for t in range(walker.active):
            for node in sorted(n for n in self.into if n[0] == t):
                self._reserve(node)
                self._enter_from(node)
        for node, inflow in self.into.items():
            if node[0] < walker.active:
                linear.row((inflow, 1), (self.out_of[node], -1), lo=0, hi=0)
        for node, inflow in self.arriving.items():
            linear.row((inflow, 1), (self.starting[node], -1), lo=0, hi=0)
        for key, xs in self.last.items():
            if key in self.first:  # leaving a post for itself is no leaving
                linear.row((xs, 1), (self.first[key], 1), hi=1)
        self._space_raises()

    def _start(self) -> None:
        """The stint in the starting post, of any length that may be left."""
        walker, post = self.walker, self.walker.post
        city = walker.unit.city
        choices = []
        for end in range(walker.active + 1):
            if end and not self._free(post, end - 1):
                break
            if self._may_leave(post, -walker.held, end):
                x = self._stint(post, 0, end, started=True, level=walker.person.level, forced=False)
                self.into[end, city, walker.person.level].append(x)
                choices.append(x)
        self.model.linear.row((choices, 1), lo=1, hi=1)

    def _stint(self, post: Post, first: int, end: int, *, started: bool, level: int, forced: bool) -> int:
        policy, walker = self.model.group.policy, self.walker
        since = -walker.held if started else first
        late = sum(t - since >= policy["max_stay"] for t in range(first, end))
        x = self._var(policy["overdue"] * late, hint=int(started and end == walker.active))
        self.model.stays.append(Stay(x, walker, post, first, end, started, forced))
        if end < walker.active:
            self.last[post.post_id, end].append(x)
        if end == self.book.periods:
            self.ends.append((x, level, "secretary" in post.roles))
        return x

    def _var(self, points: int, hint: int = 0) -> int:
        """A new variable of the flow; all who have no lock are hinted to stay."""
        x = self.model.linear.var(points)
        if not self.walker.locked:
            self.model.linear.hint[x] = hint
        return x

    def _free(self, post: Post | None, period: int) -> bool:
        """Whether locks leave a post, or the reserve (None), open in a period."""
        asked = self.walker.locked.get(period, set())
        return not asked or (post is not None and asked == {post.post_id})

    def _may_leave(self, post: Post, since: int, end: int) -> bool:
        """Whether a post held since a period may be left at `end`: retiring, forced elsewhere, or long enough there."""
        walker = self.walker
        if end == walker.active:
            return True
        if any(q != post.post_id and walker.forced_into(q, end) for q in walker.locked.get(end, ())):
            return True
        long_enough = end - since >= self.model.group.policy["min_stay"]
        return long_enough and walker.person.mobility != "none"

    def _reserve(self, node: Node) -> None:
        t, city, level = node
        if self.walker.person.mobility == "none" or not self._free(None, t):
            return
        x = self._var(self.model.group.policy["reserve"])
        self.model.reserves[x] = (self.walker, t)
        self.out_of[node].append(x)
        self.into[t + 1, city, level].append(x)
        if t + 1 == self.book.periods:
            self.ends.append((x, level, False))

    def _enter_from(self, node: Node) -> None:
        t, city, level = node
        group = self.model.group
        for post, forced in self._enterable(t, level):
            target = group.unit[post.unit_id].city
            arrived = (t, target, level)
            self._stints_from(arrived, post, forced=forced)
            if arrived in self.starting and (node, target) not in self.moves:
                self.moves.add((node, target))
                points = group.policy["move"] + MOVE_BY_BAND[group.atlas.band(city, target)]
                x = self._var(points)
                self.out_of[node].append(x)
                self.arriving[arrived].append(x)

    def _enterable(self, t: int, level: int) -> Iterator[tuple[Post, bool]]:
        """Posts that may be entered in a period at a level, and whether a lock forces the entry."""
        walker, group = self.walker, self.model.group
        asked = [q for q in walker.locked.get(t, ()) if walker.forced_into(q, t)]
        for post_id in asked:
            if not self._kept_from_home(group.post[post_id]):
                yield group.post[post_id], True
        if asked or walker.person.mobility == "none":
            return
        for post in self.model.posts_of_circle[walker.unit.circle]:
            in_city = group.unit[post.unit_id].city == walker.unit.city
            if walker.person.mobility == "city" and not in_city:
                continue
            rise = post.level - level
            if (rise == 0 or (rise == 1 and self._may_rise(t))) and not self._kept_from_home(post):
                yield post, False

    def _kept_from_home(self, post: Post) -> bool:
        at_home = self.model.group.unit[post.unit_id].city == self.walker.person.home_city
        return bool(self.model.group.policy["home_avoidance"]) and at_home and bool(post.roles & HEADS_FROM_ELSEWHERE)

    def _may_rise(self, t: int) -> bool:
        """Time at the given level and before retirement; time since an earlier rise is a row."""
        policy, walker = self.model.group.policy, self.walker
        month = period_start(self.book.start, t)
        at_level = whole_periods(month - walker.person.level_since)
        in_time = whole_periods(walker.retires - month) >= policy["promotion_left"]
        return in_time and at_level >= policy["promotion_stay"]

    def _stints_from(self, arrived: Node, post: Post, *, forced: bool) -> None:
        t, city, level = arrived
        if (post.post_id, t, level) in self.built:
            return
        self.built.add((post.post_id, t, level))
        reached = max(level, post.level)
        for end in range(t + 1, self.walker.active + 1):
            if not self._free(post, end - 1):
                break
            if not self._may_leave(post, t, end):
                continue
            x = self._stint(post, t, end, started=False, level=reached, forced=forced)
            self.starting[arrived].append(x)
            self.first[post.post_id, t].append(x)
            self.into[end, city, reached].append(x)
            if reached > level:
                self.raises.append((t, forced, x))

    def _space_raises(self) -> None:
        """A free rise comes promotion_stay periods after any other rise."""
        stay, linear = self.model.group.policy["promotion_stay"], self.model.linear
        at: dict[int, list[int]] = defaultdict(list)
        for t, _, x in self.raises:
            at[t].append(x)
        free = Counter(t for t, forced, _ in self.raises if not forced)
        for t in free:
            mine = [x for u, forced, x in self.raises if u == t and not forced]
            for u in range(max(0, t - stay + 1), t):
                if u in at:
                    linear.row((mine, 1), (at[u], 1), hi=1)
