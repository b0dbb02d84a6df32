"""The measures of the page, the styles, and the package they make: our own template, stripped to what is used.

GB/T 9704-2012: A4, type area 156 x 225 mm, 22 lines of 28 characters, no. 3 (16 pt).
"""

import io
import zipfile
from xml.sax.saxutils import quoteattr

from genhun.formats.official.content import Fonts
from genhun.formats.official.theme import theme_xml
from genhun.formats.official.xml import NAMESPACES, clean, face, size


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(mm * 1440 / 25.4)


PAGE_WIDTH, PAGE_HEIGHT = twips(210), twips(297)
TOP, LEFT, RIGHT, BOTTOM = twips(37), twips(28), twips(26), twips(35)
TYPE_WIDTH = PAGE_WIDTH - LEFT - RIGHT
LINES, CHARACTERS = 22, 28
LINE = (PAGE_HEIGHT - TOP - BOTTOM) // LINES
FOOTER = twips(22)  # the dashes beside the page number stand 7 mm below the type area
SQUEEZE = -5
"""Twips between characters: 28 characters of 16 pt are 2 mm wider than the type area, so each gives way a little."""

BODY, FLUSH, TITLE = "GhBody", "GhFlush", "GhTitle"
CELL, CELL_HEAD, CAPTION = "GhCell", "GhCellHead", "GhCaption"
HEADINGS = ("GhLevel1", "GhLevel2", "GhLevel3", "GhLevel4")

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_THEME = "application/vnd.openxmlformats-officedocument"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_PARTS = (  # name, kind of part; the section names the footers by their place in this row
    ("styles", "styles"),
    ("settings", "settings"),
    ("fontTable", "fontTable"),
    ("footer1", "footer"),
    ("footer2", "footer"),
    ("theme1", "theme"),
)
_ODD_FOOTER, _EVEN_FOOTER = "rId4", "rId5"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def characters(count: float) -> int:
    """The width of so many characters of the grid, in twips."""
    return round(count * TYPE_WIDTH / CHARACTERS)


def package(body: str, odd_footer: str, even_footer: str, fonts: Fonts, title: str) -> bytes:
    """The .docx around a body and the footers of odd and even pages."""
    files = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _root_relations(),
        "docProps/core.xml": _core(title),
        "word/document.xml": f"{_XML}<w:document {NAMESPACES}><w:body>{body}{_section()}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations([(kind, f"{name}.xml") for name, kind in _PARTS]),
        "word/styles.xml": _styles(fonts),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(fonts),
        "word/theme1.xml": _XML + theme_xml(quoteattr(fonts.body)),
        "word/footer1.xml": f"{_XML}<w:ftr {NAMESPACES}>{odd_footer}</w:ftr>",
        "word/footer2.xml": f"{_XML}<w:ftr {NAMESPACES}>{even_footer}</w:ftr>",
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DAY), text, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _content_types() -> str:
    parts = [("document", "document.main"), *_PARTS]
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_THEME if kind == "theme" else _WORD}.{kind}+xml"/>'
        for name, kind in parts
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        f'<Override PartName="/docProps/core.xml" ContentType="{_CORE}"/></Types>'
    )


def _root_relations() -> str:
    return (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>"
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{index}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _core(title: str) -> str:
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{clean(title)}</dc:title></cp:coreProperties>'
    )


def _section() -> str:
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{_ODD_FOOTER}"/>'
        f'<w:footerReference w:type="even" r:id="{_EVEN_FOOTER}"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" w:left="{LEFT}" w:header="{twips(15)}" '
        f'w:footer="{FOOTER}" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr>'
    )


def _settings() -> str:
    return (
        f'{_XML}<w:settings {NAMESPACES}><w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _font_table(fonts: Fonts) -> str:
    names = dict.fromkeys((fonts.body, fonts.second, fonts.first, fonts.title, fonts.figures))
    rows = "".join(
        f"<w:font w:name={quoteattr(name)}>"
        + (f"<w:altName w:val={quoteattr(fonts.instead[name])}/>" if name in fonts.instead else "")
        + '<w:charset w:val="86"/></w:font>'
        for name in names
    )
    return f"{_XML}<w:fonts {NAMESPACES}>{rows}</w:fonts>"


def _styles(fonts: Fonts) -> str:
    two = f'<w:ind w:firstLineChars="200" w:firstLine="{characters(2)}"/>'
    free = '<w:snapToGrid w:val="0"/>'
    tight = f'{free}<w:spacing w:line="400" w:lineRule="exact"/>'
    heading = f'{free}<w:spacing w:line="{LINE}" w:lineRule="exact"/>'
    centre, keep = '<w:jc w:val="center"/>', "<w:keepNext/>"
    own = '<w:spacing w:val="0"/>'
    styles = [
        _style("Normal", "Normal", "", "", default=True),
        _style(BODY, "公文正文", two, ""),
        _style(FLUSH, "公文顶格", "", ""),
        _style(TITLE, "公文标题", keep + heading + centre, face(fonts.title) + own + size(44)),
        _style(CELL, "表格正文", f'{tight}<w:jc w:val="left"/>', own + size(24)),
        _style(CELL_HEAD, "表格表头", keep + tight + centre, face(fonts.first) + own + size(24)),
        _style(CAPTION, "表格标题", keep + centre, face(fonts.first) + own + size(28)),
    ]
    for level, (key, name) in enumerate(
        zip(HEADINGS, (fonts.first, fonts.second, fonts.body, fonts.body), strict=True)
    ):
        outline = f'{keep}{two}<w:outlineLvl w:val="{level}"/>'
        styles.append(_style(key, f"公文{level + 1}级标题", outline, face(name)))
    return f"{_XML}<w:styles {NAMESPACES}>{_defaults(fonts)}{''.join(styles)}</w:styles>"


def _defaults(fonts: Fonts) -> str:
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{face(fonts.body)}<w:spacing w:val="{SQUEEZE}"/>{size(32)}'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:widowControl w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/><w:jc w:val="both"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _style(key: str, name: str, paragraph: str, run: str, default: bool = False) -> str:
    mark = ' w:default="1"' if default else ' w:customStyle="1"'
    above = "" if default else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{mark} w:styleId="{key}"><w:name w:val="{name}"/>{above}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )
