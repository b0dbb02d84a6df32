"""The six aspects as the records tell them, counted a second time the slow way from every single record."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.core.cache import cache
from django.test import override_settings
from tests.conftest import House

from genhun.core.aspects import Aspect
from genhun.hall.queries.shares import Share, count_shares, counted_shares
from genhun.records import audit
from genhun.records.models import (
    Activity,
    Clause,
    Credit,
    Document,
    DocumentVersion,
    Duty,
    Measure,
    Norm,
    NormUse,
    Objective,
    Person,
    Plan,
    PlanLine,
    Post,
    Requirement,
    TrainingClass,
    Unit,
    Waiver,
)

TODAY = date(2027, 5, 17)


@pytest.fixture
def busy_house(house: House) -> House:
    """The plant after some work in every room, at random."""
    draw = Random(7)
    units = list(Unit.objects.order_by("path"))
    _require(draw, units, house)
    _settle_norms(draw, units)
    _oblige(draw, units)
    _plan(draw, house)
    return house


def _require(draw: Random, units: list[Unit], house: House) -> None:
    document = Document.objects.create(title="意见", unit=house.root)
    version = DocumentVersion.objects.create(document=document, ordinal=1, since=TODAY)
    for n in range(12):
        clause = Clause.objects.create(version=version, position=n, text="应当")
        requirement = Requirement.objects.create(
            clause=clause,
            text=f"要求{n}",
            unit=draw.choice(units[:6]),
            reach=draw.choice(Requirement.Reach.values),
            state=draw.choice([Requirement.State.CONFIRMED, Requirement.State.CONFIRMED, Requirement.State.PROPOSED]),
        )
        if requirement.reach == Requirement.Reach.CHOSEN:
            requirement.chosen.set(draw.sample(units, 5))
        for unit in draw.sample(units, 8):
            measure = Measure.objects.create(unit=unit, title="措施")
            measure.requirements.set([requirement])
        for unit in draw.sample(units, 3):
            until = TODAY + timedelta(days=draw.choice((-1, 0, 30)))
            Waiver.objects.create(
                requirement=requirement, unit=unit, reason="停产", until=until, given_by=house.officer
            )


def _settle_norms(draw: Random, units: list[Unit]) -> None:
    for n in range(8):
        norm = Norm.objects.create(
            title=f"规范{n}", unit=draw.choice(units[:6]), stage=draw.choice(Norm.Stage.values), since=TODAY
        )
        for unit in draw.sample(units, 6):
            NormUse.objects.create(norm=norm, unit=unit, since=TODAY)


def _oblige(draw: Random, units: list[Unit]) -> None:
    for unit in draw.sample(units, 20):
        objective = Objective.objects.create(
            unit=unit, title="非停次数", measured_in="次", baseline=9, target=3, start=TODAY, end=TODAY
        )
        for _ in range(draw.randrange(4)):
            duty = Duty.objects.create(
                unit=unit,
                owner=draw.choice(Duty.Owner.values),
                title="事项",
                year=draw.choice((2026, 2027)),
                objective=draw.choice((None, objective)),
                state=draw.choice(Duty.State.values),
            )
            Activity.objects.create(
                duty=duty,
                unit=unit,
                title="活动",
                expected="减少",
                on=TODAY + timedelta(days=draw.randrange(-200, 60)),
                outcome=draw.choice(["", "measured", "none"]),
            )


def _plan(draw: Random, house: House) -> None:
    facts: dict[str, Any] = {"unit": house.root, "input_digest": "0", "cost": 1, "bound": 1}
    people = list(Person.objects.exclude(unit=None).order_by("code"))
    posts = list(Post.objects.order_by("code"))
    secretaries = [post for post in posts if "secretary" in post.roles.split(";")]
    year = Plan.objects.create(planner="training", state=Plan.State.ADOPTED, **facts)
    for person in draw.sample(people, 60):
        chosen = draw.choice(list(TrainingClass.objects.all()))
        PlanLine.objects.create(plan=year, unit=person.unit, person=person, training_class=chosen)
    benches = Plan.objects.create(planner="benches", state=Plan.State.VERIFIED, **facts)
    for post in draw.sample(secretaries, len(secretaries) // 2):
        PlanLine.objects.create(
            plan=benches, unit=post.unit, post=post, person=people[0], place="1", readiness=draw.choice(("now", "soon"))
        )
    moves = Plan.objects.create(planner="rotation", state=Plan.State.ADOPTED, **facts)
    for person in people:
        if draw.random() < 0.7:
            PlanLine.objects.create(
                plan=moves, unit=person.unit, person=person, post=draw.choice(posts), from_period=0, to_period=5
            )


def slowly(unit: Unit) -> Iterator[tuple[Aspect, Share]]:
    """The six shares of one unit, record by record."""
    yield Aspect.STUDY, _study(unit)
    norms = [n for n in Norm.objects.all() if n.stage in {"interim", "norm"} and unit.path.startswith(n.unit.path)]
    yield Aspect.GUIDANCE, (sum(n.uses.filter(unit=unit).exists() for n in norms), len(norms))
    workers = [p for p in Person.objects.filter(unit=unit) if _works(p)]
    yield Aspect.TRAINING, (sum(min(15, _days(p)) for p in workers), 15 * len(workers))
    posts = [p for p in unit.posts.all() if "secretary" in p.roles.split(";")]
    ready = [p for p in posts if PlanLine.objects.filter(plan__planner="benches", post=p, readiness="now").exists()]
    yield Aspect.SECRETARIES, (len(ready), len(posts))
    young = Person.objects.filter(unit=unit, young=True)
    yield Aspect.ROTATION, (sum(_ends_dual(p) for p in young), len(young))
    duties = [d for d in unit.duties.all() if d.year == 2027 and d.state == "confirmed"]
    due = [a for a in unit.activities.all() if date(2027, 1, 1) <= a.on < TODAY]
    done = sum(d.objective is not None for d in duties) + sum(a.outcome != "" for a in due)
    yield Aspect.RESPONSIBILITY, (done, len(duties) + len(due))


def _study(unit: Unit) -> Share:
    wanted = []
    for requirement in Requirement.objects.filter(state="confirmed"):
        led = any("secretary" in post.roles.split(";") for post in unit.posts.all())
        below = unit.path.startswith(requirement.unit.path)
        reached = {"all": below, "secretaries": below and led, "chosen": unit in requirement.chosen.all()}
        waived = any(w.unit == unit and w.until >= TODAY for w in requirement.waivers.all())
        if reached[requirement.reach] and not waived:
            wanted.append(requirement)
    return sum(requirement.measures.filter(unit=unit).exists() for requirement in wanted), len(wanted)


def _works(person: Person) -> bool:
    """An open party post, and a retirement after the year; the rule's months are those of docs/contract.md."""
    open_posts = [t.post for t in person.tenures.all() if t.end is None and t.post and t.start <= date(2027, 12, 31)]
    if not any(post.track in {"party", "both"} for post in open_posts):
        return False
    return _retires(person) >= 2028 * 12


def _retires(person: Person) -> int:
    if person.retire:
        return person.retire.year * 12 + person.retire.month - 1
    age, step, most = (60, 4, 36) if person.sex == "m" else (55, 4, 36) if person.level >= 1 else (50, 2, 60)
    old = (person.birth.year + age) * 12 + person.birth.month - 1
    n = old - 2025 * 12 + 1
    return old + (0 if n < 1 else min(most, (n - 1) // step + 1))


def _days(person: Person) -> int:
    had = sum(credit.days for credit in Credit.objects.filter(person=person) if credit.date.year == 2027)
    seats = PlanLine.objects.filter(plan__planner="training", person=person, training_class__end__gte=TODAY)
    return had + sum(line.training_class.days for line in seats if line.training_class)


def _ends_dual(person: Person) -> bool:
    """Every month before 2027 one by one, then the plan's half-years."""
    for lane in ("party", "production"):
        months = set()
        for tenure in person.tenures.all():
            track = tenure.post.track if tenure.post else tenure.track
            first = tenure.start.year * 12 + tenure.start.month - 1
            end = tenure.end.year * 12 + tenure.end.month - 1 if tenure.end else 2027 * 12
            if track in {lane, "both"}:
                months |= set(range(first, min(end, 2027 * 12)))
        lines = PlanLine.objects.filter(plan__planner="rotation", person=person)
        planned = sum(5 for line in lines if line.post and line.post.track in {lane, "both"})
        if len(months) // 6 + planned < 4:
            return False
    return True


def test_every_share_is_what_the_records_say_one_by_one(busy_house: House) -> None:
    counted = count_shares(dict(Unit.objects.values_list("path", "pk")), TODAY)
    sums = {aspect: [0, 0] for aspect in Aspect}
    for unit in Unit.objects.all():
        for aspect, share in slowly(unit):
            assert counted[aspect].get(unit.pk, (0, 0)) == (share if share[1] else (0, 0)), (unit.code, aspect)
            sums[aspect][0] += share[0]
            sums[aspect][1] += share[1]
    assert [aspect for aspect, (done, of) in sums.items() if not 0 < done < of] == []  # nothing is all or nothing


@override_settings(CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}})
def test_the_figures_are_kept_until_something_is_written(busy_house: House, django_assert_num_queries: Any) -> None:
    cache.clear()
    first = counted_shares(TODAY)
    with django_assert_num_queries(1):
        assert counted_shares(TODAY) == first
    Norm.objects.all().delete()
    audit.record(busy_house.officer, "choose_language", "account:officer")
    assert counted_shares(TODAY).shares[Aspect.GUIDANCE] == {}
    cache.clear()
