"""The settings of the tests: a folder of their own, SQLite, or PostgreSQL with GENHUN_TEST_DATABASE=postgresql."""

import os

from tests.surroundings import prepare

prepare(os.environ)

from genhun.project.settings import *  # noqa: E402, F403
from genhun.project.translations import compile_all  # noqa: E402

compile_all()  # pages speak Chinese in tests as they do in use

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; nothing here is secret
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}  # every figure is counted anew
