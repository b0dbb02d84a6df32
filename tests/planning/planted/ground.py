"""What every planted problem stands on: units in cities near and far, names, dates."""

from random import Random

from genhun.core.calendar import Month, month_of
from genhun.core.group import Person, Post, Unit

START = month_of(2027, 1)
CITIES: dict[str, tuple[float, float] | None] = {
    "北城": (39.90, 116.40),
    "近城": (39.10, 117.20),  # about 110 km from 北城
    "中城": (34.75, 113.63),  # about 620 km
    "远城": (23.13, 113.26),  # about 1,890 km
    "无图": None,
}
INDUSTRIES = ("机械", "冶金", "建筑", "")
TRACKS = ("party", "production", "both")


def chance(rng: Random, share: float) -> bool:
    """True with the given probability."""
    return rng.random() < share


def grow_units(rng: Random, most: int = 6) -> list[Unit]:
    """A tree of 1..most units: one or two roots, subsidiaries (each its own circle) and plants below them."""
    units: list[Unit] = []
    for n in range(rng.randint(1, most)):
        parent = rng.choice(units) if units and not chance(rng, 0.1) else None
        city = rng.choice(list(CITIES))
        place = CITIES[city]
        unit_id = f"U{n}"
        tier = 1 if parent is None else parent.tier + 1
        units.append(
            Unit(
                unit_id=unit_id,
                name=f"单位{n}",
                city=city,
                parent_id=parent.unit_id if parent else "",
                tier=tier,
                industry=rng.choice(INDUSTRIES),
                lat=place[0] if place else None,
                lon=place[1] if place else None,
                circle=unit_id if parent is None or tier == 2 else parent.circle,
            )
        )
    return units


def build_post(rng: Random, n: int, unit: Unit, *, fixed: bool = False, most_level: int = 4) -> Post:
    """A post of random track and level with one seat and no roles yet."""
    return Post(
        post_id=f"P{n}",
        unit_id=unit.unit_id,
        title=f"岗位{n}",
        track=rng.choice(TRACKS),
        level=rng.randint(1, most_level),
        fixed=fixed,
    )


def build_person(rng: Random, person_id: str, level: int, level_since: Month, retire: Month | None) -> Person:
    """A person of an age that stays in work for long where `retire` is None."""
    return Person(
        person_id=person_id,
        name=f"人{person_id}",
        sex=rng.choice("mf"),
        birth=month_of(1990, rng.randint(1, 12)),
        level=level,
        level_since=level_since,
        retire=retire,
    )
