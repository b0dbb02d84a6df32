"""Appointment forms: what offices send is read, and written back with nothing lost."""

import base64
import dataclasses
import re
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genhun.core.calendar import month_of
from genhun.formats.form import AppointmentForm, FamilyMember, FormError, PartyStanding
from genhun.formats.lrm import EDUCATION, NOT_CARRIED, TEXTS, lost_in_lrm, read_lrm, write_lrm
from genhun.formats.lrmx import FAMILY_TAGS, TAGS, read_lrmx, write_lrmx

DATA = Path(__file__).parent / "data"
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
TEXT_FIELDS = [name for name in TAGS if name not in ("family", "photo")]

# Any text an office may type; surrogates and control characters cannot stand in XML, blank texts read as empty.
words = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="￾￿"), max_size=12).filter(
    lambda text: (text == "" or bool(text.strip())) and not re.search(r"&\d(lt|gt|amp|quot|apos);", text)
)
lines = st.lists(words, max_size=3).map("\n".join).filter(lambda text: text == "" or bool(text.strip()))
members = st.builds(FamilyMember, words, words, words, words, words).filter(lambda member: not member.blank)
forms = st.builds(
    AppointmentForm,
    **{name: lines if name == "resume" else words for name in TEXT_FIELDS},
    family=st.lists(members, max_size=14).map(tuple),
    photo=st.binary(max_size=40),
)


def values(form: AppointmentForm) -> AppointmentForm:
    """A form without the file it came from."""
    return replace(form, frame="", record=())


def texts_of(form: AppointmentForm) -> list[str]:
    """Every text of a form, those of the family too."""
    own = [getattr(form, name) for name in TEXT_FIELDS]
    return own + [text for member in form.family for text in dataclasses.astuple(member)]


def test_every_field_has_a_tag() -> None:
    assert set(TAGS) == {field.name for field in fields(AppointmentForm)} - {"frame", "record"}


def test_the_sample_is_read() -> None:
    form = read_lrmx((DATA / "made-up.lrmx").read_bytes())
    assert form.name == "甲 某"
    assert form.plain_name == "甲某"
    assert form.birth_month == month_of(1985, 3)
    assert form.retirement_due == "204803"
    assert form.age_limit_before_reform == "改革前任职年龄界限为60岁"
    assert form.on_job_level == ""
    assert form.proposed_post == "虚构集团第一生产公司党支部书记"
    assert form.family == (
        FamilyMember("妻子", "乙某", "198611", "群众", "虚构医院医生"),
        FamilyMember("父亲", "丙某", "195402", "中共党员", "虚构机械厂职工（已退休）"),
    )
    assert form.photo[:4] == b"\xff\xd8\xff\xe0"
    assert [entry.text for entry in form.resume_entries][-1] == "虚构集团第一生产公司生产部副部长"


@pytest.mark.parametrize(("name", "read", "write"), [("lrmx", read_lrmx, write_lrmx), ("lrm", read_lrm, write_lrm)])
def test_the_sample_comes_back_byte_for_byte(name: str, read, write) -> None:  # type: ignore[no-untyped-def]
    content = (DATA / f"made-up.{name}").read_bytes()
    assert write(read(content)) == content


@settings(max_examples=80, deadline=None)
@given(forms)
def test_any_form_survives_lrmx(form: AppointmentForm) -> None:
    assert values(read_lrmx(write_lrmx(form))) == form


@settings(max_examples=60, deadline=None)
@given(forms)
def test_any_form_survives_being_written_into_a_file_that_was_read(form: AppointmentForm) -> None:
    sample = read_lrmx(
        (DATA / "made-up.lrmx").read_bytes().replace(b"<Version>", b"<Neu a='1'><X>7</X></Neu><Version>")
    )
    written = write_lrmx(replace(form, frame=sample.frame))
    assert values(read_lrmx(written)) == form
    assert b'<Neu a="1"><X>7</X></Neu><Version>' in written


@settings(max_examples=80, deadline=None)
@given(forms)
def test_any_form_survives_lrm_or_is_refused_by_name(form: AppointmentForm) -> None:
    marked = [text for text in texts_of(form) if re.search('[#@]|","|"$|",$', text)]
    try:
        written = write_lrm(form)
    except FormError:
        assert marked  # only a text with one of the record's own marks is refused
        return
    kept = dict.fromkeys(NOT_CARRIED, "") | {"photo": b""}
    assert values(read_lrm(written)) == replace(form, **kept)  # type: ignore[arg-type]


def test_lrm_names_what_it_cannot_carry() -> None:
    form = read_lrmx((DATA / "made-up.lrmx").read_bytes())
    assert lost_in_lrm(form) == ("retirement_due", "age_limit_before_reform", "id_number", "photo", "version")
    carried = {*TEXTS, "family"}.union(*EDUCATION.values())
    assert carried | set(NOT_CARRIED) == set(TAGS)


def test_lrmx_quirks_are_read() -> None:
    photo = base64.encodebytes(b"\xff\xd8\xff\xe1" + bytes(100)).decode()
    text = (
        "<Person><!-- by an exporter --><XingMing>\n  </XingMing><RuDangShiJian> 群众</RuDangShiJian>"
        "<JianLi><![CDATA[2008.07--         A&B<车间>]]></JianLi>"
        "<JiangChengQingKuang>&1lt;无&1gt; R&D</JiangChengQingKuang>"
        "<JiaTingChengYuan><Item/><Item><XingMing>乙 某</XingMing></Item></JiaTingChengYuan>"
        f"<ZhaoPian>{photo}</ZhaoPian><ShenFenZheng>99999919850315801x</ShenFenZheng></Person>"
    )
    for content in (
        text.encode(),
        b"\xef\xbb\xbf" + text.encode(),
        (HEAD.replace("utf-8", "gb2312") + text).encode("gbk"),
    ):
        form = read_lrmx(content)
        assert (form.name, form.joined_party, form.rewards) == ("", " 群众", "<无> R&D")
        assert form.resume_entries[0].text == "A&B<车间>"
        assert form.family == (FamilyMember(name="乙 某"),)
        assert form.photo[:4] == b"\xff\xd8\xff\xe1"
        assert form.id_number == "99999919850315801x"
        again = write_lrmx(form)
        assert values(read_lrmx(again)) == values(form)
        assert b"<!-- by an exporter -->" in again
        assert photo.encode() in again


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("200706", PartyStanding(month_of(2007, 6), "")),
        ("1995.05", PartyStanding(month_of(1995, 5), "")),
        (" 群众", PartyStanding(None, "群众")),
        ("200706；民盟", PartyStanding(month_of(2007, 6), "民盟")),
        ("民建", PartyStanding(None, "民建")),
        ("", PartyStanding(None, "")),
    ],
)
def test_joined_party_is_taken_apart(text: str, standing: PartyStanding) -> None:
    assert AppointmentForm(joined_party=text).party_standing == standing


def test_a_changed_field_changes_only_its_element() -> None:
    content = (DATA / "made-up.lrmx").read_bytes()
    written = write_lrmx(replace(read_lrmx(content), proposed_post="虚构集团总部党群部部长"))
    before, after = content.decode().splitlines(), written.decode().splitlines()
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        (
            "  <NiRenZhiWu>虚构集团第一生产公司党支部书记</NiRenZhiWu>",
            "  <NiRenZhiWu>虚构集团总部党群部部长</NiRenZhiWu>",
        )
    ]


def test_family_rows_keep_what_they_do_not_know() -> None:
    text = (
        "<Person><JiaTingChengYuan><Item><XingMing>乙某</XingMing><ShenFen>教师</ShenFen></Item><Item></Item>"
        "<Item><XingMing>丙某</XingMing></Item></JiaTingChengYuan></Person>"
    )
    form = read_lrmx(text.encode())
    first = replace(form.family[0], relation="妻子")
    written = write_lrmx(replace(form, family=(first,)))
    assert read_lrmx(written).family == (first,)
    assert "<XingMing>乙某</XingMing><ShenFen>教师</ShenFen><ChengWei>妻子</ChengWei>" in written.decode()
    assert "丙某" not in written.decode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<Person><XingMing>", "broken XML"),
        (b"<Persons></Persons>", "root element <Persons>"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><Person></Person>', "without document types or entities"),
        (b"<Person><ZhaoPian>%%%</ZhaoPian></Person>", "ZhaoPian: got 3 characters that are not base64"),
        (b"\xff\xff\xff<Person></Person>", "bytes that are not gb18030"),
    ],
)
def test_broken_lrmx_says_what_is_wrong(content: bytes, says: str) -> None:
    with pytest.raises(FormError, match=re.escape(says)):
        read_lrmx(content)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("甲某,男".encode("gb18030"), "without the outer quotes"),
        ('"甲某","男"'.encode("gb18030"), "got 2 fields, allowed: 33"),
        (b'"\xff\xff"', "bytes that are not gb18030"),
    ],
)
def test_broken_lrm_says_what_is_wrong(content: bytes, says: str) -> None:
    with pytest.raises(FormError, match=re.escape(says)):
        read_lrm(content)


def test_control_characters_are_refused_by_tag() -> None:
    with pytest.raises(FormError, match=re.escape("XianRenZhiWu: got the control character '\\x0b'")):
        write_lrmx(AppointmentForm(present_post="部\x0b长"))


def test_lrm_keeps_fields_it_has_no_name_for() -> None:
    record = [""] * 35
    record[13], record[34] = "旧栏", "新栏"
    content = ('"' + '","'.join(record) + '"\r\n').encode("gb18030")
    written = write_lrm(replace(read_lrm(content), name="甲某"))
    assert written.decode("gb18030").strip('"').split('","')[13] == "旧栏"
    assert written.decode("gb18030").strip('"').split('","')[34] == "新栏"


def test_family_tags_are_the_fields_of_a_member() -> None:
    assert list(FAMILY_TAGS) == [field.name for field in dataclasses.fields(FamilyMember)]
