"""Who waits for seats: people put on a list, and wishes that people or offices stated; and who was promised one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value

from genhun.records.models import Account, Person, Role, SeatWish, TrainingClass
from genhun.records.scope import own, people_of
from genhun.rooms.training.models import Waiting

STATED = (SeatWish.State.ASKED, SeatWish.State.PROMISED)


@dataclass(slots=True)
class Entry:
    """One entry: people of one unit who go together, or somebody's wish (`wish` is its state, else empty)."""

    number: int
    asked_at: datetime
    note: str
    unit: str
    role: str = ""  # of whoever asked
    wish: str = ""
    people: list[tuple[str, str, int]] = field(default_factory=list)  # code, name, number

    @property
    def promised(self) -> bool:
        """Whether the seat is promised: every plan keeps it."""
        return self.wish == SeatWish.State.PROMISED

    @property
    def asked_by(self) -> str:
        """Who asked: the person, or an office."""
        return str(Role(self.role).label) if self.role else ""


def asked_for(account: Account, offered: TrainingClass | int) -> list[Entry]:
    """The entries and wishes for a class from the account's part, the first asked first; one query."""
    here = Waiting.people.through.objects.filter(
        own(account, "waiting__unit__path"), waiting__training_class=offered, waiting__state=Waiting.State.WAITING
    )
    rows = _told(here, "waiting__", Value("", CharField())).union(
        _told(_stated(account).filter(training_class=offered), "", F("state")), all=True
    )
    entries: dict[tuple[bool, int], Entry] = {}
    for number, at, note, unit, role, wish, *person in sorted(rows, key=lambda row: (row[1], row[0], row[6])):
        entry = entries.setdefault((bool(wish), number), Entry(number, at, note, unit or "", role, wish))
        entry.people.append((person[0], person[1], person[2]))
    return list(entries.values())


def waiting_for(account: Account, offered: TrainingClass) -> list[Entry]:
    """The entries and wishes for a class that still wait; one query."""
    return [entry for entry in asked_for(account, offered) if not entry.promised]


def _told(rows: QuerySet[Any], head: str, state: Any) -> Any:
    """What both kinds of rows say in the same words."""
    unit = F("waiting__unit__name" if head else "person__unit__name")
    named = rows.order_by().annotate(
        a_number=F(f"{head}id"),
        b_at=F(f"{head}asked_at"),
        c_note=F("waiting__note" if head else "reason"),
        d_unit=unit,
        e_role=F(f"{head}asked_by__role"),
        f_state=state,
    )
    columns = ("a_number", "b_at", "c_note", "d_unit", "e_role", "f_state")
    return named.values_list(*columns, "person__code", "person__name", "person_id")


def _stated(account: Account) -> QuerySet[SeatWish]:
    return SeatWish.objects.filter(own(account, "person__unit__path"), state__in=STATED)


def wishes_of(account: Account) -> QuerySet[SeatWish]:
    """Wishes of people of the account's part, whatever became of them."""
    return SeatWish.objects.filter(own(account, "person__unit__path")).select_related("training_class", "person__unit")


def wished_classes(account: Account) -> Iterable[tuple[TrainingClass, int]]:
    """The classes for which wishes of the account's part wait for a word, with how many; by date; one query."""
    asked = _stated(account).filter(state=SeatWish.State.ASKED).select_related("training_class")
    wishes = list(asked.order_by("training_class__start", "training_class__code"))
    number = Counter(wish.training_class_id for wish in wishes)
    classes = {wish.training_class_id: wish.training_class for wish in wishes}
    return [(offered, number[pk]) for pk, offered in classes.items()]


def entries_of(account: Account) -> QuerySet[Waiting]:
    """Entries of every list from the account's part, whatever became of them."""
    return Waiting.objects.filter(own(account, "unit__path")).select_related("training_class")


def waiting_of(account: Account) -> Mapping[int, int]:
    """How many entries and wishes of the account's part wait for each class; one query."""
    listed = Waiting.objects.filter(own(account, "unit__path"), state=Waiting.State.WAITING)
    wished = _stated(account).filter(state=SeatWish.State.ASKED)
    classes = listed.order_by().values_list("training_class_id", flat=True)
    return Counter(classes.union(wished.order_by().values_list("training_class_id", flat=True), all=True))


def people_meant(account: Account, words: list[str]) -> list[list[Person]]:
    """For each name or code the people of the part whom it means."""
    found = list(people_of(account).filter(Q(code__in=words) | Q(name__in=words)).select_related("unit"))
    return [[p for p in found if p.code == word] or [p for p in found if p.name == word] for word in words]
