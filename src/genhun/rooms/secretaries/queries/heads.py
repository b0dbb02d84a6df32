"""The two heads of each unit, secretary and manager, on the same evidence; arrangements that are otherwise."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from genhun.core.calendar import month_of_date
from genhun.core.group import PARTY, PRODUCTION, lanes_of
from genhun.records.experience import covered
from genhun.records.governance import MANAGER, SECRETARY, Arrangement, State, arrangements
from genhun.records.models import Account, Post, Tenure, Unit
from genhun.records.scope import units_of
from genhun.rooms.secretaries.models import Exemption
from genhun.rooms.secretaries.queries.terms import secretary_role

LEVEL, ON_PRODUCTION, ON_PARTY, GRASSROOTS, IN_POST = "level", "production", "party", "grassroots", "in_post"
CONDITIONS = (LEVEL, ON_PRODUCTION, ON_PARTY, GRASSROOTS, IN_POST)


@dataclass(frozen=True, slots=True)
class Head:
    """One head of a unit: the appointment, and the evidence by condition (the level as such, the others in months)."""

    tenure: Tenure
    facts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Secretary and manager of one unit; None where nobody holds the post."""

    unit: Unit
    secretary: Head | None
    manager: Head | None

    @property
    def one_person(self) -> bool:
        """Whether one person is both."""
        both = self.secretary and self.manager
        return bool(both and self.secretary.tenure.person_id == self.manager.tenure.person_id)  # type: ignore[union-attr]

    @property
    def below(self) -> list[str]:
        """The conditions under which the secretary has less than the manager."""
        if self.secretary is None or self.manager is None or self.one_person:
            return []
        return [key for key in CONDITIONS if self.secretary.facts[key] < self.manager.facts[key]]


def units_with_both_heads(account: Account) -> QuerySet[Unit]:
    """Units of the account's part that have a secretary's post and a manager's."""
    here = Post.objects.filter(unit=OuterRef("pk"))
    return units_of(account).filter(Exists(here.filter(secretary_role())), Exists(here.filter(roles__contains=MANAGER)))


def secretary_below(found: Iterable[Arrangement]) -> list[int]:
    """The units whose secretary is of a lower level than their manager; of several, the first as the pair shows them.

    Counted here and not in the database: a query for each unit's heads reads every open appointment for every unit.
    """
    below = []
    for arrangement in found:
        secretary, manager = arrangement.holding(SECRETARY), arrangement.holding(MANAGER)
        if secretary and manager and secretary[0].person.level < manager[0].person.level:
            below.append(arrangement.unit.pk)
    return below


def pairs(units: Sequence[Unit], today: date) -> list[Pair]:
    """The heads of some units with their evidence, in the order given; three queries."""
    found = {a.unit.pk: a for a in arrangements(Unit.objects.filter(pk__in=[unit.pk for unit in units]), today)}
    heads = [t for a in found.values() for role in (SECRETARY, MANAGER) for t in a.holding(role)]
    facts = _facts(heads, today)
    return [_pair(unit, found.get(unit.pk), facts) for unit in units]


def _pair(unit: Unit, found: Arrangement | None, facts: Mapping[int, Mapping[str, int]]) -> Pair:
    def head(role: str) -> Head | None:
        tenures = found.holding(role) if found else []
        return Head(tenures[0], facts[tenures[0].pk]) if tenures else None

    return Pair(unit, head(SECRETARY), head(MANAGER))


def _facts(heads: Iterable[Tenure], today: date) -> dict[int, dict[str, int]]:
    """The evidence on each head, by appointment; one query for all their careers."""
    chosen = list(heads)
    spans: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    now = month_of_date(today)
    careers = Tenure.objects.filter(person__in={t.person_id for t in chosen}).values_list(
        *("person_id", "start", "end", "track", "grassroots", "post__track", "post__grassroots")
    )
    for person, start, end, track, grassroots, post_track, post_grassroots in careers:
        span = (month_of_date(start), min(month_of_date(end), now) if end else now)
        for lane in lanes_of(post_track or track):
            spans[person, lane].append(span)
        if post_grassroots or grassroots:
            spans[person, GRASSROOTS].append(span)
    return {
        t.pk: {
            LEVEL: t.person.level,
            ON_PRODUCTION: covered(spans[t.person_id, PRODUCTION]),
            ON_PARTY: covered(spans[t.person_id, PARTY]),
            GRASSROOTS: covered(spans[t.person_id, GRASSROOTS]),
            IN_POST: max(0, now - month_of_date(t.start)),
        }
        for t in chosen
    }


@dataclass(slots=True)
class Standing:
    """One arrangement over a part: units by state, and those otherwise that no approval on record covers."""

    counts: dict[State, int] = field(default_factory=lambda: dict.fromkeys(State, 0))
    otherwise: list[int] = field(default_factory=list)

    @property
    def asked(self) -> int:
        """Units of which the arrangement is asked."""
        return sum(n for state, n in self.counts.items() if state != State.NONE)


def standings(found: Iterable[Arrangement], keys: Sequence[str]) -> dict[str, Standing]:
    """How each arrangement stands over some units."""
    result = {key: Standing() for key in keys}
    for arrangement in found:
        for key, state in arrangement.states.items():
            result[key].counts[state] += 1
            if state == State.OTHERWISE:
                result[key].otherwise.append(arrangement.unit.pk)
    return result


def exemptions_by_unit(units: Sequence[int]) -> dict[int, list[Exemption]]:
    """The exceptions on record that have not ended, by unit; one query."""
    found: dict[int, list[Exemption]] = defaultdict(list)
    for exemption in Exemption.objects.filter(unit__in=units, ended_on=None):
        found[exemption.unit_id].append(exemption)
    return found
