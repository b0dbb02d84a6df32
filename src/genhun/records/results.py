"""From what planners answer to plans in the records: whole, verified, each line with its reason, or not at all."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from genhun.core.group import Group
from genhun.core.policy import PARAMETERS
from genhun.planning.lines import RESERVE, RETIRED, Attendance, BenchPlace, Pairing, Stint, Visit
from genhun.records.contract.keys import TABLES, table_rows
from genhun.records.errand import Answer
from genhun.records.models import Job, Person, Plan, PlanLine, Post, Refusal, SeatWish, TrainingClass, Unit
from genhun.records.onward import Onward, changes_from
from genhun.tables.cells import policy_text

LINES_AT_ONCE = 2_000


def refused_pairs(planner: str) -> frozenset[tuple[str, str]]:
    """The pairs of one planner that people refused, by the contract's ids."""
    other = {"training": "training_class__code", "mentoring": "other__code", "benches": "post__code"}.get(planner)
    if other is None:
        return frozenset()
    return frozenset(Refusal.objects.filter(planner=planner).values_list("person__code", other))


def promised_pairs() -> frozenset[tuple[str, str]]:
    """The seats that people promised, by the contract's ids of person and class."""
    promised = SeatWish.objects.filter(state=SeatWish.State.PROMISED).order_by()
    return frozenset(promised.values_list("person__code", "training_class__code"))


def onward_from(job: Job) -> Onward | None:
    """What a job goes on from: the lines of the plan that it names; None for one that plans afresh."""
    number = job.request.get("from_plan")
    if number is None:
        return None
    rows = PlanLine.objects.filter(plan=number).order_by("id")
    fields = rows.values_list("person__code", "post__code", "place", "from_period", "to_period")
    lines = tuple(Stint(who or "", post or place, begin or 0, end or 0) for who, post, place, begin, end in fields)
    changes = changes_from(job.request.get("changes", ()))
    return Onward(job.kind, lines, float(job.request.get("loss", 0.0)), changes)


def store(answered: Answer, group: Group, unit: Unit, job: Job | None, title: str) -> Plan:
    """Insert a plan with all its lines, in the transaction that ends the job; without one the plan was made by hand."""
    solved = answered.solved
    plan = Plan.objects.create(
        planner=solved.planner,
        title=title,
        unit=unit,
        state=Plan.State.VERIFIED,
        job=job,
        input_digest=input_digest(group),
        policy={key: policy_text(key, group.policy.settings.get(key, p.default)) for key, p in PARAMETERS.items()},
        cost=solved.cost,
        bound=solved.bound,
        parts=dict(solved.parts),
        prices=[asdict(price) for price in solved.prices],
        overridden=[asdict(override) for override in solved.overridden],
        counts=dict(solved.counts),
        seconds=solved.seconds,
    )
    lines = _Lines(plan, group)
    made = [lines.line(line, reason) for line, reason in zip(solved.lines, answered.reasons, strict=True)]
    PlanLine.objects.bulk_create(made, LINES_AT_ONCE)
    return plan


def input_digest(group: Group) -> str:
    """One figure for everything that a plan was made from."""
    seal = hashlib.sha256()
    for table in TABLES:
        for row in table_rows(group, table):
            cells = [getattr(row, f.name) for f in fields(row)]
            plain = [sorted(cell) if isinstance(cell, frozenset) else cell for cell in cells]
            seal.update(json.dumps([table, *plain], default=str).encode())
    return seal.hexdigest()


class _Lines:
    """Makes the records of one plan's lines; holds the numbers of what lines refer to."""

    def __init__(self, plan: Plan, group: Group) -> None:
        self.plan = plan
        self.people = {
            code: (number, unit) for code, number, unit in Person.objects.values_list("code", "id", "unit_id")
        }
        self.posts = {code: (number, unit) for code, number, unit in Post.objects.values_list("code", "id", "unit_id")}
        self.units = dict(Unit.objects.values_list("code", "id"))
        self.classes = dict(TrainingClass.objects.values_list("code", "id"))
        self.start_posts = {
            a.person_id: a.post_id for a in group.appointments if a.end is None and _rotates(group, a.post_id)
        }

    def line(self, line: Any, reason: Mapping[str, Any]) -> PlanLine:
        """The record of one line."""
        made: dict[str, Any]
        match line:
            case Stint():
                made = self._stint(line)
            case Attendance(person_id=person, class_id=other):
                made = self._of(person) | {"training_class_id": self.classes[other]}
            case Pairing(mentee_id=person, mentor_id=other):
                made = self._of(person) | {"other_id": self.people[other][0]}
            case BenchPlace():
                post, unit = self.posts[line.post_id]
                made = {"person_id": self.people[line.person_id][0], "post_id": post, "unit_id": unit}
                made |= {"place": str(line.place), "readiness": line.readiness}
            case Visit(visitor_id=visitor, host_id=host):
                made = {"unit_id": self.units[visitor], "host_id": self.units[host]}
            case _:
                raise TypeError(f"no line of a plan: {line!r}")
        return PlanLine(plan=self.plan, reason=dict(reason), **made)

    def _of(self, person: str) -> dict[str, Any]:
        number, unit = self.people[person]
        return {"person_id": number, "unit_id": unit or self.plan.unit_id}

    def _stint(self, line: Stint) -> dict[str, Any]:
        """A stint is an entry unless it goes on where the person starts."""
        made = self._of(line.person_id) | {"from_period": line.from_period, "to_period": line.to_period}
        if line.post_id in {RESERVE, RETIRED}:
            return made | {"place": line.post_id}
        stays = line.from_period == 0 and self.start_posts.get(line.person_id) == line.post_id
        return made | {"post_id": self.posts[line.post_id][0], "entry": not stays}


def _rotates(group: Group, post_id: str) -> bool:
    return bool(post_id) and not group.post[post_id].fixed
