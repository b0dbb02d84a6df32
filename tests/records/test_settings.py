"""The site is safe unless the surroundings say otherwise, and refuses to start with a weak key."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from tests.conftest import House

from genhun.project.environment import database, secret_key

SIGN_IN = "/sign-in/"


@pytest.mark.parametrize("key", ["short", "x" * 60, "django-insecure-" + "abcdefghijklmnopqrstuvwxyz0123456789" * 2])
def test_a_weak_key_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("GENHUN_SECRET_KEY", key)
    with pytest.raises(ImproperlyConfigured):
        secret_key(tmp_path, debug=False)
    assert secret_key(tmp_path, debug=True) == key


def test_a_key_is_made_once_for_its_owner_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GENHUN_SECRET_KEY", raising=False)
    key = secret_key(tmp_path / "data", debug=False)
    assert secret_key(tmp_path / "data", debug=False) == key
    assert (tmp_path / "data" / "secret.key").stat().st_mode & 0o777 == 0o600
    assert sorted(p.name for p in (tmp_path / "data").iterdir()) == ["secret.key"]


def test_the_database_comes_from_its_address(tmp_path: Path) -> None:
    assert database(tmp_path, {})["NAME"] == tmp_path / "genhun.sqlite3"
    found = database(tmp_path, {"GENHUN_DATABASE_URL": "postgresql://us%40er:p%2Fw@db.example:5433/genhun"})
    named = {k: found[k] for k in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    assert named == {"NAME": "genhun", "USER": "us@er", "PASSWORD": "p/w", "HOST": "db.example", "PORT": "5433"}
    with pytest.raises(ImproperlyConfigured):
        database(tmp_path, {"GENHUN_DATABASE_URL": "mysql://db/genhun"})


def test_without_any_word_the_settings_are_the_strict_ones(tmp_path: Path) -> None:
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("GENHUN_", "DJANGO_"))}
    environ |= {"GENHUN_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "genhun.project.settings"}
    say = (
        "from django.conf import settings as s;"
        "print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE);"
        "print(s.SESSION_COOKIE_NAME[:7], s.SECURE_HSTS_SECONDS > 0)"
    )
    told = subprocess.run([sys.executable, "-c", say], env=environ, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True", "True", "__Host-", "True"]


def test_every_answer_carries_the_headers(client: Client, db: None) -> None:
    headers = client.get(SIGN_IN).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy == {
        **dict.fromkeys(("script-src", "style-src", "img-src", "font-src", "connect-src", "form-action"), "'self'"),
        **dict.fromkeys(("default-src", "base-uri", "frame-ancestors"), "'none'"),
    }
    named = {name: headers[name] for name in ("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy")}
    assert named == {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin"}


def test_pages_of_a_signed_in_reader_are_kept_by_no_cache(client: Client, house: House) -> None:
    client.force_login(house.reader, "django.contrib.auth.backends.ModelBackend")
    assert "no-store" in client.get("/").headers["Cache-Control"].split(", ")


def test_the_language_is_the_account_s_whatever_the_browser_wants(client: Client, house: House) -> None:
    client.force_login(house.reader, "django.contrib.auth.backends.ModelBackend")
    told = []
    for language in ("zh-hans", "en"):
        house.reader.language = language
        house.reader.save()
        told.append(client.get("/", headers={"Accept-Language": "fr"}).headers["Content-Language"])
    assert told == ["zh-hans", "en"]


def test_before_sign_in_the_cookie_chooses_and_the_house_language_else(client: Client, db: None) -> None:
    assert client.get(SIGN_IN, headers={"Accept-Language": "en"}).headers["Content-Language"] == "zh-hans"
    client.cookies["django_language"] = "en"
    assert client.get(SIGN_IN).headers["Content-Language"] == "en"


def test_five_wrong_passwords_lock_the_account_for_that_address(client: Client, house: House) -> None:
    def answer(password: str) -> int:
        return client.post(SIGN_IN, {"username": "reader", "password": password}).status_code

    codes = [answer("wrong") for _ in range(5)]
    assert codes[:4] == [codes[0]] * 4
    assert answer("made-up-password") == 429
    assert "_auth_user_id" not in client.session
