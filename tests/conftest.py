"""What every test may use: the plant of `samples/` in the records, and a fixed cast of made-up accounts."""

# ruff: noqa: PLC0415 (tests of the planning side load no Django)

import os
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.surroundings import MISSING

if TYPE_CHECKING:
    from genhun.core.group import Group
    from genhun.records.models import Account, Unit

SAMPLES = Path(__file__).parent.parent / "samples"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a PostgreSQL server, tests asked to run on one are skipped, and say so."""
    if os.environ.get(MISSING):
        missing = pytest.mark.skip(reason="NO POSTGRESQL SERVER FOUND: install the package postgresql")
        for item in items:
            item.add_marker(missing)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Between tests that commit, the database is emptied; only then the audit's triggers step aside."""
    from django.test import TransactionTestCase

    empty = TransactionTestCase._fixture_teardown

    def emptied(case: TransactionTestCase) -> None:
        open_audit()
        empty(case)
        close_audit()

    TransactionTestCase._fixture_teardown = emptied


def open_audit() -> None:
    """Take away what protects the audit, as somebody with the keys of the database could."""
    migration = import_module("genhun.records.migrations.0002_audit_is_append_only")
    _execute(migration.SQLITE_BACK, migration.POSTGRESQL_BACK)


def close_audit() -> None:
    """Protect the audit again."""
    migration = import_module("genhun.records.migrations.0002_audit_is_append_only")
    _execute(migration.SQLITE, migration.POSTGRESQL)


def _execute(sqlite: list[str], postgresql: list[str]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in sqlite if connection.vendor == "sqlite" else postgresql:
            cursor.execute(statement)


@dataclass
class House:
    """The plant in the records: the root, two sisters in the middle of the tree, one unit below the first, the cast."""

    root: "Unit"
    middle: "Unit"
    below: "Unit"
    sister: "Unit"
    officer: "Account"
    personnel: "Account"
    training: "Account"
    discipline: "Account"
    secretary: "Account"
    reader: "Account"

    def account(self, role: str, unit: "Unit") -> "Account":
        """An account with a role for a unit, made when first asked for."""
        from genhun.records.actions.accounts import open_account
        from genhun.records.models import Account, Role

        name = f"{role}-{unit.code}"
        known = Account.objects.filter(username=name).first()
        return known or open_account(name, "made-up-password", role=Role(role), unit=unit, actor=None)


@pytest.fixture(scope="session")
def plant_group() -> "Group":
    """The sample plant as a group."""
    from genhun.tables.read import read_group

    return read_group(SAMPLES / "plant")


@pytest.fixture
def house(db: None, plant_group: "Group") -> House:
    """The plant in the records with its cast."""
    return build_house(plant_group)


@pytest.fixture
def standing_house(transactional_db: None, plant_group: "Group") -> House:
    """The plant in the records, committed, so that other processes and threads see it."""
    return build_house(plant_group)


def build_house(group: "Group") -> House:
    """Load a group and make the cast: officers at the top, a secretary and a reader in the middle."""
    from genhun.records.actions.accounts import open_account
    from genhun.records.actions.imports import load_group
    from genhun.records.models import Role, Unit

    load_group(group, "sample")
    root = Unit.objects.get(parent=None)
    families = [unit for unit in Unit.objects.all() if unit.parent_id and unit.children.exists()]
    middle = max(families, key=lambda unit: (unit.tier, unit.path))
    sister = Unit.objects.filter(parent=middle.parent).exclude(pk=middle.pk).order_by("path").first()
    below = middle.children.order_by("path").first()
    assert sister is not None
    assert below is not None

    def made(name: str, role: Role, unit: Unit) -> "Account":
        return open_account(name, "made-up-password", role=role, unit=unit, actor=None)

    return House(
        root,
        middle,
        below,
        sister,
        made("officer", Role.GROUP_OFFICER, root),
        made("personnel", Role.PERSONNEL_OFFICER, root),
        made("training", Role.TRAINING_COORDINATOR, root),
        made("discipline", Role.DISCIPLINE_OFFICER, root),
        made("secretary", Role.UNIT_SECRETARY, middle),
        made("reader", Role.READER, middle),
    )
