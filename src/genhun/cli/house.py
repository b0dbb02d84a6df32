"""What it takes to run the web side: Django, the database, translations, static files, the server, the worker."""

import os
import signal
import sys
from pathlib import Path
from types import FrameType

from genhun.cli.words import BAD_INPUT, FINE, list_faults, say
from genhun.core.errors import Fault

REFUSED = 1


def start_django() -> None:
    """Load the settings and the apps."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "genhun.project.settings")
    import django  # noqa: PLC0415

    django.setup()


def prepare_database() -> None:
    """Bring the database to this version; nothing happens if it is there already."""
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)


def prepare_pages() -> None:
    """Compile the translations and gather the static files, compressed and named by content."""
    from django.core.management import call_command  # noqa: PLC0415

    from genhun.project.translations import compile_all  # noqa: PLC0415

    compile_all()
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)


def run_server(host: str, port: int, workers: int) -> None:
    """Become the web server; does not return."""
    os.environ["GENHUN_COLLECTED"] = "1"
    start_django()
    prepare_database()
    prepare_pages()
    command = [sys.executable, "-m", "gunicorn", "genhun.project.wsgi:application"]
    command += ["--bind", f"{host}:{port}", "--workers", str(workers), "--threads", "4", "--max-requests", "10000"]
    command += ["--timeout", "120", "--log-level", "warning", "--preload"]
    os.execv(sys.executable, command)


def run_worker() -> int:
    """Work until told to end; the job at hand ends with the best it has."""
    start_django()
    from genhun.records.worker import work  # noqa: PLC0415

    going = [True]

    def end(number: int, frame: FrameType | None) -> None:
        going[0] = False

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    work(lambda: going[0])
    return FINE


def run_import(source: Path, username: str, *, commit: bool) -> int:
    """Show what tables would change in the records and, if asked to, write it; returns the exit code."""
    start_django()
    from genhun.records.actions.imports import commit_import, receive_import  # noqa: PLC0415
    from genhun.records.models import Account, ImportBatch  # noqa: PLC0415
    from genhun.records.policies import Refused  # noqa: PLC0415
    from genhun.records.uploads import packed  # noqa: PLC0415

    account = Account.objects.filter(username=username).first()
    if account is None:
        say(f"no such account: {username}")
        return REFUSED
    try:
        batch = receive_import(*packed(source), account)
        if batch.state == ImportBatch.State.REFUSED:
            list_faults(source, [Fault(**{k: v for k, v in f.items() if k != "sentence"}) for f in batch.faults])
            return BAD_INPUT
        for table, n in batch.changes["tables"].items():
            say(f"{table}: {n['new']} new, {n['changed']} changed, {n['same']} same, {n['kept']} not named")
        if commit:
            commit_import(batch, account)
            say(f"written; to take it back, undo import {batch.pk} on the page of data in and out")
    except Refused as refused:
        say(refused.reason)
        return REFUSED
    return FINE
