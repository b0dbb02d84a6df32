"""The training year and the state of units: classes, credits, production peaks, strengths in the six aspects."""

from datetime import date, timedelta
from random import Random

from genhun.core.group import Credit, Peak, Person, Strength, TrainingClass, Unit
from genhun.madeup.names import CITIES

KINDS = ("induction", "core", "topic")
TITLES = {"induction": "新任党务干部入门班", "core": "党务干部主体班", "topic": "专题研讨班"}
LENGTH = {"induction": (5,), "core": (10,), "topic": (2, 3, 4, 5)}
WORKERS_SHARE = 0.48
NEED_DAYS = 14


def invent_classes(draw: Random, units: list[Unit], people: int, year: int) -> tuple[TrainingClass, ...]:
    """Classes over the year with about as many days in seats as the party workers need."""
    cities = sorted({u.city for u in units if u.tier <= 2 and u.city in CITIES})
    usual = max(12, min(60, people // 60))
    left = people * WORKERS_SHARE * NEED_DAYS * draw.uniform(0.85, 1.1)
    newcomers = people * WORKERS_SHARE * 0.14
    found: list[TrainingClass] = []
    while left > 0:
        kind = "induction" if newcomers > 0 else draw.choices(KINDS, (0, 4, 6))[0]
        seats = max(5, round(usual * draw.uniform(0.8, 1.3)))
        days = draw.choice(LENGTH[kind])
        found.append(_class(draw, len(found) + 1, kind, draw.choice(cities), size=(days, seats), year=year))
        left -= seats * days
        newcomers -= seats if kind == "induction" else 0
    return tuple(found)


def _class(draw: Random, number: int, kind: str, city: str, *, size: tuple[int, int], year: int) -> TrainingClass:
    days, seats = size
    monday = _first_monday(year) + timedelta(weeks=draw.randrange(50))
    lat, lon = CITIES[city]
    low, high = draw.choice(((None, None), (None, 3), (3, None), (4, None), (1, 2), (3, 4)))
    return TrainingClass(
        class_id=f"C{number:04d}",
        title=f"{TITLES[kind]}第{number}期",
        kind=kind,
        city=city,
        start=monday,
        end=monday + timedelta(days=(days - 1) // 5 * 7 + (days - 1) % 5),
        days=days,
        seats=seats,
        school=f"{city}党校",
        lat=lat,
        lon=lon,
        min_level=low if kind == "core" else None,
        max_level=high if kind == "core" else None,
    )


def _first_monday(year: int) -> date:
    first = date(year, 1, 1)
    return first + timedelta(days=-first.weekday() % 7)


def invent_credits(draw: Random, people: list[Person], year: int) -> tuple[Credit, ...]:
    """Days of training that one in ten already has, in the year or the one before."""
    found = []
    for person in people:
        if draw.random() < 0.1:
            day = date(draw.choice((year - 1, year)), 1, 1) + timedelta(days=draw.randrange(365))
            found.append(Credit(person.person_id, day, draw.randint(1, 5)))
    return tuple(found)


def invent_peaks(draw: Random, units: list[Unit], year: int) -> tuple[Peak, ...]:
    """Two to seven weeks of high production for one unit in three below the top."""
    found = []
    for unit in units:
        if unit.tier > 1 and draw.random() < 0.33:
            start = date(year, 1, 1) + timedelta(days=draw.randrange(365))
            end = min(date(year, 12, 31), start + timedelta(days=draw.randint(14, 50)))
            found.append(Peak(unit.unit_id, start, end))
    return tuple(found)


def invent_strengths(draw: Random, units: list[Unit]) -> tuple[Strength, ...]:
    """Six values for most units, five for a few, none for the rest."""
    found = []
    for unit in units:
        aspects = draw.choices((6, 5, 0), (82, 4, 14))[0]
        level = draw.gauss(62, 10)
        for aspect in range(1, aspects + 1):
            found.append(Strength(unit.unit_id, aspect, max(0, min(100, round(draw.gauss(level, 15))))))
    return tuple(found)
