"""One person's way through the periods: where it starts, what it enters and what it leaves."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from genhun.core.calendar import Month, period_start, whole_periods
from genhun.core.group import Group, Person, Post, Unit, lanes_of
from genhun.planning.lines import RESERVE, RETIRED


@dataclass(slots=True)
class Walker:
    """A person of the scope: what holds at the start, `states` (a post id or a word for each period), locks.

    `held` and `experience` are whole periods at the start; `active` counts the periods before retirement; `locked`
    names the posts that locks ask for in a period.
    """

    person: Person
    post: Post
    unit: Unit
    held: int
    retires: Month
    active: int
    experience: dict[str, int]
    industries: frozenset[str]
    states: list[str] = field(default_factory=list)
    locked: dict[int, set[str]] = field(default_factory=dict)

    def forced_into(self, post_id: str, period: int) -> bool:
        """Whether a lock forces an entry: the period is the first of a run that the lock covers."""
        return post_id in self.locked.get(period, ()) and post_id not in self.locked.get(period - 1, ())

    def left_start_by(self, period: int) -> bool:
        """Whether the person has left the starting post in this period or earlier."""
        return any(state != self.post.post_id for state in self.states[: period + 1])

    def final_level(self, group: Group) -> int:
        """The greatest of the given level and those of the posts entered."""
        return max([self.person.level, *self._levels_entered(group)])

    def _levels_entered(self, group: Group) -> list[int]:
        before = [self.post.post_id, *self.states]
        return [
            group.post[now].level
            for then, now in zip(before, self.states, strict=False)
            if now != then and now not in (RESERVE, RETIRED)
        ]

    def final_experience(self, group: Group, lane: str) -> int:
        """Whole periods on a lane at the end of the horizon."""
        tracks = (group.post[s].track for s in self.states if s not in (RESERVE, RETIRED))
        return self.experience[lane] + sum(lane in lanes_of(track) for track in tracks)


@dataclass(frozen=True, slots=True)
class Entry:
    """A walker enters a post: the unit come from, level and experience just before, whether a lock forces it."""

    walker: Walker
    post: Post
    period: int
    came_from: Unit
    level: int
    level_held: int
    periods_left: int
    new_lane: bool
    new_industry: bool
    forced: bool


@dataclass(frozen=True, slots=True)
class Leaving:
    """A walker leaves a post other than by retiring; `forced` if an entry that a lock forces causes it."""

    walker: Walker
    post: Post
    period: int
    held: int
    forced: bool


def moves_of(walker: Walker, group: Group, start: Month) -> Iterator[Entry | Leaving]:
    """Every leaving and entry of a walker, in the order of the periods."""
    standing = _Standing(walker)
    here, since = walker.post.post_id, -walker.held
    for t, state in enumerate(walker.states[: walker.active]):
        if state != here:
            if here != RESERVE:
                yield Leaving(walker, group.post[here], t, t - since, walker.forced_into(state, t))
            if state != RESERVE:
                yield standing.enter(group, group.post[state], t, period_start(start, t))
            here, since = state, t
        if state != RESERVE:
            standing.serve(group.post[state])


class _Standing:
    """What a walker has gathered by some period: last unit, level and since when, industries, periods on the lanes."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self.unit = walker.unit
        self.level = walker.person.level
        self.raised: int | None = None
        self.industries = set(walker.industries)
        self.experience = dict(walker.experience)

    def enter(self, group: Group, post: Post, period: int, month: Month) -> Entry:
        """The entry into a post, and the standing after it."""
        unit, walker = group.unit[post.unit_id], self.walker
        by_date = whole_periods(month - walker.person.level_since)
        entry = Entry(
            walker=walker,
            post=post,
            period=period,
            came_from=self.unit,
            level=self.level,
            level_held=by_date if self.raised is None else period - self.raised,
            periods_left=whole_periods(walker.retires - month),
            new_lane=any(self.experience[lane] == 0 for lane in lanes_of(post.track)),
            new_industry=bool(unit.industry) and unit.industry not in self.industries,
            forced=walker.forced_into(post.post_id, period),
        )
        if post.level > self.level:
            self.level, self.raised = post.level, period
        self.unit = unit
        self.industries.add(unit.industry)
        return entry

    def serve(self, post: Post) -> None:
        """One period in a post."""
        for lane in lanes_of(post.track):
            self.experience[lane] += 1
