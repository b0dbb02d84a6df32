"""Why there is no plan: a smallest set of rows of the input that cannot all be kept, and what to do about each."""

from collections.abc import Callable

from genhun.core.calendar import month_text, period_start
from genhun.engine.watch import Watch
from genhun.planning.outcome import Clash, NoPlan
from genhun.planning.rotation.feasible import Model, Row
from genhun.planning.rotation.problem import SEATS, START, STAYS, Region

EASY = ("held", "stays", "share", "heads", "home", "bar", "kin", "seats", "lock")
"""Kinds of rows in the order in which they are tried to be done without: locks and seats tell most, they go last."""


def smallest_rows(model: Model, core: list[Row], watch: Watch) -> list[Row]:
    """The fewest rows found, none of which can be spared, out of rows that are known not to go together."""
    ways = [sorted(core, key=lambda row: (EASY.index(row[0]) * sign, row)) for sign in (1, -1)]
    return min((_thinned(model, rows, watch) for rows in ways), key=len)


def _thinned(model: Model, rows: list[Row], watch: Watch) -> list[Row]:
    """Leave out every row without which the others still clash: by halves first, then one by one."""
    size = max(1, len(rows) // 2)
    while size:
        k = 0
        while k < len(rows) and not watch.over:
            fewer = rows[:k] + rows[k + size :]
            answer = model.solve(fewer, watch.left)
            if answer.possible is False:
                rows = [row for row in fewer if row in answer.core]
            else:
                k += size
        size //= 2
    return rows


def told(region: Region, rows: list[Row]) -> NoPlan:
    """The answer that names these rows, locks first."""
    order = sorted(rows, key=lambda row: (-EASY.index(row[0]), row))
    return NoPlan("rotation", tuple(_TELL[row[0]](region, row) for row in order))


def undecided(region: Region) -> NoPlan:
    """The answer where the time was too short to find a plan or to prove that there is none."""
    sentence = "no plan was found in time that keeps this lock together with the others; allow more time or end a lock"
    return NoPlan("rotation", tuple(Clash("ROT-09", *_lock_id(region, k), sentence) for k in range(len(region.locks))))


def _month(region: Region, period: int) -> str:
    return month_text(period_start(region.first, period))


def _lock_id(region: Region, k: int) -> tuple[str, str]:
    lock = region.locks[k]
    return "locks", f"{region.people[lock.person]}:{region.posts[lock.post]}"


def _lock(region: Region, row: Row) -> Clash:
    lock = region.locks[row[1]]
    person, post = region.people[lock.person], region.posts[lock.post]
    since, last = _month(region, lock.first), _month(region, lock.until)
    span = f"from {since}" if lock.until >= region.facts.periods else f"from {since} until {last}"
    sentence = f"{person} is locked to {post} {span}; move, shorten or end this lock"
    return Clash("ROT-09", *_lock_id(region, row[1]), sentence)


def _held(region: Region, row: Row) -> Clash:
    person, post = region.people[row[1]], region.posts[int(region.facts.person[row[1], START])]
    if region.facts.person[row[1], STAYS]:
        sentence = f"{person} has mobility none and stays in {post}; widen the mobility or lock {person} elsewhere"
        return Clash("ROT-04", "people", person, sentence)
    least = f"min_stay={region.facts.min_stay}"
    sentence = f"{person} may not leave {post} or a post entered before {least} periods; lower min_stay or lock a move"
    return Clash("ROT-01", "appointments", f"{person}:{post}", sentence)


def _stays(region: Region, row: Row) -> Clash:
    person = region.people[row[1]]
    sentence = f"{person} has mobility none, so moves only where a lock asks for it; widen the mobility"
    return Clash("ROT-04", "people", person, sentence)


def _seats(region: Region, row: Row) -> Clash:
    post, seats = region.posts[row[1]], int(region.facts.post[row[1], SEATS])
    return Clash("ROT-02", "posts", post, f"{post} has {seats} seat{'s' if seats != 1 else ''}; add one or free one")


def _kin(region: Region, row: Row) -> Clash:
    one, other = region.people[row[1]], region.people[row[2]]
    sentence = f"{one} and {other} are kin and may not be in one unit; lock one of them to another unit"
    return Clash("ROT-07", "kin", f"{one}:{other}", sentence)


def _bar(region: Region, row: Row) -> Clash:
    one, other = region.people[row[1]], region.barred_by[row[2]]
    unit = region.units[int(region.ties.bar[row[2], 0])]
    sentence = f"{one} may not enter {unit} while {other}, who is kin, is there; lock {one} to another unit"
    return Clash("ROT-07", "kin", f"{one}:{other}", sentence)


def _home(region: Region, row: Row) -> Clash:
    person = region.people[row[1]]
    sentence = f"{person} may not enter a leading post in the home city; lock another person or set home_avoidance=0"
    return Clash("ROT-08", "people", person, sentence)


def _share(region: Region, row: Row) -> Clash:
    unit, cap = region.units[row[1]], int(region.facts.unit_cap[row[1]])
    sentence = f"{unit} takes in at most {cap} in a half-year, locked first; raise entry_share or spread the locks"
    return Clash("ROT-05", "units", unit, sentence)


def _heads(region: Region, row: Row) -> Clash:
    unit = region.units[row[1]]
    sentence = f"secretary and manager of {unit} may not change in one half-year; spread the locks"
    return Clash("ROT-06", "units", unit, sentence)


_TELL: dict[str, Callable[[Region, Row], Clash]] = {
    "lock": _lock,
    "held": _held,
    "stays": _stays,
    "seats": _seats,
    "kin": _kin,
    "bar": _bar,
    "home": _home,
    "share": _share,
    "heads": _heads,
}
