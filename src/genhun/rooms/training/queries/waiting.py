"""Who waits for seats, and in which order they get them: by need and deadline, then by who asked first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet

from genhun.records.models import Account, Person, TrainingClass
from genhun.records.scope import own, people_of
from genhun.rooms.training.models import Waiting


@dataclass(slots=True)
class Entry:
    """One entry of a waiting list: people of one unit who go together."""

    number: int
    asked_at: datetime
    note: str
    unit: str
    people: list[tuple[str, str, int]] = field(default_factory=list)  # code, name, number


def waiting_for(account: Account, offered: TrainingClass) -> list[Entry]:
    """The entries of a class from the account's part, in the order in which they were asked for; one query."""
    rows = Waiting.people.through.objects.filter(
        own(account, "waiting__unit__path"),
        waiting__training_class=offered,
        waiting__state=Waiting.State.WAITING,
    ).order_by("waiting_id", "person__code")
    fields = ("waiting_id", "waiting__asked_at", "waiting__note", "waiting__unit__name")
    entries: dict[int, Entry] = {}
    for number, at, note, unit, *person in rows.values_list(*fields, "person__code", "person__name", "person_id"):
        entry = entries.setdefault(number, Entry(number, at, note, unit))
        entry.people.append((person[0], person[1], person[2]))
    return list(entries.values())


def entries_of(account: Account) -> QuerySet[Waiting]:
    """Entries of every list from the account's part, whatever became of them."""
    return Waiting.objects.filter(own(account, "unit__path")).select_related("training_class")


def waiting_of(account: Account) -> Mapping[int, int]:
    """How many entries of the account's part wait for each class."""
    found: dict[int, int] = {}
    chosen = Waiting.objects.filter(own(account, "unit__path"), state=Waiting.State.WAITING)
    for number in chosen.values_list("training_class_id", flat=True):
        found[number] = found.get(number, 0) + 1
    return found


def people_meant(account: Account, words: list[str]) -> list[list[Person]]:
    """For each name or code the people of the part whom it means."""
    found = list(people_of(account).filter(Q(code__in=words) | Q(name__in=words)).select_related("unit"))
    return [[p for p in found if p.code == word] or [p for p in found if p.name == word] for word in words]
