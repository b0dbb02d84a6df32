"""A worker may be killed at any moment: its job goes on elsewhere or says why not, and no half plan is ever seen."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from tests.conftest import House

from genhun.records import audit
from genhun.records.actions import jobs
from genhun.records.actions.plans import request_plan, stop_job
from genhun.records.models import AuditEntry, Job, Plan, PlanLine, Strength
from genhun.records.worker import run_job, work

pytestmark = pytest.mark.django_db(transaction=True)
State = Job.State
QUICK = ["mentoring", "benches"]


def database_address() -> str:
    """Where the tests' database lies, for another process."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{connection.settings_dict['NAME']}"
    base = os.environ["GENHUN_DATABASE_URL"].rsplit("/", 1)[0]
    return f"{base}/{connection.settings_dict['NAME']}"


@pytest.fixture
def start_worker() -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Start real worker processes, and end those that are left."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        environ = {**os.environ, "GENHUN_DATABASE_URL": database_address(), "GENHUN_DATA": str(settings.DATA)}
        environ["DJANGO_SETTINGS_MODULE"] = "genhun.project.settings"
        started.append(
            subprocess.Popen([sys.executable, "-m", "genhun.cli", "work"], env=environ, start_new_session=True)
        )
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


def until(condition: Callable[[], bool], seconds: float = 300) -> None:
    """Wait for something to become true; fail loudly if it does not."""
    over = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < over, "waited in vain"
        time.sleep(0.1)


def state_of(job: Job) -> str:
    return Job.objects.values_list("state", flat=True).get(pk=job.pk)


def family(pid: int) -> list[int]:
    """The children of a process."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(entry.parent.name))
    return found


def test_a_worker_makes_verified_plans_and_says_so(standing_house: House) -> None:
    job = request_plan(standing_house.officer, standing_house.root, QUICK, 20, "2027")
    start = AuditEntry.objects.count()
    claimed = jobs.claim_job()
    assert claimed == job
    run_job(claimed)
    job.refresh_from_db()
    assert (job.state, job.error, job.attempts, job.heartbeat) == (State.DONE, "", 1, None)
    plans = Plan.objects.order_by("planner")
    assert [(p.planner, p.state, p.unit, p.title, p.job) for p in plans] == [
        (planner, Plan.State.VERIFIED, standing_house.root, "2027", job) for planner in sorted(QUICK)
    ]
    assert all(p.bound <= p.cost == sum(p.parts.values()) and p.lines.exists() for p in plans)
    actions = list(AuditEntry.objects.order_by("id")[start:].values_list("action", flat=True))
    assert actions == ["start_job", "end_job"]


def test_two_workers_never_take_the_same_job(standing_house: House) -> None:
    request_plan(standing_house.officer, standing_house.root, ["training"], 20)
    first, second = jobs.claim_job(), jobs.claim_job()
    assert (first is not None, second) == (True, None)


def test_a_part_is_planned_by_itself(standing_house: House) -> None:
    unit = standing_house.middle.parent
    assert unit is not None
    job = request_plan(standing_house.officer, unit, ["benches"], 20)
    claimed = jobs.claim_job()
    assert claimed == job
    run_job(claimed)
    plan = Plan.objects.get()
    assert plan.unit == unit
    assert all(line.unit.path.startswith(unit.path) for line in plan.lines.select_related("unit"))


def test_a_killed_worker_s_job_is_done_by_the_next(
    standing_house: House, start_worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    job = request_plan(standing_house.officer, standing_house.root, ["training", "mentoring"], 30)
    first = start_worker()
    until(lambda: state_of(job) == State.RUNNING and bool(family(first.pid)))
    children = family(first.pid)
    first.send_signal(signal.SIGKILL)
    first.wait()
    until(lambda: not any(Path(f"/proc/{child}").exists() for child in children), 10)
    assert (state_of(job), Plan.objects.count(), PlanLine.objects.count()) == (State.RUNNING, 0, 0)
    Job.objects.filter(pk=job.pk).update(heartbeat=timezone.now() - jobs.STALE_AFTER - timedelta(seconds=1))
    start_worker()
    until(lambda: state_of(job) == State.DONE)
    job.refresh_from_db()
    assert (job.attempts, Plan.objects.count()) == (2, 2)
    assert audit.verify_chain() == []


def test_a_killed_planner_costs_an_attempt_not_the_worker(
    standing_house: House, start_worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    job = request_plan(standing_house.officer, standing_house.root, ["training", "mentoring"], 30)
    worker = start_worker()
    until(lambda: bool(_planner_of(worker.pid)))
    os.kill(_planner_of(worker.pid)[0], signal.SIGKILL)
    until(lambda: state_of(job) in {State.DONE, State.FAILED})
    job.refresh_from_db()
    assert (job.state, job.error, job.attempts, Plan.objects.count()) == (State.DONE, "", 2, 2)
    assert worker.poll() is None


def _planner_of(pid: int) -> list[int]:
    """The child that plans, not the one that tracks shared memory."""
    return [
        child for child in family(pid) if "spawn_main" in Path(f"/proc/{child}/cmdline").read_text(errors="replace")
    ]


def test_after_three_silent_attempts_the_job_says_so(standing_house: House) -> None:
    job = request_plan(standing_house.officer, standing_house.root, QUICK, 20)
    for attempt in range(1, jobs.MOST_ATTEMPTS + 1):
        claimed = jobs.claim_job()
        assert claimed is not None
        assert claimed.attempts == attempt
        Job.objects.filter(pk=job.pk).update(heartbeat=timezone.now() - jobs.STALE_AFTER - timedelta(seconds=1))
        assert jobs.revive_jobs() == [job]
    job.refresh_from_db()
    assert (job.state, job.error) == (State.FAILED, jobs.GAVE_UP.format(attempts=3))
    assert jobs.claim_job() is None


def test_a_worker_that_comes_back_from_the_dead_changes_nothing(standing_house: House) -> None:
    request_plan(standing_house.officer, standing_house.root, QUICK, 20)
    ghost = jobs.claim_job()
    assert ghost is not None
    Job.objects.update(heartbeat=timezone.now() - jobs.STALE_AFTER - timedelta(seconds=1))
    jobs.revive_jobs()
    heir = jobs.claim_job()
    assert heir is not None
    with pytest.raises(jobs.Lost):
        jobs.keep_alive(ghost, {})
    run_job(ghost)
    assert (state_of(ghost), Plan.objects.count()) == (State.RUNNING, 0)
    run_job(heir)
    assert (state_of(heir), Plan.objects.count()) == (State.DONE, 2)


def test_a_job_that_waits_is_stopped_at_once_and_one_that_runs_ends_with_what_it_has(standing_house: House) -> None:
    waiting = request_plan(standing_house.officer, standing_house.root, QUICK, 20)
    stop_job(waiting, standing_house.officer)
    assert (state_of(waiting), jobs.claim_job()) == (State.STOPPED, None)
    running = request_plan(standing_house.officer, standing_house.root, ["training"], 300)
    claimed = jobs.claim_job()
    assert claimed is not None
    stop_job(running, standing_house.officer)
    began = time.monotonic()
    run_job(claimed)
    assert state_of(running) == State.STOPPED
    assert time.monotonic() - began < 100


def test_a_unit_that_is_gone_fails_the_job_with_the_reason(standing_house: House) -> None:
    job = request_plan(standing_house.officer, standing_house.root, QUICK, 20)
    Job.objects.filter(pk=job.pk).update(request={**job.request, "unit": "gone"})
    rounds = iter([True, False])
    work(lambda: next(rounds), idle_s=0)
    job.refresh_from_db()
    assert (job.state, job.error) == (State.FAILED, "DoesNotExist: Unit matching query does not exist.")


def test_no_plan_is_an_answer_with_the_rules_that_clash(standing_house: House) -> None:
    Strength.objects.all().delete()
    job = request_plan(standing_house.officer, standing_house.root, ["inspections"], 20)
    claimed = jobs.claim_job()
    assert claimed is not None
    run_job(claimed)
    job.refresh_from_db()
    assert (job.state, Plan.objects.count()) == (State.DONE, 0)
    assert [clash["rule"] for clash in job.progress["no_plan"]["inspections"]] == ["INS-02"]
