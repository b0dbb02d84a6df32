"""What a broken rule of a draft says to the person who edits: who, which class, what is wrong, what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from genhun.core.group import TrainingClass
from genhun.planning.outcome import Breach
from genhun.rooms.training.bridge.board import Alternative, Board

SHOWN = 5
"""Breaches of one rule that are told in words; the rest are counted."""
WHAT_TO_DO: Mapping[str, Any] = {
    "TRN-00": gettext_lazy("Take this person out: only party-affairs workers of the year have seats."),
    "TRN-01": gettext_lazy("Take somebody out of this class, or give them a seat in another one."),
    "TRN-02": gettext_lazy("Take one of the two classes away."),
    "TRN-03": gettext_lazy("Choose a class for this level."),
    "TRN-04": gettext_lazy("Take somebody of this unit out of a class on these days."),
    "TRN-05": gettext_lazy("Choose a class outside the peak."),
    "TRN-06": gettext_lazy("Choose a class that is no induction."),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One breach in words: the class it concerns, and other classes that the person could take instead."""

    sentence: str
    person: str
    offered: TrainingClass | None
    instead: list[Alternative]


def lamps_of(board: Board) -> list[dict[str, Any]]:
    """Every rule: kept, or broken with what is wrong and what to do."""
    language = get_language() or "zh-hans"
    return [
        {
            "id": lamp.rule.id,
            "name": lamp.rule.name_zh if language.startswith("zh") else lamp.rule.name_en,
            "text": lamp.rule.told(language, board.problem.policy),
            "broken": [told(board, breach) for breach in lamp.breaches[:SHOWN]],
            "breaches": len(lamp.breaches),
            "hidden": max(0, len(lamp.breaches) - SHOWN),
            "todo": WHAT_TO_DO[lamp.rule.id],
        }
        for lamp in board.lamps
    ]


def told(board: Board, breach: Breach) -> Told:
    """One breach in the reader's words, with the names of those it is about."""
    words = _ABOUT[breach.rule]
    person, offered = _parts(board, breach)
    instead = board.alternatives(person, offered) if person and offered else []
    return Told(words(board, breach, person, offered), person, offered, instead)


def _parts(board: Board, breach: Breach) -> tuple[str, TrainingClass | None]:
    """The person and the class of a breach, where it is about one; ids may hold blanks."""
    classes = board.problem.classes
    if breach.subject in classes:
        return "", classes[breach.subject]
    for code in board.problem.workers:
        if breach.subject == code:
            return code, next((c for c in board.year.given[code]), None)
        if breach.subject.startswith(f"{code} ") and breach.subject[len(code) + 1 :] in classes:
            return code, classes[breach.subject[len(code) + 1 :]]
    return "", None


def _name(board: Board, code: str) -> str:
    worker = board.problem.workers.get(code)
    return worker.person.name if worker else code


def _stranger(board: Board, breach: Breach, person: str, offered: TrainingClass | None) -> str:
    words = _("%(who)s is no party-affairs worker of the training year, or the class is unknown.")
    return words % {"who": _name(board, breach.subject)}


def _seats(board: Board, breach: Breach, person: str, offered: TrainingClass | None) -> str:
    assert offered is not None  # the verifier names a class of the table
    words = _("“%(title)s” has %(seats)s seats for %(people)s people.")
    people = len(board.attending[offered.class_id])
    return words % {"title": offered.title, "seats": offered.seats, "people": people}


def _overlap(board: Board, breach: Breach, person: str, offered: TrainingClass | None) -> str:
    held = sorted(board.year.given[person], key=lambda c: c.start)
    pairs = [(a, b) for n, a in enumerate(held) for b in held[n + 1 :] if a.start <= b.end and b.start <= a.end]
    first, second = pairs[0] if pairs else (held[0], held[-1])
    words = _("%(who)s: “%(first)s” and “%(second)s” share a day.")
    return words % {"who": _name(board, person), "first": first.title, "second": second.title}


def _level(board: Board, breach: Breach, person: str, offered: TrainingClass | None) -> str:
    assert offered is not None
    words = _("%(who)s has level %(level)s; “%(title)s” is for levels %(least)s to %(most)s.")
    least, most = (_bound(offered.min_level), _bound(offered.max_level))
    level = board.problem.workers[person].person.level
    return words % {"who": _name(board, person), "level": level, "title": offered.title, "least": least, "most": most}


def _bound(level: int | None) -> str:
    return "–" if level is None else str(level)


def _absence(board: Board, breach: Breach, person: str, offered: TrainingClass | None) -> str:
    over = list(board.fullest(breach.subject))
    unit = board.year.staff.units[breach.subject].name
    words = _("%(unit)s: %(away)s people away on %(day)s; at most %(cap)s may be. Days over the limit: %(days)s.")
    day, away = over[0]
    return words % {"unit": unit, "away": away, "day": day, "cap": board.year.cap[breach.subject], "days": len(over)}


def _peak(board: Board, breach: Breach, person: str, offered: TrainingClass | None) -> str:
    assert offered is not None
    unit = board.problem.workers[person].unit
    peaks = board.problem.peaks.get(unit.unit_id, ())
    peak = next(p for p in peaks if p.start <= offered.end and offered.start <= p.end)
    words = _("%(who)s: “%(title)s” meets the production peak of %(unit)s, %(start)s to %(end)s.")
    names = {"who": _name(board, person), "title": offered.title, "unit": board.year.staff.units[peak.unit_id].name}
    return words % (names | {"start": peak.start, "end": peak.end})


def _induction(board: Board, breach: Breach, person: str, offered: TrainingClass | None) -> str:
    assert offered is not None
    words = _("%(who)s is no newcomer; “%(title)s” is an induction class.")
    return words % {"who": _name(board, person), "title": offered.title}


_ABOUT = {
    "TRN-00": _stranger,
    "TRN-01": _seats,
    "TRN-02": _overlap,
    "TRN-03": _level,
    "TRN-04": _absence,
    "TRN-05": _peak,
    "TRN-06": _induction,
}
