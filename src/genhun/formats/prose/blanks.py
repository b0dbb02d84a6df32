"""Questions drafted from a clause: a number, a term or the word that binds is left out. A person confirms them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from genhun.formats.prose.demands import ADVISORY, BINDING, NOT_MODAL

GAP = "＿＿＿＿"
_HAN = "一二三四五六七八九十百两半"
_NUMBER = re.compile(
    rf"(?:不少于|不超过|不低于|至少|每|前|后|满)?(?:\d+(?:\.\d+)?|[{_HAN}]+)(?:%|％|个?月|个?季度|年|天|日|次|周|名|人|小时|学时|个工作日|分之[{_HAN}]+)"
)
_TERM = re.compile(r"[“《](?P<term>[^”》]{2,20})[”》]")
_SENTENCE = re.compile(r"[^。；;！？]+[。；;！？]?")
LONGEST_PROMPT = 120


@dataclass(frozen=True, slots=True)
class Blank:
    """A sentence with a gap, what belongs there, and what kind of thing it is: number, term or modal."""

    prompt: str
    answer: str
    kind: str


def blanks(said: str) -> list[Blank]:
    """One draft for each number, quoted term and modal word of a clause, sentence by sentence; no draft twice."""
    found: dict[tuple[str, str], Blank] = {}
    for sentence in _SENTENCE.findall(said):
        for start, end, kind in _spots(sentence):
            prompt = _around(sentence, start, end)
            found.setdefault((prompt, sentence[start:end]), Blank(prompt, sentence[start:end], kind))
    return list(found.values())


def _spots(sentence: str) -> Iterator[tuple[int, int, str]]:
    for number in _NUMBER.finditer(sentence):
        yield number.start(), number.end(), "number"
    for term in _TERM.finditer(sentence):
        yield term.start("term"), term.end("term"), "term"
    masked = re.sub("|".join(NOT_MODAL), lambda m: "□" * len(m[0]), sentence)
    for modal in (*BINDING, *ADVISORY):
        if len(modal) > 1 and (at := masked.find(modal)) >= 0:
            yield at, at + len(modal), "modal"
            return


def _around(sentence: str, start: int, end: int) -> str:
    """The sentence with the gap, cut at its edges if it is too long to read at a glance."""
    left = max(0, start - LONGEST_PROMPT // 2)
    right = min(len(sentence), max(end + LONGEST_PROMPT // 2, left + LONGEST_PROMPT))
    head, tail = sentence[left:start].strip(), sentence[end:right].strip()
    return f"{'…' if left else ''}{head}{GAP}{tail}{'…' if right < len(sentence) else ''}"
