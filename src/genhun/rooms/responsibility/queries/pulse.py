"""What the staff answered, where it cannot lead back to fewer than five people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from genhun.records.models import Account
from genhun.records.scope import has_part, own, paths_above
from genhun.rooms.responsibility.models import PulseRound, PulseTally

FEWEST = 5
"""Fewer answers than this are never shown, nor can they be told by subtraction."""

Counts = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Group:
    """A unit with all below it: how many answered, and how often each choice was taken, by question."""

    path: str
    name: str
    answered: int
    counts: Counts


def rounds_of(account: Account, today: date) -> QuerySet[PulseRound]:
    """Rounds asked in the account's part, and those from above that are over and may tell something of it."""
    if account.unit is None or not has_part(account):
        return PulseRound.objects.none()
    here = own(account, "unit__path") | Q(unit__path__in=paths_above(account.unit), ends__lt=today)
    return PulseRound.objects.filter(here).select_related("unit")


def results(account: Account, asked: PulseRound, today: date) -> list[Group]:
    """The groups of the account's part that may be shown; none while the round runs. One query."""
    if asked.runs(today) or account.unit is None or not has_part(account):
        return []
    top = account.unit.path
    return [group for group in groups(asked.tallies.all()) if group.path.startswith(top)]


def groups(tallies: Iterable[PulseTally]) -> list[Group]:
    """All groups of a round that may be shown, whoever reads them, in the order of the tree."""
    by_path = {tally.path: tally for tally in tallies}
    may = shown({path: sum(tally.counts[0]) for path, tally in by_path.items()})
    return [
        Group(path, by_path[path].name, may[path], _sum(t.counts for p, t in by_path.items() if p.startswith(path)))
        for path in sorted(may)
    ]


def shown(answered: Mapping[str, int]) -> dict[str, int]:
    """The paths that may be shown, each with how many answered there and below; `answered` counts each unit alone.

    From the top down: of the units below a shown one, those with five answers or more are shown; if what they leave
    of it would be one to four answers, the smallest of them is left out too. So what is shown falls apart into pieces
    of none or at least five answers, and every sum or difference of shown groups is made of whole pieces.
    """
    total, below = _totals(answered)
    may: dict[str, int] = {}
    waiting = [path for path in below[""] if total[path] >= FEWEST]
    while waiting:
        path = waiting.pop()
        may[path] = total[path]
        large = sorted((p for p in below[path] if total[p] >= FEWEST), key=lambda p: (total[p], p))
        left = total[path] - sum(total[p] for p in large)
        waiting += large[1:] if 0 < left < FEWEST else large
    return may


def _totals(answered: Mapping[str, int]) -> tuple[dict[str, int], dict[str, list[str]]]:
    """How many answered in each unit and below it, and the units right below each; under "" stands the top."""
    total, below = dict.fromkeys(answered, 0), defaultdict(list)
    for path, n in answered.items():
        steps = path.strip("/").split("/")
        above = [f"/{'/'.join(steps[:depth])}/" for depth in range(len(steps), 0, -1)]
        known = [step for step in above if step in answered]
        for step in known:
            total[step] += n
        below[known[1] if len(known) > 1 else ""].append(path)
    return total, below


def _sum(many: Iterable[Counts]) -> Counts:
    return [[sum(cells) for cells in zip(*rows, strict=True)] for rows in zip(*many, strict=True)]
