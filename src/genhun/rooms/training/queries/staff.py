"""The party-affairs workers of a part with all that rules and planners ask about them; six queries at any size."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import QuerySet

from genhun.core.calendar import Month, month_of_date
from genhun.core.days import PARAMETERS, Settings
from genhun.core.group import Appointment, Group, Person, Post, Unit
from genhun.records import models as m
from genhun.records.contract.policy import Setting, policy_from
from genhun.records.contract.read import rows_in, stored_rows
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
    careers = _Careers(chosen)
    policy, days = _settings()
    group = Group(
        units=tuple(_units(units)),
        posts=tuple(careers.posts.values()),
        people=tuple(careers.people.values()),
        appointments=tuple(careers.appointments),
        classes=tuple(offered for _number, offered in classes),
        credits=rows_in("credits", m.Credit.objects.filter(person__in=chosen)),
        peaks=rows_in("peaks"),
        policy=policy_from(policy),
    )
    return Staff(group, careers.numbers, {offered.class_id: number for number, offered in classes}, units, days)


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


class _Careers:
    """The posts that people hold or held, and when; one query for the people, their careers and the posts."""

    def __init__(self, people: QuerySet[m.Person]) -> None:
        self.people: dict[str, Person] = {}
        self.numbers: dict[str, int] = {}
        self.posts: dict[str, Post] = {}
        self.appointments: list[Appointment] = []
        rows = m.Tenure.objects.filter(person__in=people).order_by("id").select_related("person", "post__unit")
        for row in rows:
            if row.person.code not in self.people:
                self.people[row.person.code] = _person(row.person)
                self.numbers[row.person.code] = row.person_id
            self._hold(row)

    def _hold(self, row: m.Tenure) -> None:
        post = row.post
        if post is not None and post.code not in self.posts:
            roles = frozenset(filter(None, post.roles.split(";")))
            self.posts[post.code] = Post(
                post.code, post.unit.code, post.title, post.track, post.level, roles=roles, fixed=post.fixed
            )
        held = Appointment(
            row.person.code,
            post.code if post else "",
            month_of_date(row.start),
            _month(row.end),
            row.track,
            row.level,
        )
        self.appointments.append(held)


def _person(row: m.Person) -> Person:
    born, since = month_of_date(row.birth), month_of_date(row.level_since)
    return Person(
        *(row.code, row.name, row.sex, born, row.level, since, row.home_city, row.mobility, row.young),
        _month(row.retire),
    )


def _month(day: date | None) -> Month | None:
    return None if day is None else month_of_date(day)
