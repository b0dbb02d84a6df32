"""`genhun demo`: a made-up group, planned and served on this machine."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from genhun.cli.house import prepare_database, start_django
from genhun.cli.words import FINE, WRONG_USAGE, say

TITLES = {
    "officer": ("group_officer", "集团党建部专员 / group party-building officer", True),
    "personnel": ("personnel_officer", "组织人事专员 / personnel officer", True),
    "training": ("training_coordinator", "培训专员 / training coordinator", True),
    "discipline": ("discipline_officer", "纪委专员 / discipline officer", True),
    "secretary": ("unit_secretary", "基层单位书记 / unit secretary", False),
    "reader": ("reader", "查阅人员 / reader", False),
    "cadre": ("cadre", "年轻干部 / young cadre", False),
}
"""The made-up accounts: role, what it is called, and whether its part is the whole group."""


def run_demo(port: int, people: int, time_limit_s: float) -> int:
    """Set up what is missing, start worker and server, and stay until stopped; returns the exit code."""
    if _taken(port):
        say(f"port {port} is in use on this machine; choose another: genhun demo --port {port + 1}")
        return WRONG_USAGE
    os.environ.setdefault("GENHUN_PLAIN_HTTP", "1")
    os.environ["GENHUN_COLLECTED"] = "1"
    start_django()
    prepare_database()
    passwords = _passwords()
    _fill(people, passwords, time_limit_s)
    children = [_start("work"), _start("serve", "--port", str(port))]
    _introduce(port, passwords)
    return _stay(children)


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _passwords() -> dict[str, str]:
    """Made up at the first start and kept in the data folder for its owner."""
    from django.conf import settings  # noqa: PLC0415

    file = Path(settings.DATA) / "demo-accounts.json"
    if not file.exists():
        made = {name: f"{secrets.token_hex(3)}-{secrets.token_hex(3)}" for name in TITLES}
        draft = file.with_suffix(".tmp")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(made))
        draft.replace(file)
    kept: dict[str, str] = json.loads(file.read_text())
    return kept


def _fill(people: int, passwords: dict[str, str], time_limit_s: float) -> None:
    """The group, its accounts and its first plans, each only if it is not there yet."""
    from genhun.madeup.group import Recipe, invent  # noqa: PLC0415
    from genhun.records.actions.imports import load_group  # noqa: PLC0415
    from genhun.records.models import Account, Job, Plan, Unit  # noqa: PLC0415

    if not Unit.objects.exists():
        say(f"inventing a group of {people} people ...")
        load_group(invent(Recipe(people=people, few_party_posts=True)), "madeup")
    root = Unit.objects.filter(parent=None).earliest("path")
    if not Account.objects.exists():
        _open_accounts(root, passwords)
        _fill_rooms(root)
    if not Plan.objects.exists() and not Job.objects.exists():
        _ask_for_plans(root, time_limit_s)


def _fill_rooms(root: Any) -> None:
    """Made-up content of each room, in the order of the chain from a document to a result."""
    from genhun.rooms.guidance import example as guidance  # noqa: PLC0415
    from genhun.rooms.responsibility import example as responsibility  # noqa: PLC0415
    from genhun.rooms.rotation import example as rotation  # noqa: PLC0415
    from genhun.rooms.secretaries import example as secretaries  # noqa: PLC0415
    from genhun.rooms.study import example as study  # noqa: PLC0415
    from genhun.rooms.training import example as training  # noqa: PLC0415

    for room in (study, guidance, training, secretaries, rotation, responsibility):
        room.fill(root)


def _open_accounts(root: Any, passwords: dict[str, str]) -> None:
    from genhun.records.actions.accounts import open_account  # noqa: PLC0415
    from genhun.records.models import Role, Unit  # noqa: PLC0415

    below = Unit.objects.filter(parent=root, children__isnull=False).order_by("path").first() or root
    for name, (role, title, whole) in TITLES.items():
        unit = root if whole else below
        person = _somebody_young(unit) if role == Role.CADRE else None
        full_name = person.name if person else title.split(" / ")[0]
        open_account(name, passwords[name], role=Role(role), unit=unit, actor=None, full_name=full_name, person=person)


def _somebody_young(unit: Any) -> Any:
    """A young cadre of the unit's part who can look at the own file, with a party post if there is one."""
    from genhun.records.models import Person  # noqa: PLC0415

    young = Person.objects.filter(unit__path__startswith=unit.path, young=True).order_by("code")
    posted = young.filter(tenures__end=None, tenures__post__track="party", tenures__post__fixed=False)
    return posted.first() or young.first()


def _ask_for_plans(root: Any, time_limit_s: float) -> None:
    from genhun.planning.lines import PLANNERS  # noqa: PLC0415
    from genhun.records.actions.plans import request_plan  # noqa: PLC0415
    from genhun.records.models import Account  # noqa: PLC0415

    officer = Account.objects.get(username="officer")
    request_plan(officer, root, PLANNERS, time_limit_s)


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "genhun.cli", *arguments])


def _introduce(port: int, passwords: dict[str, str]) -> None:
    lines = [f"\nGenhun: http://127.0.0.1:{port}/\n", "accounts (all made up):"]
    lines += [f"  {name:<10} {passwords[name]:<16} {TITLES[name][1]}" for name in TITLES]
    lines += ["\nThe first plans are being made; the pages show how far they are. Ctrl-C ends the demo.\n"]
    print("\n".join(lines), flush=True)


def _stay(children: list[subprocess.Popen[bytes]]) -> int:
    """Wait until stopped, or until a part of the demo ends by itself; then end the others."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        code = next(child.returncode for child in children if child.returncode is not None)
        say("a part of the demo ended by itself; see the lines above")
    except KeyboardInterrupt:
        code = FINE
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    for child in children:
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            child.kill()
    return code
