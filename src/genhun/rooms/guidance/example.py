"""Made-up content of the room of guidance, for the demo. The content is Chinese: it stands in `example.json`."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from genhun.records.models import Account, Norm, Requirement, Role, Unit
from genhun.records.scope import units_below
from genhun.rooms.guidance.actions.exchange import (
    ask_follow_up,
    call_meeting,
    close_problem,
    note_matter,
    note_meeting,
    raise_problem,
    tell_practice,
)
from genhun.rooms.guidance.actions.norms import apply_norm, change_text, decide_step, draft_norm, set_target
from genhun.rooms.guidance.models import Practice, Problem

TOLD = Path(__file__).with_suffix(".json")


def fill(root: Unit) -> None:
    """Fill an empty room for the group below `root`."""
    officer = Account.objects.filter(unit=root, role=Role.GROUP_OFFICER).first()
    if officer is None or Problem.objects.exists():
        return
    told = json.loads(TOLD.read_text(encoding="utf-8"))
    units = list(units_below(root).filter(tier__lte=3)[1:40])
    today = timezone.localdate()
    problems = [_problem(officer, _at(units, row), row, today) for row in told["problems"]]
    practices = [_practice(officer, _at(units, row), row, today, problems) for row in told["practices"]]
    for row in told["norms"]:
        _norm(officer, root, row, units, practices, today)
    for row in told["meetings"]:
        _meeting(officer, _at(units, row), row, problems, units, today)
    for row in told["matters"]:
        days = {
            name: today - timedelta(row[name]) if row.get(name) else None for name in ("discussed_on", "decided_on")
        }
        facts = {"title": row["title"], "kind": row["kind"], "outcome": row.get("outcome", ""), **days}
        note_matter(officer, _at(units, row), facts)
    set_target(officer, root, "manager_deputy", 60, date(today.year + 1, 12, 31), told["target"])


def _at(units: list[Unit], row: dict[str, Any]) -> Unit:
    return units[int(row["unit"]) % len(units)]


def _problem(officer: Account, unit: Unit, row: dict[str, Any], today: date) -> Problem:
    facts = {name: row.get(name, "") for name in ("title", "text", "cost", "tried")}
    problem = raise_problem(officer, unit, {**facts, "since": today - timedelta(row["days"])})
    if row.get("outcome"):
        close_problem(officer, problem, 1, Problem.State.SOLVED, row["outcome"])
    return problem


def _practice(officer: Account, unit: Unit, row: dict[str, Any], today: date, problems: list[Problem]) -> Practice:
    facts = {name: row[name] for name in ("title", "text", "tried", "cost", "changed")}
    solved = [problems[n] for n in row["problems"]]
    return tell_practice(officer, unit, {**facts, "since": today - timedelta(row["days"])}, solved)


def _norm(
    officer: Account, root: Unit, row: dict[str, Any], units: list[Unit], practices: list[Practice], today: date
) -> None:
    """A norm with its past: each step on its day, by the same actions as on the pages."""
    practice = practices[row["practice"]] if "practice" in row else None
    begun = today - timedelta(row["begun"])
    facts = {"title": row["title"], "scope": row["scope"], "kind": row.get("kind", "special"), "since": begun}
    asked = Requirement.objects.filter(state=Requirement.State.CONFIRMED).order_by("pk")[
        row["asked"] : row["asked"] + 1
    ]
    norm = draft_norm(officer, root, facts, row["texts"][0], asked, practice)
    for use in row["uses"]:
        given = {name: value for name, value in use.items() if name not in {"unit", "days"}}
        apply_norm(officer, norm, _at(units, use), 0, {**given, "since": today - timedelta(use["days"])})
    for text, why, days in row.get("later", ()):
        change_text(officer, _now(norm), _now(norm).version, text, why, today - timedelta(days))
    for stage, days, reason in row["steps"]:
        decide_step(officer, _now(norm), _now(norm).version, stage, reason, today - timedelta(days))


def _now(norm: Norm) -> Norm:
    return Norm.objects.get(pk=norm.pk)


def _meeting(
    officer: Account, host: Unit, row: dict[str, Any], problems: list[Problem], units: list[Unit], today: date
) -> None:
    day = today + timedelta(row["days"])
    facts = {"kind": row["kind"], "host": host, "title": row["title"], "day": day, "questions": row["questions"]}
    about = [problems[n] for n in row["problems"]]
    holder = officer.unit or host
    meeting = call_meeting(officer, holder, facts, about)
    if row.get("findings"):
        note_meeting(officer, meeting, 1, row["findings"], row.get("decisions", ""))
    for unit, task, days in row.get("items", ()):
        ask_follow_up(officer, meeting, units[unit % len(units)], task, today + timedelta(days))
