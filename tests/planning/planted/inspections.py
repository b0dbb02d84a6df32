"""Inspections built around visits that keep every rule."""

from dataclasses import replace
from random import Random

from tests.planning.planted.ground import CITIES

from genhun.core.group import Group, Strength, Unit
from genhun.planning.lines import Visit

ASPECTS = range(1, 7)


def planted_inspections(rng: Random, most_people: int = 12) -> tuple[Group, tuple[Visit, ...]]:
    """A small problem of inspections and visits in cycles of three or more; `most_people` bounds the units."""
    parents = [_unit(rng, f"G{n}") for n in range(rng.randint(2, 4))]
    below: list[Unit] = []
    visits: list[Visit] = []
    for _ in range(rng.randint(1, max(1, most_people // 6))):
        cycle = _cycle(rng, parents, len(below))
        visits += [Visit(a.unit_id, b.unit_id) for a, b in zip(cycle, [*cycle[1:], cycle[0]], strict=True)]
        below += cycle
    strengths = [Strength(u.unit_id, aspect, rng.randint(0, 100)) for u in below for aspect in ASPECTS]
    for parent in parents:  # five aspects are too few to take part
        strengths += [Strength(parent.unit_id, aspect, 50) for aspect in rng.sample(list(ASPECTS), rng.randint(0, 5))]
    rng.shuffle(strengths)
    rng.shuffle(visits)
    return Group(units=(*parents, *below), strengths=tuple(strengths)), tuple(visits)


def _unit(rng: Random, unit_id: str, parent_id: str = "") -> Unit:
    city = rng.choice(list(CITIES))
    lat, lon = CITIES[city] or (None, None)
    return Unit(unit_id, f"单位{unit_id}", city, parent_id, 2 if parent_id else 1, lat=lat, lon=lon, circle=unit_id)


def _cycle(rng: Random, parents: list[Unit], first: int) -> list[Unit]:
    """Units of which each may visit the next: neighbours in the cycle have different parents, one may be a root."""
    length = rng.randint(3, 6)
    cycle = [_unit(rng, f"V{first + n}", parents[n % 2].unit_id) for n in range(length)]
    if length % 2:
        cycle[-1] = replace(cycle[-1], parent_id=rng.choice(("", *(p.unit_id for p in parents[2:]))))
    return cycle
