"""Reading folders and workbooks: headers, defaults, what is ignored, and every fault at once."""

from pathlib import Path

import pytest
import xlsxwriter
from tests.tables.build import HEADERS, ROWS, folder

from genhun.core.calendar import month_of
from genhun.core.errors import BadInput, Fault
from genhun.core.group import Appointment
from genhun.tables.read import read_group

MISSING = tuple(
    f"{key}: no such table, read as empty"
    for key in ("kin", "locks", "classes", "credits", "peaks", "strengths", "policy")
)


def faults(source: Path) -> list[tuple[str, int, str, str, str]]:
    """What is wrong with a source, without the words of what is allowed."""
    with pytest.raises(BadInput) as caught:
        read_group(source)
    return [(f.sheet, f.row, f.column, f.kind, f.got) for f in caught.value.faults]


def test_blanks_take_their_defaults(tmp_path: Path) -> None:
    group = read_group(folder(tmp_path))
    assert [(u.tier, u.circle, u.lat) for u in group.units] == [(1, "U1", None), (2, "U2", None)]
    assert [(p.seats, p.roles, p.grassroots, p.fixed) for p in group.posts] == [(1, frozenset(), False, False)] * 2
    assert [(p.sex, p.birth, p.mobility, p.retire) for p in group.people] == [
        ("m", month_of(1980, 5), "circle", None),
        ("f", month_of(1985, 6), "circle", None),
    ]
    assert group.appointments[0] == Appointment("101", "P1", month_of(2020, 1))
    assert group.notes == MISSING


def test_tables_without_rows_are_a_group_without_people(tmp_path: Path) -> None:
    group = read_group(folder(tmp_path, **{key: ",".join(header) + "\n" for key, header in HEADERS.items()}))
    assert (group.units, group.posts, group.people, group.appointments) == ((), (), (), ())


def test_header_under_title_rows_in_any_order_with_either_label(tmp_path: Path) -> None:
    text = (
        "人员信息表（2026年度）\n\n,姓名*,备注,性别,person_id,出生年月,职级,任现职级时间\n\n"
        ",王一,x,男,101,198005,３,2020-01\n,,,,,,,\n,,合计一人,,,,,\n"
    )
    source = folder(tmp_path, people=text, appointments="person_id,post_id,start,end\n101,P1,2020-01,\n")
    group = read_group(source)
    assert [(p.person_id, p.name, p.level) for p in group.people] == [("101", "王一", 3)]
    assert group.notes == ("people: columns ignored: 备注", *MISSING)


def test_rows_are_numbered_as_the_spreadsheet_does(tmp_path: Path) -> None:
    rows = '101,"王\n一",m,1980-05,3,2020-01\n\n102,,m,1980-05,3,2020-01\n'
    text = "标题\n\nperson_id,name,sex,birth,level,level_since\n" + rows
    assert faults(folder(tmp_path, people=text)) == [("people", 6, "name", "missing_value", "")]


def test_gb18030_is_read_with_a_note_and_a_bom_without(tmp_path: Path) -> None:
    source = folder(tmp_path)
    for name, encoding in (("units.csv", "gb18030"), ("posts.csv", "utf-8-sig")):
        text = (source / name).read_text(encoding="utf-8")
        (source / name).write_bytes(text.encode(encoding))
    group = read_group(source)
    assert [u.city for u in group.units] == ["北京", "天津"]
    assert group.notes[0] == "units.csv: not UTF-8, read as GB18030"


def test_a_workbook_with_chinese_sheet_names_and_extra_sheets(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "in.xlsx"))
    for key, name in (("units", "单位"), ("posts", " 岗位 "), ("people", "People"), ("appointments", "任职")):
        sheet = book.add_worksheet(name)
        for number, row in enumerate((HEADERS[key], *ROWS[key])):
            sheet.write_row(number, 0, row)
    book.add_worksheet("说明").write(0, 0, "随便写")
    book.add_worksheet("locks")
    book.close()
    group = read_group(tmp_path / "in.xlsx")
    assert len(group.people) == 2
    assert group.notes[:3] == (
        "说明: no table of the contract, ignored",
        "kin: no such table, read as empty",
        "locks: the sheet is blank, read as an empty table",
    )


def test_what_is_no_workbook_or_holds_no_tables(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    (tmp_path / "b.docx").write_bytes(b"")
    (tmp_path / "empty").mkdir()
    assert [faults(tmp_path / "a.xlsx")[0][3], faults(tmp_path / "b.docx")[0][3]] == [
        "not_a_workbook",
        "not_a_workbook",
    ]
    assert faults(tmp_path / "empty") == [("empty", 0, "", "no_tables", "")]


def test_missing_and_doubled_tables_and_columns(tmp_path: Path) -> None:
    source = folder(tmp_path, posts="只有标题\n", peaks="unit_id,start,end,开始\nU1,2027-01-01,2027-01-02,2027-01-01\n")
    (source / "people.csv").unlink()
    (source / "任职.csv").write_text("person_id,start\n", encoding="utf-8")
    assert faults(source)[:5] == [
        ("appointments", 0, "", "duplicate_table", "任职"),
        ("appointments", 2, "person_id", "unknown_reference", "101"),
        ("appointments", 2, "post_id", "unknown_reference", "P1"),
        ("appointments", 3, "person_id", "unknown_reference", "102"),
        ("appointments", 3, "post_id", "unknown_reference", "P2"),
    ]
    assert faults(source)[5:] == [
        ("peaks", 1, "start", "duplicate_column", "开始"),
        ("people", 0, "", "missing_table", ""),
        ("posts", 0, "", "missing_header", ""),
    ]


def test_a_reference_to_a_faulty_row_is_no_second_fault(tmp_path: Path) -> None:
    posts = "post_id,unit_id,title,track,level\nP1,U1,书记,技术,3\nP2,U2,经理,production,2\n"
    assert faults(folder(tmp_path, posts=posts)) == [("posts", 2, "track", "bad_code", "技术")]


def test_ends_before_starts_levels_and_kin_of_oneself(tmp_path: Path) -> None:
    source = folder(
        tmp_path,
        appointments="person_id,post_id,track,level,start,end\n101,P1,,,2020-01,2019-12\n102,,,,2020-01,2021-01\n",
        locks="person_id,post_id,start,end\n101,P1,2027-07,2027-01\n",
        classes="class_id,title,kind,city,start,end,days,seats,min_level,max_level\n"
        "C1,班,core,北京,2027-03-05,2027-03-01,5,10,4,2\n",
        peaks="unit_id,start,end\nU1,2027-03-05,2027-03-04\n",
        kin="person_id,kin_id\n101,101\n",
        strengths="unit_id,aspect,value\nU1,1,50\nU1,1,60\n",
    )
    assert faults(source) == [
        ("appointments", 2, "end", "end_before_start", "2019-12"),
        ("appointments", 3, "level", "missing_value", ""),
        ("appointments", 3, "track", "missing_value", ""),
        ("classes", 2, "end", "end_before_start", "2027-03-01"),
        ("classes", 2, "max_level", "min_above_max", "2"),
        ("kin", 2, "kin_id", "kin_of_self", "101"),
        ("locks", 2, "end", "end_before_start", "2027-01"),
        ("peaks", 2, "end", "end_before_start", "2027-03-04"),
        ("strengths", 2, "aspect", "duplicate_row", "U1, 1"),
    ]


def test_two_open_appointments_count_only_on_posts_that_rotate(tmp_path: Path) -> None:
    posts = (
        "post_id,unit_id,title,track,level,fixed\nP1,U1,书记,party,3,1\nP2,U2,经理,production,2,0\nP3,U2,副,party,2,\n"
    )
    ends = "person_id,post_id,start,end\n101,P1,2020-01,\n101,P2,2020-01,\n"
    assert len(read_group(folder(tmp_path / "fine", posts=posts, appointments=ends)).appointments) == 2
    source = folder(tmp_path / "two", posts=posts, appointments=ends + "101,P3,2021-01,\n")
    with pytest.raises(BadInput) as caught:
        read_group(source)
    assert caught.value.faults == [Fault("appointments", 3, "end", "two_open", "", "one open appointment a person", 4)]


def test_cycles_are_found_once_each_and_a_unit_above_itself_too(tmp_path: Path) -> None:
    above = {"U1": "", "U2": "U4", "U3": "U2", "U4": "U3", "U5": "U5", "U6": "U2"}
    units = "unit_id,name,parent_id,city\n" + "".join(f"{unit},甲,{parent},北京\n" for unit, parent in above.items())
    assert faults(folder(tmp_path, units=units)) == [
        ("units", 3, "parent_id", "cycle", "U4"),
        ("units", 6, "parent_id", "cycle", "U5"),
    ]


def test_unknown_policy_keys_are_noted_and_left(tmp_path: Path) -> None:
    group = read_group(folder(tmp_path, policy="键,取值,来源\nmove,8,会议 纪要\n咖啡,3,\nentry_share,0.5,\n"))
    assert (group.policy["move"], group.policy.share("entry_share"), dict(group.policy.sources)) == (
        8,
        0.5,
        {"move": "会议 纪要"},
    )
    assert group.notes[-1] == "policy: row 3: unknown key 咖啡, left"


def test_seats_overbooked_at_the_start_are_noted(tmp_path: Path) -> None:
    ends = "person_id,post_id,start,end\n101,P1,2020-01,\n102,P1,2021-03,\n"
    notes = read_group(folder(tmp_path, appointments=ends)).notes
    assert notes[-1] == "posts: P1 has 2 holders at the start on 1 seats"


def test_half_coordinates_are_noted(tmp_path: Path) -> None:
    units = "unit_id,name,parent_id,city,lat,lon\nU1,甲,,北京,39.9,\nU2,乙,U1,北京,39.9,116.4\n"
    assert (
        read_group(folder(tmp_path, units=units)).notes[-1]
        == "units: lat or lon without the other, read as unknown: U1"
    )
