"""The numbers that Word counts by itself: they stand in no paragraph, yet a document is quoted by them.

Read from the numbering part and the styles (ECMA-376 part 1, 17.9): levels, restarts, overrides, links to list styles.
Bullets are no numbers.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

_DIGITS, _TRADITIONAL = "〇一二三四五六七八九", "甲乙丙丁戊己庚辛壬癸"
_LEGAL, _LEGAL_UNITS = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟")
_UNITS = ("", "十", "百", "千")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_CLOSED = "、．.）)："
MOST_LINKS = 9
"""How far styles are followed to the one that they are based on."""


def counted(number: int, digits: str = _DIGITS, units: tuple[str, ...] = _UNITS) -> str:
    """A number from 0 to 9999 as it is counted in Chinese: 十二, 二十, 一百零三."""
    if not 0 < number < 10_000:
        return digits[0] if number == 0 else str(number)
    zero, said, gap = "零", "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            said += (zero if gap and said else "") + digits[digit] + units[place]
        gap = not digit
    return said[1:] if said.startswith("一十") else said


def _letters(number: int) -> str:
    """a to z, then aa, bb, as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _roman(number: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said


def _from(first: str, most: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= most else str(number)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "chineseCounting": counted,
    "chineseCountingThousand": counted,
    "japaneseCounting": counted,
    "taiwaneseCounting": counted,
    "taiwaneseCountingThousand": counted,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "japaneseDigitalTenThousand": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "chineseLegalSimplified": lambda number: counted(number, _LEGAL, _LEGAL_UNITS),
    "ideographTraditional": lambda number: _TRADITIONAL[(number - 1) % 10],
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalFullWidth": lambda number: str(number).translate({ord("0") + n: 0xFF10 + n for n in range(10)}),
    "bullet": lambda number: "",
    "none": lambda number: "",
}


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts: where it starts, in which form, and the text around the numbers."""

    start: int
    form: str
    text: str
    style: str
    legal: bool
    restarts: bool


@dataclass(slots=True)
class _Count:
    """How far the levels of a list have counted, and which of its numberings have begun."""

    at: dict[int, int] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)


class Numbering:
    """The numbers of one document's paragraphs; ask for them in the order of the text."""

    def __init__(self, document: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._lists: dict[str, Any] = {}
        self._list_of: dict[str, tuple[str, Any]] = {}
        self._counts: dict[str, _Count] = defaultdict(_Count)
        for style in document.styles.element.findall(_w("style")):
            self._styles[style.get(_w("styleId"), "")] = style
        for part in (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")):
            for found in part.element.findall(_w("abstractNum")):
                self._lists[found.get(_w("abstractNumId"))] = found
            for found in part.element.findall(_w("num")):
                self._list_of[found.get(_w("numId"))] = (_value(found, "abstractNumId"), found)

    def of(self, paragraph: Any) -> str:
        """The number before a paragraph with the text around it, ready to stand before its words; or nothing."""
        number, depth = self._place(paragraph)
        if number not in self._list_of:
            return ""
        name, levels = self._levels(number)
        if depth not in levels:
            return ""
        at = self._count(number, name, levels, depth)
        level = levels[depth]
        if level.form in {"bullet", "none"}:
            return ""
        said = level.text
        for other in range(depth + 1):
            form = "decimal" if level.legal or other not in levels else levels[other].form
            said = said.replace(f"%{other + 1}", _FORMATS.get(form, str)(at.get(other, 1)))
        return said if not said or said[-1] in _CLOSED else f"{said}\u3000"

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """The numbering and the level of a paragraph: its own, else that of its style."""
        own = paragraph._p.find(f"{_w('pPr')}/{_w('numPr')}")
        style = paragraph._p.find(f"{_w('pPr')}/{_w('pStyle')}")
        named = style.get(_w("val"), "") if style is not None else ""
        number, depth = _value(own, "numId"), _value(own, "ilvl")
        if not number:
            number, inherited, named = self._by_style(named)
            depth = depth or inherited
        if number in self._list_of and not depth:
            _name, levels = self._levels(number)
            depth = next((str(n) for n, level in levels.items() if named and level.style == named), "0")
        return number, int(depth or 0)

    def _by_style(self, named: str) -> tuple[str, str, str]:
        """(numbering, level, style that says so) of a style or one that it is based on."""
        for _ in range(MOST_LINKS):
            style = self._styles.get(named)
            if style is None:
                break
            found = style.find(f"{_w('pPr')}/{_w('numPr')}")
            if found is not None and _value(found, "numId"):
                return _value(found, "numId"), _value(found, "ilvl"), named
            named = _value(style, "basedOn")
        return "", "", named

    def _levels(self, number: str) -> tuple[str, dict[int, _Level]]:
        """The list that a numbering counts in, and its levels with what the numbering itself says of them."""
        name, own = self._list_of[number]
        link = _value(self._lists.get(name), "numStyleLink")
        other = self._by_style(link)[0] if link else ""
        if other in self._list_of and other != number:
            name = self._list_of[other][0]
        found = {}
        if name in self._lists:
            for level in self._lists[name].findall(_w("lvl")):
                found[int(level.get(_w("ilvl"), 0))] = _level(level)
        for said in own.findall(f"{_w('lvlOverride')}/{_w('lvl')}"):
            found[int(said.get(_w("ilvl"), 0))] = _level(said)
        return name, found

    def _count(self, number: str, name: str, levels: Mapping[int, _Level], depth: int) -> dict[int, int]:
        """Count one on at a level; levels below begin anew, and a numbering that begins may set its own start."""
        count = self._counts[name]
        if number not in count.begun:
            count.begun.add(number)
            for said in self._list_of[number][1].findall(_w("lvlOverride")):
                start = _value(said, "startOverride")
                if start:
                    count.at[int(said.get(_w("ilvl"), 0))] = int(start) - 1
        for other in range(depth):
            count.at.setdefault(other, levels[other].start if other in levels else 1)
        count.at[depth] = count.at.get(depth, levels[depth].start - 1) + 1
        for other in [n for n in count.at if n > depth and (n not in levels or levels[n].restarts)]:
            del count.at[other]
        return count.at


def _level(element: Any) -> _Level:
    start, legal = _value(element, "start"), element.find(_w("isLgl")) is not None
    return _Level(
        int(start or 0), _value(element, "numFmt") or "decimal", _value(element, "lvlText"),
        _value(element, "pStyle"), legal, _value(element, "lvlRestart") != "0",
    )  # fmt: skip


def _value(element: Any, name: str) -> str:
    """The value of a child, blank where there is none."""
    found = element.find(_w(name)) if element is not None else None
    return str(found.get(_w("val"), "")) if found is not None else ""


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"
