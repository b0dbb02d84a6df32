"""Certificates as .docx, one a page: who completed which class, and who says so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from genhun.formats.official import page
from genhun.formats.official.content import Fonts
from genhun.formats.official.numbering import day_span, long_date
from genhun.formats.official.page import characters, twips
from genhun.formats.official.xml import face, paragraph, run, size

_TITLE_HALF_POINTS, _FROM_TOP_MM = 88, 30


@dataclass(frozen=True, slots=True)
class Certificate:
    """One person's certificate; `number` is the class's own with the person's place in it."""

    name: str
    unit: str
    title: str
    start: date
    end: date
    days: int
    number: str
    signer: str
    signed_on: date


def write_certificates(certificates: Sequence[Certificate], fonts: Fonts | None = None) -> bytes:
    """All certificates in one document, one a page. Raises ValueError for none at all."""
    if not certificates:
        raise ValueError("certificates: got none, allowed: at least one person who completed the class")
    faces = fonts or Fonts()
    body = "".join(part for n, one in enumerate(certificates) for part in _page(one, faces, later=n > 0))
    empty = paragraph(page.FLUSH)
    return page.package(body, empty, empty, faces, f"{certificates[0].title}结业证书")


def _page(one: Certificate, fonts: Fonts, later: bool) -> Iterator[str]:
    yield paragraph(page.FLUSH, run(" "), before=twips(_FROM_TOP_MM), new_page=later)
    look = f"{face(fonts.title)}{size(_TITLE_HALF_POINTS)}"
    yield paragraph(page.TITLE, run("结业证书", look), line=_TITLE_HALF_POINTS * 14)
    for _blank in range(3):
        yield paragraph(page.FLUSH)
    yield paragraph(page.FLUSH, run(one.name, face(fonts.second)), run(" 同志："))
    span = day_span(one.start, one.end)
    yield paragraph(page.BODY, run(f"于{span}参加{one.title}学习，共{one.days}天，按规定完成全部学习任务，准予结业。"))
    yield paragraph(page.BODY, run("特发此证。"))
    for _blank in range(4):
        yield paragraph(page.FLUSH)
    right = (0, characters(2), 0)
    yield paragraph(page.FLUSH, run(one.signer), indent=right, align="right", keep=True)
    yield paragraph(page.FLUSH, run(long_date(one.signed_on)), indent=right, align="right", keep=True)
    yield paragraph(page.FLUSH)
    yield paragraph(page.FLUSH, run(f"学员单位：{one.unit}", size(24)), keep=True)
    yield paragraph(page.FLUSH, run(f"证书编号：{one.number}", size(24)))
