"""How far party leadership and governance meet, over units and years, computed from the appointments."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from genhun.core.unevenness import Split, closing, split
from genhun.records.governance import ARRANGEMENTS, Arrangement, State, arrangements_over
from genhun.records.models import Unit
from genhun.rooms.guidance.models import Matter, Target

TIER, INDUSTRY, KIND = "tier", "industry", "kind"
BOARD, NO_BOARD = "board", "no_board"
YEARS = 5

Excuse = tuple[int, str, date, date]


@dataclass(frozen=True, slots=True)
class Kept:
    """One unit at a day: the state of each arrangement that is asked of it, and the share that is kept (0-1)."""

    arrangement: Arrangement
    states: Mapping[str, State]

    @property
    def unit(self) -> Unit:
        """The unit."""
        return self.arrangement.unit

    @property
    def share(self) -> float:
        """How many of the arrangements asked are kept."""
        return sum(state is State.KEPT for state in self.states.values()) / len(self.states)


@dataclass(frozen=True, slots=True)
class Sum:
    """How many units are asked for an arrangement, how many keep it, how many have a post of it vacant."""

    name: str
    asked: int
    kept: int
    vacant: int

    @property
    def percent(self) -> float:
        """The share of units that keep it."""
        return 100 * self.kept / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class Closer:
    """A unit that would close part of the unevenness if it kept everything asked of it, and what it lacks."""

    kept: Kept
    gain: float  # share of the whole index
    lacking: tuple[str, ...]


def kept_over(units: QuerySet[Unit], days: Sequence[date]) -> Mapping[date, list[Kept]]:
    """Each unit of which something is asked, at each day; approved exceptions are not asked for; three queries."""
    found = arrangements_over(units, days)
    free = _excused(units)
    return {day: [one for one in (_kept(a, free, day) for a in at) if one.states] for day, at in found.items()}


def _kept(arrangement: Arrangement, excused: Sequence[Excuse], day: date) -> Kept:
    free = {name for unit, name, first, last in excused if unit == arrangement.unit.pk and first <= day <= last}
    asked = {name: state for name, state in arrangement.states.items() if state is not State.NONE and name not in free}
    return Kept(arrangement, asked)


def _excused(units: QuerySet[Unit]) -> list[Excuse]:
    """The approved exceptions of some units: unit, arrangement, first and last day."""
    exempt = units.order_by().filter(exemptions__isnull=False)
    wanted = ("pk", "exemptions__arrangement", "exemptions__approved_on", "exemptions__until", "exemptions__ended_on")
    return [
        (u, name, first, min(until, ended or until)) for u, name, first, until, ended in exempt.values_list(*wanted)
    ]


def group_of(kept: Kept, by: str) -> Hashable:
    """The group of a unit by tier, industry, or whether it has a board."""
    if by == TIER:
        return kept.unit.tier
    if by == INDUSTRY:
        return kept.unit.industry
    return BOARD if kept.arrangement.has("chair") else NO_BOARD


def sums(found: Sequence[Kept]) -> list[Sum]:
    """Each arrangement over some units."""
    return [_sum(name, [one.states[name] for one in found if name in one.states]) for name in ARRANGEMENTS]


def _sum(name: str, states: Sequence[State]) -> Sum:
    return Sum(name, len(states), states.count(State.KEPT), states.count(State.VACANT))


def unevenness(found: Sequence[Kept], by: str) -> Split:
    """Theil's index of the shares kept, split between and within groups."""
    return split([one.share for one in found], [group_of(one, by) for one in found])


def closers(found: Sequence[Kept], total: float) -> list[Closer]:
    """The units that would close most of the unevenness."""
    gains = closing([one.share for one in found], 1.0)
    return [
        Closer(
            found[one.place],
            one.gain / total,
            tuple(name for name, state in found[one.place].states.items() if state is not State.KEPT),
        )
        for one in gains
    ]


def year_ends(today: date, years: int = YEARS) -> list[date]:
    """The last days of the years before, and today."""
    return [date(today.year - n, 12, 31) for n in range(years, 0, -1)] + [today]


def targets_of(unit: Unit) -> dict[str, Target]:
    """What is to be reached in a unit's part, by arrangement."""
    return {target.arrangement: target for target in Target.objects.filter(unit=unit)}


MISSING, LATE, WITHHELD, REVISED = "missing", "late", "withheld", "revised"


def fault_of(matter: Matter) -> str:
    """What is wrong with the prior discussion of a matter that the board decided; empty if nothing is."""
    if not matter.decided_on:
        return ""
    if not matter.discussed_on:
        return MISSING
    if matter.discussed_on > matter.decided_on:
        return LATE
    return {Matter.Outcome.WITHHOLD: WITHHELD, Matter.Outcome.REVISE: REVISED}.get(Matter.Outcome(matter.outcome), "")


def faulty(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """Matters that the board decided without prior discussion, before it, or against its outcome."""
    decided = matters.filter(decided_on__isnull=False)
    against = Q(outcome__in=[Matter.Outcome.WITHHOLD, Matter.Outcome.REVISE])
    return decided.filter(Q(discussed_on=None) | Q(discussed_on__gt=F("decided_on")) | against)
