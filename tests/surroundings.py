"""What the tests run on: a temporary data folder, and a PostgreSQL server of their own where one is asked for."""

import atexit
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import MutableMapping
from pathlib import Path

WANTED = "GENHUN_TEST_DATABASE"
MISSING = "GENHUN_TEST_NO_POSTGRESQL"
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=127.0.0.1"


def prepare(environ: MutableMapping[str, str]) -> None:
    """Point the settings at a fresh folder and, if asked, at a fresh server; both go when the tests end."""
    folder = Path(tempfile.mkdtemp(prefix="genhun-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "static").mkdir()
    environ.update(GENHUN_DATA=str(folder), GENHUN_PLAIN_HTTP="1")
    for name in ("GENHUN_DATABASE_URL", "GENHUN_COLLECTED", "GENHUN_DEBUG", "GENHUN_SECRET_KEY", MISSING):
        environ.pop(name, None)
    if environ.get(WANTED) == "postgresql":
        binaries = server_binaries()
        if binaries is None:
            environ[MISSING] = "1"  # conftest skips, loudly
        else:
            environ["GENHUN_DATABASE_URL"] = start_server(binaries)


def server_binaries() -> Path | None:
    """Where Debian (or pg_config) keeps initdb and pg_ctl; the newest server if there are several."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    if config := shutil.which("pg_config"):
        told = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=True)
        places.append(Path(told.stdout.strip()))
    return next((place for place in places if (place / "initdb").exists()), None)


def start_server(binaries: Path) -> str:
    """Start a throw-away server and answer its address. As root it runs as the user that the package made."""
    folder = Path(tempfile.mkdtemp(prefix="genhun-pg-"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        entry = pwd.getpwnam(user)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
    data = folder / "data"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def run(*command: str) -> None:
        subprocess.run(command, check=True, cwd=folder, user=user, capture_output=True, text=True)

    run(str(binaries / "initdb"), "-D", str(data), "-U", "genhun", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-p {port} -k {folder} {QUICK}"
    log = str(folder / "log")
    run(str(binaries / "pg_ctl"), "-w", "-D", str(data), "-l", log, "-o", options, "start")

    def stop() -> None:
        subprocess.run(
            [str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"],
            check=False,
            cwd="/",
            user=user,
            capture_output=True,
        )
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return f"postgresql://genhun@127.0.0.1:{port}/postgres"
