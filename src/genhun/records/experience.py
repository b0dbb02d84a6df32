"""What people have served on the two lanes so far, from their appointments."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from genhun.core.calendar import Month, month_of_date
from genhun.core.group import PARTY, PRODUCTION, lanes_of
from genhun.records.models import Tenure


def months_on_lanes(served: QuerySet[Tenure], start: Month) -> Mapping[str, Counter[int]]:
    """Months before `start` on each lane by person; times that overlap count once. One query."""
    spans: dict[str, dict[int, list[tuple[int, int]]]] = {PARTY: defaultdict(list), PRODUCTION: defaultdict(list)}
    for person, track, own, begin, end in served.values_list("person", "post__track", "track", "start", "end"):
        until = start if end is None else min(start, month_of_date(end))
        for lane in lanes_of(track or own):
            spans[lane][person].append((month_of_date(begin), until))
    return {
        lane: Counter({person: covered(times) for person, times in by_person.items()})
        for lane, by_person in spans.items()
    }


def covered(times: Iterable[tuple[int, int]]) -> int:
    """Months that spans `[begin, end)` cover together."""
    total, reached = 0, 0
    for begin, end in sorted(times):
        total += max(0, end - max(begin, reached))
        reached = max(reached, end)
    return total
