"""The .lrmx file of the appointment form: XML, read by tag name, written back with all that is unknown in place."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element, ParseError, SubElement, TreeBuilder, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from genhun.formats.form import AppointmentForm, FamilyMember, FormError

TAGS = {
    "name": "XingMing",
    "sex": "XingBie",
    "birth": "ChuShengNianYue",
    "nation": "MinZu",
    "native_place": "JiGuan",
    "birthplace": "ChuShengDi",
    "joined_party": "RuDangShiJian",
    "politics": "ZhengZhiMianMao",
    "began_work": "CanJiaGongZuoShiJian",
    "retirement_due": "DaoLingNianYue",
    "health": "JianKangZhuangKuang",
    "professional_title": "ZhuanYeJiShuZhiWu",
    "strengths": "ShuXiZhuanYeYouHeZhuanChang",
    "full_time_level": "QuanRiZhiJiaoYu_XueLi",
    "full_time_degree": "QuanRiZhiJiaoYu_XueWei",
    "full_time_level_school": "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi",
    "full_time_degree_school": "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi",
    "on_job_level": "ZaiZhiJiaoYu_XueLi",
    "on_job_degree": "ZaiZhiJiaoYu_XueWei",
    "on_job_level_school": "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi",
    "on_job_degree_school": "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi",
    "present_post": "XianRenZhiWu",
    "proposed_post": "NiRenZhiWu",
    "removed_post": "NiMianZhiWu",
    "resume": "JianLi",
    "rewards": "JiangChengQingKuang",
    "appraisals": "NianDuKaoHeJieGuo",
    "grounds": "RenMianLiYou",
    "family": "JiaTingChengYuan",
    "submitting_unit": "ChengBaoDanWei",
    "age_limit_before_reform": "GaiGeQianRenZhiNianLingJieXian",
    "age_as_of": "JiSuanNianLingShiJian",
    "filled_on": "TianBiaoShiJian",
    "filled_by": "TianBiaoRen",
    "id_number": "ShenFenZheng",
    "photo": "ZhaoPian",
    "version": "Version",
}
"""The form's fields and their tags, in the order in which the editor writes them."""
SELDOM = ("politics", "retirement_due", "age_limit_before_reform")  # written only where they hold something
FAMILY_TAGS = {
    "relation": "ChengWei",
    "name": "XingMing",
    "birth": "ChuShengRiQi",
    "politics": "ZhengZhiMianMao",
    "employer": "GongZuoDanWeiJiZhiWu",
}
_ROOT, _ITEM = "Person", "Item"
_BLANK = "\n  "
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.S)
_CUSTOM_ESCAPE = re.compile(r"&\d(lt|gt|amp|quot|apos);")
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d+|#x[0-9A-Fa-f]+|lt|gt|amp|quot|apos);)")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff￾￿]")


def read_lrmx(content: bytes) -> AppointmentForm:
    """The form in an .lrmx file. Raises `FormError` where the bytes are no such file."""
    text = _DECLARATION.sub("", _decoded(content), count=1)
    parts = _CDATA.split(text)
    parts[::2] = [_BARE_AMPERSAND.sub("&amp;", _CUSTOM_ESCAPE.sub(r"&\1;", part)) for part in parts[::2]]
    frame = "".join(parts)
    return replace(_form_of(_parsed(frame)), frame=frame)


def write_lrmx(form: AppointmentForm) -> bytes:
    """The form as .lrmx: UTF-8 with a BOM, as the editor writes it. Only what differs from the file read changes."""
    root = _parsed(form.frame) if form.frame else _blank_frame()
    before = _form_of(root)
    for name, tag in TAGS.items():
        if getattr(form, name) != getattr(before, name):
            _set(root, name, tag, form)
    body = tostring(root, encoding="unicode", short_empty_elements=False)
    return b"\xef\xbb\xbf" + f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()


def _decoded(content: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _decoded_as(content, encoding)
    declared = re.match(rb"\s*<\?xml[^>]*encoding=[\"']([\w-]+)", content)
    if declared and declared[1].lower().startswith(b"gb"):
        return _decoded_as(content, "gb18030")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded_as(content, "gb18030")


def _decoded_as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise FormError(
            f".lrmx, byte {error.start}: got bytes that are not {encoding}, allowed: UTF-8 or GB18030 text; "
            "save the form again in the editor"
        ) from error


def _parsed(text: str) -> Element:
    parser = DefusedXMLParser(target=TreeBuilder(insert_comments=True, insert_pis=True), forbid_dtd=True)
    try:
        parser.feed(text)
        root: Element = parser.close()
    except ParseError as error:
        raise FormError(
            f".lrmx: {error}: got broken XML, allowed: one <{_ROOT}> element; save the form again in the editor"
        ) from error
    except DefusedXmlException as error:
        raise FormError(f".lrmx: got {error}, allowed: plain elements without document types or entities") from error
    if root.tag != _ROOT:
        raise FormError(f".lrmx: got the root element <{root.tag}>, allowed: <{_ROOT}>; choose an appointment form")
    return root


def _form_of(root: Element) -> AppointmentForm:
    texts = {name: _text(root.find(tag)) for name, tag in TAGS.items() if name not in ("family", "photo")}
    family = tuple(member for member in map(_member, _items(root)) if not member.blank)
    return AppointmentForm(**texts, family=family, photo=_photo(root))  # type: ignore[arg-type]  # the names are the fields'


def _text(element: Element | None) -> str:
    text = "" if element is None else element.text or ""
    return _CUSTOM_ESCAPE.sub(lambda found: _ESCAPED[found[1]], text) if text.strip() else ""


_ESCAPED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


def _items(root: Element) -> Iterator[Element]:
    table = root.find(TAGS["family"])
    yield from () if table is None else table.findall(_ITEM)


def _member(item: Element) -> FamilyMember:
    return FamilyMember(**{name: _text(item.find(tag)) for name, tag in FAMILY_TAGS.items()})


def _photo(root: Element) -> bytes:
    text = "".join(_text(root.find(TAGS["photo"])).split())
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise FormError(
            f".lrmx, {TAGS['photo']}: got {len(text)} characters that are not base64, allowed: base64 of a JPEG; "
            "empty the photo or save the form again"
        ) from error


def _blank_frame() -> Element:
    root = Element(_ROOT)
    root.text = _BLANK
    for name, tag in TAGS.items():
        if name not in SELDOM:
            _put(root, len(root), tag)
    root[-1].tail = "\n"
    return root


def _put(root: Element, index: int, tag: str) -> Element:
    element = Element(tag)
    element.text, element.tail = _BLANK, _BLANK
    root.insert(index, element)
    return element


def _set(root: Element, name: str, tag: str, form: AppointmentForm) -> None:
    element = root.find(tag)
    if element is None:
        element = _put(root, _place(root, name), tag)
    if name == "family":
        _set_family(element, form.family)
    else:
        value = base64.b64encode(form.photo).decode() if name == "photo" else getattr(form, name)
        _fill(element, tag, value)


def _place(root: Element, name: str) -> int:
    """Where a missing element belongs: after the nearest of the fields before it that the frame has."""
    order = list(TAGS)
    for earlier in reversed(order[: order.index(name)]):
        found = root.find(TAGS[earlier])
        if found is not None:
            return list(root).index(found) + 1
    return 0


def _fill(element: Element, tag: str, value: str) -> None:
    if wrong := _UNWRITABLE.search(value):
        raise FormError(
            f".lrmx, {tag}: got the control character {wrong[0]!r}, allowed: text that XML can hold; delete it"
        )
    element.text = value.replace("\r\n", "\n").replace("\r", "\n") or _BLANK


def _set_family(table: Element, family: tuple[FamilyMember, ...]) -> None:
    """Row for row over the filled items; items that are no longer needed go, new ones follow the last."""
    filled = [item for item in table.findall(_ITEM) if not _member(item).blank]
    for item in filled[len(family) :]:
        table.remove(item)
    for index, member in enumerate(family):
        item = filled[index] if index < len(filled) else SubElement(table, _ITEM)
        for name, tag in FAMILY_TAGS.items():
            cell = item.find(tag)
            cell = SubElement(item, tag) if cell is None else cell
            if _text(cell) != getattr(member, name):
                _fill(cell, tag, getattr(member, name))
