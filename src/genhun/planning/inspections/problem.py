"""Which units inspect each other, what a visit costs, and when no plan exists at all."""

from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from genhun.core.aspects import Aspect
from genhun.core.group import Group, Unit
from genhun.core.policy import VISIT_BY_BAND
from genhun.engine.rows import Ints
from genhun.planning.lines import Visit
from genhun.planning.outcome import Clash, NoPlan

LEAST_UNITS = 3
PARTS = ("distance", "gain")


@dataclass(frozen=True)
class Problem:
    """The units with all six strengths, by id; arrays over units: `strength` (units, 6), `city`, `family` (number of
    the parent).

    `way`: points between two cities `(cities, cities)`. Siblings, and roots among themselves, are one family.
    """

    units: tuple[Unit, ...]
    strength: Ints
    city: Ints
    way: Ints
    family: Ints

    def __len__(self) -> int:
        return len(self.units)

    def parts(self, visitor: int, host: int) -> dict[str, int]:
        """Points of a visit by part of the cost; units by number."""
        learnt = np.maximum(0, self.strength[host] - self.strength[visitor]).sum()
        return {"distance": int(self.way[self.city[visitor], self.city[host]]), "gain": -int(learnt)}

    def forbidding_rule(self, visitor: int, host: int) -> str:
        """The rule that forbids a visit whatever the others do; empty if none does."""
        if visitor == host:
            return "INS-01"
        return "INS-03" if self.family[visitor] == self.family[host] else ""

    def parts_of(self, lines: tuple[Visit, ...]) -> dict[str, int]:
        """The cost of a plan by part."""
        number = {u.unit_id: i for i, u in enumerate(self.units)}
        parts = dict.fromkeys(PARTS, 0)
        for line in lines:
            for part, points in self.parts(number[line.visitor_id], number[line.host_id]).items():
                parts[part] += points
        return parts


def problem_of(group: Group) -> Problem:
    """The inspections problem of a group."""
    values: dict[str, dict[int, int]] = defaultdict(dict)
    for s in group.strengths:
        values[s.unit_id][s.aspect] = s.value
    units = tuple(group.unit[u] for u in sorted(values) if len(values[u]) == len(Aspect))
    cities = sorted({u.city for u in units})
    families = sorted({u.parent_id for u in units})
    way = [[VISIT_BY_BAND[group.atlas.band(a, b)] for b in cities] for a in cities]
    strength = [[values[u.unit_id][aspect] for aspect in Aspect] for u in units]
    return Problem(
        units=units,
        strength=np.array(strength, dtype=np.int64).reshape(len(units), len(Aspect)),
        city=_numbers([u.city for u in units], cities),
        way=np.array(way, dtype=np.int64).reshape(len(cities), len(cities)),
        family=_numbers([u.parent_id for u in units], families),
    )


def _numbers(names: list[str], known: list[str]) -> NDArray[np.int64]:
    number = {name: i for i, name in enumerate(known)}
    return np.array([number[name] for name in names], dtype=np.int64)


def impossible(problem: Problem) -> NoPlan | None:
    """The reason why no plan exists, None if one does.

    With at least three units and no family larger than all the others together, visits along one ring through all
    units exist (`ring`); with a larger family its members have too few hosts.
    """
    if len(problem) < LEAST_UNITS:
        sentence = f"{len(problem)} units have all six strengths; inspections need at least {LEAST_UNITS}"
        units = [u.unit_id for u in problem.units]
        return NoPlan("inspections", [Clash("INS-02", "strengths", u, sentence) for u in units or [""]])
    family, size = Counter(problem.family.tolist()).most_common(1)[0]
    if 2 * size <= len(problem):
        return None
    siblings = [u for u, f in zip(problem.units, problem.family, strict=True) if f == family]
    sentence = f"{size} of {len(problem)} units have the same parent and only {len(problem) - size} hosts outside it"
    return NoPlan("inspections", [Clash("INS-03", "units", u.unit_id, sentence) for u in siblings])


def ring(problem: Problem) -> Ints:
    """All units in an order in which neighbours, also the last and the first, are of different families: `(units,)`.

    Units sorted by family, the largest first, are dealt to the even places, then to the odd ones.
    """
    sizes = Counter(problem.family.tolist())
    order = sorted(range(len(problem)), key=lambda i: (-sizes[int(problem.family[i])], int(problem.family[i]), i))
    places = [*range(0, len(problem), 2), *range(1, len(problem), 2)]
    around = np.zeros(len(problem), dtype=np.int64)
    around[places] = order
    return around
