"""The two-lane timeline: production above, party below, time to the right. One row is one person (or one post)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from genhun.core.group import BOTH, PARTY, PRODUCTION, lanes_of

LANES = (PRODUCTION, PARTY)
TRACKS = (PARTY, PRODUCTION, BOTH)
HAN_WIDTH, LATIN_WIDTH = 12.5, 7.2
RIGHT_MARGIN = 20


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes in px: one bar's height, the gap around it, the label column, the drawing's width."""

    bar: int = 24
    gap: int = 4
    left: int = 84
    width: int = 1272
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


def _lanes(track: str) -> tuple[str, ...]:
    """The lanes in which a bar stands; reserve lies on the upper one."""
    return lanes_of(track) if track in TRACKS else (PRODUCTION,)


def _css(bar: Mapping[str, Any], lane: str) -> tuple[str, str]:
    """Fill class and text class: held posts are solid, planned ones outlined, asked (not yet adopted) ones dashed."""
    kind = bar.get("kind", "held")
    if bar["track"] not in TRACKS:
        return "planned-reserve", "on-planned"
    if kind == "held":
        return f"bar-{lane}", "on-bar"
    return f"planned-{lane} asked" if kind == "asked" else f"planned-{lane}", "on-planned"


@dataclass(slots=True)
class Pen:
    """Draws rows of lanes into a picture, from one day to another."""

    picture: Picture
    size: Scale
    start: date
    end: date

    @property
    def per_month(self) -> float:
        """How many px a month takes."""
        return self.picture.span / max(_months(self.end) - _months(self.start), 1)

    def x_of(self, day: date) -> float:
        """Where a day lies; days outside lie on the border."""
        inside = min(max(day, self.start), self.end)
        return self.picture.left + (_months(inside) - _months(self.start)) * self.per_month

    def row(self, row: Mapping[str, Any], y: float) -> float:
        """Draw one row from y on; return where it ends."""
        top, step = y, self.size.bar + self.size.gap
        for lane in LANES:
            shelves = _shelves((b for b in row["bars"] if lane in _lanes(b["track"])), self.end)
            height = len(shelves) * step + self.size.gap
            self.picture.bands.append(Band(y, height, f"wash-{lane}"))
            for depth, shelf in enumerate(shelves):
                self.picture.bars += [self.bar(bar, lane, y + self.size.gap + depth * step) for bar in shelf]
            if not row.get("label"):
                self.picture.labels.append((y + height / 2 + 4, "", lane))
            y += height
        if row.get("label"):
            self.picture.labels.append(((top + y) / 2 + 4, fitted(row["label"], self.size.left - 8), ""))
        return y

    def bar(self, bar: Mapping[str, Any], lane: str, y: float) -> Drawn:
        """One bar with as much of its text as fits."""
        x = self.x_of(bar["start"])
        width = max(self.x_of(bar.get("end") or self.end) - x - 1, 2.0)
        css, text_css = _css(bar, lane)
        text = fitted(str(bar.get("text", "")), width - 10) if self.size.bar >= 16 else ""
        title = str(bar.get("title") or bar.get("text", ""))
        return Drawn(round(x, 1), round(y, 1), round(width, 1), self.size.bar, css, text, text_css, title)

    def years(self) -> None:
        """Mark the years, as many as there is room for."""
        step = next(s for s in (1, 2, 5, 10) if 12 * s * self.per_month >= 36 or s == 10)
        for year in range(self.start.year, self.end.year + 1):
            day = date(year, 1, 1)
            if self.start <= day <= self.end and year % step == 0:
                self.picture.years.append((round(self.x_of(day), 1), str(year)))


def draw(
    rows: Sequence[Mapping[str, Any]], start: date, end: date, today: date | None = None, scale: Scale | None = None
) -> Picture:
    """The timeline of some rows between two days.

    A row is `{"label", "bars"}`; a bar is `{"track", "start", "end" (None = open), "text", "kind", "title"}` with
    kind `held`, `planned` or `asked`. A row without a label shows the lanes' own names at its left.
    """
    size = scale or Scale()
    right = size.width - (RIGHT_MARGIN if size.top else 0)
    pen = Pen(Picture(size.width, left=size.left, right=right), size, start, end)
    y = float(size.top)
    for row in rows:
        y = pen.row(row, y) + (2 * size.gap if size.top else 0)
    pen.picture.height = y
    pen.years()
    if today and start <= today <= end:
        pen.picture.today = round(pen.x_of(today), 1)
    return pen.picture
