"""Numbers that Word counts by itself come out as they are printed; clauses are split by them."""

import io
from collections.abc import Sequence

import docx
import pytest
from docx.oxml import parse_xml

from genhun.formats.prose.clauses import split
from genhun.formats.prose.numbering import counted
from genhun.formats.prose.reading import text_of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FAR = 900  # ids that the library's own template does not use


def level(depth: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    head = f'<w:lvl {W} w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
    return f'{head}<w:lvlText w:val="{text}"/></w:lvl>'


LEVELS = (
    level(0, "chineseCountingThousand", "第%1条", '<w:pStyle w:val="Heading1"/>'),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
)


def document_with(levels: Sequence[str], overrides: Sequence[str] = ("",)) -> "docx.document.Document":
    """A document with one list of these levels, and a numbering 900, 901 ... for each of the overrides."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    abstract = f'<w:abstractNum {W} w:abstractNumId="{FAR}">{"".join(levels)}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    for n, override in enumerate(overrides):
        own = f'<w:num {W} w:numId="{FAR + n}"><w:abstractNumId w:val="{FAR}"/>{override}</w:num>'
        numbering.append(parse_xml(own))
    return document


def add(document: "docx.document.Document", text: str, depth: int = 0, number: int = FAR) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    numbers = f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    properties.append(parse_xml(numbers))


def read(document: "docx.document.Document") -> list[str]:
    box = io.BytesIO()
    document.save(box)
    return text_of("a.docx", box.getvalue()).split("\n")


def test_levels_count_and_begin_anew_below() -> None:
    document = document_with(LEVELS)
    spoken = (
        ("谈话。", 0),
        ("任务：", 1),
        ("产量。", 2),
        ("质量。", 2),
        ("学习。", 1),
        ("施行。", 0),
        ("解释。", 1),
    )
    for text, depth in spoken:
        add(document, text, depth)
    assert read(document) == [
        "第一条\u3000谈话。",
        "（一）任务：",
        "1.产量。",
        "2.质量。",
        "（二）学习。",
        "第二条\u3000施行。",
        "（一）解释。",
    ]


def test_clauses_are_split_by_counted_numbers() -> None:
    document = document_with(LEVELS)
    for text, depth in (("书记应当谈话：", 0), ("谈任务；", 1), ("谈学习。", 1), ("本规定自发布之日起施行。", 0)):
        add(document, text, depth)
    labels = [piece.label for piece in split("\n".join(read(document)))]
    assert labels == ["第一条", "第一条（一）", "第一条（二）", "第二条"]


def test_a_style_numbers_its_paragraphs_at_the_level_that_names_it() -> None:
    document = document_with(LEVELS)
    style = document.styles["Heading 1"].element.get_or_add_pPr()
    style.append(parse_xml(f'<w:numPr {W}><w:numId w:val="{FAR}"/></w:numPr>'))
    document.add_paragraph("总则", style="Heading 1")
    document.add_paragraph("正文不编号。")
    document.add_paragraph("附则", style="Heading 1")
    assert read(document) == ["第一条\u3000总则", "正文不编号。", "第二条\u3000附则"]


def test_a_second_numbering_goes_on_unless_it_sets_its_own_start() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    document = document_with(LEVELS, ("", "", anew))
    for number in (FAR, FAR, FAR + 1, FAR + 2, FAR + 2):
        add(document, "应当。", 0, number)
    assert [line[:3] for line in read(document)] == ["第一条", "第二条", "第三条", "第五条", "第六条"]


def test_a_numbering_may_count_a_level_in_its_own_form() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1.")}</w:lvlOverride>'
    document = document_with(LEVELS, (own,))
    add(document, "应当。")
    assert read(document) == ["I.应当。"]


def test_numbers_that_a_paragraph_refuses_bullets_and_empty_paragraphs_are_none() -> None:
    document = document_with((level(0, "bullet", "●"),))
    add(document, "圆点。")
    add(document, "不编号。", number=0)
    add(document, "不知道的编号。", number=77_777)
    assert read(document) == ["圆点。", "不编号。", "不知道的编号。"]


TWELVE = {
    "decimal": "12",
    "decimalZero": "12",
    "lowerLetter": "l",
    "upperRoman": "XII",
    "chineseCounting": "十二",
    "ideographDigital": "一二",
    "chineseLegalSimplified": "壹拾贰",
    "ideographTraditional": "乙",
    "decimalEnclosedCircleChinese": "⑫",
    "decimalFullWidth": "１２",
    "aFormOfTomorrow": "12",
}


@pytest.mark.parametrize(("form", "said"), TWELVE.items())
def test_the_twelfth_in_every_form(form: str, said: str) -> None:
    document = document_with((level(0, form, "%1、", start=12),))
    add(document, "应当。")
    assert read(document) == [f"{said}、应当。"]


COUNTED = {1: "一", 10: "十", 11: "十一", 20: "二十", 103: "一百零三", 110: "一百一十", 2003: "二千零三"}


@pytest.mark.parametrize(("number", "said"), COUNTED.items())
def test_chinese_counting(number: int, said: str) -> None:
    assert counted(number) == said
