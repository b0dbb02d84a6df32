"""From the lines of a roster to people of the records: found, ambiguous, unknown; nobody is guessed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from genhun.tables.roster import Line

KNOWN, AMBIGUOUS, UNKNOWN, TWICE, HAD, OUT = "known", "ambiguous", "unknown", "twice", "had", "out"
OPEN = frozenset({AMBIGUOUS, UNKNOWN, TWICE, HAD})
"""The states in which a line waits for a word of the coordinator."""
MOST_CHOICES = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a line may mean."""

    number: int
    code: str
    name: str
    unit: str


@dataclass(frozen=True)
class Register:
    """Who may be meant: the people of the part that bear the names and codes, those expected, those counted before."""

    people: Sequence[Candidate]
    expected: frozenset[int]
    had: frozenset[int]


def rows_of(lines: Iterable[Line], register: Register) -> list[dict[str, Any]]:
    """The lines with whom they mean, as they are kept."""
    rows = [_row(line, register) for line in lines]
    settle(rows, register.had)
    return rows


def _row(line: Line, register: Register) -> dict[str, Any]:
    found = _meant(line, register)
    return {
        "row": line.row,
        "code": line.code,
        "name": line.name,
        "unit": line.unit,
        "absent": None if line.absent is None else str(line.absent),
        "faults": [{"column": f.column, "kind": f.kind, "got": f.got, "allowed": f.allowed} for f in line.faults],
        "person": found[0].number if len(found) == 1 else None,
        "choices": [one.number for one in (found if len(found) > 1 else _alike(line, register))][:MOST_CHOICES],
        "found": KNOWN if len(found) == 1 else AMBIGUOUS if found else UNKNOWN,
    }


def _meant(line: Line, register: Register) -> list[Candidate]:
    """Whom a line can mean: by code; else by name, narrowed by who is expected and by the unit while that helps."""
    if line.code:
        coded = [one for one in register.people if one.code == line.code]
        if coded:  # a code with somebody else's name is a slip of the pen, not a person
            return coded if not line.name or coded[0].name == line.name else []
        if not line.name:
            return []
    named = [one for one in register.people if one.name == line.name]
    narrower = ([o for o in named if o.number in register.expected], [o for o in named if _of(o, line.unit)])
    for fewer in narrower:
        if len(named) > 1 and fewer:
            named = [one for one in named if one in fewer]
    return named


def _of(one: Candidate, unit: str) -> bool:
    return bool(unit) and (unit in one.unit or one.unit in unit)


def _alike(line: Line, register: Register) -> list[Candidate]:
    """Those expected whose name or code differs in one sign, as a scan misreads it; the bearer of the code."""
    return [
        one
        for one in register.people
        if (line.code and one.code == line.code)
        or (one.number in register.expected and (_one_sign(line.name, one.name) or _one_sign(line.code, one.code)))
    ]


def _one_sign(got: str, name: str) -> bool:
    if len(got) < 2 or abs(len(got) - len(name)) > 1:
        return False
    if len(got) == len(name):
        return sum(a != b for a, b in zip(got, name, strict=True)) == 1
    long, short = (got, name) if len(got) > len(name) else (name, got)
    return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))


def settle(rows: Sequence[dict[str, Any]], had: frozenset[int]) -> None:
    """Say of each line what it now is; a person who stands there twice, or was counted before, waits for a word."""
    seen: set[int] = set()
    for row in rows:
        person = row["person"]
        if row["found"] == OUT:
            continue
        if person is None:
            row["found"] = AMBIGUOUS if len(row["choices"]) > 1 and row["found"] == AMBIGUOUS else UNKNOWN
        else:
            row["found"] = HAD if person in had else TWICE if person in seen else KNOWN
            seen.add(person)


def open_rows(rows: Iterable[Mapping[str, Any]]) -> int:
    """How many lines still wait for a word."""
    return sum(row["found"] in OPEN or (row["found"] != OUT and row["absent"] is None) for row in rows)


def missed(row: Mapping[str, Any]) -> Fraction:
    """Days that somebody missed."""
    return Fraction(row["absent"] or 0)
