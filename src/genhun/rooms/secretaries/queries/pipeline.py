"""Where secretaries come from: from the grass roots, from production; by year, level and circle, from appointments."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min, Q

from genhun.records.models import Account, Tenure
from genhun.rooms.secretaries.queries.posts import secretary_posts
from genhun.rooms.secretaries.queries.terms import secretary_role

FROM_PRODUCTION = Q(post__track__in=("production", "both")) | Q(post=None, track__in=("production", "both"))
FROM_GRASSROOTS = Q(post__grassroots=True) | Q(post=None, grassroots=True)


@dataclass(frozen=True, slots=True)
class Origin:
    """One appointment to a secretary's post: who, where, since when until when, and what came before it."""

    person: int
    level: int
    circle: str
    start: date
    end: date | None
    grassroots: bool
    production: bool


@dataclass(frozen=True, slots=True)
class Share:
    """Secretaries of one kind, and how many of them served before at the grass roots and in production."""

    of: str
    secretaries: int
    grassroots: int
    production: int

    @property
    def from_grassroots(self) -> float:
        """The share from the grass roots."""
        return self.grassroots / self.secretaries if self.secretaries else 0.0

    @property
    def from_production(self) -> float:
        """The share from production."""
        return self.production / self.secretaries if self.secretaries else 0.0


def origins(account: Account, level: int | None = None, circle: str = "") -> list[Origin]:
    """Every appointment to a secretary's post of the account's part, open or past; two queries."""
    posts = secretary_posts(account)
    posts = posts.filter(level=level) if level is not None else posts
    posts = posts.filter(unit__circle=circle) if circle else posts
    held = Tenure.objects.filter(secretary_role("post__roles"), post__in=posts.order_by().values("pk"))
    first = _first_served(held.order_by().values("person"))
    rows = held.order_by("pk").values_list("person_id", "post__level", "post__unit__circle", "start", "end")
    never = date.max
    found = []
    for person, of_level, of_circle, start, end in rows:
        grassroots, production = first.get(person, (None, None))
        before = (grassroots or never) < start, (production or never) < start
        found.append(Origin(person, of_level, of_circle, start, end, *before))
    return found


def _first_served(people: Any) -> dict[int, tuple[date | None, date | None]]:
    """When each of some people first served at the grass roots and in production."""
    rows = Tenure.objects.filter(person__in=people).order_by().values("person")
    rows = rows.annotate(
        grassroots_since=Min("start", filter=FROM_GRASSROOTS), production_since=Min("start", filter=FROM_PRODUCTION)
    )
    return {row["person"]: (row["grassroots_since"], row["production_since"]) for row in rows}


def at(found: Iterable[Origin], day: date) -> list[Origin]:
    """Those in office on a day, each person once: the post held longest."""
    holding: dict[int, Origin] = {}
    for origin in sorted(found, key=lambda o: o.start):
        if origin.start <= day and (origin.end is None or day < origin.end):
            holding.setdefault(origin.person, origin)
    return list(holding.values())


def share(of: str, found: Sequence[Origin]) -> Share:
    """How many of some secretaries come from where."""
    return Share(of, len(found), sum(o.grassroots for o in found), sum(o.production for o in found))


def by_year(found: Sequence[Origin], years: Sequence[int], today: date) -> list[Share]:
    """The shares on the last day of each year, of the year that runs today."""
    return [share(str(year), at(found, min(date(year, 12, 31), today))) for year in years]


def by_level(now: Iterable[Origin]) -> list[Share]:
    """The shares of those in office by level of the post, the highest first."""
    groups: dict[int, list[Origin]] = defaultdict(list)
    for origin in now:
        groups[origin.level].append(origin)
    return [share(str(level), groups[level]) for level in sorted(groups, reverse=True)]


def by_circle(now: Iterable[Origin]) -> list[Share]:
    """The shares of those in office by circle, by its code."""
    groups: dict[str, list[Origin]] = defaultdict(list)
    for origin in now:
        groups[origin.circle].append(origin)
    return [share(circle, groups[circle]) for circle in sorted(groups)]


def levels_and_circles(account: Account) -> tuple[list[int], list[str]]:
    """The levels and circles that have secretary posts; one query."""
    rows = secretary_posts(account).order_by().values_list("level", "unit__circle").distinct()
    chosen = list(rows)
    return sorted({level for level, _ in chosen}, reverse=True), sorted({circle for _, circle in chosen})
