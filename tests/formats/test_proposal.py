"""From a form to rows of the tables, each guess marked."""

from dataclasses import replace
from pathlib import Path

import pytest

from genhun.core.calendar import month_of
from genhun.core.group import Appointment, Group, Kin, Person, Post, Unit
from genhun.formats.form import AppointmentForm
from genhun.formats.lrmx import read_lrmx
from genhun.formats.post_words import is_study, track_words
from genhun.formats.proposal import Doubt, propose

SAMPLE = read_lrmx((Path(__file__).parent / "data" / "made-up.lrmx").read_bytes())
COMPANY = Unit("U1", "虚构集团第一生产公司", "虚构")
HEAD = Post("P1", "U1", "生产部副部长", "production", 3)
SON = Person("W1", "甲某", "m", month_of(1985, 3), 3, month_of(2018, 6), young=True, retire=month_of(2047, 1))
WIFE = Person("W2", "乙 某", "f", month_of(1986, 11), 2, month_of(2015, 1))


def test_a_newcomer_to_the_group() -> None:
    proposal = propose(SAMPLE)
    assert proposal.person == Person(
        "", "甲某", "m", month_of(1985, 3), 0, month_of(2018, 6), "虚构市", retire=month_of(2048, 3)
    )
    assert proposal.appointments == (
        Appointment("", "", month_of(2008, 7), month_of(2013, 5), "production"),
        Appointment("", "", month_of(2013, 5), month_of(2018, 6), "party"),
        Appointment("", "", month_of(2018, 6), None, "production"),
    )
    assert proposal.kin == ()
    assert proposal.left_out == ("虚构大学机械工程专业学习",)
    assert {(d.table, d.column) for d in proposal.doubts if d.kind == "missing"} == {
        ("people", "level"),
        ("appointments", "level"),
        ("appointments", "industry"),
    }
    assert Doubt("appointments", 1, "track", "guessed", "党群") in proposal.doubts


def test_a_person_of_the_group_is_found_with_post_and_kin() -> None:
    group = Group(units=(COMPANY,), posts=(HEAD,), people=(SON, WIFE))
    proposal = propose(replace(SAMPLE, retirement_due=""), group)
    assert proposal.person == replace(SON, home_city="虚构")
    assert proposal.appointments[-1] == Appointment("W1", "P1", month_of(2018, 6))
    assert proposal.kin == (Kin("W1", "W2", "妻子"),)
    assert proposal.doubts[-1] == Doubt("kin", 0, "kin_id", "guessed", "妻子乙某")


def test_namesakes_of_one_age_are_left_to_a_person() -> None:
    proposal = propose(SAMPLE, Group(people=(SON, replace(SON, person_id="W3"))))
    assert proposal.person.person_id == ""
    assert proposal.namesakes == ("W1", "W3")
    assert proposal.doubts[0] == Doubt("people", 0, "person_id", "several", "W1；W3")


def test_two_posts_of_one_wording_are_left_to_a_person() -> None:
    group = Group(units=(COMPANY,), posts=(HEAD, replace(HEAD, post_id="P2")))
    proposal = propose(SAMPLE, group)
    assert proposal.appointments[-1].post_id == ""
    assert Doubt("appointments", 2, "post_id", "several", "P1；P2") in proposal.doubts


def test_an_empty_form_proposes_nothing_silently() -> None:
    proposal = propose(AppointmentForm())
    assert [doubt.column for doubt in proposal.doubts] == ["name", "sex", "birth", "level", "level_since"]
    assert proposal.appointments == ()


@pytest.mark.parametrize(
    ("text", "track"),
    [
        ("某集团党委书记、董事长", "both"),
        ("某集团第一生产公司党群工作部干事", "party"),
        ("某厂一车间党支部书记", "party"),
        ("某公司党委委员、副总经理", "production"),
        ("某公司副总经理兼工会主席", "both"),
        ("某矿采煤队技术员", "production"),
        ("某局办公室科员", ""),
    ],
)
def test_words_of_posts(text: str, track: str) -> None:
    assert track_words(text)[0] == track


@pytest.mark.parametrize(("text", "study"), [("某大学机械专业", True), ("某大学学习", True), ("某大学党委干事", False)])
def test_schooling_is_no_post(text: str, study: bool) -> None:
    assert is_study(text) is study
