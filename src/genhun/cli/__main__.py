"""`python -m genhun.cli`: the same program, for processes that start others of it."""

from genhun.cli.main import app

app()
