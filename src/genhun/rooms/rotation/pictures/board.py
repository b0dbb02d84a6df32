"""The board: some people, each with both lanes over all half-years."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from genhun.core.group import PARTY, PRODUCTION, lanes_of
from genhun.records.models import PlanLine, Unit
from genhun.rooms.rotation.pictures.text import NAMES, WIDTH, fitted

LANE, ROW_GAP, HEAD = 19, 9, 24


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the plan on one lane; `link` is the line's number."""

    x: float
    y: float
    width: float
    height: float
    css: str
    text: str
    text_css: str
    line: PlanLine
    url: str
    marks: str = ""
    chosen: bool = False


@dataclass(slots=True)
class Board:
    """The timeline of some people; everything in px."""

    width: int = WIDTH
    height: float = HEAD
    left: int = NAMES
    bars: list[Bar] = field(default_factory=list)
    washes: list[tuple[float, str]] = field(default_factory=list)
    heads: list[tuple[float, Unit]] = field(default_factory=list)
    names: list[tuple[float, Any]] = field(default_factory=list)
    notes: list[tuple[float, str, str]] = field(default_factory=list)
    faults: list[float] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    months: list[tuple[float, str]] = field(default_factory=list)

    @property
    def lane(self) -> int:
        """The height of one lane."""
        return LANE

    @property
    def span(self) -> int:
        """How wide the drawn time is."""
        return self.width - self.left


@dataclass(frozen=True, slots=True)
class Beside:
    """What a reader has to see at people's lanes, by the person's number: a word under the name, a mark of a broken
    rule; and the bar that is chosen, by person and first half-year."""

    notes: Mapping[int, str] = field(default_factory=dict)
    faults: frozenset[int] = frozenset()
    chosen: tuple[int, int] | None = None


def line_page(line: PlanLine) -> str:
    """The address of a line of a plan."""
    return reverse("rotation:line", args=[line.pk])


def board(
    lines: Iterable[PlanLine],
    months: Sequence[str],
    link: Callable[[PlanLine], str] = line_page,
    beside: Beside | None = None,
) -> Board:
    """Draw lines that come in the order of the tree, person by person, in time; `months` are the half-years' starts.

    `link` gives the address behind each bar.
    """
    drawn, column = Board(), (WIDTH - NAMES) / len(months)
    beside = beside or Beside()
    drawn.months = [(round(NAMES + t * column, 1), month) for t, month in enumerate(months)]
    unit: int | None = None
    before: PlanLine | None = None
    for line in lines:
        if before is None or line.person_id != before.person_id:
            before = None
            if line.unit_id != unit:
                drawn.heads.append((drawn.height + 17, line.unit))
                drawn.height, unit = drawn.height + HEAD, line.unit_id
            _person(drawn, line, beside)
        _draw_line(drawn, line, column, link(line), beside)
        if before is not None:
            _step(drawn, before, line, column)
        before = line
    return drawn


def _person(drawn: Board, line: PlanLine, beside: Beside) -> None:
    y, number = drawn.height, line.person_id or 0
    note = beside.notes.get(number, "")
    drawn.names.append((y + LANE + (-4 if note else 5), line.person))
    if note:
        drawn.notes.append((y + LANE + 13, fitted(note, NAMES - 16), note))
    if number in beside.faults:
        drawn.faults.append(y)
    drawn.washes += [(y, PRODUCTION), (y + LANE, PARTY)]
    drawn.height = y + 2 * LANE + ROW_GAP


def _top(drawn: Board) -> float:
    """Where the last person's lanes start."""
    return drawn.height - 2 * LANE - ROW_GAP


def _span(line: PlanLine) -> tuple[int, int]:
    return line.from_period or 0, line.to_period or 0


def _draw_line(drawn: Board, line: PlanLine, column: float, url: str, beside: Beside) -> None:
    begin, end = _span(line)
    chosen = beside.chosen == (line.person_id, begin)
    x, width = NAMES + begin * column + 1, (end - begin) * column - 2
    marks = "lock" if line.reason.get("forced_by") == "ROT-09" else ""
    text = _text(line, width - 12 - (14 if marks else 0))
    if line.post is None:
        css = "away-reserve" if line.place == "reserve" else "away-retired"
        drawn.bars.append(
            Bar(x, _top(drawn) + 1, width, 2 * LANE - 2, css, line.place, "on-planned", line, url, chosen=chosen)
        )
        return
    lanes = lanes_of(line.post.track)
    for lane in lanes:
        y = _top(drawn) + (0 if lane == PRODUCTION else LANE) + 1
        css, text_css = _look(line, lane)
        last = lane == lanes[-1]
        drawn.bars.append(
            Bar(x, y, width, LANE - 2, css, text if last else "", text_css, line, url, marks if last else "", chosen)
        )


def _look(line: PlanLine, lane: str) -> tuple[str, str]:
    """Fill and text: moves are solid, stays outlined, refused and tried lines dashed."""
    if line.pk is None:
        return f"tried-{lane}", "on-planned"
    if line.refused:
        return f"refused-{lane}", "on-planned"
    return (f"bar-{lane}", "on-bar") if line.entry else (f"kept-{lane}", "on-planned")


def _text(line: PlanLine, width: float) -> str:
    """Unit and title if they fit, else the title."""
    if line.post is None:
        return ""
    both = f"{line.post.unit.name} {line.post.title}" if line.post.unit_id != line.unit_id else line.post.title
    return both if fitted(both, width) == both else fitted(line.post.title, width)


def _step(drawn: Board, before: PlanLine, line: PlanLine, column: float) -> None:
    """A short stroke that leads the eye from one lane to the other where a person crosses."""
    if not line.entry or before.post is None or line.post is None:
        return
    old, new = lanes_of(before.post.track), lanes_of(line.post.track)
    if set(old) & set(new):
        return
    x = NAMES + (line.from_period or 0) * column
    upper, lower = _top(drawn) + LANE / 2, _top(drawn) + 1.5 * LANE
    start, tip = (upper, lower) if new == (PARTY,) else (lower, upper)
    head = 4 if new == (PARTY,) else -4
    drawn.steps.append(f"M{x:.1f} {start}V{tip}M{x - 4:.1f} {tip - head}L{x:.1f} {tip}L{x + 4:.1f} {tip - head}")
