"""Official documents: what they hold (read by python-docx) and how they print (by LibreOffice)."""

import io
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm

from genhun.formats.official import (
    Attachment,
    Fonts,
    Heading,
    Imprint,
    OfficialDocument,
    Paragraph,
    RedHeader,
    Table,
    write_official,
)
from genhun.formats.official.numbering import Numbering, day_span, han_number

LIST = Table(("序号", "姓名"), tuple((str(n), f"甲{n}") for n in range(1, 61)), (1, 3), numeric=frozenset({0}))
NOTICE = OfficialDocument(
    title="虚构集团党委关于举办\n党务工作者培训班的通知",
    blocks=(
        Paragraph("现将有关事项通知如下。"),
        Heading(1, "时间"),
        Heading(2, "报到"),
        Heading(3, "地点"),
        Heading(4, "路线"),
        Heading(2, "开班"),
        Heading(1, "对象"),
        Paragraph("见附件。", lead="名单。"),
    ),
    addressee="各单位党委：",
    signer="虚构集团党委",
    signed_on=date(2027, 2, 5),
    attachments=(Attachment("学员名单", (LIST,)), Attachment("报到须知", (Paragraph("略。"),))),
    header=RedHeader("中共虚构集团有限公司委员会文件", "虚党发〔2027〕5号", "特急"),
    imprint=Imprint("虚构集团党委组织部", date(2027, 2, 5), ("集团领导", "各部门")),
)


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs if paragraph.text]


def pages(content: bytes, folder: Path) -> list[list[str]]:
    """The lines of each page as LibreOffice prints them, blanks dropped."""
    soffice, to_text = shutil.which("soffice"), shutil.which("pdftotext")
    if not soffice or not to_text:
        pytest.skip("LOUD: the printed layout was NOT checked: soffice and pdftotext are not installed on this machine")
    (folder / "a.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "a.docx")],
        check=True,
        capture_output=True,
        timeout=180,
    )
    command: Sequence[str] = [to_text, "-layout", str(folder / "a.pdf"), "-"]
    printed = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    sheets = ["".join(sheet).split("\n") for sheet in printed.split("\f")]
    return [lines for sheet in sheets if (lines := ["".join(line.split()) for line in sheet if line.strip()])]


def test_the_order_of_a_notice() -> None:
    assert texts(write_official(NOTICE)) == [
        "特急",
        "中共虚构集团有限公司委员会文件",
        "虚党发〔2027〕5号",
        "虚构集团党委关于举办",
        "党务工作者培训班的通知",
        "各单位党委：",
        "现将有关事项通知如下。",
        "一、时间",
        "（一）报到",
        "1. 地点",
        "（1）路线",
        "（二）开班",
        "二、对象",
        "名单。见附件。",
        "附件：1. 学员名单",
        "2. 报到须知",
        "虚构集团党委",
        "2027年2月5日",
        "附件1",
        "学员名单",
        "附件2",
        "报到须知",
        "略。",
    ]


def test_page_and_faces() -> None:
    document = Document(io.BytesIO(write_official(NOTICE)))
    section = document.sections[0]
    for got, mm in (
        (section.page_width, 210),
        (section.page_height, 297),
        (section.top_margin, 37),
        (section.left_margin, 28),
        (section.right_margin, 26),
        (section.bottom_margin, 35),
    ):
        assert got is not None
        assert abs(got - Mm(mm)) < Mm(0.02)
    fonts = {style.name: style.element.xpath("w:rPr/w:rFonts/@w:eastAsia") for style in document.styles}
    assert fonts["公文标题"] == ["方正小标宋简体"]
    assert fonts["公文1级标题"] == ["黑体"]
    assert fonts["公文2级标题"] == ["楷体_GB2312"]
    assert fonts["公文3级标题"] == ["仿宋_GB2312"]
    assert document.styles.element.xpath("w:docDefaults//w:rFonts/@w:eastAsia") == ["仿宋_GB2312"]
    assert document.styles.element.xpath("w:docDefaults//w:sz/@w:val") == ["32"]


def test_faces_can_be_mapped() -> None:
    content = write_official(NOTICE, Fonts(body="FangSong", title="SimSun", instead={}))
    styles = Document(io.BytesIO(content)).styles
    assert styles.element.xpath("w:docDefaults//w:rFonts/@w:ascii") == ["FangSong"]


def test_table_heads_repeat_and_rows_hold_together() -> None:
    table, imprint = Document(io.BytesIO(write_official(NOTICE))).tables
    assert [cell.text for cell in table.rows[60].cells] == ["60", "甲60"]
    assert [len(row._tr.xpath("w:trPr/w:tblHeader")) for row in table.rows] == [1] + [0] * 60
    assert [len(row._tr.xpath("w:trPr/w:cantSplit")) for row in table.rows] == [1] * 61
    assert [row.cells[0].text for row in imprint.rows] == [
        "抄送：集团领导，各部门。",
        "虚构集团党委组织部\t2027年2月5日印发",
    ]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_official(NOTICE) == write_official(NOTICE)


def test_characters_that_xml_cannot_hold_are_dropped() -> None:
    content = write_official(OfficialDocument("A<B>&C", (Paragraph("一\x0b二\x00三"),)))
    assert texts(content) == ["A<B>&C", "一二三"]


def test_twenty_two_lines_of_twenty_eight_characters(tmp_path: Path) -> None:
    body = "字" * (28 * 60 - 2)  # the first line is indented by two
    first, second, third = pages(write_official(OfficialDocument("题目", (Paragraph(body),))), tmp_path)
    assert [len(line) for line in first] == [2, 26, *[28] * 19, 3]  # title, blank line, body, page number
    assert [len(line) for line in second] == [*[28] * 22, 3]
    assert (first[-1], second[-1], third[-1]) == ("—1—", "—2—", "—3—")


def test_attachments_start_on_their_own_pages_with_repeated_heads(tmp_path: Path) -> None:
    printed = pages(write_official(NOTICE), tmp_path)
    starts = [sheet[0] for sheet in printed]
    assert starts[0] == "特急"
    assert [start for start in starts if start.startswith("附件")] == ["附件1", "附件2"]
    assert sum("序号姓名" in sheet for sheet in printed) == starts.index("附件2") - starts.index("附件1")


@pytest.mark.parametrize("length", [14, 16, 18])  # a page would end in the signature, before it, before the note
def test_a_signature_never_stands_alone(length: int, tmp_path: Path) -> None:
    document = OfficialDocument(
        "题目",
        (*(Paragraph("一行字。") for _ in range(length)), Paragraph("末段。")),
        signer="某集团党委",
        signed_on=date(2027, 2, 5),
        attachments=(Attachment("名单", (Paragraph("略。"),)),),
    )
    printed = pages(write_official(document), tmp_path)
    (sheet,) = [lines for lines in printed if "2027年2月5日" in lines]
    assert sheet[sheet.index("某集团党委") - 2 : sheet.index("某集团党委")] == ["末段。", "附件：名单"]


def test_a_table_at_the_end_leaves_no_blank_page(tmp_path: Path) -> None:
    for rows in (28, 29, 30):
        table = Table(("序号",), tuple((str(n),) for n in range(rows)))
        printed = pages(write_official(OfficialDocument("题目", (table,))), tmp_path)
        assert all(len(lines) > 1 for lines in printed)  # more than the page number


@pytest.mark.parametrize(("number", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九")])
def test_han_numbers(number: int, text: str) -> None:
    assert han_number(number) == text


def test_numbers_start_anew_below_a_new_heading() -> None:
    numbering = Numbering()
    assert [numbering.next(level) for level in (1, 2, 2, 3, 4, 1, 2)] == [
        *("一、", "（一）", "（二）", "1. ", "（1）", "二、", "（一）")
    ]


@pytest.mark.parametrize(
    ("end", "text"),
    [
        (date(2027, 3, 1), "2027年3月1日"),
        (date(2027, 3, 5), "2027年3月1日至5日"),
        (date(2027, 4, 2), "2027年3月1日至4月2日"),
        (date(2028, 1, 2), "2027年3月1日至2028年1月2日"),
    ],
)
def test_spans_of_days(end: date, text: str) -> None:
    assert day_span(date(2027, 3, 1), end) == text
