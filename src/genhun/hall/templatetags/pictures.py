"""Template tags that draw: the two-lane timeline, its small strip, the row of the next ninety days."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template

from genhun.hall.pictures.lanes import Scale, draw

register = template.Library()
STRIP = Scale(bar=6, gap=1, left=0, width=172, top=0)


@register.inclusion_tag("hall/pictures/lanes.html")
def lanes(
    rows: Sequence[Mapping[str, Any]],
    start: date,
    end: date,
    *,
    label: str,
    today: date | None = None,
    names: int = 84,
    legend: bool = True,
) -> dict[str, object]:
    """The two-lane timeline: `{% lanes rows start end label=finding today=today names=140 %}`.

    `label` is the sentence that says what the picture shows; `names` the width in px of the column of row labels.
    """
    picture = draw(rows, start, end, today, Scale(left=names))
    planned = any(bar.get("kind", "held") != "held" for row in rows for bar in row["bars"])
    return {"picture": picture, "label": label, "legend": legend, "planned": planned}


@register.inclusion_tag("hall/pictures/strip.html")
def strip(bars: Sequence[Mapping[str, Any]], start: date, end: date, label: str) -> dict[str, object]:
    """A career in one line of a table: `{% strip person.bars start end label=person.career %}`."""
    return {"picture": draw([{"label": "", "bars": bars}], start, end, scale=STRIP), "label": label}
