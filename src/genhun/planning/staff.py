"""Who works where, since when: facts about people that several planners start from. Verifiers work them out again
on their own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from genhun.core.calendar import Month, month_of
from genhun.core.group import PARTY, Appointment, Group, Person, Unit, lanes_of


@dataclass(frozen=True, slots=True)
class Worker:
    """A party-affairs worker of the training year: the unit that releases them, and whether they are new to the
    work."""

    person: Person
    unit: Unit
    newcomer: bool
    party_months: int

    @property
    def person_id(self) -> str:
        """The person's id."""
        return self.person.person_id


def track_of(group: Group, appointment: Appointment) -> str:
    """The track of an appointment: the post's, or its own for a post outside the table."""
    return group.post[appointment.post_id].track if appointment.post_id else appointment.track


def appointments_by_person(group: Group) -> Mapping[str, list[Appointment]]:
    """All appointments of each person, in the order given."""
    found: dict[str, list[Appointment]] = defaultdict(list)
    for appointment in group.appointments:
        found[appointment.person_id].append(appointment)
    return found


def open_in_table(appointments: Iterable[Appointment]) -> list[Appointment]:
    """The appointments without an end to posts of the table."""
    return [a for a in appointments if a.end is None and a.post_id]


def unit_of(group: Group, still_open: Iterable[Appointment]) -> Unit:
    """The unit of the open non-`fixed` post, else of the open post with the latest start (ties: greater post id)."""
    latest = max(still_open, key=lambda a: (not group.post[a.post_id].fixed, a.start, a.post_id))
    return group.unit[group.post[latest.post_id].unit_id]


def lane_months(group: Group, appointments: Iterable[Appointment], lane: str, before: Month) -> int:
    """Months in which at least one appointment on the lane was held before a month."""
    spans = sorted(
        (a.start, before if a.end is None else min(a.end, before))
        for a in appointments
        if lane in lanes_of(track_of(group, a)) and a.start < before
    )
    months, reached = 0, Month(0)
    for start, end in spans:
        months += max(0, end - max(start, reached))
        reached = max(reached, end)
    return months


def training_january(group: Group) -> Month:
    """January of the training year."""
    return month_of(group.policy["training_year"], 1)


def workers(group: Group) -> tuple[Worker, ...]:
    """The party-affairs workers of the training year, by person id."""
    january = training_january(group)
    by_person = appointments_by_person(group)
    found = []
    for person in sorted(group.people, key=lambda p: p.person_id):
        own = by_person.get(person.person_id, [])
        still_open = open_in_table(own)
        on_party = [a for a in still_open if PARTY in lanes_of(track_of(group, a)) and a.start < january + 12]
        if on_party and group.retires(person) >= january + 12:
            found.append(_worker(group, person, own, still_open, january))
    return tuple(found)


def _worker(
    group: Group, person: Person, own: list[Appointment], still_open: list[Appointment], january: Month
) -> Worker:
    first = min(a.start for a in own if PARTY in lanes_of(track_of(group, a)))
    return Worker(
        person=person,
        unit=unit_of(group, still_open),
        newcomer=january - first < group.policy["newcomer_months"],
        party_months=lane_months(group, own, PARTY, january),
    )


def kin_pairs(group: Group) -> frozenset[tuple[str, str]]:
    """All ordered pairs of people who are related; kinship is symmetric."""
    return frozenset(
        pair
        for k in group.kin
        for pair in ((k.person_id, k.kin_id), (k.kin_id, k.person_id))
        if k.person_id != k.kin_id
    )
