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
        pairs, owner = _pairs(texts)
        self.number = len(texts)
        self.kinds, kind, self.often = np.unique(pairs, return_inverse=True, return_counts=True)
        self.owner = owner[np.argsort(kind, kind="stable")]  # the texts of each kind of pair, one kind after the other
        self.start = np.concatenate([[0], np.cumsum(self.often)])
        self.worth: Floats = np.bincount(owner, weights=self._weight(self.often)[kind], minlength=self.number).astype(
            np.float64
        )

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
        place = np.minimum(np.searchsorted(self.kinds, wanted), max(len(self.kinds) - 1, 0))
        known = self.kinds[place] == wanted if len(self.kinds) else np.zeros(len(wanted), dtype=bool)
        often = np.where(known, self.often[place], 1) if len(self.kinds) else np.ones(len(wanted), dtype=np.int64)
        weight = self._weight(often)
        common = np.zeros(self.number)
        for kind, most, worth in zip(place[known], times[known], weight[known], strict=True):
            texts, found = np.unique(self.owner[self.start[kind] : self.start[kind + 1]], return_counts=True)
            common[texts] += np.minimum(found, most) * worth
        return common, float(times @ weight)

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
    pairs = ((signs[:-1] + 1) * 0x110000 + signs[1:])[inside]
    return np.concatenate([signs[said], pairs]), np.concatenate([owner[said], owner[:-1][inside]])


@cache
def _spoken() -> NDArray[np.bool_]:
    """By code point: whether it is a letter, a Han character or a digit, or the end of a text."""
    return np.array([chr(code).isalnum() or chr(code) == END for code in range(0x110000)])
