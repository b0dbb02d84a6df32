"""Certificates: one a page, each with what it certifies."""

import io
from datetime import date

import pytest
from docx import Document

from genhun.formats.certificate import Certificate, write_certificates

ONE = Certificate(
    *("王伟", "第一分厂", "党务干部主体班第2期", date(2027, 3, 1), date(2027, 3, 12), 10),
    *("C0002-001", "中共某集团委员会党校", date(2027, 3, 12)),
)


def test_each_certificate_stands_on_a_page_of_its_own() -> None:
    other = Certificate(
        *("李娜", "第二分厂", ONE.title, ONE.start, ONE.end, 10, "C0002-002", ONE.signer, ONE.signed_on),
    )
    paragraphs = Document(io.BytesIO(write_certificates([ONE, other]))).paragraphs
    text = [p.text for p in paragraphs]
    assert text.count("结业证书") == 2
    assert [t for t in text if t.endswith("同志：")] == ["王伟 同志：", "李娜 同志："]
    said = "于2027年3月1日至12日参加党务干部主体班第2期学习，共10天，按规定完成全部学习任务，准予结业。"
    assert text.count(said) == 2
    assert [t for t in text if t.startswith("证书编号")] == ["证书编号：C0002-001", "证书编号：C0002-002"]
    assert sum(p.paragraph_format.page_break_before is True for p in paragraphs) == 1


def test_the_same_certificates_are_the_same_bytes() -> None:
    assert write_certificates([ONE]) == write_certificates([ONE])


def test_no_certificate_is_no_document() -> None:
    with pytest.raises(ValueError, match="got none"):
        write_certificates([])
