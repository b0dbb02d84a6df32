"""The cost of a rotation plan, one function a part, in points."""

from collections import Counter
from collections.abc import Callable, Mapping

from genhun.core.policy import MOVE_BY_BAND
from genhun.planning.lines import RESERVE
from genhun.planning.rotation.verify.book import Book
from genhun.planning.rotation.verify.walker import Walker
from genhun.planning.witness import LANES


def vacancy(book: Book) -> int:
    """Every vacant seat of a non-fixed post, each period; doubled for a secretary's."""
    policy = book.group.policy
    total = 0
    for post in book.group.posts:
        if post.fixed:
            continue
        points = policy["vacancy_base"] + policy["vacancy_level"] * post.level
        points *= 2 if "secretary" in post.roles else 1
        for t in range(book.periods):
            total += points * max(0, post.seats - book.holders.get((post.post_id, t), 0))
    return total


def move(book: Book) -> int:
    """Every entry, by the distance from the unit left."""
    points, atlas = book.group.policy["move"], book.group.atlas
    return sum(
        points + MOVE_BY_BAND[atlas.band(e.came_from.city, book.group.unit[e.post.unit_id].city)] for e in book.entries
    )


def unfamiliar(book: Book) -> int:
    """Every entry into a track or an industry not served before."""
    track, industry = book.group.policy["new_track"], book.group.policy["new_industry"]
    return sum(track * e.new_lane + industry * e.new_industry for e in book.entries)


def overdue(book: Book) -> int:
    """Every period at whose start the post has been held too long."""
    most = book.group.policy["max_stay"]
    total = 0
    for walker in book.walkers.values():
        here, since = walker.post.post_id, -walker.held
        for t, state in enumerate(walker.states[: walker.active]):
            if state != here:
                here, since = state, t
            total += state != RESERVE and t - since >= most
    return total * book.group.policy["overdue"]


def reserve(book: Book) -> int:
    """Every period in the reserve."""
    return book.group.policy["reserve"] * sum(w.states.count(RESERVE) for w in book.walkers.values())


def ends_dual(book: Book, walker: Walker) -> bool:
    """Whether a walker ends with enough periods on both lanes."""
    enough = book.group.policy["dual_periods"]
    return all(walker.final_experience(book.group, lane) >= enough for lane in LANES)


def not_dual(book: Book) -> int:
    """Every young person, not retired in the horizon, who does not end dual."""
    missed = sum(w.person.young and w.active == book.periods and not ends_dual(book, w) for w in book.walkers.values())
    return book.group.policy["not_dual"] * missed


def thin(book: Book) -> int:
    """Every successor missing for the secretary posts of a circle and level."""
    group, wanted = book.group, Counter[tuple[str, int]]()
    for post in group.posts:
        if "secretary" in post.roles:
            wanted[group.unit[post.unit_id].circle, post.level] += group.policy["bench"] * post.seats
    supply: Counter[tuple[str, int]] = Counter()
    for walker in book.walkers.values():
        last = group.post.get(walker.states[-1])
        if walker.active < book.periods or (last and "secretary" in last.roles) or not ends_dual(book, walker):
            continue
        circle, level = walker.unit.circle, walker.final_level(group)
        supply[circle, level + 1 if (circle, level + 1) in wanted else level] += 1
    return group.policy["thin"] * sum(max(0, need - supply[key]) for key, need in wanted.items())


PARTS: Mapping[str, Callable[[Book], int]] = {
    "vacancy": vacancy,
    "move": move,
    "unfamiliar": unfamiliar,
    "overdue": overdue,
    "reserve": reserve,
    "not_dual": not_dual,
    "thin": thin,
}
