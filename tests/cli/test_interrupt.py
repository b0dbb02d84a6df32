"""Ctrl-C once ends a run with the best plans so far, as a user at a terminal sees it."""

import signal
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from genhun.cli.main import app

PLANT = Path(__file__).parents[2] / "samples" / "plant"


def test_one_interrupt_ends_with_a_sound_plan(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "genhun.cli", "plan", str(PLANT), "--out", str(tmp_path / "plan"), "--only"]
    run = subprocess.Popen([*command, "mentoring,rotation"], stderr=subprocess.PIPE, text=True)
    assert run.stderr is not None
    for line in run.stderr:
        if line.startswith("rotation: "):
            run.send_signal(signal.SIGINT)
            break
    said = run.stderr.read()
    assert run.wait(timeout=240) == 0, said
    assert "stopping with the best plans so far; once more breaks off" in said.splitlines()
    assert CliRunner().invoke(app, ["verify", str(PLANT), str(tmp_path / "plan")]).exit_code == 0
