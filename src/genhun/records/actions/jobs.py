"""What a worker does to jobs: take one, keep it alive, end it. Each step holds only while the worker owns the job.

The owner of a job is its attempt: a worker that was thought dead and comes back finds the number of attempts gone on,
and whatever it brings is left aside.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from genhun.core.group import Group
from genhun.records import audit
from genhun.records.errand import Harvest
from genhun.records.models import Job, Plan, Unit
from genhun.records.results import store

STALE_AFTER = timedelta(seconds=30)
MOST_ATTEMPTS = 3
GAVE_UP = "The run was broken off {attempts} times, the last time without a word from its worker. Ask for it again."


@transaction.atomic
def claim_job() -> Job | None:
    """Take the job that waits longest, for this worker alone; None if nothing waits."""
    waiting = Job.objects.select_for_update(skip_locked=True).filter(state=Job.State.WAITING)
    job = waiting.order_by("id").first()
    if job is None:
        return None
    now = timezone.now()
    job.state, job.started_at, job.heartbeat = Job.State.RUNNING, now, now
    job.attempts, job.progress, job.error = job.attempts + 1, {}, ""
    job.save(update_fields=["state", "started_at", "heartbeat", "attempts", "progress", "error"])
    audit.record(None, "start_job", f"job:{job.pk}", {"attempt": job.attempts})
    return job


def keep_alive(job: Job, progress: Mapping[str, Any]) -> bool:
    """Show that the job is worked on and how far it is; whether its end was asked for. Raises Lost if taken away."""
    mine = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)
    if not mine.update(heartbeat=timezone.now(), progress=dict(progress)):
        raise Lost
    return bool(mine.values_list("stop_asked", flat=True).get())


class Lost(Exception):  # noqa: N818 - news for the worker, not a fault
    """The job belongs to somebody else by now."""


@transaction.atomic
def revive_jobs() -> list[Job]:
    """Put jobs whose worker fell silent back in the row, or give them up after the last attempt."""
    limit = timezone.now() - STALE_AFTER
    silent = Job.objects.select_for_update(skip_locked=True).filter(state=Job.State.RUNNING, heartbeat__lt=limit)
    found = list(silent)
    for job in found:
        break_off(job, GAVE_UP.format(attempts=job.attempts))
    return found


@transaction.atomic
def break_off(job: Job, error: str) -> None:
    """An attempt that came to nothing: another one, unless that was the last or the end was asked for."""
    if not _still_mine(job):
        return
    if job.attempts < MOST_ATTEMPTS and not job.stop_asked:
        Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING, heartbeat=None)
        audit.record(None, "requeue_job", f"job:{job.pk}", {"attempt": job.attempts})
    else:
        _end(job, Job.State.STOPPED if job.stop_asked else Job.State.FAILED, {"error": error}, error)


@transaction.atomic
def fail_job(job: Job, error: str) -> None:
    """A job that another attempt would not help."""
    if _still_mine(job):
        _end(job, Job.State.FAILED, {"error": error[:500]}, error)


@transaction.atomic
def finish_plans(job: Job, group: Group, harvest: Harvest) -> list[Plan]:
    """Insert every plan that a run found and end its job, in one transaction: no half plan is ever seen."""
    if not _still_mine(job):
        return []
    unit = Unit.objects.get(code=job.request["unit"])
    plans = [store(answer, group, unit, job, job.request.get("title", "")) for answer in harvest.answers]
    stopped = Job.objects.values_list("stop_asked", flat=True).get(pk=job.pk)
    state = Job.State.STOPPED if stopped else Job.State.DONE
    clashes, failures = harvest.clashes, harvest.failures
    if failures and not plans:
        state = Job.State.FAILED
    detail = {"plans": [plan.pk for plan in plans], "no_plan": sorted(clashes), "failures": list(failures)}
    progress = {"no_plan": dict(clashes), "notes": list(group.notes)} if clashes or group.notes else {}
    if harvest.weighed:
        progress["weighed"] = harvest.weighed
    _end(job, state, detail, "\n".join(failures), progress)
    return plans


def _still_mine(job: Job) -> bool:
    """Hold the job's row until the transaction ends; whether this attempt still owns it."""
    now = Job.objects.select_for_update().get(pk=job.pk)
    job.stop_asked = now.stop_asked
    return now.state == Job.State.RUNNING and now.attempts == job.attempts


def _end(
    job: Job, state: Job.State, detail: Mapping[str, Any], error: str, progress: Mapping[str, Any] | None = None
) -> None:
    Job.objects.filter(pk=job.pk).update(
        state=state, ended_at=timezone.now(), error=error, progress=dict(progress or {}), heartbeat=None
    )
    audit.record(None, "end_job", f"job:{job.pk}", {"state": str(state), **detail})
