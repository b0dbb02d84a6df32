"""The two-lane timeline: production above, party below, time to the right. One row is one person (or one post)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from genhun.core.group import PARTY, PRODUCTION, lanes_of

LANES = (PRODUCTION, PARTY)
HAN_WIDTH, LATIN_WIDTH = 12.5, 7.2
RIGHT_MARGIN = 12


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes in px: one bar's height, the gap around it, the label column, the drawing's width."""

    bar: int = 24
    gap: int = 4
    left: int = 84
    width: int = 1120
    top: int = 26


@dataclass(frozen=True, slots=True)
class Drawn:
    """One rectangle with the text that fits into it."""

    x: float
    y: float
    width: float
    height: float
    css: str
    text: str
    text_css: str
    title: str

    @property
    def text_x(self) -> float:
        """Where the text starts."""
        return self.x + 6

    @property
    def text_y(self) -> float:
        """The text's base line."""
        return self.y + self.height / 2 + 4.5


@dataclass(frozen=True, slots=True)
class Band:
    """The wash behind one lane of one row."""

    y: float
    height: float
    css: str


@dataclass(slots=True)
class Picture:
    """Everything that the template writes out."""

    width: int
    height: float = 0
    left: int = 0
    right: int = 0
    bars: list[Drawn] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)
    labels: list[tuple[float, str, str]] = field(default_factory=list)
    years: list[tuple[float, str]] = field(default_factory=list)
    today: float | None = None

    @property
    def span(self) -> int:
        """How wide the drawn time is."""
        return self.right - self.left


def text_width(text: str) -> float:
    """About how wide a text of 12 px is: Han characters and full-width punctuation are square."""
    return sum(HAN_WIDTH if ord(c) > 0x2E7F else LATIN_WIDTH for c in text)


def fitted(text: str, width: float) -> str:
    """As much of a text as fits into a width in px, with an ellipsis; nothing below two characters."""
    if text_width(text) <= width:
        return text
    while len(text) > 2 and text_width(text) + HAN_WIDTH > width:
        text = text[:-1]
    return f"{text}…" if len(text) > 1 and text_width(text) + HAN_WIDTH <= width else ""


def _months(day: date) -> float:
    return day.year * 12 + day.month - 1 + (day.day - 1) / 31


def _shelves(bars: Iterable[Mapping[str, Any]], end: date) -> list[list[Mapping[str, Any]]]:
    """Bars of one lane on as few shelves as possible, so that posts held at one time lie below each other."""
    shelves: list[list[Mapping[str, Any]]] = []
    for bar in sorted(bars, key=lambda b: (b["start"], b.get("end") or end)):
        for shelf in shelves:
            if (shelf[-1].get("end") or end) <= bar["start"]:
                shelf.append(bar)
                break
        else:
            shelves.append([bar])
    return shelves or [[]]


def _css(bar: Mapping[str, Any], lane: str) -> tuple[str, str]:
    """Fill class and text class: held posts are solid, planned ones outlined, asked (not yet adopted) ones dashed."""
    kind = bar.get("kind", "held")
    if bar["track"] not in ("party", "production", "both"):
        return "planned-reserve", "on-planned"
    if kind == "held":
        return f"bar-{lane}", "on-bar"
    return f"planned-{lane} asked" if kind == "asked" else f"planned-{lane}", "on-planned"


def draw(
    rows: Sequence[Mapping[str, Any]], start: date, end: date, today: date | None = None, scale: Scale | None = None
) -> Picture:
    """The timeline of some rows between two days.

    A row is `{"label", "bars"}`; a bar is `{"track", "start", "end" (None = open), "text", "kind", "title"}` with kind `held`,
    `planned` or `asked`. A single row without a label shows the lanes' own names at its left.
    """
    size = scale or Scale()
    first, last = _months(start), max(_months(end), _months(start) + 1)
    picture = Picture(size.width, left=size.left, right=size.width - (RIGHT_MARGIN if size.top else 0))
    per_month = (picture.right - picture.left) / (last - first)

    def x_of(day: date) -> float:
        return picture.left + (min(max(_months(day), first), last) - first) * per_month

    y = float(size.top)
    for row in rows:
        y = _draw_row(picture, row, y, size, x_of, end) + 2 * size.gap
    picture.height = y
    step = next(s for s in (1, 2, 5, 10) if 12 * s * per_month >= 36 or s == 10)
    for year in range(start.year, end.year + 1):
        day = date(year, 1, 1)
        if start <= day <= end and year % step == 0:
            picture.years.append((round(x_of(day), 1), str(year)))
    if today and start <= today <= end:
        picture.today = round(x_of(today), 1)
    return picture


def _draw_row(picture: Picture, row: Mapping[str, Any], y: float, size: Scale, x_of: Any, end: date) -> float:
    """Draw one row from y on; return where it ends."""
    top = y
    for lane in LANES:
        own = [b for b in row["bars"] if lane in lanes_of(b["track"]) or (lane == PRODUCTION and not _known(b))]
        shelves = _shelves(own, end)
        height = len(shelves) * (size.bar + size.gap) + size.gap
        picture.bands.append(Band(y, height, f"wash-{lane}"))
        for depth, shelf in enumerate(shelves):
            for bar in shelf:
                picture.bars.append(_drawn(bar, lane, y + size.gap + depth * (size.bar + size.gap), size, x_of, end))
        if not row.get("label"):
            picture.labels.append((y + height / 2 + 4, "", lane))
        y += height
    if row.get("label"):
        picture.labels.append(((top + y) / 2 + 4, fitted(row["label"], size.left - 8), ""))
    return y


def _known(bar: Mapping[str, Any]) -> bool:
    return bar["track"] in ("party", "production", "both")


def _drawn(bar: Mapping[str, Any], lane: str, y: float, size: Scale, x_of: Any, end: date) -> Drawn:
    x, right = x_of(bar["start"]), x_of(bar.get("end") or end)
    width = max(right - x - 1, 2.0)
    css, text_css = _css(bar, lane)
    text = fitted(str(bar.get("text", "")), width - 10) if size.bar >= 16 else ""
    title = str(bar.get("title") or bar.get("text", ""))
    return Drawn(round(x, 1), round(y, 1), round(width, 1), size.bar, css, text, text_css, title)
