"""Verifiers and solvers are strangers: a mistake in one is not repeated by the other."""

import ast
from pathlib import Path

import pytest

import genhun
from genhun.planning.lines import PLANNERS

PLANNING = Path(genhun.__file__).parent / "planning"
SHARED = {f"genhun.planning.{name}" for name in ("rule", "lines", "outcome", "witness")}


def imports_of(path: Path) -> set[str]:
    """Modules of ours that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.startswith("genhun")}


def verifier_files(planner: str) -> list[Path]:
    """The verifier of a planner: a module or a package, and what all verifiers share."""
    folder = PLANNING / planner
    return [PLANNING / "witness.py", *folder.glob("verify.py"), *folder.glob("verify/*.py")]


@pytest.mark.parametrize("planner", PLANNERS)
def test_a_verifier_imports_nothing_of_a_solver(planner: str) -> None:
    own = f"genhun.planning.{planner}.verify"
    foreign = {
        name
        for path in verifier_files(planner)
        for name in imports_of(path)
        if not name.startswith(("genhun.core", own)) and name not in SHARED
    }
    assert foreign == set()


@pytest.mark.parametrize("planner", PLANNERS)
def test_a_solver_imports_nothing_of_a_verifier(planner: str) -> None:
    solver = set((PLANNING / planner).glob("*.py")) - set(verifier_files(planner))
    known = {name for path in solver for name in imports_of(path) if name.endswith(".witness") or ".verify" in name}
    assert known == set()
