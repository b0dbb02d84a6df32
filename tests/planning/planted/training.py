"""Training problems built around attendances that keep every rule."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from tests.planning.planted.ground import CITIES, chance
from tests.planning.planted.workers import Staff

from genhun.core.group import Credit, Group, Peak, TrainingClass, Unit
from genhun.core.policy import Policy, Value
from genhun.planning.lines import Attendance

Attended = dict[str, list[TrainingClass]]


def planted_training(rng: Random, most_people: int = 12, most_classes: int = 8) -> tuple[Group, tuple[Attendance, ...]]:
    """A small training problem and a plan that keeps every rule; seats, levels, peaks, absence fit it tightly."""
    staff = Staff(rng)
    for n in range(rng.randint(1, most_people)):
        staff.add_worker(f"A{n:02d}")
    staff.add_strangers()
    drawn = [_draw_class(rng, n) for n in range(rng.randint(1, most_classes))]
    attended = {person_id: _choose(rng, drawn) for person_id in staff.unit_of}
    fitted = {c.class_id: _fit(rng, c, staff, attended) for c in drawn}
    attended = {person_id: [fitted[c.class_id] for c in chosen] for person_id, chosen in attended.items()}
    settings: dict[str, Value] = {
        "absent_share": _tight_share(rng, staff, attended),
        "required_days": rng.randint(0, 20),
        "short": rng.randint(0, 12),
        "no_induction": rng.randint(0, 70),
        "surplus": rng.randint(0, 3),
    }
    group = Group(
        units=tuple(staff.units),
        posts=tuple(staff.posts),
        people=tuple(staff.people),
        appointments=tuple(staff.appointments),
        classes=tuple(fitted.values()),
        credits=_credits(rng, list(staff.unit_of)),
        peaks=_peaks(rng, staff, attended),
        policy=Policy(settings),
    )
    lines = [Attendance(person_id, c.class_id) for person_id, chosen in attended.items() for c in chosen]
    rng.shuffle(lines)
    return group, tuple(lines)


def _draw_class(rng: Random, n: int) -> TrainingClass:
    start = date(2027, 3, 1) + timedelta(days=rng.randint(0, 30))
    days = rng.randint(1, 10)
    city = rng.choice(list(CITIES))
    place = CITIES[city] or (None, None)
    kind = rng.choice(("core", "topic"))
    end = start + timedelta(days=days - 1 + rng.randint(0, 2))
    return TrainingClass(f"C{n}", f"班次{n}", kind, city, start, end, days, seats=1, lat=place[0], lon=place[1])


def _choose(rng: Random, classes: list[TrainingClass]) -> list[TrainingClass]:
    """Classes for one person, no two of which share a day."""
    chosen: list[TrainingClass] = []
    for c in rng.sample(classes, len(classes)):
        if chance(rng, 0.5) and all(c.end < other.start or other.end < c.start for other in chosen):
            chosen.append(c)
    return chosen


def _fit(rng: Random, c: TrainingClass, staff: Staff, attended: Attended) -> TrainingClass:
    """Seats, levels and kind of a class as tight as its attendees allow, at times."""
    here = [person_id for person_id, chosen in attended.items() if c in chosen]
    levels = [staff.level_of[person_id] for person_id in here] or [2]
    return replace(
        c,
        seats=max(1, len(here) + rng.choice((0, 0, 0, 1, 2))),
        min_level=min(levels) - rng.randint(0, 1) if chance(rng, 0.4) else None,
        max_level=max(levels) + rng.randint(0, 1) if chance(rng, 0.4) else None,
        kind="induction" if all(staff.newcomer[p] for p in here) and chance(rng, 0.6) else c.kind,
    )


def _away(staff: Staff, attended: Attended) -> Counter[tuple[str, date]]:
    """Workers away by (unit id, day)."""
    away: Counter[tuple[str, date]] = Counter()
    for person_id, chosen in attended.items():
        for c in chosen:
            for n in range((c.end - c.start).days + 1):
                away[staff.unit_of[person_id].unit_id, c.start + timedelta(days=n)] += 1
    return away


def _tight_share(rng: Random, staff: Staff, attended: Attended) -> Fraction:
    size = Counter(unit.unit_id for unit in staff.unit_of.values())
    worst = (Fraction(n, size[unit_id]) for (unit_id, _), n in _away(staff, attended).items() if n > 1)
    least = max(worst, default=Fraction(0))
    return rng.choice((least, max(least, Fraction("0.34"))))


def _peaks(rng: Random, staff: Staff, attended: Attended) -> tuple[Peak, ...]:
    """Peaks in which nobody of the unit or of one below it is away."""
    away = _away(staff, attended)
    peaks = []
    for _ in range(rng.randint(0, 5)):
        unit = rng.choice(staff.units)
        start = date(2027, 3, 1) + timedelta(days=rng.randint(0, 35))
        peak = Peak(unit.unit_id, start, start + timedelta(days=rng.randint(0, 9)))
        if not any(peak.start <= day <= peak.end and _below(staff, unit_id, unit) for unit_id, day in away):
            peaks.append(peak)
    return tuple(peaks)


def _below(staff: Staff, unit_id: str, above: Unit) -> bool:
    while unit_id:
        if unit_id == above.unit_id:
            return True
        unit_id = next(u.parent_id for u in staff.units if u.unit_id == unit_id)
    return False


def _credits(rng: Random, ids: list[str]) -> tuple[Credit, ...]:
    """Days already had, in the training year and in others."""
    count = rng.randint(0, 6)
    return tuple(
        Credit(rng.choice(ids), date(rng.choice((2026, 2027, 2027, 2028)), rng.randint(1, 12), 5), rng.randint(1, 8))
        for _ in range(count)
    )
