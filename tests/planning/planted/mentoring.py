"""Mentoring problems built around pairs that keep every rule."""

from collections import Counter
from random import Random

from tests.planning.planted.ground import chance
from tests.planning.planted.workers import Staff

from genhun.core.group import Group, Kin
from genhun.core.policy import Policy, Value
from genhun.planning.lines import Pairing


def planted_mentoring(rng: Random, most_people: int = 12) -> tuple[Group, tuple[Pairing, ...]]:
    """A small mentoring problem and a plan that keeps every rule, with load, months and kin close to it."""
    staff = Staff(rng)
    for n in range(rng.randint(1, most_people)):
        staff.add_worker(f"A{n:02d}")
    staff.add_strangers()
    needed = rng.choice((24, 60, 60, 90))
    mentors = [p for p, months in staff.months.items() if not staff.newcomer[p] and months >= needed]
    pairs: list[Pairing] = []
    for mentee, newcomer in staff.newcomer.items():
        lawful = [m for m in mentors if newcomer and _may(staff, mentee, m)]
        if lawful and chance(rng, 0.8):
            pairs.append(Pairing(mentee, rng.choice(lawful)))
    load = max(Counter(pair.mentor_id for pair in pairs).values(), default=1)
    settings: dict[str, Value] = {
        "mentor_months": needed,
        "mentor_load": load + rng.choice((0, 0, 1)),
        "no_mentor": rng.randint(0, 110),
        "other_unit": rng.randint(0, 5),
        "level_gap": rng.randint(0, 5),
    }
    rng.shuffle(pairs)
    return Group(
        units=tuple(staff.units),
        posts=tuple(staff.posts),
        people=tuple(staff.people),
        appointments=tuple(staff.appointments),
        kin=_kin(rng, [p.person_id for p in staff.people], pairs),
        policy=Policy(settings),
    ), tuple(pairs)


def _may(staff: Staff, mentee: str, mentor: str) -> bool:
    same_circle = staff.unit_of[mentee].circle == staff.unit_of[mentor].circle
    return same_circle and staff.level_of[mentor] >= staff.level_of[mentee]


def _kin(rng: Random, ids: list[str], pairs: list[Pairing]) -> tuple[Kin, ...]:
    """Kin among those who are not paired."""
    paired = {frozenset((p.mentee_id, p.mentor_id)) for p in pairs}
    drawn = [(rng.choice(ids), rng.choice(ids)) for _ in range(rng.randint(0, 8))]
    return tuple(Kin(a, b) for a, b in drawn if a != b and frozenset((a, b)) not in paired)
