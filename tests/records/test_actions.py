"""Every act on the records leaves exactly one entry in the audit; an act that this file does not know fails it."""

import inspect
import pkgutil
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.utils import timezone
from tests.conftest import House

from genhun.core.group import Group, Unit
from genhun.records import actions, audit
from genhun.records.actions import accounts, exports, imports, jobs, own_file, plans
from genhun.records.bridge import group_below
from genhun.records.errand import Harvest
from genhun.records.models import (
    Account,
    AuditEntry,
    Correction,
    ImportBatch,
    Job,
    Lock,
    Person,
    Plan,
    PlanLine,
    Refusal,
    Role,
    SeatWish,
    Tenure,
    TrainingClass,
)

NOTHING = Harvest([], {}, [], {})
NO_ACTS = {"keep_alive", "keep_view"}  # a heartbeat says nothing about the records; views are a list of their own


def public_functions() -> set[str]:
    """The names of all acts."""
    found = set()
    for module in pkgutil.iter_modules(actions.__path__):
        loaded = import_module(f"{actions.__name__}.{module.name}")
        for name, value in vars(loaded).items():
            own = inspect.isfunction(value) and value.__module__ == loaded.__name__
            if own and not name.startswith("_"):
                found.add(name)
    return found - NO_ACTS


def received(house: House) -> ImportBatch:
    return imports.receive_import("credits.csv", b"person_id,date,days\n", house.officer)


def committed(house: House) -> ImportBatch:
    return imports.commit_import(received(house), house.officer)


def planned(house: House, state: Plan.State) -> Plan:
    return Plan.objects.create(planner="training", unit=house.root, state=state, input_digest="", cost=0, bound=0)


def line(house: House) -> PlanLine:
    tenure = Tenure.objects.filter(end=None, post__fixed=False)[0]
    plan = planned(house, Plan.State.VERIFIED)
    return PlanLine.objects.create(plan=plan, unit=house.root, person=tenure.person)


def asked(house: House) -> Job:
    return plans.request_plan(house.training, house.root, ["training"], 9)


def running(house: House) -> Job:
    asked(house)
    job = jobs.claim_job()
    assert job is not None
    return job


def silent(house: House) -> Job:
    job = running(house)
    Job.objects.filter(pk=job.pk).update(heartbeat=timezone.now() - 2 * jobs.STALE_AFTER)
    return job


def rotated(house: House) -> Plan:
    plan = planned(house, Plan.State.ADOPTED)
    plan.planner = "rotation"
    plan.save()
    return plan


def cadre(house: House) -> Account:
    """An account of somebody who can look at the own file."""
    person = Person.objects.filter(unit__isnull=False).earliest("code")
    unit = person.unit or house.root
    return accounts.open_account("c", "made-up-password", role=Role.CADRE, unit=unit, actor=None, person=person)


def correction(house: House) -> Correction:
    return own_file.ask_correction(cadre(house), Correction.Matter.NAME, "王某某", "户口簿")


def ahead(house: House) -> TrainingClass:
    day = timezone.localdate() + timedelta(days=9)
    return TrainingClass.objects.create(
        code="A", title="班", kind="core", city="北京", start=day, end=day, days=1, seats=9
    )


def wished(house: House) -> SeatWish:
    return own_file.wish_to_attend(cadre(house), ahead(house))


Prepare = Callable[[House], object]
ACTS: dict[str, tuple[Prepare, Callable[[House, Any], object]]] = {
    "open_account": (
        lambda house: None,
        lambda house, _: accounts.open_account("n", "made-up-password", role=Role.READER, unit=house.root, actor=None),
    ),
    "choose_language": (lambda house: None, lambda house, _: accounts.choose_language(house.reader, "en")),
    "export_tables": (lambda house: None, lambda house, _: exports.export_tables(house.officer)),
    "receive_import": (lambda house: None, lambda house, _: received(house)),
    "commit_import": (received, lambda house, it: imports.commit_import(it, house.officer)),
    "discard_import": (received, lambda house, it: imports.discard_import(it, house.officer)),
    "undo_import": (committed, lambda house, it: imports.undo_import(it, house.officer, "why")),
    "request_plan": (lambda house: None, lambda house, _: asked(house)),
    "request_least_change": (rotated, lambda house, it: plans.request_least_change(house.officer, it, 0.02, 9)),
    "request_what_if": (
        rotated,
        lambda house, it: plans.request_what_if(house.officer, it, [["MoreSeats", "P", 1]], 9),
    ),
    "ask_correction": (
        cadre,
        lambda house, it: own_file.ask_correction(it, Correction.Matter.NAME, "王某某", "户口簿"),
    ),
    "withdraw_correction": (correction, lambda house, it: own_file.withdraw_correction(it, it.asked_by)),
    "answer_correction": (
        correction,
        lambda house, it: own_file.answer_correction(it, house.personnel, True, "已核对", it.version),
    ),
    "wish_to_attend": (
        lambda house: (cadre(house), ahead(house)),
        lambda house, it: own_file.wish_to_attend(*it),
    ),
    "drop_wish": (wished, lambda house, it: own_file.drop_wish(it.asked_by, it.training_class)),
    "stop_job": (asked, lambda house, it: plans.stop_job(it, house.training)),
    "propose_plan": (
        lambda house: planned(house, Plan.State.VERIFIED),
        lambda house, it: plans.propose_plan(it, house.training),
    ),
    "adopt_plan": (
        lambda house: planned(house, Plan.State.PROPOSED),
        lambda house, it: plans.adopt_plan(it, house.training, "why"),
    ),
    "reject_plan": (
        lambda house: planned(house, Plan.State.PROPOSED),
        lambda house, it: plans.reject_plan(it, house.training, "why"),
    ),
    "refuse_line": (line, lambda house, it: plans.refuse_line(it, house.training, "why")),
    "claim_job": (asked, lambda house, it: jobs.claim_job()),
    "revive_jobs": (silent, lambda house, it: jobs.revive_jobs()),
    "break_off": (running, lambda house, it: jobs.break_off(it, "why")),
    "fail_job": (running, lambda house, it: jobs.fail_job(it, "why")),
    "finish_plans": (
        running,
        lambda house, it: jobs.finish_plans(it, group_below(house.root), Harvest([], {}, [], {})),
    ),
}


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_leaves_one_entry(house: House, name: str) -> None:
    prepare, act = ACTS[name]
    ready = prepare(house)
    before = AuditEntry.objects.count()
    act(house, ready)
    assert AuditEntry.objects.count() == before + 1
    assert audit.verify_chain() == []


def test_a_first_load_leaves_one_entry(db: None) -> None:
    imports.load_group(Group(units=(Unit("U", "甲", "北京", circle="U"),)), "sample")
    assert list(AuditEntry.objects.values_list("action", "subject")) == [("load_group", "source:sample")]


def test_every_act_is_known_here() -> None:
    assert public_functions() == {*ACTS, "load_group"}


def test_an_act_that_fails_leaves_neither_a_change_nor_an_entry(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The write and its entry are one transaction: without the entry there is no write."""

    def broken(*_: object) -> None:
        raise OSError("no entry")

    plan, refused = planned(house, Plan.State.VERIFIED), line(house)
    before = (AuditEntry.objects.count(), Lock.objects.count(), Refusal.objects.count())
    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(OSError, match="no entry"):
        plans.propose_plan(plan, house.training)
    with pytest.raises(OSError, match="no entry"):
        plans.refuse_line(refused, house.training, "why")
    plan.refresh_from_db()
    refused.refresh_from_db()
    assert (plan.state, plan.version, refused.refused) == (Plan.State.VERIFIED, 1, False)
    assert (AuditEntry.objects.count(), Lock.objects.count(), Refusal.objects.count()) == before
