"""A small tree in the records: a root, a unit with one above, one below and a sister, and one of everything in each."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from tests.rooms.guidance import things as guidance
from tests.rooms.responsibility import things as responsibility
from tests.rooms.rotation import things as rotation
from tests.rooms.secretaries import things as secretaries
from tests.rooms.study import things as study
from tests.rooms.training import things as training

from genhun.records.models import (
    Account,
    Correction,
    ImportBatch,
    Job,
    Person,
    Plan,
    PlanLine,
    Post,
    Role,
    Strength,
    Tenure,
    TrainingClass,
    Unit,
)

ROOMS = (study, guidance, training, secretaries, rotation, responsibility)
RELATIONS = ("own", "below", "sibling", "above")


@dataclass
class Tree:
    """Units by their relation to the middle one, and the ids of what lies in each, by kind."""

    units: dict[str, Unit] = field(default_factory=dict)
    things: dict[str, dict[str, int]] = field(default_factory=dict)

    def account(self, role: Role, relation: str = "own") -> Account:
        """An account with a role for one of the units."""
        return Account.objects.get(username=f"{role}-{relation}")


def build_tree() -> Tree:
    """The tree with accounts of every role in every unit."""
    tree = Tree()
    above = _unit("above", None)
    own, sibling = _unit("own", above), _unit("sibling", above)
    tree.units = {"above": above, "own": own, "sibling": sibling, "below": _unit("below", own)}
    shared = TrainingClass.objects.create(
        code="class",
        title="党务主体班",
        kind="core",
        city="平顶山",
        start="2027-03-01",
        end="2027-03-05",
        days=5,
        seats=20,
    )
    for relation, unit in tree.units.items():
        for role in Role:
            Account.objects.create(username=f"{role}-{relation}", first_name="甲", role=role, unit=unit)
        tree.things[relation] = fill(unit, shared)
    return tree


def _unit(code: str, parent: Unit | None) -> Unit:
    path = f"{parent.path if parent else '/'}{code}/"
    tier = parent.tier + 1 if parent else 1
    return Unit.objects.create(code=code, name=f"单位{code}", parent=parent, path=path, tier=tier, city="平顶山")


def fill(unit: Unit, shared: TrainingClass, mark: str = "") -> dict[str, int]:
    """One of everything in a unit; the ids by kind."""
    code = f"{unit.code}{mark}"
    post = Post.objects.create(
        code=f"post-{code}", unit=unit, title="党委书记", track="both", level=4, roles="secretary"
    )
    other = Post.objects.create(code=f"other-{code}", unit=unit, title="总经理", track="production", level=4)
    person, mentor = (_person(f"{name}-{code}", unit) for name in ("person", "mentor"))
    Tenure.objects.create(person=person, post=post, start=date(2020, 1, 1))
    Tenure.objects.create(person=mentor, post=other, start=date(2018, 1, 1))
    Strength.objects.update_or_create(unit=unit, aspect=1, defaults={"value": 40})
    asked_by = Account.objects.filter(unit=unit).order_by("pk").first()
    job = Job.objects.create(kind="plan", request={"planners": ["rotation"], "time_limit_s": 60}, asked_by=asked_by)
    batch = ImportBatch.objects.create(
        name=f"{code}.xlsx", digest=code, content=b"", state=ImportBatch.State.REFUSED, sent_by=asked_by
    )
    plan, year = _plan("rotation", unit, job), _plan("training", unit, job)
    PlanLine.objects.create(plan=year, unit=unit, person=person, training_class=shared, reason={})
    line = PlanLine.objects.create(
        plan=plan, unit=unit, person=person, post=other, from_period=1, to_period=10, entry=True, reason={}
    )
    correction = Correction.objects.create(
        person=person, matter="home_city", wanted="大同", asked_by=asked_by, due=date(2026, 12, 1)
    )
    things = {
        "correction": correction.pk,
        "unit": unit.pk,
        "post": post.pk,
        "person": person.pk,
        "plan": plan.pk,
        "line": line.pk,
        "job": job.pk,
        "import": batch.pk,
        "class": shared.pk,
    }
    for room in ROOMS:
        things |= room.fill(unit, things, mark)
    return things


def _person(code: str, unit: Unit) -> Person:
    return Person.objects.create(
        code=code, name=f"某{code}", sex="m", birth=date(1985, 1, 1), level=4, level_since=date(2018, 1, 1), unit=unit
    )


def _plan(planner: str, unit: Unit, job: Job) -> Plan:
    policy = {"rotation_start": "2027-01", "periods": "10"}
    return Plan.objects.create(
        planner=planner,
        unit=unit,
        state=Plan.State.VERIFIED,
        job=job,
        input_digest="0",
        policy=policy,
        cost=100,
        bound=90,
        made_at=timezone.now(),
    )
