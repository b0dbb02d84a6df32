"""One lawful way through the periods, and what must have been true before for it to be lawful."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from tests.planning.planted.ground import START, chance

from genhun.core.calendar import Month
from genhun.core.group import Post
from genhun.planning.lines import RESERVE, RETIRED


@dataclass(frozen=True)
class Ways:
    """What an itinerary may use: the posts, the circle of a post, whole-number policy values."""

    posts: Mapping[str, Post]
    circle_of: Callable[[Post], str]
    number: Callable[[str], int]


@dataclass(frozen=True)
class Traveller:
    """Who sets out: the starting post, the level given, periods before retirement, the month of retirement."""

    start: Post
    level: int
    active: int
    retire: Month


@dataclass
class Itinerary:
    """States by period with the least past that makes them lawful: periods held, periods at level, forced entries.

    `forced` holds (post id, first period, last period) of the locks that the itinerary needs.
    """

    start: Post
    active: int
    states: list[str] = field(default_factory=list)
    held: int = 0
    level_held: int = 0
    forced: list[tuple[str, int, int]] = field(default_factory=list)


def walk(rng: Random, ways: Ways, traveller: Traveller) -> Itinerary:
    """A random itinerary; its past is set as it goes."""
    return _Walk(rng, ways, traveller).go()


class _Walk:
    def __init__(self, rng: Random, ways: Ways, traveller: Traveller) -> None:
        self.rng, self.ways, self.traveller = rng, ways, traveller
        self.way = Itinerary(traveller.start, traveller.active, held=rng.randint(0, 9), level_held=rng.randint(0, 5))
        self.here: Post | None = traveller.start
        self.level = traveller.level
        self.raised: int | None = None

    @property
    def now(self) -> int:
        return len(self.way.states)

    def go(self) -> Itinerary:
        active, min_stay = self.traveller.active, self.ways.number("min_stay")
        stay = active if chance(self.rng, 0.35) else self.rng.randint(0, active)
        from_start = True
        self.spend(stay)
        while self.now < active:
            short = self.here is not None and not from_start and stay < min_stay
            target, forced = self.choose(must_force=short)
            if target is None and (short or self.here is None):  # nowhere to go lawfully: stay to the end
                self.spend(active)
                break
            if from_start and not forced:
                self.way.held = max(self.way.held, min_stay - stay)
            least = 1 if target is None else max(1, min_stay - chance(self.rng, 0.3))
            stay = self.rng.randint(least, max(least, active))
            self.enter(target, stay, forced=forced)
            self.spend(stay)
            from_start = False
        self.way.states += [RETIRED] * (self.ways.number("periods") - active)
        return self.way

    def spend(self, stay: int) -> None:
        """Stay where one is for some periods, at most until the retirement."""
        state = self.here.post_id if self.here else RESERVE
        self.way.states += [state] * min(stay, self.traveller.active - self.now)

    def enter(self, target: Post | None, stay: int, *, forced: bool) -> None:
        """Go to a post or to the reserve; a forced entry gets a lock on some of the stay."""
        if target is not None and forced:
            end = min(self.traveller.active, self.now + self.rng.randint(1, stay))
            self.way.forced.append((target.post_id, self.now, end - 1))
        if target is not None and target.level > self.level:
            self.level, self.raised = target.level, self.now
        self.here = target

    def choose(self, *, must_force: bool) -> tuple[Post | None, bool]:
        """(post to enter next or None for the reserve, whether a lock must force it)."""
        rng = self.rng
        others = [p for p in self.ways.posts.values() if not p.fixed and p is not self.here]
        if others and (must_force or chance(rng, 0.12)):
            return rng.choice(others), True
        if must_force or (self.here is not None and chance(rng, 0.15)):
            return None, False
        lawful = [p for p in others if self.may_enter(p)]
        if not lawful:
            return None, False
        post = rng.choice(lawful)
        if post.level > self.level and self.raised is None:
            self.way.level_held = max(self.way.level_held, self.ways.number("promotion_stay") - self.now)
        return post, False

    def may_enter(self, post: Post) -> bool:
        """Reach and level; time at the given level is granted afterwards, time at a new level is not."""
        if self.ways.circle_of(post) != self.ways.circle_of(self.traveller.start):
            return False
        left = (self.traveller.retire - START) // 6 - self.now
        in_time = self.raised is None or self.now - self.raised >= self.ways.number("promotion_stay")
        may_rise = in_time and left >= self.ways.number("promotion_left")
        return post.level == self.level or (post.level == self.level + 1 and may_rise)
