"""Training, mentoring and visiting plans for the room's tests: sound, in the records, made by hand from the plant."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from tests.conftest import House

from genhun.core.group import Group
from genhun.planning.lines import Attendance, Pairing
from genhun.planning.mentoring.problem import problem_of as mentoring_of
from genhun.planning.outcome import Price, Solved
from genhun.planning.run import verify_plan
from genhun.planning.training.problem import problem_of as training_of
from genhun.records.actions.plans import propose_plan, request_plan
from genhun.records.bridge import group_below
from genhun.records.errand import answer
from genhun.records.models import Plan
from genhun.records.results import store


def training_plan(house: House, seats: int) -> Plan:
    """A proposed plan that seats so many people, one class each, all in different units."""
    group = group_below(house.root)
    lines = tuple(sorted(_seats(group, seats)))
    prices = [Price("training", "class", lines[0].class_id, "", 37.4)]
    return _stored(house, group, "training", lines, prices)


def mentoring_plan(house: House, pairs: int) -> Plan:
    """A proposed plan with so many pairs, each mentor with one."""
    group = group_below(house.root)
    return _stored(house, group, "mentoring", tuple(sorted(_pairs(group, pairs))), [])


def visiting_plan(house: House) -> Plan:
    """A proposed plan of visits, the planner's own."""
    from genhun.engine.watch import Watch  # noqa: PLC0415  (the solver loads only where it is wanted)
    from genhun.planning.inspections.solve import solve  # noqa: PLC0415

    group = group_below(house.root)
    solved = solve(group, Watch(20.0), threads=1, seed=1)
    assert isinstance(solved, Solved)
    return _stored(house, group, "inspections", solved.lines, [])


def _stored(house: House, group: Group, planner: str, lines: Sequence[Any], prices: Sequence[Price]) -> Plan:
    checked = verify_plan(group, planner, lines)
    assert checked.sound
    counts = {"mentees": len(mentoring_of(group).mentees), "pairs": len(lines)} if planner == "mentoring" else {}
    solved = Solved(planner, lines, checked.cost, checked.cost - 100, dict(checked.parts), prices, counts=counts)
    job = request_plan(house.training, house.root, [planner], 60.0)
    with transaction.atomic():
        plan = store(answer(group, solved), group, house.root, job, "")
    return propose_plan(plan, house.training)


def _seats(group: Group, most: int) -> Iterator[Attendance]:
    problem = training_of(group)
    left = {code: offered.seats for code, offered in problem.classes.items()}
    units: set[str] = set()
    for code, worker in problem.workers.items():
        for class_id, offered in problem.classes.items():
            if len(units) == most:
                return
            fits = left[class_id] and worker.unit.unit_id not in units and problem.need[code]
            if fits and not problem.forbidding_rule(worker, offered):
                left[class_id] -= 1
                units.add(worker.unit.unit_id)
                yield Attendance(code, class_id)
                break


def _pairs(group: Group, most: int) -> Iterator[Pairing]:
    problem = mentoring_of(group)
    free = dict(problem.mentors)
    made = 0
    for code, mentee in problem.mentees.items():
        mentor = next((m for m in free.values() if not problem.forbidding_rule(mentee, m)), None)
        if mentor is not None and made < most:
            del free[mentor.person_id]
            made += 1
            yield Pairing(code, mentor.person_id)
