"""Where one clause of a document ends and the next begins, by the text's own numbers. Joined, the clauses are the text.

Six kinds of number are known, from the largest part to the smallest: part, chapter and section; article; 一、; （一）;
1.; （1）. A text need not use all of them, and may use them without the larger ones.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_HAN = "[一二三四五六七八九十百千零〇两]+"
_BLANK = r"[ \t\u3000\u00a0]"
_PART, _ARTICLE, _HEAD, _ITEM, _POINT, _SUBPOINT = range(6)
_NUMBERS = (
    rf"第(?:{_HAN}|\d+)[编章节]",
    rf"第(?:{_HAN}|\d+)条(?:之{_HAN})?",
    rf"{_HAN}、",
    rf"[（(]{_HAN}[）)]",
    r"\d{1,3}(?:、|[.．](?!\d))",
    r"[（(]\d{1,3}[）)]|[①-⑳]",
)
_NUMBER = re.compile("|".join(f"(?P<k{kind}>{form})" for kind, form in enumerate(_NUMBERS)))
_ENDS = "。；;：:！？!?.”」）)》"
_LIST_AFTER = "。；;：:"
LONGEST_LABEL, LONGEST_HEADING = 80, 24


@dataclass(frozen=True, slots=True)
class Piece:
    """One clause: its place by the text's own numbers, how deep it lies, and its text, blanks and all."""

    label: str
    depth: int
    text: str


def split(text: str) -> list[Piece]:
    """The clauses of a text in order. What stands before the first number is a clause without a label."""
    starts = _starts(text)
    if not starts or starts[0][0] > 0:
        starts.insert(0, (0, None, ""))
    pieces: list[Piece] = []
    open_numbers: list[tuple[int, str]] = []
    for n, (at, kind, number) in enumerate(starts):
        end = starts[n + 1][0] if n + 1 < len(starts) else len(text)
        if kind is not None:
            open_numbers = [held for held in open_numbers if held[0] < kind] + [(kind, number)]
        label = "".join(_named(open_numbers)) if kind is not None else ""
        pieces.append(Piece(label[:LONGEST_LABEL], len(open_numbers), text[at:end]))
    return [piece for piece in pieces if piece.text]


def words(text: str) -> str:
    """A clause without its own number and with single blanks: what it says, wherever it stands."""
    plain = re.sub(r"\s+", " ", text).strip(" \u3000\u00a0")
    found = _NUMBER.match(plain)
    return plain[found.end() :].strip(" \u3000\u00a0") if found else plain


def leads_a_list(text: str) -> bool:
    """Whether a clause ends by announcing the items below it."""
    return words(text).endswith(("：", ":"))


def _named(numbers: Sequence[tuple[int, str]]) -> list[str]:
    """The numbers that name a place: an article is counted through the whole text, so its chapter is left out."""
    kinds = [kind for kind, _number in numbers]
    first = kinds.index(_ARTICLE) if _ARTICLE in kinds else 0
    return [number.strip("、.．") for _kind, number in numbers[first:]]


def _starts(text: str) -> list[tuple[int, int | None, str]]:
    """Where clauses start: the place, the kind of number and the number."""
    found: list[tuple[int, int | None, str]] = []
    for match in _NUMBER.finditer(text):
        kind = next(n for n in range(len(_NUMBERS)) if match[f"k{n}"])
        line = text.rfind("\n", 0, match.start()) + 1
        before = text[line : match.start()]
        if not before.strip():
            if _opens_a_line(text, line, match.end(), kind):
                found.append((line, kind, match[0]))
        elif _opens_within(before, text[match.end() : match.end() + 1], kind):
            found.append((match.start(), kind, match[0]))
    return found


def _opens_a_line(text: str, line: int, end: int, kind: int) -> bool:
    """A number at the start of a line counts, unless the sentence of the line before simply goes on."""
    above = text[:line].rstrip()
    apart = not above or above[-1] in _ENDS or "\n\n" in text[len(above) : line]
    blank = bool(re.match(rf"{_BLANK}|\n|$", text[end : end + 1]))
    return apart or blank or kind == _PART or _short_line_above(above)


def _short_line_above(above: str) -> bool:
    """Headings end without a full stop, but they are short, and their sentence does not go on."""
    return not above.endswith(("，", ",", "、")) and len(above) - (above.rfind("\n") + 1) <= LONGEST_HEADING


def _opens_within(before: str, after: str, kind: int) -> bool:
    """A number inside a line counts where line breaks were lost: an article set off by a blank, an item in a row."""
    last = before.rstrip()[-1:]
    if kind in {_PART, _ARTICLE}:
        return last in _LIST_AFTER and bool(last) and bool(re.match(_BLANK, after))
    return kind in {_ITEM, _SUBPOINT} and bool(last) and last in _LIST_AFTER
