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


def walk(rng: Random, ways: Ways, start: Post, level: int, active: int, retire: Month) -> Itinerary:
    """A random itinerary from a post; its past is set as it goes."""
    way = Itinerary(start, active, held=rng.randint(0, 9), level_held=rng.randint(0, 5))
    here: Post | None = start
    raised: int | None = None
    stay = active if chance(rng, 0.35) else rng.randint(0, active)
    min_stay = ways.number("min_stay")
    while True:
        first = len(way.states)
        way.states += [here.post_id if here else RESERVE] * min(stay, active - first)
        now = len(way.states)
        if now >= active:
            break
        from_start = first == 0 and here is start
        short = here is not None and not from_start and stay < min_stay
        target, forced = _next(rng, ways, way, here, level, raised, now, retire, must_force=short)
        if target is None and (short or here is None):  # nowhere to go lawfully: stay to the end
            way.states += [here.post_id if here else RESERVE] * (active - now)
            break
        if from_start and not forced:
            way.held = max(way.held, min_stay - stay)
        least = 1 if target is None else max(1, min_stay - chance(rng, 0.3))
        stay = rng.randint(least, max(least, active))
        if forced and target is not None:
            way.forced.append((target.post_id, now, min(active, now + rng.randint(1, stay)) - 1))
        if target is not None and target.level > level:
            level, raised = target.level, now
        here = target
    way.states += [RETIRED] * (ways.number("periods") - active)
    return way


def _next(
    rng: Random,
    ways: Ways,
    way: Itinerary,
    here: Post | None,
    level: int,
    raised: int | None,
    now: int,
    retire: Month,
    *,
    must_force: bool,
) -> tuple[Post | None, bool]:
    """(post to enter next or None for the reserve, whether a lock must force it)."""
    others = [p for p in ways.posts.values() if not p.fixed and p is not here]
    if others and (must_force or chance(rng, 0.12)):
        return rng.choice(others), True
    if must_force or (here is not None and chance(rng, 0.15)):
        return None, False
    in_reach = [p for p in others if ways.circle_of(p) == ways.circle_of(way.start)]
    left = (retire - START) // 6 - now
    stayed = now - raised if raised is not None else None
    promotion_stay = ways.number("promotion_stay")
    may_rise = left >= ways.number("promotion_left") and (stayed is None or stayed >= promotion_stay)
    lawful = [p for p in in_reach if p.level == level or (p.level == level + 1 and may_rise)]
    if not lawful:
        return None, False
    post = rng.choice(lawful)
    if post.level > level and raised is None:
        way.level_held = max(way.level_held, promotion_stay - now)
    return post, False
