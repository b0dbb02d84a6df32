"""How unevenly something is spread over units: Theil's index T, split into between and within groups.

T = mean of (x / m) ln(x / m) with m the mean of all x >= 0, and 0 ln 0 = 0. It is 0 if all are equal and ln n if one of
n has everything. Split over groups g with share s = sum of g / sum of all:  T = sum s ln(mean of g / m) + sum s T(g).
Source: H. Theil, Economics and Information Theory, North-Holland 1967, chapter 4.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, log


@dataclass(frozen=True, slots=True)
class Group:
    """One group: how many units, their mean, and how uneven they are among themselves."""

    size: int
    mean: float
    within: float


@dataclass(frozen=True, slots=True)
class Split:
    """The whole index, the parts that lie between and within groups, and the groups."""

    total: float
    between: float
    within: float
    groups: Mapping[Hashable, Group]


@dataclass(frozen=True, slots=True)
class Closing:
    """A unit by its place, and how much of the index would go if it reached `best`."""

    place: int
    gain: float


def theil(values: Sequence[float]) -> float:
    """The index of some values >= 0; 0 if there are none or all are 0. Raises ValueError for a negative value."""
    if any(value < 0 for value in values):
        raise ValueError(f"unevenness is defined for values of 0 and more, got {min(values)}")
    whole = fsum(values)
    if not whole:
        return 0.0
    mean = whole / len(values)
    return max(0.0, fsum(_weigh(value / mean) for value in values) / len(values))


def split(values: Sequence[float], groups: Sequence[Hashable]) -> Split:
    """The index split over groups; `groups` names the group of each value."""
    members: dict[Hashable, list[float]] = defaultdict(list)
    for value, group in zip(values, groups, strict=True):
        members[group].append(value)
    found = {group: Group(len(own), fsum(own) / len(own), theil(own)) for group, own in members.items()}
    total, whole = theil(values), fsum(values)
    if not whole:
        return Split(0.0, 0.0, 0.0, found)
    mean = whole / len(values)
    share = {group: one.size * one.mean / whole for group, one in found.items()}
    between = max(0.0, fsum(share[g] * log(one.mean / mean) for g, one in found.items() if one.mean))
    return Split(total, between, fsum(share[g] * one.within for g, one in found.items()), found)


def closing(values: Sequence[float], best: float, most: int = 5) -> list[Closing]:
    """The units that would close most of the index if they alone reached `best`, the largest gain first."""
    whole, spread, number = fsum(values), fsum(_weigh(value) for value in values), len(values)
    now = theil(values)
    gains = []
    for place, value in enumerate(values):
        later = whole - value + best
        then = (spread - _weigh(value) + _weigh(best)) / later - log(later / number) if later else 0.0
        if value < best and now - then > 1e-12:
            gains.append(Closing(place, now - then))
    return sorted(gains, key=lambda one: (-one.gain, one.place))[:most]


def _weigh(value: float) -> float:
    return value * log(value) if value else 0.0
