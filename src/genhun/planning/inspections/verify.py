"""The independent checker of inspections: every rule and every point recomputed from the tables and the lines."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from genhun.core.aspects import Aspect
from genhun.core.group import Group
from genhun.core.policy import VISIT_BY_BAND
from genhun.planning.lines import Visit
from genhun.planning.outcome import Breach, Checked


@dataclass(slots=True)
class Register:
    """Visits as read: `values` by unit and aspect of the units that take part."""

    group: Group
    values: dict[str, dict[int, int]]
    visits: list[tuple[str, str]] = field(default_factory=list)
    malformed: list[Breach] = field(default_factory=list)


def read_register(group: Group, lines: Sequence[Visit]) -> Register:
    """Read the lines against the tables; INS-00: each unit that takes part visits once and hosts once."""
    values: dict[str, dict[int, int]] = defaultdict(dict)
    for row in group.strengths:
        values[row.unit_id][row.aspect] = row.value
    register = Register(group, {unit_id: v for unit_id, v in values.items() if len(v) == len(Aspect)})
    for line in lines:
        strangers = [u for u in (line.visitor_id, line.host_id) if u not in register.values]
        if strangers:
            sentence = f"{strangers[0]} takes part without all six strengths"
            register.malformed.append(Breach("INS-00", strangers[0], sentence))
        else:
            register.visits.append((line.visitor_id, line.host_id))
    for side, does in ((0, "visits"), (1, "hosts")):
        count = Counter(visit[side] for visit in register.visits)
        for unit_id in register.values:
            if count[unit_id] != 1:
                sentence = f"{unit_id} {does} {count[unit_id]} times, each unit {does} once"
                register.malformed.append(Breach("INS-00", unit_id, sentence))
    return register


def not_itself(register: Register) -> Iterator[Breach]:
    """INS-01: a unit does not visit itself."""
    for visitor, host in register.visits:
        if visitor == host:
            yield Breach("INS-01", visitor, f"{visitor} visits itself")


def not_each_other(register: Register) -> Iterator[Breach]:
    """INS-02: no two units visit each other."""
    visits = set(register.visits)
    for visitor, host in register.visits:
        if visitor < host and (host, visitor) in visits:
            yield Breach("INS-02", f"{visitor} {host}", f"{visitor} and {host} visit each other")


def different_parents(register: Register) -> Iterator[Breach]:
    """INS-03: visitor and host have different parents; two roots count as the same."""
    unit = register.group.unit
    for visitor, host in register.visits:
        if visitor != host and unit[visitor].parent_id == unit[host].parent_id:
            sentence = f"{visitor} visits {host} under the same parent {unit[host].parent_id or '(none)'}"
            yield Breach("INS-03", f"{visitor} {host}", sentence)


CHECKS: Mapping[str, Callable[[Register], Iterator[Breach]]] = {
    "INS-01": not_itself,
    "INS-02": not_each_other,
    "INS-03": different_parents,
}


def distance(register: Register) -> int:
    """Every visit, by the distance between the units' cities."""
    band, unit = register.group.atlas.band, register.group.unit
    return sum(VISIT_BY_BAND[band(unit[visitor].city, unit[host].city)] for visitor, host in register.visits)


def gain(register: Register) -> int:
    """What visitors can learn from hosts stronger in an aspect, as a negative cost."""
    values = register.values
    return -sum(
        max(0, values[host][aspect] - values[visitor][aspect])
        for visitor, host in register.visits
        for aspect in values[host]
    )


PARTS: Mapping[str, Callable[[Register], int]] = {"distance": distance, "gain": gain}


def verify(group: Group, lines: Sequence[Visit]) -> Checked:
    """Check visits: their breaches and cost by parts. Visits of strangers are named under INS-00 and left."""
    register = read_register(group, lines)
    breaches = [*register.malformed, *(found for check in CHECKS.values() for found in check(register))]
    return Checked("inspections", breaches, {name: cost(register) for name, cost in PARTS.items()})
