"""Where each person of the rotation stands before the plan starts, in whole periods, as explanations read it."""

from dataclasses import dataclass

from genhun.core.calendar import MONTHS_A_PERIOD, Month, first_period_from, period_start, whole_periods
from genhun.core.group import BOTH, PARTY, PRODUCTION, Appointment, Group, Lock, Person, lanes_of


@dataclass(frozen=True, slots=True)
class Situation:
    """One person of the scope at `rotation_start`.

    `held` and `level_held` are whole periods; `lived` is whole periods on the party and the production lane; `retires`
    is the first period of retirement, at most the number of periods; `locks` names each period's locked post or "".
    """

    person: Person
    post_id: str
    unit_id: str
    circle: str
    city: str
    held: int
    level_held: int
    lived: tuple[int, int]
    industries: frozenset[str]
    retires: int
    retirement: Month
    locks: tuple[str, ...]

    def forced(self, post_id: str, period: int) -> bool:
        """Whether a lock forces an entry into the post in this period: the first of a run of covered periods."""
        if self.locks[period] != post_id:
            return False
        return period == 0 or self.locks[period - 1] != post_id


def situations(group: Group) -> dict[str, Situation]:
    """Everyone in the scope of the rotation by person id, in the order of the people table."""
    records: dict[str, list[Appointment]] = {}
    for a in group.appointments:
        records.setdefault(a.person_id, []).append(a)
    locks: dict[str, list[Lock]] = {}
    for lock in group.locks:
        locks.setdefault(lock.person_id, []).append(lock)
    found = {}
    for person in group.people:
        mine = records.get(person.person_id, [])
        start = next((a for a in mine if _rotates(group, a)), None)
        if start is not None and group.retires(person) >= group.policy.rotation_start:
            found[person.person_id] = _situation(group, person, start, mine, locks.get(person.person_id, []))
    return found


def _rotates(group: Group, a: Appointment) -> bool:
    return bool(a.post_id) and a.end is None and not group.post[a.post_id].fixed


def _situation(
    group: Group, person: Person, start: Appointment, mine: list[Appointment], locks: list[Lock]
) -> Situation:
    first, periods = group.policy.rotation_start, group.policy["periods"]
    unit = group.unit[group.post[start.post_id].unit_id]
    retirement = group.retires(person)
    retires = min(periods, first_period_from(first, retirement))
    return Situation(
        person=person,
        post_id=start.post_id,
        unit_id=unit.unit_id,
        circle=unit.circle,
        city=unit.city,
        held=whole_periods(first - start.start),
        level_held=(first - person.level_since) // MONTHS_A_PERIOD,
        lived=(_lived(group, mine, PARTY), _lived(group, mine, PRODUCTION)),
        industries=frozenset(filter(None, (_industry(group, a) for a in mine if a.start < first or a.end is None))),
        retires=retires,
        retirement=retirement,
        locks=_locked_posts(group, locks, periods, retires),
    )


def _industry(group: Group, a: Appointment) -> str:
    return group.unit[group.post[a.post_id].unit_id].industry if a.post_id else a.industry


def _lived(group: Group, mine: list[Appointment], lane: str) -> int:
    """Whole periods of the union of the appointments on a lane, clipped to before the start."""
    first = group.policy.rotation_start
    spans = sorted(
        (a.start, first if a.end is None else min(a.end, first))
        for a in mine
        if lane in lanes_of(group.post[a.post_id].track if a.post_id else a.track)
    )
    months, reached = 0, None
    for begin, end in spans:
        fresh = begin if reached is None else max(begin, reached)
        if end > fresh:
            months += end - fresh
            reached = end
    return whole_periods(months)


def _locked_posts(group: Group, locks: list[Lock], periods: int, retires: int) -> tuple[str, ...]:
    first = group.policy.rotation_start
    posts = [""] * periods
    for lock in locks:
        if group.post[lock.post_id].fixed:
            continue
        for t in range(retires):
            month = period_start(first, t)
            if lock.start <= month and (lock.end is None or month < lock.end):
                posts[t] = lock.post_id
    return tuple(posts)


def lanes_lived(track: str, lived: tuple[int, int]) -> tuple[int, ...]:
    """The whole periods lived on each lane of a track."""
    if track == BOTH:
        return lived
    return (lived[0],) if track == PARTY else (lived[1],)
