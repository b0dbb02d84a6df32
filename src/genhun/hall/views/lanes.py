"""The career so far and the stints ahead as one row of the two-lane timeline."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from genhun.hall.queries.careers import Career
from genhun.hall.queries.plans import StintAhead


def both_lanes(career: Career, ahead: Sequence[StintAhead], today: date) -> dict[str, Any]:
    """What the timeline of one person is drawn from."""
    last = max([today, *(stint.end for stint in ahead)])
    return {
        "career": career,
        "ahead": ahead,
        "rows": [{"label": "", "bars": [*_until(career, ahead, today), *(stint.bar for stint in ahead)]}],
        "start": date((career.start or today).year, 1, 1),
        "end": date(last.year + 1, 1, 1),
        "today": today,
    }


def _until(career: Career, ahead: Sequence[StintAhead], today: date) -> list[dict[str, Any]]:
    """The posts so far: what is held now lasts until today, or until the plan takes over where it may move somebody."""
    follows = ahead[0].start if ahead else today
    last = ahead[-1].end if ahead else today
    return [{**bar, "end": bar["end"] or (follows if bar["moves"] else last)} for bar in career.bars]
