"""The text of files from outside: what is there comes out, what is meant to harm or damaged is named."""

import io
import zipfile

import docx
import pytest

from genhun.core.errors import BadInput
from genhun.formats.prose import reading
from genhun.formats.prose.reading import text_of, unwrapped


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    box = io.BytesIO()
    document.save(box)
    return box.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same archive with one part replaced or added."""
    box = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, part)
    return box.getvalue()


def pdf(*lines: str) -> bytes:
    """A PDF of one page with some lines of plain letters."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for number, part in enumerate(parts, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, part))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, start))
    return out.getvalue()


def test_word_gives_paragraphs_and_tables_in_order() -> None:
    document = docx.Document()
    document.add_paragraph("第一条　应当谈话。")
    row = document.add_table(1, 2).rows[0].cells
    row[0].text, row[1].text = "项目", "次数"
    document.add_paragraph("第二条　不得攀比。")
    assert text_of("规定.docx", saved(document)) == "第一条　应当谈话。\n项目\t次数\n第二条　不得攀比。"


def test_pdf_gives_its_lines() -> None:
    assert text_of("a.pdf", pdf("Article 1.", "Article 2.")) == "Article 1.\nArticle 2."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_plain_text_in_both_encodings(encoding: str) -> None:
    assert text_of("a.txt", "第一条\r\n应当".encode(encoding)) == "第一条\n应当"


def test_lines_of_a_page_become_paragraphs() -> None:
    page = "第一条　各单位应当认真组织学习，联系生产经\n营的实际问题。\n"
    page += "第二条　不得以抄写笔记代替学习，应当按照第\n三条执行。\n第三条　施行。"
    assert list(unwrapped(page)) == [
        "第一条　各单位应当认真组织学习，联系生产经营的实际问题。",
        "第二条　不得以抄写笔记代替学习，应当按照第三条执行。",
        "第三条　施行。",
    ]


BOMB = b"0" * (reading.MOST_UNPACKED + 1)
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "haha"><!ENTITY b "&a;&a;">]><w:document>&b;</w:document>'


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.exe", b"MZ", "not_a_document"),
        ("a", b"", "not_a_document"),
        ("a.txt", b"\xff\xff\xff", "not_a_text"),
        ("a.txt", b"  \n ", "no_text"),
        ("a.docx", b"PK\x03\x04 damaged", "unreadable"),
        ("a.pdf", b"%PDF-1.4 damaged", "unreadable"),
        ("a.txt", "应".encode() * (reading.MOST_CHARACTERS + 1), "too_large"),
        ("a.txt", b"a" * (reading.MOST_BYTES + 1), "too_large"),
    ],
)
def test_what_cannot_be_read_is_named(name: str, content: bytes, kind: str) -> None:
    with pytest.raises(BadInput) as caught:
        text_of(name, content)
    assert [(fault.sheet, fault.kind) for fault in caught.value.faults] == [(name, kind)]


@pytest.mark.parametrize(
    ("part", "told"), [(("word/media/image.bin", BOMB), "too large"), (("word/document.xml", LAUGHS), "DTDForbidden")]
)
def test_archives_that_unpack_to_too_much_or_play_tricks_are_refused(part: tuple[str, bytes], told: str) -> None:
    with pytest.raises(BadInput) as caught:
        text_of("a.docx", with_part(word("第一条"), *part))
    (fault,) = caught.value.faults
    assert fault.kind == "unreadable"
    assert told in fault.got


def test_a_document_without_text_is_told_apart_from_a_damaged_one() -> None:
    with pytest.raises(BadInput) as caught:
        text_of("a.docx", word(""))
    assert caught.value.faults[0].kind == "no_text"
