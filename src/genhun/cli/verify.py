"""`genhun verify`: the plans in a folder against the tables they were made from."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from genhun.cli.words import BAD_INPUT, BROKEN, FINE, list_breaches, list_faults
from genhun.core.errors import BadInput
from genhun.planning.lines import LINE_TYPES, PLANNERS
from genhun.planning.outcome import Checked
from genhun.planning.run import verify_plan
from genhun.tables.plans import read_plans
from genhun.tables.read import read_group
from genhun.tables.sentences import in_english


def run_verify(source: Path, folder: Path) -> int:
    """Check every plan table in the folder; returns the exit code."""
    try:
        group = read_group(source)
    except BadInput as bad:
        list_faults(source, bad.faults)
        return BAD_INPUT
    try:
        tables, summary = read_plans(folder)
    except BadInput as bad:
        for fault in bad.faults:
            print(in_english(fault))
        return BROKEN
    fine = True
    for planner in (p for p in PLANNERS if p in tables):
        checked = verify_plan(group, planner, [LINE_TYPES[planner](*row) for row in tables[planner]])
        fine = _report(checked, summary.get("planners", {}).get(planner, {})) and fine
    missing = [planner for planner in summary.get("planners", {}) if planner not in tables]
    for planner in missing:
        print(f"{planner}: summary.json tells of this plan, but {planner}.csv is not there")
    return FINE if fine and not missing else BROKEN


def _report(checked: Checked, stated: Mapping[str, Any]) -> bool:
    """Print what was found of one plan; whether it keeps every rule and costs what its summary states."""
    list_breaches(checked.breaches)
    fine = checked.sound
    for name, found in (("cost", checked.cost), ("parts", dict(checked.parts))):
        if name in stated and stated[name] != found:
            print(f"{checked.planner}: {name} stated {stated[name]}, recomputed {found}")
            fine = False
    parts = " ".join(f"{name} {points}" for name, points in checked.parts.items())
    print(f"{checked.planner}: {len(checked.breaches)} broken rules, cost {checked.cost} ({parts})")
    return fine
