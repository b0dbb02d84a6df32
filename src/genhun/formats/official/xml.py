"""Paragraphs, runs and tables as WordprocessingML, each element's children in the order the schema asks for."""

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff￾￿]")
_AT_FOOT = (
    '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="margin" '
    'w:tblpXSpec="center" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
)
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def clean(text: str) -> str:
    """A text as XML can hold it: escaped, control characters gone, line breaks as blanks."""
    return escape(_UNWRITABLE.sub("", text).replace("\r", "").replace("\n", " "))


def face(name: str) -> str:
    """A run's fonts: one face for Han characters and for figures."""
    quoted = quoteattr(name)
    return f"<w:rFonts w:ascii={quoted} w:hAnsi={quoted} w:eastAsia={quoted} w:cs={quoted}/>"


def size(half_points: int) -> str:
    """A run's size; 28 is no. 4, 32 is no. 3."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def run(text: str, properties: str = "") -> str:
    """A run of text; a tab in the text is a tab stop."""
    pieces = "<w:tab/>".join(f'<w:t xml:space="preserve">{clean(piece)}</w:t>' for piece in text.split("\t"))
    return f"<w:r>{_wrapped('w:rPr', properties)}{pieces}</w:r>"


def page_number(properties: str) -> str:
    """The number of the page that the run stands on."""
    return f'<w:fldSimple w:instr=" PAGE ">{run("1", properties)}</w:fldSimple>'


def paragraph(
    style: str,
    *runs: str,
    indent: tuple[int, int, int] = (0, 0, 0),
    align: str = "",
    before: int = 0,
    line: int = 0,
    keep: bool = False,
    new_page: bool = False,
    rule: str = "",
    tab: int = 0,
) -> str:
    """A paragraph; `indent` is (left, right, first line) in twips, a negative first line hangs; `rule` its borders."""
    left, right, first = indent
    hanging = f'w:hanging="{-first}"' if first < 0 else f'w:firstLine="{first}"'
    spacing = (f' w:before="{before}"' if before else "") + (f' w:line="{line}" w:lineRule="exact"' if line else "")
    properties = (
        f'<w:pStyle w:val="{style}"/>'
        + ("<w:keepNext/>" if keep else "")
        + ("<w:pageBreakBefore/>" if new_page else "")
        + _wrapped("w:pBdr", rule)
        + (f'<w:tabs><w:tab w:val="right" w:pos="{tab}"/></w:tabs>' if tab else "")
        + (f"<w:spacing{spacing}/>" if spacing else "")
        + (f'<w:ind w:left="{left}" w:right="{right}" {hanging}/>' if any(indent) else "")
        + (f'<w:jc w:val="{align}"/>' if align else "")
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def table(widths: Sequence[int], rows: Sequence[str], borders: str, at_foot: bool = False) -> str:
    """A table of fixed column widths (twips), in the text or at the foot of the type area."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr>{_AT_FOOT if at_foot else ""}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def row(cells: Sequence[str], widths: Sequence[int], head: bool = False) -> str:
    """A row that is never cut by a page's end; a head row stands again on each page."""
    mark = "<w:cantSplit/>" + ("<w:tblHeader/>" if head else "")
    body = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{mark}</w:trPr>{body}</w:tr>"


def border(side: str, eighths: int, colour: str = "auto", space: int = 0) -> str:
    """One rule: `eighths` of a point thick."""
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'


def _wrapped(tag: str, inside: str) -> str:
    return f"<{tag}>{inside}</{tag}>" if inside else ""
