"""`genhun check`, `template` and `invent`, and that help comes quickly."""

import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from genhun.cli.main import app
from genhun.tables.read import read_group

SAMPLES = Path(__file__).parents[2] / "samples"


def test_check_lists_notes_of_clean_tables() -> None:
    result = CliRunner().invoke(app, ["check", str(SAMPLES / "company.xlsx")])
    assert result.exit_code == 0
    assert len([line for line in result.stderr.splitlines() if line.startswith("note: ")]) == 12


def test_check_writes_the_marked_workbook(tmp_path: Path) -> None:
    target = tmp_path / "back.xlsx"
    result = CliRunner().invoke(app, ["check", str(SAMPLES / "bad.xlsx"), "--marked", str(target)])
    assert (result.exit_code, target.exists()) == (1, True)


def test_template_then_check(tmp_path: Path) -> None:
    target = tmp_path / "t.xlsx"
    assert CliRunner().invoke(app, ["template", str(target)]).exit_code == 0
    assert CliRunner().invoke(app, ["check", str(target)]).exit_code == 0


def test_invent_in_both_forms(tmp_path: Path) -> None:
    for target, more in ((tmp_path / "t", []), (tmp_path / "t.xlsx", ["--xlsx"])):
        result = CliRunner().invoke(app, ["invent", str(target), "--people", "80", "--seed", "3", *more])
        assert result.exit_code == 0, result.output
    assert read_group(tmp_path / "t") == read_group(tmp_path / "t.xlsx")


def test_help_loads_nothing_heavy() -> None:
    heavy = "{'numpy', 'django', 'ortools', 'openpyxl'}"
    code = f"import sys, genhun.cli.main; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
