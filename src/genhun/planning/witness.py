"""What the verifiers see for themselves in the tables. Solvers never import this: they read them their own way."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from genhun.core.calendar import Month, month_of
from genhun.core.group import BOTH, PARTY, PRODUCTION, Appointment, Group, Person, Post, Unit, lanes_of

LANES = (PARTY, PRODUCTION)


@dataclass(frozen=True, slots=True)
class Holding:
    """An open appointment to a post of the table."""

    post: Post
    start: Month


@dataclass(frozen=True, slots=True)
class Worker:
    """A party-affairs worker of the training year; `party_months` are clipped to before its January."""

    person: Person
    unit: Unit
    newcomer: bool
    party_months: int


def holdings_by_person(group: Group) -> dict[str, list[Holding]]:
    """The open posts of each person who has one, by person id."""
    held: dict[str, list[Holding]] = defaultdict(list)
    for a in group.appointments:
        if a.end is None and a.post_id:
            held[a.person_id].append(Holding(group.post[a.post_id], a.start))
    return dict(held)


def appointments_by_person(group: Group) -> dict[str, list[Appointment]]:
    """All appointments of each person, past and open, by person id."""
    found: dict[str, list[Appointment]] = defaultdict(list)
    for a in group.appointments:
        found[a.person_id].append(a)
    return dict(found)


def kin_by_person(group: Group) -> dict[str, set[str]]:
    """The kin of each person, in both directions, by person id."""
    kin: dict[str, set[str]] = defaultdict(set)
    for row in group.kin:
        if row.person_id != row.kin_id:
            kin[row.person_id].add(row.kin_id)
            kin[row.kin_id].add(row.person_id)
    return dict(kin)


def track_of(group: Group, appointment: Appointment) -> str:
    """The track of an appointment: its post's, or its own outside the table."""
    return group.post[appointment.post_id].track if appointment.post_id else appointment.track


def months_on(group: Group, appointments: Iterable[Appointment], lane: str, until: Month) -> int:
    """Months before `until` covered by at least one appointment on a lane (the length of the union)."""
    spans = sorted(
        (a.start, until if a.end is None else min(a.end, until))
        for a in appointments
        if lane in lanes_of(track_of(group, a))
    )
    total, seen_to = 0, 0
    for start, end in spans:
        total += max(0, end - max(start, seen_to))
        seen_to = max(seen_to, end)
    return total


def seat_of(holdings: Iterable[Holding]) -> Post:
    """The post whose unit a person belongs to: the open non-fixed one, else the latest (ties: greater id)."""
    return max(holdings, key=lambda h: (not h.post.fixed, h.start, h.post.post_id)).post


def workers_by_id(group: Group) -> dict[str, Worker]:
    """The party-affairs workers of the training year, by person id."""
    january = month_of(group.policy["training_year"], 1)
    december = Month(january + 11)
    careers = appointments_by_person(group)
    workers: dict[str, Worker] = {}
    for person_id, held in holdings_by_person(group).items():
        person = group.person[person_id]
        on_party = any(h.post.track in (PARTY, BOTH) and h.start <= december for h in held)
        if not on_party or group.retires(person) <= december:
            continue
        party = [a for a in careers[person_id] if PARTY in lanes_of(track_of(group, a))]
        first = min(a.start for a in party)
        workers[person_id] = Worker(
            person=person,
            unit=group.unit[seat_of(held).unit_id],
            newcomer=january - first < group.policy["newcomer_months"],
            party_months=months_on(group, party, PARTY, january),
        )
    return workers
