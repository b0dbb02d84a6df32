"""Who held what when, as bars of the two lanes, and how long on each lane."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genhun.core.calendar import month_of_date
from genhun.core.group import PARTY, PRODUCTION, lanes_of
from genhun.records.models import Tenure


@dataclass(slots=True)
class Career:
    """One person's posts so far: bars for the picture, whole months on each lane up to a day."""

    bars: list[dict[str, Any]] = field(default_factory=list)
    months: dict[str, int] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """Both lanes in words."""
        return _("Production %(production)s, party affairs %(party)s.") % {
            "production": years_text(self.months.get(PRODUCTION, 0)),
            "party": years_text(self.months.get(PARTY, 0)),
        }

    @property
    def start(self) -> date | None:
        """When the first post began."""
        return min((bar["start"] for bar in self.bars), default=None)


def years_text(months: int) -> str:
    """A span of months in whole years and months, as people say it."""
    years, rest = divmod(months, 12)
    parts = []
    if years:
        parts.append(ngettext("%(n)d year", "%(n)d years", years) % {"n": years})
    if rest or not years:
        parts.append(ngettext("%(n)d month", "%(n)d months", rest) % {"n": rest})
    return " ".join(parts)


def careers(tenures: Iterable[Tenure], today: date) -> Mapping[int, Career]:
    """The careers in some tenures, by person; tenures come with post and unit."""
    found: dict[int, Career] = defaultdict(Career)
    spans: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    until = month_of_date(today)
    for tenure in tenures:
        bar = _bar(tenure)
        found[tenure.person_id].bars.append(bar)
        end = min(month_of_date(tenure.end), until) if tenure.end else until
        for lane in lanes_of(bar["track"]):
            spans[tenure.person_id, lane].append((month_of_date(tenure.start), end))
    for (person, lane), held in spans.items():
        found[person].months[lane] = _union(held)
    return found


def _bar(tenure: Tenure) -> dict[str, Any]:
    if tenure.post:
        track, text = tenure.post.track, tenure.post.title
        place = tenure.post.unit.name
    else:
        track, text, place = tenure.track, _("Post outside the records"), tenure.industry
    ends = tenure.end.strftime("%Y-%m") if tenure.end else _("today")
    title = f"{place} {text} {tenure.start:%Y-%m} – {ends}"
    return {
        "track": track,
        "start": tenure.start,
        "end": tenure.end,
        "text": text,
        "kind": "held",
        "title": title,
        "moves": not (tenure.post and tenure.post.fixed),
    }


def _union(spans: Iterable[tuple[int, int]]) -> int:
    """Months covered by at least one span."""
    covered, reached = 0, 0
    for start, end in sorted(spans):
        covered += max(0, end - max(start, reached))
        reached = max(reached, end)
    return covered
