"""What would make somebody ready for a post: staying on, a time on the missing lane, a class."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from genhun.core.group import BOTH
from genhun.records.models import Account, Post
from genhun.rooms.secretaries.bridge import LANES, LEVEL, Evidence, Files, within_reach
from genhun.rooms.secretaries.queries.succession import vacancies

KEY_ROLES = frozenset({"secretary", "chair", "manager", "discipline"})


@dataclass(frozen=True, slots=True)
class Stay:
    """Ready by itself if the person stays on the post held now until a day."""

    post: Post
    start: date
    until: date


@dataclass(frozen=True, slots=True)
class Move:
    """Some half-years on the lane that is missing, on one of the posts with an empty seat."""

    lane: str
    periods: int
    start: date
    until: date
    posts: Sequence[Post]


def stay_of(files: Files, found: Evidence) -> Stay | None:
    """How staying makes a person ready; None if it does not, or if the person is ready."""
    ahead, held = found.periods_by_staying, found.moves
    if not ahead or held is None or held.post is None:
        return None
    return Stay(held.post, files.day(0), files.day(ahead))


def move_of(account: Account, files: Files, found: Evidence) -> Move | None:
    """The move that gives a person the missing lane; None if no lane is missing or the person holds no post that
    plans move. It starts once the minimum stay on the post held now is over."""
    lanes = [lane for lane in LANES if not found.conditions[lane].met and lane not in found.growing]
    if not lanes or found.moves is None:
        return None
    lane = lanes[0]
    periods = found.conditions[lane].short
    first = max(0, files.policy["min_stay"] - found.stayed)
    posts = [post for post in _reachable(account, files, found, lane) if post.pk != found.moves.post_id]
    return Move(lane, periods, files.day(first), files.day(first + periods), posts)


def _reachable(account: Account, files: Files, found: Evidence, lane: str) -> list[Post]:
    """Empty seats on the lane that rules let the person into: level, reach, kin, home."""
    person, levels = found.person, [found.person.level]
    if found.conditions[LEVEL].have >= files.policy["promotion_stay"]:
        levels.append(person.level + 1)
    return [
        post
        for post in vacancies(account, files.post, levels, (lane, BOTH))
        if within_reach(person, post) and post.unit_id not in found.kin_in and not _at_home(files, found, post)
    ]


def _at_home(files: Files, found: Evidence, post: Post) -> bool:
    heads = KEY_ROLES & set(post.roles.split(";"))
    return bool(files.policy["home_avoidance"] and heads and post.unit.city == found.person.home_city)
