"""The tables out: written whole or not at all, read back, judged cell by cell."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from genhun.core.errors import BadInput
from genhun.core.group import Group, Person, Post, Unit
from genhun.tables.place import whole_file, whole_folder
from genhun.tables.plans import read_plans, write_plans

LINES = {
    "rotation": [("101", "P1", 0, 4), ("101", "reserve", 4, 10)],
    "benches": [("P1", 1, "101", "now")],
    "prices": [("rotation", "seat", "P1", "3", "12.5")],
}
SUMMARY = {"notes": ["注"], "planners": {"rotation": {"cost": 240}}}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_plans_come_back_as_written(tmp_path: Path) -> None:
    write_plans(tmp_path / "new" / "plan", LINES, SUMMARY)
    assert names(tmp_path / "new") == ["plan"]
    assert names(tmp_path / "new" / "plan") == ["benches.csv", "prices.csv", "rotation.csv", "summary.json"]
    text = (tmp_path / "new" / "plan" / "rotation.csv").read_text(encoding="utf-8")
    assert text == "person_id,post_id,from_period,to_period\n101,P1,0,4\n101,reserve,4,10\n"
    lines, summary = read_plans(tmp_path / "new" / "plan")
    assert lines == LINES | {"prices": [("rotation", "seat", "P1", "3", 12.5)]}
    assert summary == SUMMARY


def test_an_earlier_run_is_replaced_and_other_files_stay(tmp_path: Path) -> None:
    write_plans(tmp_path, LINES, SUMMARY)
    (tmp_path / "my notes.txt").write_text("mine", encoding="utf-8")
    write_plans(tmp_path, {"training": [("101", "C1")]}, {"planners": {}})
    assert names(tmp_path) == ["my notes.txt", "summary.json", "training.csv"]
    assert json.loads((tmp_path / "summary.json").read_text(encoding="utf-8")) == {"planners": {}}


def test_an_error_on_the_way_leaves_everything_as_it_was(tmp_path: Path) -> None:
    write_plans(tmp_path / "plan", LINES, SUMMARY)
    before = {path.name: path.read_bytes() for path in (tmp_path / "plan").iterdir()}
    with pytest.raises(TypeError):
        write_plans(tmp_path / "plan", LINES, {"notes": {1, 2}})
    with pytest.raises(TypeError):
        write_plans(tmp_path / "other", LINES, {"notes": {1, 2}})
    assert {path.name: path.read_bytes() for path in (tmp_path / "plan").iterdir()} == before
    assert names(tmp_path) == ["plan"]


def test_a_torn_replacement_has_no_summary(tmp_path: Path) -> None:
    write_plans(tmp_path, LINES, SUMMARY)
    (tmp_path / "training.csv").mkdir()  # a folder in the way of a file

    def fill(draft: Path) -> None:
        (draft / "training.csv").write_text("person_id,class_id\n", encoding="utf-8")
        (draft / "summary.json").write_text("{}", encoding="utf-8")

    with pytest.raises(OSError, match="training"):
        whole_folder(tmp_path, fill, last="summary.json", ours=("rotation.csv",))
    assert names(tmp_path) == ["benches.csv", "prices.csv", "training.csv"]


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old", encoding="utf-8")

    def break_off() -> None:
        with whole_file(target) as draft:
            draft.write_text("half", encoding="utf-8")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    assert (target.read_text(encoding="utf-8"), names(tmp_path)) == ("old", ["a.txt"])
    with whole_file(target) as draft:
        draft.write_text("new", encoding="utf-8")
    assert (target.read_text(encoding="utf-8"), names(tmp_path)) == ("new", ["a.txt"])


def test_the_workbook_for_officers_carries_names_as_text(tmp_path: Path) -> None:
    unit = Unit("U1", "一厂", "北京")
    group = Group(
        units=(unit,),
        posts=(Post("P1", "U1", "书记", "party", 3),),
        people=(Person("101", "=王", "m", 24000, 3, 24100),),  # type: ignore[arg-type]  # months are whole numbers
        classes=(),
    )
    write_plans(tmp_path, LINES, SUMMARY, group)
    page = load_workbook(tmp_path / "plan.xlsx")["轮岗计划"]
    assert [[cell.value for cell in row] for row in page.rows] == [
        ["人员编码", "人员名称", "岗位编码", "岗位名称", "起始期", "截止期"],
        ["101", "=王", "P1", "一厂 书记", 0, 4],
        ["101", "=王", "reserve", "待岗", 4, 10],
    ]
    assert page["B2"].data_type == "s"


def test_faults_in_plan_tables_are_listed_all_at_once(tmp_path: Path) -> None:
    write_plans(tmp_path, LINES, SUMMARY)
    (tmp_path / "rotation.csv").write_text("person_id,post_id,from_period\n101,P1,x\n", encoding="utf-8")
    (tmp_path / "benches.csv").write_text("post_id,place,person_id,readiness\nP1,0,101,ready\n", encoding="utf-8")
    (tmp_path / "summary.json").write_text("{", encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        read_plans(tmp_path)
    assert [(f.sheet, f.row, f.column, f.kind) for f in caught.value.faults] == [
        ("benches", 2, "place", "out_of_range"),
        ("benches", 2, "readiness", "bad_code"),
        ("rotation", 1, "to_period", "missing_column"),
        ("rotation", 2, "from_period", "not_a_number"),
        ("summary.json", 0, "", "not_json"),
    ]
