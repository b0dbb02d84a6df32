"""Words to write a small group by hand: 2027-01 is the start, periods are half-years."""

from datetime import date
from fractions import Fraction

from genhun.core.calendar import Month, month_of
from genhun.core.group import Appointment, Group, Lock, Person, Post, TrainingClass, Unit
from genhun.core.policy import Policy
from genhun.planning.lines import Stint
from genhun.planning.outcome import Checked

START = month_of(2027, 1)
PLACES = {"北城": (39.90, 116.40), "近城": (39.10, 117.20), "中城": (34.75, 113.63), "远城": (23.13, 113.26)}


def unit(unit_id: str, city: str = "北城", *, parent: str = "", circle: str = "A", industry: str = "") -> Unit:
    """A unit of circle A in 北城 unless told otherwise."""
    lat, lon = PLACES.get(city, (None, None))
    return Unit(unit_id, unit_id, city, parent, industry=industry, lat=lat, lon=lon, circle=circle)


def post(
    post_id: str,
    unit_id: str,
    level: int = 2,
    track: str = "party",
    *,
    seats: int = 1,
    roles: str = "",
    fixed: bool = False,
) -> Post:
    """A party post of level 2 with one seat unless told otherwise; roles split by spaces."""
    return Post(post_id, unit_id, post_id, track, level, seats, frozenset(roles.split()), False, fixed)


def person(
    person_id: str,
    level: int = 2,
    *,
    at_level: int = 8,
    left: int = 60,
    mobility: str = "circle",
    home: str = "",
    young: bool = False,
) -> Person:
    """A person `at_level` periods at the level, `left` periods before retirement."""
    since, retire = Month(START - 6 * at_level), Month(START + 6 * left)
    return Person(person_id, person_id, "m", month_of(1985, 1), level, since, home, mobility, young, retire)


def holds(person_id: str, post_id: str, periods: int = 8) -> Appointment:
    """An open appointment that has lasted so many periods at the start."""
    return Appointment(person_id, post_id, Month(START - 6 * periods))


def lock(person_id: str, post_id: str, first: int, end: int | None = None) -> Lock:
    """A lock on the periods first..end (open where end is None)."""
    return Lock(person_id, post_id, Month(START + 6 * first), None if end is None else Month(START + 6 * end))


def policy(**settings: int | str) -> Policy:
    """Settings; a text is a share."""
    return Policy({k: Fraction(v) if isinstance(v, str) else v for k, v in settings.items()})


def way(person_id: str, *states: str) -> list[Stint]:
    """Rows of a person from one word a period: `way("p", "a", "a", "reserve")`."""
    return [Stint(person_id, state, t, t + 1) for t, state in enumerate(states)]


def course(
    class_id: str, first: date, last: date, days: int = 5, *, city: str = "北城", kind: str = "core", seats: int = 9
) -> TrainingClass:
    """A class in 北城 with nine seats unless told otherwise."""
    lat, lon = PLACES.get(city, (None, None))
    return TrainingClass(class_id, class_id, kind, city, first, last, days, seats, "", lat, lon)


def broken(checked: Checked) -> set[str]:
    """The ids of the rules that a plan breaks."""
    return {breach.rule for breach in checked.breaches}


def with_tables(group: Group, **tables: object) -> Group:
    """A group with more rows: `with_tables(group, kin=[...])` adds, `policy=` replaces."""
    whole = {name: getattr(group, name) for name in Group.__dataclass_fields__}
    for name, rows in tables.items():
        whole[name] = rows if name == "policy" else (*whole[name], *rows)  # type: ignore[misc]  # rows of that table
    return Group(**whole)
