"""What the surroundings say: the data folder, the secret key, the database. Read once, when the settings load."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

LEAST_KEY_LENGTH = 50
SQLITE_START = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=1073741824;PRAGMA cache_size=-131072;"
)


def flag(name: str) -> bool:
    """Whether an environment variable is switched on (1, true, yes, on)."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def data_folder() -> Path:
    """Where the database, the secret key and the collected files lie: GENHUN_DATA, else `var` where we stand."""
    return Path(os.environ.get("GENHUN_DATA") or "var").resolve()


def secret_key(folder: Path, debug: bool) -> str:
    """GENHUN_SECRET_KEY, else the key kept in `secret.key`, made at the first start.

    Raises ImproperlyConfigured for a key that is short or plainly a default, unless debugging.
    """
    key = os.environ.get("GENHUN_SECRET_KEY") or _kept_key(folder / "secret.key")
    weak = len(key) < LEAST_KEY_LENGTH or len(set(key)) < 10 or key.startswith("django-insecure-")
    if weak and not debug:
        raise ImproperlyConfigured(
            f"The secret key has {len(key)} characters, {len(set(key))} different; at least {LEAST_KEY_LENGTH} "
            "random ones are needed. Set GENHUN_SECRET_KEY, or unset it and one is made in the data folder."
        )
    return key


def _kept_key(file: Path) -> str:
    """The key in a file that only its owner reads; two processes that start together agree on one."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    if not file.exists():
        descriptor = os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_urlsafe(64))
        try:
            os.link(fresh, file)  # fails if another process was first, and never shows a half-written key
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return file.read_text().strip()


def database(folder: Path, environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Django's description of the database by GENHUN_DATABASE_URL, without it SQLite in the data folder."""
    address = environ.get("GENHUN_DATABASE_URL", "")
    if address.startswith("sqlite:///"):
        return _sqlite(Path(address.removeprefix("sqlite:///")))
    return _postgresql(address) if address else _sqlite(folder / "genhun.sqlite3")


def _sqlite(file: Path) -> dict[str, Any]:
    """Writers queue at once (IMMEDIATE) instead of failing at their first write; readers never wait (WAL)."""
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START}
    # A file, so that the tests' threads and processes share one database.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "OPTIONS": options,
        "TEST": {"NAME": file.with_name("test.sqlite3")},
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "GENHUN_DATABASE_URL is not understood; write postgresql://user:password@host:port/name or sqlite:///file"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
