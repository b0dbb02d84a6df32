"""Changes of the input, as people say them: one more seat, a class more, a rule looser, a lock fewer, somebody gone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from genhun.core.calendar import Month
from genhun.core.errors import GenhunError
from genhun.core.group import Appointment, Group, Lock, Person, TrainingClass
from genhun.core.policy import PARAMETERS, Policy, Value

Row = TypeVar("Row")


class Change(Protocol):
    """One change of the input."""

    def apply(self, group: Group) -> Group:
        """The group with the change; raises UnknownRow if what changes is not there."""
        ...


class UnknownRow(GenhunError):  # noqa: N818 - it names the row, as BadInput names the input
    """A change of a row that the input does not have, or has already."""

    def __init__(self, table: str, key: str, allowed: str) -> None:
        super().__init__(f"{table}: got {key!r}, allowed: {allowed}")


@dataclass(frozen=True, slots=True)
class MoreSeats:
    """More seats in a post, or fewer: never below none."""

    post_id: str
    number: int = 1

    def apply(self, group: Group) -> Group:
        """The group with the seats."""
        _known("posts", self.post_id, group.post)
        posts = (
            replace(p, seats=max(0, p.seats + self.number)) if p.post_id == self.post_id else p for p in group.posts
        )
        return replace(group, posts=tuple(posts))


@dataclass(frozen=True, slots=True)
class MoreClassSeats:
    """More seats in a class, or fewer: never below none."""

    class_id: str
    number: int = 1

    def apply(self, group: Group) -> Group:
        """The group with the seats."""
        _known("classes", self.class_id, (c.class_id for c in group.classes))
        rows = (
            replace(c, seats=max(0, c.seats + self.number)) if c.class_id == self.class_id else c for c in group.classes
        )
        return replace(group, classes=tuple(rows))


@dataclass(frozen=True, slots=True)
class MoreClasses:
    """One class more."""

    offered: TrainingClass

    def apply(self, group: Group) -> Group:
        """The group with the class."""
        _new("classes", self.offered.class_id, (c.class_id for c in group.classes))
        return replace(group, classes=(*group.classes, self.offered))


@dataclass(frozen=True, slots=True)
class PolicyValue:
    """A parameter set to another value."""

    key: str
    value: Value

    def apply(self, group: Group) -> Group:
        """The group under the rule."""
        _known("policy", self.key, PARAMETERS)
        settings = {**group.policy.settings, self.key: self.value}
        return replace(group, policy=Policy(settings, group.policy.sources))


@dataclass(frozen=True, slots=True)
class WithoutLocks:
    """The locks of a person on a post lifted."""

    person_id: str
    post_id: str

    def apply(self, group: Group) -> Group:
        """The group without the locks."""
        lifted = (self.person_id, self.post_id)
        _known("locks", " ".join(lifted), (f"{k.person_id} {k.post_id}" for k in group.locks))
        return replace(group, locks=tuple(k for k in group.locks if (k.person_id, k.post_id) != lifted))


@dataclass(frozen=True, slots=True)
class WithLock:
    """A decision taken."""

    lock: Lock

    def apply(self, group: Group) -> Group:
        """The group with the lock."""
        _known("people", self.lock.person_id, group.person)
        _known("posts", self.lock.post_id, group.post)
        return replace(group, locks=(*group.locks, self.lock))


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody no longer there: the person with all appointments, locks, kin and credits."""

    person_id: str

    def apply(self, group: Group) -> Group:
        """The group without the person."""
        gone = self.person_id
        _known("people", gone, group.person)
        return replace(
            group,
            people=_others(group.people, gone),
            appointments=_others(group.appointments, gone),
            locks=_others(group.locks, gone),
            credits=_others(group.credits, gone),
            kin=tuple(k for k in group.kin if gone not in (k.person_id, k.kin_id)),
        )


@dataclass(frozen=True, slots=True)
class Leaves:
    """Somebody who leaves in a month: retirement, or a resignation that takes effect then."""

    person_id: str
    month: Month

    def apply(self, group: Group) -> Group:
        """The group with the person's way cut short."""
        _known("people", self.person_id, group.person)
        people = (replace(p, retire=self.month) if p.person_id == self.person_id else p for p in group.people)
        return replace(group, people=tuple(people))


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody new, with the appointments that the person brings."""

    person: Person
    appointments: tuple[Appointment, ...]

    def apply(self, group: Group) -> Group:
        """The group with the person."""
        _new("people", self.person.person_id, group.person)
        return replace(
            group,
            people=(*group.people, self.person),
            appointments=(*group.appointments, *self.appointments),
        )


def apply_all(group: Group, changes: Iterable[Change]) -> Group:
    """The group after several changes, one after the other."""
    for change in changes:
        group = change.apply(group)
    return group


def _others(rows: tuple[Row, ...], person_id: str) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.person_id != person_id)  # type: ignore[attr-defined]  # rows of people


def _known(table: str, key: str, keys: Iterable[str]) -> None:
    if key not in set(keys):
        raise UnknownRow(table, key, "a row of the input")


def _new(table: str, key: str, keys: Iterable[str]) -> None:
    if key in set(keys):
        raise UnknownRow(table, key, "an id that the input does not have yet")
