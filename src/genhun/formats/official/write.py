"""An official document as .docx, set from top to bottom."""

from collections.abc import Iterator, Sequence
from datetime import date
from unicodedata import east_asian_width

from genhun.formats.official import page
from genhun.formats.official.content import (
    Attachment,
    Block,
    Fonts,
    Heading,
    Imprint,
    OfficialDocument,
    Paragraph,
    RedHeader,
    Table,
)
from genhun.formats.official.numbering import Numbering, long_date
from genhun.formats.official.page import characters, twips
from genhun.formats.official.xml import border, face, page_number, paragraph, row, run, size, table

_RED = "C00000"
_NAME_BELOW_TOP_MM = 35
_AGENCY_HALF_POINTS = 100
_DATE_INDENT, _LEAST_INDENT = 4.0, 2.0  # characters
_THICK, _THIN = 8, 6  # eighths of a point: 0.35 mm and 0.25 mm


def write_official(document: OfficialDocument, fonts: Fonts | None = None) -> bytes:
    """The document as .docx bytes; the same document gives the same bytes."""
    faces = fonts or Fonts()
    body = "".join(_body(document, faces))
    return page.package(body, _footer("right", faces), _footer("left", faces), faces, document.title.replace("\n", ""))


def _body(document: OfficialDocument, fonts: Fonts) -> Iterator[str]:
    if document.header:
        yield from _red_header(document.header, fonts)
    yield from _title(document.title)
    yield _blank()
    if document.addressee:
        yield paragraph(page.FLUSH, run(f"{document.addressee.rstrip('：:')}："))
    signed = bool(document.signer and document.signed_on)
    yield from _blocks(document.blocks, fonts, keep_last=signed)
    yield from _attachment_note(document.attachments, keep=signed)
    if document.signer and document.signed_on:
        yield from _signature(document.signer, document.signed_on)
    several = len(document.attachments) > 1
    for index, attachment in enumerate(document.attachments, 1):
        yield from _attachment(attachment, str(index) if several else "", fonts)
    if document.imprint:
        yield from _imprint(document.imprint)


def _blank(keep: bool = False) -> str:
    return paragraph(page.FLUSH, keep=keep)


def _title(title: str) -> Iterator[str]:
    for line in title.split("\n"):
        yield paragraph(page.TITLE, run(line))


def _blocks(blocks: Sequence[Block], fonts: Fonts, keep_last: bool = False) -> Iterator[str]:
    """The blocks in their order; with `keep_last` the last paragraph stays on the page of what follows.

    So a signature never stands alone on a page. A table is followed by a blank line, the last one by a hair's breadth.
    """
    numbering = Numbering()
    for index, block in enumerate(blocks, 1):
        last = index == len(blocks)
        if isinstance(block, Heading):
            yield paragraph(page.HEADINGS[block.level - 1], run(numbering.next(block.level) + block.text))
        elif isinstance(block, Paragraph):
            lead = run(block.lead, face(fonts.second)) if block.lead else ""
            yield paragraph(page.BODY, lead, run(block.text), keep=keep_last and last)
        else:
            yield from _table(block)
            yield paragraph(page.FLUSH, line=20) if last else _blank()


def _table(block: Table) -> Iterator[str]:
    """Thin rules, a repeated head in the first face, figures flush right."""
    if block.caption:
        yield paragraph(page.CAPTION, run(block.caption))
    shares = block.widths or (1.0,) * len(block.head)
    widths = [round(page.TYPE_WIDTH * share / sum(shares)) for share in shares]
    head = row([paragraph(page.CELL_HEAD, run(text)) for text in block.head], widths, head=True)
    rows = [
        row([_cell(text, index in block.numeric) for index, text in enumerate(cells)], widths) for cells in block.rows
    ]
    sides = "".join(border(side, 4) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    yield table(widths, [head, *rows], sides)


def _cell(text: str, numeric: bool) -> str:
    return paragraph(page.CELL, run(text), align="right" if numeric else "")


def _attachment_note(attachments: Sequence[Attachment], keep: bool) -> Iterator[str]:
    """One line below the body, two characters in; turned lines stand under the name; no mark after a name."""
    if attachments:
        yield _blank(keep)
    for index, attachment in enumerate(attachments, 1):
        number = f"{index}. " if len(attachments) > 1 else ""
        word = "附件：" if index == 1 else ""
        hang = _width(number)
        indent = (characters(5 + hang), 0, -characters(hang + _width(word)))
        yield paragraph(page.FLUSH, run(word + number + attachment.name.replace("\n", "")), indent=indent, keep=keep)


def _signature(signer: str, signed_on: date) -> Iterator[str]:
    """The date four characters in from the right, the signer centred above it; a long signer moves the date in."""
    day = long_date(signed_on)
    half_signer, half_day = _width(signer) / 2, _width(day) / 2
    signer_right = max(_LEAST_INDENT, _DATE_INDENT + half_day - half_signer)
    day_right = max(_DATE_INDENT, _LEAST_INDENT + half_signer - half_day)
    yield _blank(keep=True)
    yield _blank(keep=True)
    yield paragraph(page.FLUSH, run(signer), indent=(0, characters(signer_right), 0), align="right", keep=True)
    yield paragraph(page.FLUSH, run(day), indent=(0, characters(day_right), 0), align="right")


def _attachment(attachment: Attachment, number: str, fonts: Fonts) -> Iterator[str]:
    yield paragraph(page.FLUSH, run(f"附件{number}", face(fonts.first)), new_page=True)
    yield _blank()
    yield from _title(attachment.name)
    yield _blank()
    yield from _blocks(attachment.blocks, fonts)


def _red_header(header: RedHeader, fonts: Fonts) -> Iterator[str]:
    """The agency's name 35 mm below the top of the type area, its number two lines on, the red rule 4 mm below that."""
    below_top = twips(_NAME_BELOW_TOP_MM)
    if header.urgency:
        yield paragraph(page.FLUSH, run(header.urgency, face(fonts.first)))
        below_top -= page.LINE
    fitting = int(page.TYPE_WIDTH / 10 / max(1.0, _width(header.agency)))  # half-points that fill the line
    half_points = min(_AGENCY_HALF_POINTS, fitting)
    look = f'{face(fonts.title)}<w:color w:val="{_RED}"/>{size(half_points)}'
    yield paragraph(page.TITLE, run(header.agency, look), before=below_top, line=half_points * 12)
    yield _blank()
    yield _blank()
    rule = border("bottom", 12, _RED, space=11)
    yield paragraph(page.FLUSH, run(header.number), align="center", rule=rule)
    yield _blank()
    yield _blank()


def _imprint(imprint: Imprint) -> Iterator[str]:
    """At the foot of the last page's type area, in no. 4: rules of 0.35 mm outside, 0.25 mm between.

    LibreOffice leaves it where the text ends; Word places it by the table's anchor.
    """
    rows = [f"抄送：{'，'.join(imprint.copies_to)}。"] if imprint.copies_to else []
    rows.append(f"{imprint.issuer}\t{long_date(imprint.issued_on)}印发")
    width = page.TYPE_WIDTH
    indent = (characters(0.5), characters(0.5), 0)
    cells = [paragraph(page.FLUSH, run(text, size(28)), indent=indent, tab=width - characters(1.25)) for text in rows]
    rules = border("top", _THICK) + border("bottom", _THICK) + border("insideH", _THIN)
    yield table([width], [row([cell], [width]) for cell in cells], rules, at_foot=True)
    yield _blank()


def _footer(side: str, fonts: Fonts) -> str:
    """— 1 — in no. 4 figures, one character in from the side on which it stands."""
    look = face(fonts.figures) + size(28)
    indent = (0, characters(1), 0) if side == "right" else (characters(1), 0, 0)
    return paragraph(page.FLUSH, run("— ", look), page_number(look), run(" —", look), indent=indent, align=side)


def _width(text: str) -> float:
    """The width of a text in characters of the grid; a half-width figure is half a one."""
    return sum(1.0 if east_asian_width(mark) in "WFA" else 0.5 for mark in text)
