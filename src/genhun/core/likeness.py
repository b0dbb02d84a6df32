"""Texts that say the same: how much of their rarer characters and pairs of characters two texts share.

Chinese has no blanks between words, so characters and pairs of them stand for words; what few texts use weighs more.
The texts are read as they stand when the question is asked: there is no index that could lag behind, or tell of texts
that the asker may not see. docs/adr/0005-likeness-without-an-index.md says why.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

END = "\x1f"  # between two texts
SIGNS = 0x110000
KINDS = 1 << 22
"""A single character counts by its code point, a pair by a number from `SIGNS` to `KINDS` that two rarely share."""
ALIKE = 0.25
"""From here on two texts are shown as alike: measured by `python -m benchmarks --likeness`."""
NAMED = 0.6
"""From here on a text is found by a few words: the share of their weight that stands in it."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Match:
    """A text by its place, and how alike it is (0-1)."""

    place: int
    score: float


class Stock:
    """Texts in which to look: their characters and pairs, how often each occurs, what each text weighs."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.number = len(texts)
        self.kind, self.owner = _pairs(texts)
        self.often = np.bincount(self.kind, minlength=KINDS)
        weight = self._weight(self.often[self.kind])
        self.worth: Floats = np.bincount(self.owner, weights=weight, minlength=self.number).astype(np.float64)

    def alike(self, sought: str, least: float = ALIKE, most: int = 5) -> list[Match]:
        """The texts that say the same as `sought`, the most alike first.

        The score is the weight in common over the geometric mean of both weights, so that a longer text that also says
        something else is still found.
        """
        common, asked = self._common(sought)
        return _best(common / np.sqrt(np.maximum(self.worth * asked, 1e-12)), least, most)

    def naming(self, words: str, least: float = NAMED, most: int = 50) -> list[Match]:
        """The texts in which a few words stand, wherever and in whatever order; the most of them first."""
        common, asked = self._common(words)
        return _best(common / max(asked, 1e-12), least, most)

    def _common(self, sought: str) -> tuple[Floats, float]:
        """(weight in common with each text, weight of what is sought)."""
        wanted, times = np.unique(_pairs([sought])[0], return_counts=True)
        if not len(wanted):
            return np.zeros(self.number), 0.0
        weight = self._weight(np.maximum(self.often[wanted], 1))
        sought_kind = np.zeros(KINDS, dtype=np.bool_)
        sought_kind[wanted] = True
        here = np.flatnonzero(sought_kind[self.kind])
        place = np.searchsorted(wanted, self.kind[here])
        both, found = np.unique(self.owner[here] * len(wanted) + place, return_counts=True)
        text, place = np.divmod(both, len(wanted))
        common = np.bincount(text, weights=np.minimum(found, times[place]) * weight[place], minlength=self.number)
        return common.astype(np.float64), float(times @ weight)

    def _weight(self, often: Ints) -> Floats:
        return np.asarray(np.log1p(self.number / often), dtype=np.float64)


def _best(score: Floats, least: float, most: int) -> list[Match]:
    found = np.flatnonzero(score >= least)
    order = found[np.lexsort((found, -score[found]))][:most]
    return [Match(int(place), float(score[place])) for place in order]


def _pairs(texts: Sequence[str]) -> tuple[Ints, Ints]:
    """Every letter, Han character or digit and every pair of neighbouring ones, and the place of its text.

    Single characters count as well: words that mean the same often share one.
    """
    joined = END.join(text.replace(END, " ") for text in texts)
    plain = unicodedata.normalize("NFKC", joined).lower()
    signs = np.frombuffer(plain.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    signs = signs[_spoken()[signs]]
    owner = np.cumsum(signs == ord(END))
    said = signs != ord(END)
    inside = said[:-1] & said[1:]
    pairs = (SIGNS + (signs[:-1] * 1_000_003 + signs[1:]) % (KINDS - SIGNS))[inside]
    return np.concatenate([signs[said], pairs]), np.concatenate([owner[said], owner[:-1][inside]])


@cache
def _spoken() -> NDArray[np.bool_]:
    """By code point: whether it is a letter, a Han character or a digit, or the end of a text."""
    return np.array([chr(code).isalnum() or chr(code) == END for code in range(SIGNS)])
