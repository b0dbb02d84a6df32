"""Dated resumes (简历): lines of a start, an end and a text, with studies nested in brackets (其间：…).

Read with every quirk that offices send; written in the 18-column form: `yyyy.MM--yyyy.MM`, two blanks, the text.
"""

import re
from dataclasses import dataclass

from genhun.core.calendar import Month
from genhun.formats.dates import MONTH_PATTERN, half_width, read_month, resume_month

PREFIX_COLUMNS = 18
NESTED_INDENT = " " * (PREFIX_COLUMNS - 1)
_DASH = r"(?:[-—–−－﹣―─〜～~]+|至|到)"
_NOW = r"(?:至今|今(?=[\s　，,]|$)|现在(?=[\s　，,]|$))"
_SPAN = re.compile(
    rf"[\s　]*(?P<start>{MONTH_PATTERN})[\s　]{{0,2}}{_DASH}[\s　]{{0,2}}(?P<end>{MONTH_PATTERN}|{_NOW})?[\s　]*"
)
_YEARS = re.compile(rf"[\s　]*[12]\d{{3}}\s?年?[\s　]*{_DASH}")
_LATE_INDENT = 8
_INSIDE = re.compile(r"[（(][\s　]*(?:其间|其中|期间)[\s　]*[:：,，]?")
_OPENING, _CLOSING = "（(", "）)"


@dataclass(frozen=True, slots=True)
class NestedEntry:
    """A study or posting inside an entry; no `start` where the brackets give no months."""

    text: str
    start: Month | None = None
    end: Month | None = None


@dataclass(frozen=True, slots=True)
class ResumeEntry:
    """One entry: from `start` until before `end` (None = still open), as `text` says.

    A line whose months cannot be read has no `start`; its whole wording is the text.
    """

    text: str
    start: Month | None = None
    end: Month | None = None
    nested: tuple[NestedEntry, ...] = ()


def read_resume(text: str) -> tuple[ResumeEntry, ...]:
    """The entries of a resume in their order; continuation lines join the entry above."""
    paragraphs: list[str] = []
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        line = raw.rstrip()
        if not line:
            continue
        if not paragraphs or _begins_entry(line, paragraphs[-1]):
            paragraphs.append(line.strip("　 \t"))
        else:
            paragraphs[-1] = _joined(paragraphs[-1], line.strip("　 \t"))
    return tuple(_entry(paragraph) for paragraph in paragraphs)


def write_resume(entries: tuple[ResumeEntry, ...]) -> str:
    """The resume in the 18-column form, nested entries on lines of their own."""
    lines: list[str] = []
    for entry in entries:
        lines.append(f"{_prefix(entry)}{entry.text}")
        lines += [f"{NESTED_INDENT}（其间：{_nested_text(inner)}）" for inner in entry.nested]
    return "\n".join(lines)


def _begins_entry(line: str, above: str) -> bool:
    plain = half_width(line)
    if not (_SPAN.match(plain) or _YEARS.match(plain)):
        return False
    indent = len(line) - len(line.lstrip())
    return indent < _LATE_INDENT or not _brackets_open(above)


def _brackets_open(text: str) -> bool:
    return sum(text.count(mark) for mark in _OPENING) > sum(text.count(mark) for mark in _CLOSING)


def _joined(above: str, below: str) -> str:
    both_latin = above[-1:].isascii() and below[:1].isascii() and above[-1:].isalnum() and below[:1].isalnum()
    return f"{above} {below}" if both_latin else above + below


def _entry(paragraph: str) -> ResumeEntry:
    span, rest = _take_span(paragraph)
    body, nested = _take_nested(rest)
    if span is None:
        return ResumeEntry(body, nested=nested)
    return ResumeEntry(body, span[0], span[1], nested)


def _take_span(text: str) -> tuple[tuple[Month | None, Month | None] | None, str]:
    """The months at the head of a text and what follows them; None where there are none."""
    found = _SPAN.match(half_width(text))
    if found is None:
        return None, text
    end = found["end"]
    return (read_month(found["start"]), read_month(end) if end else None), text[found.end() :]


def _take_nested(text: str) -> tuple[str, tuple[NestedEntry, ...]]:
    """A text without its （其间：…） brackets, and what stood in them."""
    nested: list[NestedEntry] = []
    while found := _INSIDE.search(text):
        close = _closing(text, found.start())
        nested += [_nested(piece) for piece in _pieces(text[found.end() : close])]
        text = text[: found.start()].rstrip() + text[close + 1 :].lstrip()
    return text, tuple(nested)


def _closing(text: str, opening: int) -> int:
    """Where the bracket that opens at `opening` closes; the text's end where it never does."""
    depth = 0
    for index in range(opening, len(text)):
        depth += (text[index] in _OPENING) - (text[index] in _CLOSING)
        if depth == 0:
            return index
    return len(text)


def _pieces(inside: str) -> list[str]:
    """The parts of a bracket: a new one begins where a mark is followed by months."""
    pieces: list[str] = []
    for part in re.split(r"(?<=[；;，,、])", inside):
        if pieces and not _SPAN.match(half_width(part)):
            pieces[-1] += part
        else:
            pieces.append(part)
    return [piece.strip("；;，,、 　") for piece in pieces if piece.strip("；;，,、 　")]


def _nested(piece: str) -> NestedEntry:
    span, rest = _take_span(piece)
    return NestedEntry(rest) if span is None else NestedEntry(rest, span[0], span[1])


def _prefix(entry: ResumeEntry) -> str:
    if entry.start is None:
        return ""
    end = resume_month(entry.end) if entry.end is not None else ""
    return f"{resume_month(entry.start)}--{end}".ljust(PREFIX_COLUMNS)


def _nested_text(inner: NestedEntry) -> str:
    if inner.start is None:
        return inner.text
    end = resume_month(inner.end) if inner.end is not None else ""
    return f"{resume_month(inner.start)}--{end}{inner.text}"
