"""What a clause demands: whether it binds, by when, how often. A proposal from its words; a person confirms it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from genhun.formats.prose.clauses import Piece, leads_a_list, words

BINDING = ("应当", "必须", "不得", "严禁", "禁止", "不准", "务必", "一律", "应", "须")
ADVISORY = ("可以", "鼓励", "提倡", "倡导", "支持", "探索", "可")
LIMITS = ("不少于", "不超过", "不低于", "至少")
"""A figure that must be kept binds even where no other word does."""
NOT_MODAL = (
    "相应",
    "适应",
    "反应",
    "响应",
    "应用",
    "对应",
    "应急",
    "供应",
    "效应",
    "许可",
    "认可",
    "可能",
    "必须的",
    "可持续",
    "应对",
)
LONGEST = 500
_CYCLES = (
    ("month", "每个?月|按月"),
    ("quarter", "每个?季度?|按季"),
    ("half", "每半年"),
    ("year", "每一?年|按年|年度内"),
)
_DAY = re.compile(
    r"(?P<y>20\d\d)年(?:(?P<m>1[0-2]|0?[1-9])月(?:(?P<d>3[01]|[12]\d|0?[1-9])日)?)?(?P<rest>[^，。；]{0,6})"
)
_QUARTER = re.compile(r"第?([一二三四1-4])季度")
_BY = re.compile("^(?:底|末|年底|年末|以?前|之前|内)")


@dataclass(frozen=True, slots=True)
class Demand:
    """What the clause at `index` asks for. `modal` is the word by which it binds or advises."""

    index: int
    text: str
    binding: bool
    modal: str
    due: date | None
    cycle: str


def demands(pieces: Sequence[Piece]) -> list[Demand]:
    """What the clauses ask for, in their order. Items of a list are bound by the sentence that leads it."""
    found = []
    leading: list[tuple[int, str]] = []
    for index, piece in enumerate(pieces):
        leading = [(depth, modal) for depth, modal in leading if depth < piece.depth]
        said = words(piece.text)
        modal = modal_of(said)
        if leads_a_list(piece.text):
            if modal:
                leading.append((piece.depth, modal))
            continue
        modal = modal or (leading[-1][1] if leading else "")
        if modal:
            found.append(Demand(index, shortened(said), modal not in ADVISORY, modal, due_of(said), cycle_of(said)))
    return found


def modal_of(said: str) -> str:
    """The word that binds, or else the one that advises; empty for a clause that asks for nothing."""
    plain = re.sub("|".join(NOT_MODAL), "", said)
    return next((modal for modal in (*BINDING, *ADVISORY, *LIMITS) if modal in plain), "")


def cycle_of(said: str) -> str:
    """How often: month, quarter, half, year, or empty."""
    return next((cycle for cycle, form in _CYCLES if re.search(form, said)), "")


def due_of(said: str) -> date | None:
    """The first day by which something is due, such as 2027年6月底前; none if no year is named."""
    for found in _DAY.finditer(said):
        year, month, day, rest = int(found["y"]), found["m"], found["d"], found["rest"]
        quarter = _QUARTER.match(rest)
        if quarter:
            return _last_day(year, 3 * ("一二三四1234".index(quarter[1]) % 4 + 1))
        if not _BY.match(rest):
            continue
        if month and day:
            return _day(year, int(month), int(day))
        return _last_day(year, int(month) if month else 12)
    return None


def shortened(said: str) -> str:
    """A clause as the words of a requirement: whole sentences, as many as there is room for."""
    if len(said) <= LONGEST:
        return said
    cut = said.rfind("。", 0, LONGEST)
    return said[: cut + 1] if cut > 0 else said[: LONGEST - 1] + "…"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
