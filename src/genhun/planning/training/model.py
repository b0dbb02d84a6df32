"""The training problem as arrays: kinds of worker, classes, and slots of time.

A slot is a day on which a largest set of classes meets (a maximal clique of their intervals). Two classes share a day
exactly if they share a slot, and a unit's absences keep within the limit on every day exactly if they do in every slot;
so slots stand for days.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from genhun.core.policy import CLASS_BY_BAND
from genhun.engine.rows import NO_LIMIT, Ints
from genhun.planning.training.problem import INDUCTION, Problem

Flags = NDArray[np.bool_]
Kind = tuple[int, int, int, bool]
"""Unit number, level, days needed, newcomer: workers of one kind differ in nothing that matters."""


@dataclass(frozen=True)
class Model:
    """Arrays over classes, units and kinds of worker; points are whole.

    Classes (by date): `first`, `last` slot, `days`, `seats`, `induction`, `least`, `most` level, `shape` (classes of
    one shape share slots, days and kind, so a person wants at most the cheapest). Units: `away` limit (NO_LIMIT where
    it cannot bind), `way` points to each class `(units, classes)`, `free` of peaks `(units, classes)`. Kinds: `unit`,
    `level`, `need`, `newcomer`, `number` of workers.
    """

    first: Ints
    last: Ints
    days: Ints
    seats: Ints
    induction: Flags
    least: Ints
    most: Ints
    shape: Ints
    slots: int
    away: Ints
    way: NDArray[np.int8]
    free: Flags
    unit: Ints
    level: Ints
    need: Ints
    newcomer: Flags
    number: Ints
    points: Ints  # short, no_induction, surplus
    class_ids: tuple[str, ...]
    unit_ids: tuple[str, ...]
    members: tuple[tuple[str, ...], ...]
    slot_days: tuple[str, ...]


NO_LEVEL = 1 << 20


def model_of(problem: Problem) -> Model:
    """The arrays of a training problem."""
    classes = list(problem.classes.values())
    starts = np.array([c.start.toordinal() for c in classes], dtype=np.int64)
    ends = np.array([c.end.toordinal() for c in classes], dtype=np.int64)
    slots = slot_days(starts, ends)
    first = np.searchsorted(slots, starts).astype(np.int64)
    last = (np.searchsorted(slots, ends, side="right") - 1).astype(np.int64)
    days = np.array([c.days for c in classes], dtype=np.int64)
    induction = np.array([c.kind == INDUCTION for c in classes], dtype=bool)
    unit_ids = tuple(problem.away)
    kinds = _kinds(problem, unit_ids)
    columns = list(kinds)
    policy = problem.policy
    return Model(
        first=first,
        last=last,
        days=days,
        seats=np.array([max(0, c.seats) for c in classes], dtype=np.int64),
        induction=induction,
        least=np.array([-NO_LEVEL if c.min_level is None else c.min_level for c in classes], dtype=np.int64),
        most=np.array([NO_LEVEL if c.max_level is None else c.max_level for c in classes], dtype=np.int64),
        shape=_shapes(first, last, days, induction),
        slots=len(slots),
        away=_away(problem, unit_ids),
        way=_ways(problem, unit_ids),
        free=_free(problem, unit_ids),
        unit=np.array([k[0] for k in columns], dtype=np.int64),
        level=np.array([k[1] for k in columns], dtype=np.int64),
        need=np.array([k[2] for k in columns], dtype=np.int64),
        newcomer=np.array([k[3] for k in columns], dtype=bool),
        number=np.array([len(kinds[k]) for k in columns], dtype=np.int64),
        points=np.array([policy["short"], policy["no_induction"], policy["surplus"]], dtype=np.int64),
        class_ids=tuple(problem.classes),
        unit_ids=unit_ids,
        members=tuple(tuple(kinds[k]) for k in columns),
        slot_days=tuple(date.fromordinal(int(day)).isoformat() for day in slots),
    )


def slot_days(starts: Ints, ends: Ints) -> Ints:
    """One day for each largest set of meeting intervals: a start after which an interval ends before the next one
    starts."""
    days = np.unique(starts)
    if not len(days):
        return days
    first_end = np.sort(ends)[np.searchsorted(np.sort(ends), days)]  # least end on or after the day
    following = np.append(days[1:], first_end[-1] + 1)
    return days[first_end < following]


def _shapes(first: Ints, last: Ints, days: Ints, induction: Flags) -> Ints:
    """The shape of each class, `(classes,)`; shapes are numbered by first slot."""
    if not len(first):
        return np.zeros(0, dtype=np.int64)
    rows = np.stack([first, last, days, induction.astype(np.int64)], axis=1)
    return np.unique(rows, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)


def _kinds(problem: Problem, unit_ids: tuple[str, ...]) -> dict[Kind, list[str]]:
    number = {unit_id: i for i, unit_id in enumerate(unit_ids)}
    kinds: dict[Kind, list[str]] = defaultdict(list)
    for w in problem.workers.values():
        kinds[number[w.unit.unit_id], w.person.level, problem.need[w.person_id], w.newcomer].append(w.person_id)
    return {kind: kinds[kind] for kind in sorted(kinds)}


def _away(problem: Problem, unit_ids: tuple[str, ...]) -> Ints:
    staff = Counter(w.unit.unit_id for w in problem.workers.values())
    limits = [problem.away[u] if problem.away[u] < staff[u] else NO_LIMIT for u in unit_ids]
    return np.array(limits, dtype=np.int64)


def _ways(problem: Problem, unit_ids: tuple[str, ...]) -> NDArray[np.int8]:
    cities = sorted({c.city for c in problem.classes.values()})
    column = {city: i for i, city in enumerate(cities)}
    place = np.array([column[c.city] for c in problem.classes.values()], dtype=np.int64)
    ways: dict[str, NDArray[np.int8]] = {}
    table = np.zeros((len(unit_ids), len(problem.classes)), dtype=np.int8)
    for i, unit_id in enumerate(unit_ids):
        home = problem.units[unit_id].city
        if home not in ways:
            points = np.array([CLASS_BY_BAND[problem.atlas.band(home, city)] for city in cities], dtype=np.int8)
            ways[home] = points[place] if cities else points
        table[i] = ways[home]
    return table


def _free(problem: Problem, unit_ids: tuple[str, ...]) -> Flags:
    starts = np.array([c.start.toordinal() for c in problem.classes.values()], dtype=np.int64)
    ends = np.array([c.end.toordinal() for c in problem.classes.values()], dtype=np.int64)
    free = np.ones((len(unit_ids), len(starts)), dtype=bool)
    for i, unit_id in enumerate(unit_ids):
        for peak in problem.peaks[unit_id]:
            free[i] &= (ends < peak.start.toordinal()) | (starts > peak.end.toordinal())
    return free
