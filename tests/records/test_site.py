"""The commands of the web side, as somebody runs them."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import SAMPLES

pytestmark = pytest.mark.xdist_group("site")


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """A place of its own for each story, as on a fresh machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GENHUN_", "DJANGO_"))}
    return {**kept, "GENHUN_DATA": str(tmp_path / "data")}


def run(surroundings: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "genhun.cli", *arguments]
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=120, check=False)


def ask(surroundings: dict[str, str], expression: str) -> str:
    """What the records of that place say."""
    code = f"import django; django.setup(); from genhun.records.models import *; print(({expression}))"
    environ = {**surroundings, "DJANGO_SETTINGS_MODULE": "genhun.project.settings"}
    told = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
    return told.stdout.strip()


def test_tables_are_shown_written_and_the_second_time_nothing_new(surroundings: dict[str, str]) -> None:
    assert run(surroundings, "migrate").returncode == 0
    made = (
        "[Account.objects.create(username='first', role='group_officer', unit=Unit.objects.create("
        "code='HQ', name='HQ', path='/HQ/', tier=1, city='x', circle='HQ'))]"
    )
    ask(surroundings, made)
    shown = run(surroundings, "import", str(SAMPLES / "plant"), "--as", "first")
    assert (shown.returncode, ask(surroundings, "Person.objects.count()")) == (0, "0")
    assert "people: 312 new, 0 changed, 0 same, 0 not named" in shown.stderr
    written = run(surroundings, "import", str(SAMPLES / "plant"), "--as", "first", "--commit")
    assert (written.returncode, ask(surroundings, "Person.objects.count()")) == (0, "312")
    again = run(surroundings, "import", str(SAMPLES / "plant"), "--as", "first")
    assert "people: 0 new, 0 changed, 312 same, 0 not named" in again.stderr


def test_bad_tables_and_unknown_accounts_end_with_1(surroundings: dict[str, str]) -> None:
    run(surroundings, "migrate")
    assert run(surroundings, "import", str(SAMPLES / "bad.xlsx"), "--as", "nobody").returncode == 1
    made = "Account.objects.create(username='a', role='group_officer', unit=Unit.objects.create("
    ask(surroundings, f"{made}code='HQ', name='HQ', path='/HQ/', tier=1, city='x', circle='HQ'))")
    bad = run(surroundings, "import", str(SAMPLES / "bad.xlsx"), "--as", "a", "--commit")
    assert (bad.returncode, ask(surroundings, "Person.objects.count()")) == (1, "0")
    assert "nothing was written" in bad.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until(condition: Callable[[], bool], seconds: float = 300) -> None:
    over = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < over, "waited in vain"
        time.sleep(0.3)


def answers(port: int) -> bool:
    try:
        return bool(urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=5).status == 200)
    except OSError:
        return False


def one_demo(surroundings: dict[str, str], out: Path, *, planned: bool) -> str:
    """Start the demo, wait until it answers (and has planned), stop it as a person would; what it printed."""
    port = free_port()
    command = [sys.executable, "-m", "genhun.cli", "demo", "--port", str(port), "--people", "120", "--time-limit", "10"]
    with out.open("w") as file:
        demo = subprocess.Popen(command, env=surroundings, stdout=file, stderr=file, start_new_session=True)
        try:
            until(lambda: answers(port))
            if planned:
                until(lambda: ask(surroundings, "Job.objects.filter(state='done').count()") == "1")
            os.killpg(demo.pid, signal.SIGINT)
            assert demo.wait(timeout=60) == 0
        finally:
            if demo.poll() is None:
                os.killpg(demo.pid, signal.SIGKILL)
    return out.read_text()


def test_the_demo_comes_up_plans_and_goes_on_where_it_was(surroundings: dict[str, str], tmp_path: Path) -> None:
    first = one_demo(surroundings, tmp_path / "first", planned=True)
    accounts = re.findall(r"^  (\w+) +([0-9a-f]{6}-[0-9a-f]{6}) ", first, re.M)
    roles = ["officer", "personnel", "training", "discipline", "secretary", "reader", "cadre"]
    assert [name for name, _ in accounts] == roles
    counted = "Person.objects.count(), Account.objects.count(), sorted(Plan.objects.values_list('planner', flat=True))"
    before = ask(surroundings, counted)
    assert before.endswith("7, ['benches', 'inspections', 'mentoring', 'rotation', 'training'])")
    second = one_demo(surroundings, tmp_path / "second", planned=False)
    assert re.findall(r"^  (\w+) +([0-9a-f]{6}-[0-9a-f]{6}) ", second, re.M) == accounts
    assert ask(surroundings, counted) == before
    assert (tmp_path / "data" / "demo-accounts.json").stat().st_mode & 0o777 == 0o600
