"""The independent checker of mentoring plans: every rule and every point recomputed from the tables and the lines."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from genhun.core.group import Group
from genhun.core.policy import MENTOR_BY_BAND
from genhun.planning.lines import Pairing
from genhun.planning.outcome import Breach, Checked
from genhun.planning.witness import Worker, kin_by_person, workers_by_id

FAR_LEVELS = 2


@dataclass(slots=True)
class Register:
    """A mentoring plan as read: pairs (mentee, mentor) of qualified people."""

    group: Group
    workers: dict[str, Worker]
    pairs: list[tuple[Worker, Worker]] = field(default_factory=list)
    malformed: list[Breach] = field(default_factory=list)


def read_register(group: Group, lines: Sequence[Pairing]) -> Register:
    """Read the lines against the tables."""
    register = Register(group, workers_by_id(group))
    for line in lines:
        mentee, mentor = register.workers.get(line.mentee_id), register.workers.get(line.mentor_id)
        if mentee is None or not mentee.newcomer:
            sentence = f"{line.mentee_id} is no newcomer among the workers"
            register.malformed.append(Breach("MEN-00", line.mentee_id, sentence))
        elif mentor is None or mentor.newcomer or mentor.party_months < group.policy["mentor_months"]:
            sentence = f"{line.mentor_id} is no worker with the months that a mentor needs"
            register.malformed.append(Breach("MEN-00", line.mentor_id, sentence))
        else:
            register.pairs.append((mentee, mentor))
    return register


def one_mentor(register: Register) -> Iterator[Breach]:
    """MEN-01: a newcomer has at most one mentor."""
    for person_id, count in Counter(mentee.person.person_id for mentee, _ in register.pairs).items():
        if count > 1:
            yield Breach("MEN-01", person_id, f"{person_id} has {count} mentors")


def load(register: Register) -> Iterator[Breach]:
    """MEN-02: a mentor has no more newcomers than the load."""
    most = register.group.policy["mentor_load"]
    distinct = {(mentee.person.person_id, mentor.person.person_id) for mentee, mentor in register.pairs}
    for person_id, count in Counter(mentor_id for _, mentor_id in distinct).items():
        if count > most:
            yield Breach("MEN-02", person_id, f"{person_id} mentors {count} newcomers, most is {most}")


def _pair(rule: str, mentee: Worker, mentor: Worker, why: str) -> Breach:
    mentee_id, mentor_id = mentee.person.person_id, mentor.person.person_id
    return Breach(rule, f"{mentee_id} {mentor_id}", f"{mentor_id} mentors {mentee_id}: {why}")


def same_circle(register: Register) -> Iterator[Breach]:
    """MEN-03: both are in one circle."""
    for mentee, mentor in register.pairs:
        if mentee.unit.circle != mentor.unit.circle:
            yield _pair("MEN-03", mentee, mentor, f"circles {mentor.unit.circle} and {mentee.unit.circle} differ")


def level(register: Register) -> Iterator[Breach]:
    """MEN-04: the mentor's level is not below the newcomer's."""
    for mentee, mentor in register.pairs:
        if mentor.person.level < mentee.person.level:
            yield _pair("MEN-04", mentee, mentor, f"level {mentor.person.level} is below {mentee.person.level}")


def not_kin(register: Register) -> Iterator[Breach]:
    """MEN-05: they are not kin."""
    kin = kin_by_person(register.group)
    for mentee, mentor in register.pairs:
        if mentor.person.person_id in kin.get(mentee.person.person_id, ()):
            yield _pair("MEN-05", mentee, mentor, "they are kin")


CHECKS: Mapping[str, Callable[[Register], Iterator[Breach]]] = {
    "MEN-01": one_mentor,
    "MEN-02": load,
    "MEN-03": same_circle,
    "MEN-04": level,
    "MEN-05": not_kin,
}


def no_mentor(register: Register) -> int:
    """Every newcomer without a mentor."""
    newcomers = {person_id for person_id, w in register.workers.items() if w.newcomer}
    paired = {mentee.person.person_id for mentee, _ in register.pairs}
    return register.group.policy["no_mentor"] * len(newcomers - paired)


def distance(register: Register) -> int:
    """Every pair, by the distance between the units' cities."""
    band = register.group.atlas.band
    return sum(MENTOR_BY_BAND[band(mentee.unit.city, mentor.unit.city)] for mentee, mentor in register.pairs)


def other_unit(register: Register) -> int:
    """Every pair of two units."""
    apart = sum(mentee.unit.unit_id != mentor.unit.unit_id for mentee, mentor in register.pairs)
    return register.group.policy["other_unit"] * apart


def level_gap(register: Register) -> int:
    """Every pair whose levels differ by more than two."""
    far = sum(abs(mentee.person.level - mentor.person.level) > FAR_LEVELS for mentee, mentor in register.pairs)
    return register.group.policy["level_gap"] * far


PARTS: Mapping[str, Callable[[Register], int]] = {
    "no_mentor": no_mentor,
    "distance": distance,
    "other_unit": other_unit,
    "level_gap": level_gap,
}


def verify(group: Group, lines: Sequence[Pairing]) -> Checked:
    """Check a mentoring plan: its breaches and its cost by parts. Unqualified pairs are named under MEN-00 and left."""
    register = read_register(group, lines)
    breaches = [*register.malformed, *(found for check in CHECKS.values() for found in check(register))]
    return Checked("mentoring", breaches, {name: cost(register) for name, cost in PARTS.items()})
