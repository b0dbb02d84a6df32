"""`genhun plan` and `genhun verify` from the outside: exit codes, files, what is said."""

import csv
import json
from pathlib import Path

import pytest
from tests.tables.build import folder
from typer.testing import CliRunner, Result

from genhun.cli.main import app

SAMPLES = Path(__file__).parents[2] / "samples"
PLANT = SAMPLES / "plant"
EXACT = "mentoring,benches,inspections"  # planners that end by themselves within a second


def genhun(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("planned") / "plan"
    result = genhun("plan", PLANT, "--out", out, "--only", EXACT, "--threads", 1)
    assert result.exit_code == 0, result.output
    return out


def test_the_files_of_a_plan(planned: Path) -> None:
    files = {path.name for path in planned.iterdir()}
    assert files == {"mentoring.csv", "benches.csv", "inspections.csv", "prices.csv", "summary.json"}
    assert rows(planned / "benches.csv")[0] == ["post_id", "place", "person_id", "readiness"]
    assert rows(planned / "prices.csv")[0] == ["planner", "scarce", "id", "period", "price"]
    assert len(rows(planned / "inspections.csv")) == 1 + 34


def test_the_summary_of_a_plan(planned: Path) -> None:
    summary = json.loads((planned / "summary.json").read_text(encoding="utf-8"))
    assert (summary["notes"], summary["overridden"], summary["no_plan"]) == ([], [], {})
    assert (summary["seed"], summary["threads"], summary["time_limit_s"]) == (1, 1, 300.0)
    assert list(summary["planners"]) == ["mentoring", "benches", "inspections"]
    for figures in summary["planners"].values():
        assert set(figures) == {"cost", "bound", "gap", "parts", "seconds", "peak_mb", "counts"}
        assert sum(figures["parts"].values()) == figures["cost"]
        assert figures["gap"] == (figures["cost"] - figures["bound"]) / max(abs(figures["cost"]), 1)
        assert figures["peak_mb"] > 0


def test_the_same_input_gives_the_same_bytes(planned: Path, tmp_path: Path) -> None:
    genhun("plan", PLANT, "--out", tmp_path / "again", "--only", EXACT, "--threads", 1)
    for path in planned.glob("*.csv"):
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()


def test_the_plan_is_confirmed(planned: Path) -> None:
    result = genhun("verify", PLANT, planned)
    assert result.exit_code == 0
    assert [line.split(", cost")[0] for line in result.stdout.splitlines()] == [
        "mentoring: 0 broken rules",
        "benches: 0 broken rules",
        "inspections: 0 broken rules",
    ]


def test_a_changed_plan_is_not_confirmed(planned: Path, tmp_path: Path) -> None:
    for path in planned.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    visits = rows(tmp_path / "inspections.csv")[1:]
    host = visits[0][1]
    lines = ["visitor_id,host_id", f"{visits[0][0]},{visits[0][0]}", *(f"{a},{b}" for a, b in visits[1:])]
    (tmp_path / "inspections.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = genhun("verify", PLANT, tmp_path)
    assert result.exit_code == 4
    assert {line.split()[0] for line in result.stdout.splitlines() if line.startswith("INS-")} >= {"INS-01"}
    assert any(host in line or visits[0][0] in line for line in result.stdout.splitlines())


def test_a_cost_that_was_never_reached_is_not_confirmed(planned: Path, tmp_path: Path) -> None:
    for path in planned.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    summary = json.loads((planned / "summary.json").read_text(encoding="utf-8"))
    true = summary["planners"]["benches"]["cost"]
    summary["planners"]["benches"]["cost"] = 1
    (tmp_path / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    result = genhun("verify", PLANT, tmp_path)
    assert result.exit_code == 4
    assert f"benches: cost stated 1, recomputed {true}" in result.stdout.splitlines()


def test_an_earlier_plan_is_gone_on_with_or_kept_to(tmp_path: Path) -> None:
    once, again = tmp_path / "once", tmp_path / "again"
    asked = ("--only", "rotation,training", "--threads", 1, "--time-limit", 8)
    assert genhun("plan", PLANT, "--out", once, *asked).exit_code == 0
    result = genhun("plan", PLANT, "--out", again, *asked, "--from", once, "--least-change", 1)
    assert result.exit_code == 0, result.output
    assert "least change: 0 people altered (0 of them had to be" in result.output
    assert rows(again / "rotation.csv") == rows(once / "rotation.csv")
    before, after = (
        json.loads((place / "summary.json").read_text(encoding="utf-8"))["planners"] for place in (once, again)
    )
    assert after["rotation"]["cost"] == before["rotation"]["cost"]
    assert after["training"]["cost"] <= before["training"]["cost"]
    assert genhun("verify", PLANT, again).exit_code == 0


def test_an_earlier_plan_that_cannot_be_read_is_listed(planned: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "rotation.csv").write_text("person_id,post_id,from_period,to_period\nP1,Q1,soon,3\n", encoding="utf-8")
    result = genhun("plan", PLANT, "--out", tmp_path / "out", "--only", "benches", "--from", broken)
    assert result.exit_code == 1
    assert "“轮岗计划”表第2行“起始期”列：不是数字，填的是“soon”" in result.output
    assert not (tmp_path / "out").exists()


def test_bad_input_is_listed_whole_and_nothing_is_written(tmp_path: Path) -> None:
    result = genhun("plan", SAMPLES / "bad.xlsx", "--out", tmp_path / "plan")
    assert result.exit_code == 1
    assert len([line for line in result.stderr.splitlines() if "; allowed: " in line]) == 30
    assert list(tmp_path.iterdir()) == []


def test_a_plan_folder_that_cannot_be_read_is_listed(planned: Path, tmp_path: Path) -> None:
    (tmp_path / "benches.csv").write_text("post_id,place,person_id,readiness\nP,x,1,now\n", encoding="utf-8")
    result = genhun("verify", PLANT, tmp_path)
    assert result.exit_code == 4
    assert result.stdout.startswith("benches row 2 column place: not_a_number")


@pytest.mark.parametrize(
    "words",
    [
        ("plan", "no such folder", "--out", "x"),
        ("plan", PLANT),
        ("plan", PLANT, "--out", "x", "--only", "rotation,golf"),
        ("plan", PLANT, "--out", "x", "--time-limit", "0"),
        ("plan", PLANT, "--out", "x", "--threads", "0"),
        ("plan", PLANT, "--out", "x", "--least-change", "0.1"),
        ("plan", PLANT, "--out", "x", "--from", "no such folder"),
        ("verify", PLANT, "no such folder"),
    ],
)
def test_wrong_usage(words: tuple[object, ...]) -> None:
    assert genhun(*words).exit_code == 2


def test_a_place_that_cannot_be_written_is_told_before_planning(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    result = genhun("plan", PLANT, "--out", tmp_path / "file" / "plan", "--only", EXACT)
    assert result.exit_code == 2
    assert "choose another folder with --out" in result.stderr


def test_no_plan_is_an_answer_and_the_others_are_written(tmp_path: Path) -> None:
    source = folder(tmp_path / "in")
    result = genhun("plan", source, "--out", tmp_path / "out", "--only", "benches,inspections")
    assert result.exit_code == 3
    assert "inspections: no plan exists; these cannot hold together:" in result.stderr.splitlines()
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert list(summary["planners"]) == ["benches"]
    assert list(summary["no_plan"]) == ["inspections"]
    assert any(note.startswith("inspections: no plan: ") for note in summary["notes"])


def test_nothing_is_written_where_no_planner_has_a_plan(tmp_path: Path) -> None:
    result = genhun("plan", folder(tmp_path / "in"), "--out", tmp_path / "out", "--only", "inspections")
    assert (result.exit_code, (tmp_path / "out").exists()) == (3, False)


def test_a_group_without_people_is_planned(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", people="person_id,name,sex,birth,level,level_since\n",
                    appointments="person_id,post_id,start,end\n")  # fmt: skip
    result = genhun("plan", source, "--out", tmp_path / "out", "--only", "mentoring,benches")
    assert result.exit_code == 0
    assert rows(tmp_path / "out" / "mentoring.csv") == [["mentee_id", "mentor_id"]]
