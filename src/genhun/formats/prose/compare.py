"""Two versions of a text clause by clause: which stayed, moved, changed, came, went; and which words changed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz, process

from genhun.formats.prose.clauses import Piece, words

SAME, MOVED, CHANGED, NEW, GONE = "same", "moved", "changed", "new", "gone"
ALIKE, ALIKE_AT_PLACE = 60.0, 40.0
"""How alike (0-100) two clauses are taken for one that was changed: anywhere, and at the same place of the text."""
_TOKEN = re.compile(r"[A-Za-z0-9.%]+|\s+|.", re.S)
SHORTEST_ISLAND = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """A clause of the old text and its counterpart in the new one, by their places; None where there is none."""

    kind: str
    old: int | None
    new: int | None


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stayed ("same"), went ("del") or came ("ins")."""

    kind: str
    text: str


def compare(old: Sequence[Piece], new: Sequence[Piece]) -> list[Pair]:
    """Every clause of both texts once, in the order of the new one, those that went where they stood."""
    partner = _same_words(old, new)
    _changed_words(old, new, partner)
    back = {there: here for here, there in partner.items()}
    steady = _in_order([there for _here, there in sorted(partner.items())])
    pairs = [_pair(old, new, back.get(n), n, steady) for n in range(len(new))]
    for n in reversed([n for n in range(len(old)) if n not in partner]):
        pairs.insert(_place(pairs, n), Pair(GONE, n, None))
    return pairs


def word_runs(old: str, new: str) -> list[Run]:
    """What went and what came, in reading order; scraps between two changes count as changed."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    runs: list[Run] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        scrap = tag == "equal" and len(gone) < SHORTEST_ISLAND and a > 0 and b < len(before)
        if tag == "equal" and not scrap:
            runs.append(Run("same", gone))
        else:
            _grow(runs, gone, come)
    return runs


def _grow(runs: list[Run], gone: str, come: str) -> None:
    """Add to the change at the end of the runs, so that each change is one deletion and one insertion."""
    held = {"del": "", "ins": ""}
    while runs and runs[-1].kind != "same":
        run = runs.pop()
        held[run.kind] = run.text
    for kind, text in (("del", held["del"] + gone), ("ins", held["ins"] + come)):
        if text:
            runs.append(Run(kind, text))


def _same_words(old: Sequence[Piece], new: Sequence[Piece]) -> dict[int, int]:
    """Clauses whose words did not change, wherever they stand now; of equal ones the first with the first."""
    waiting: dict[str, list[int]] = {}
    for n, piece in enumerate(new):
        waiting.setdefault(words(piece.text), []).append(n)
    partner: dict[int, int] = {}
    for n, piece in enumerate(old):
        if found := waiting.get(words(piece.text)):
            partner[n] = found.pop(0)
    return partner


def _changed_words(old: Sequence[Piece], new: Sequence[Piece], partner: dict[int, int]) -> None:
    """Pair the rest by likeness, the most alike first; at the same place of the text less likeness is enough."""
    lost = [n for n in range(len(old)) if n not in partner]
    taken = set(partner.values())
    fresh = [n for n in range(len(new)) if n not in taken]
    if not lost or not fresh:
        return
    likeness = process.cdist([words(old[n].text) for n in lost], [words(new[n].text) for n in fresh], scorer=fuzz.ratio)
    wanted = []
    for row, here in enumerate(lost):
        for column, there in enumerate(fresh):
            alike, same_place = float(likeness[row, column]), old[here].label == new[there].label
            if alike >= (ALIKE_AT_PLACE if same_place else ALIKE):
                wanted.append((-alike, not same_place, abs(here - there), here, there))
    for *_rank, here, there in sorted(wanted):
        if here not in partner and there not in taken:
            partner[here] = there
            taken.add(there)


def _pair(old: Sequence[Piece], new: Sequence[Piece], here: int | None, there: int, steady: set[int]) -> Pair:
    if here is None:
        return Pair(NEW, None, there)
    if words(old[here].text) != words(new[there].text):
        return Pair(CHANGED, here, there)
    kept = there in steady and old[here].label == new[there].label
    return Pair(SAME if kept else MOVED, here, there)


def _in_order(places: Sequence[int]) -> set[int]:
    """The longest run of places that rise: what kept its order; everything else moved."""
    best: list[tuple[int, int]] = []  # (length, index before) of the longest rising run that ends at each place
    for n, place in enumerate(places):
        before = max((k for k in range(n) if places[k] < place), key=lambda k: best[k][0], default=-1)
        best.append((best[before][0] + 1 if before >= 0 else 1, before))
    at = max(range(len(places)), key=lambda n: best[n][0], default=-1)
    kept = set()
    while at >= 0:
        kept.add(places[at])
        at = best[at][1]
    return kept


def _place(pairs: Sequence[Pair], lost: int) -> int:
    """Where a clause that went is shown: after the last shown clause that stood before it in the old text."""
    return max((n + 1 for n, pair in enumerate(pairs) if pair.old is not None and pair.old < lost), default=0)
