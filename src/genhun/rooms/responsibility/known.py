"""What the system knows already, so that nobody is asked for it: the contract's columns and what the rooms compute.

A field that somebody wants to ask is laid bare (politeness, "this unit's", brackets, numbering gone) and compared with
what is known by its words. Two texts are the same question if they agree in four of five neighbouring letter pairs,
or if one is the other with nothing but filling words around it.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from genhun.tables.schema import TABLES_IN

ALIKE = 0.8

_BRACKETS = re.compile(r"[(（\[【〔].*?[)）\]】〕]")
_NUMBERING = re.compile(r"^\s*(?:第?[\d一二三四五六七八九十]+\s*[.、)）:：项]\s*)")
_OUTSIDE = re.compile(r"[^\w]+|_")
_FILLING = re.compile(
    "请|填写|填报|报送|上报|提供|说明|列出|统计|本单位|贵单位|你单位|各单位|本公司|各公司|该单位|所属单位的?|目前|当前|现有|现任|"
    "截至年底|截至月底|截至目前|基本情况|情况|信息|明细|一览表?|汇总|台账|登记表?|名册|同志|的|及其|以及|具体|详细|准确|"
    r"\b(?:please|give|list|state|your|our|the|of|unit s|current|details?|information|a|an|and)\b"
)
_HANDLES = re.compile(
    "^(?:年度|本年度?|全年|全体|所有)|(?:名单|姓名|名称|人数|数量|总数|完成|落实|是谁|有哪些|多少人?)+$"
)
"""What is held on to a thing to ask for it: its list, its name, how many there are."""


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that is known: its name in each language, and the page that shows it."""

    zh: str
    en: str
    page: str


_COMPUTED = Path(__file__).with_name("known.csv")
"""What the rooms compute: its names, the page that shows it, other words for it."""


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Known]:
    """Everything that is known, by its bare words."""
    found: dict[str, Known] = {}
    for words, known in _columns():
        found.setdefault(bare(words), known)
    with _COMPUTED.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            for words in (row["zh"], row["en"], *row["words"].split(";")):
                found[bare(words)] = Known(row["zh"], row["en"], row["page"])
    found.pop("", None)
    return found


def _columns() -> Iterator[tuple[str, Known]]:
    """The contract's own columns: by themselves where the word says enough, else with their table's name."""
    for table in TABLES_IN:
        for column in table.columns:
            whole = column.zh if len(column.zh) >= 4 else f"{table.zh}{column.zh}"
            known = Known(whole, f"{table.key} {column.key}".replace("_", " "), "hall:data")
            yield whole, known
            yield known.en, known


def bare(text: str) -> str:
    """What a field asks for, without anything around it."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = _NUMBERING.sub("", _BRACKETS.sub(" ", text))
    text = _OUTSIDE.sub(" ", text)
    text = "".join(_FILLING.sub(" ", text).split())
    stem = _HANDLES.sub("", text)
    return stem if len(stem) > 1 else text


def known_as(label: str) -> Known | None:
    """What the system knows of a field, if it is the same question."""
    asked, known = bare(label), catalogue()
    if not asked:
        return None
    if asked in known:
        return known[asked]
    best = max(known, key=lambda words: (likeness(asked, words), words))
    return known[best] if likeness(asked, best) >= ALIKE else None


def same_question(one: str, other: str) -> bool:
    """Whether two fields ask for the same."""
    a, b = bare(one), bare(other)
    return bool(a) and (a == b or likeness(a, b) >= ALIKE)


def likeness(one: str, other: str) -> float:
    """Twice the letter pairs in common over all letter pairs (Dice), 0 to 1."""
    a, b = _pairs(one), _pairs(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _pairs(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1)}
