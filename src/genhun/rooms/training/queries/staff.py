"""The party-affairs workers of a part with all that rules and planners ask about them; six queries at any size."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet

from genhun.core.days import PARAMETERS, Settings
from genhun.core.group import Appointment, Credit, Group, Person, Post, Unit
from genhun.records import models as m
from genhun.records.contract.policy import Setting, policy_from
from genhun.records.contract.read import CHUNK, SHAPES, rows_in, stored_rows
from genhun.records.models import Account
from genhun.records.scope import people_of, units_below
from genhun.rooms.training.models import DaySetting

PARTY_TRACKS = ("party", "both")


@dataclass(frozen=True)
class Staff:
    """Workers and what they are planned by, with the records' own numbers by code."""

    group: Group
    people: Mapping[str, int]
    classes: Mapping[str, int]
    units: Mapping[str, m.Unit]
    settings: Settings


def staff_of(account: Account) -> Staff:
    """Everybody of the reader's part who holds an open party-affairs post."""
    return staff_among(people_of(account))


def staff_below(unit: m.Unit) -> Staff:
    """Everybody of a unit and of all below it who holds an open party-affairs post."""
    people = m.Person.objects.filter(unit__in=units_below(unit))
    return staff_among(people if unit.parent_id else people | m.Person.objects.filter(unit=None))


def staff_among(people: QuerySet[m.Person]) -> Staff:
    """Those of some people who hold an open party-affairs post."""
    holders = people.filter(tenures__end=None, tenures__post__track__in=PARTY_TRACKS)
    chosen = m.Person.objects.filter(pk__in=holders.values("pk"))
    units = {unit.code: unit for unit in m.Unit.objects.order_by("path")}
    classes = list(stored_rows("classes"))
    appointments, posts = _careers(chosen)
    workers, credits = _people(chosen)
    policy, days = _settings()
    group = Group(
        units=tuple(_units(units)),
        posts=posts,
        people=tuple(workers.values()),
        appointments=appointments,
        classes=tuple(offered for _number, offered in classes),
        credits=credits,
        peaks=rows_in("peaks"),
        policy=policy_from(policy),
    )
    numbers = {row.person_id: number for number, row in workers.items()}
    return Staff(group, numbers, {offered.class_id: number for number, offered in classes}, units, days)


def _people(people: QuerySet[m.Person]) -> tuple[dict[int, Person], tuple[Credit, ...]]:
    """People by number, and the days that they have had; one query."""
    _model, told, person = SHAPES["people"]
    found, credits = {}, []
    rows = people.order_by("id", "credits__id").values_list("id", *told, "credits__date", "credits__days")
    for number, *row, day, days in rows.iterator(CHUNK):
        if number not in found:
            found[number] = person(*row)
        if day is not None:
            credits.append(Credit(found[number].person_id, day, days))
    return found, tuple(credits)


def _careers(people: QuerySet[m.Person]) -> tuple[tuple[Appointment, ...], tuple[Post, ...]]:
    """Where people are and were, and the posts of these careers; one query."""
    _model, held, appointment = SHAPES["appointments"]
    _model, told, post = SHAPES["posts"]
    columns = (*held, *(f"post__{column}" for column in told))
    rows = m.Tenure.objects.filter(person__in=people).order_by("id").values_list("post_id", *columns)
    appointments, posts = [], {}
    for number, *row in rows.iterator(CHUNK):
        appointments.append(appointment(*row[: len(held)]))
        if number is not None and number not in posts:
            posts[number] = post(*row[len(held) :])
    return tuple(appointments), tuple(posts.values())


def _units(units: Mapping[str, m.Unit]) -> list[Unit]:
    codes = {unit.pk: unit.code for unit in units.values()}
    return [
        Unit(u.code, u.name, u.city, codes.get(u.parent_id or 0, ""), u.tier, u.industry, u.lat, u.lon, u.circle)
        for u in units.values()
    ]


def _settings() -> tuple[list[Setting], Settings]:
    """What the group has set for the planners, and for the rules of days; one query."""
    columns = ("key", "value", "source")
    rows = m.PolicySetting.objects.order_by().values_list(*columns)
    found = [Setting(*row) for row in rows.union(DaySetting.objects.order_by().values_list(*columns), all=True)]
    days = {row.key: Fraction(row.value) for row in found if row.key in PARAMETERS}
    return [row for row in found if row.key not in PARAMETERS], Settings(days)
