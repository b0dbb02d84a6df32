"""The tree of units: what a blank tier and a blank exchange circle mean."""

from collections.abc import Iterable, Mapping


def cycles(parent: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The cycles among parents, each once, its members in the order of the mapping; empty for a tree.

    `parent` maps a unit to the unit above it, or to an empty string.
    """
    found: list[tuple[str, ...]] = []
    settled: set[str] = set()
    for start in parent:
        trail: list[str] = []
        here = start
        while here and here in parent and here not in settled:
            settled.add(here)
            trail.append(here)
            here = parent[here]
        if here in trail:
            members = set(trail[trail.index(here) :])
            found.append(tuple(u for u in parent if u in members))
    return found


def chain(unit_id: str, parent: Mapping[str, str]) -> Iterable[str]:
    """The unit and those above it, up to the root. The parents must form a tree."""
    here = unit_id
    while here:
        yield here
        here = parent.get(here, "")


def tiers(parent: Mapping[str, str], given: Mapping[str, int | None]) -> dict[str, int]:
    """The tier of each unit: the given one, else its depth in the tree (a root is 1)."""
    depth: dict[str, int] = {}
    for unit_id in parent:
        above = []
        for here in chain(unit_id, parent):
            if here in depth:
                break
            above.append(here)
        for here in reversed(above):
            depth[here] = depth.get(parent[here], 0) + 1
    return {u: depth[u] if (tier := given.get(u)) is None else tier for u in parent}


def circles(parent: Mapping[str, str], tier: Mapping[str, int], given: Mapping[str, str]) -> dict[str, str]:
    """The exchange circle of each unit: the given one, else the nearest id at tier 2 upwards, else the root's."""
    blank: dict[str, str] = {}
    for unit_id in parent:
        above: list[str] = []
        circle = unit_id
        for here in chain(unit_id, parent):
            circle = blank.get(here, here)
            if here in blank:
                break
            above.append(here)
            if tier[here] == 2:
                break
        blank.update(dict.fromkeys(above, circle))
    return {u: given.get(u) or blank[u] for u in parent}
