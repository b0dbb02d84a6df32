"""The worker: takes jobs one at a time, runs the planners in a child process, and outlives whatever happens to it.

The planners never run in a web request, and not in the worker itself either: a child that crashes, or is killed for its
memory, costs an attempt and nothing else.
"""

import logging
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from django.db import close_old_connections

from genhun.records.actions.jobs import Lost, break_off, claim_job, fail_job, finish_plans, keep_alive, revive_jobs
from genhun.records.bridge import group_below
from genhun.records.errand import Errand, Harvest, run_errand
from genhun.records.models import Job, Unit
from genhun.records.results import onward_from, promised_pairs, refused_pairs

log = logging.getLogger(__name__)

BEAT_S = 1.0
IDLE_S = 1.0
GRACE_S = 120.0  # how long past its time limit a run may go on before it is broken off


def work(keep_on: Callable[[], bool] = lambda: True, idle_s: float = IDLE_S) -> None:
    """Take jobs until told to stop. Safe to run several times, on several machines."""
    while keep_on():
        close_old_connections()
        for job in revive_jobs():
            log.warning("job %s: its worker fell silent in attempt %s", job.pk, job.attempts)
        job_now = claim_job()
        if job_now is None:
            time.sleep(idle_s)
        else:
            run_job(job_now, keep_on)


def run_job(job: Job, keep_on: Callable[[], bool] = lambda: True) -> None:
    """Run one claimed job to its end, whatever the end is."""
    try:
        unit = Unit.objects.get(code=job.request["unit"])
        group = group_below(unit)
        planners = tuple(job.request["planners"])
        refused = {planner: refused_pairs(planner) for planner in planners}
        limit_s = float(job.request["time_limit_s"])
        errand = Errand(group, planners, limit_s, refused, onward_from(job), promised_pairs())
        harvest = _in_child(job, errand, keep_on)
        if harvest is None:
            break_off(job, "The planner's process ended without a result. Ask for it again, with less at once.")
            return
        finish_plans(job, group, harvest)
    except Lost:
        log.warning("job %s: taken over by another worker", job.pk)
    except Exception as error:  # the worker outlives any job; the job says what went wrong
        log.exception("job %s failed", job.pk)
        fail_job(job, f"{type(error).__name__}: {error}")


def _in_child(job: Job, errand: Errand, keep_on: Callable[[], bool]) -> Harvest | None:
    """The harvest of a child process, None if it died. The job's heart beats meanwhile."""
    spawning = multiprocessing.get_context("spawn")
    here, there = spawning.Pipe()
    child = spawning.Process(target=run_errand, args=(there, os.getpid()))
    child.start()
    there.close()
    try:
        here.send(errand)  # not an argument: a start with much to hand over waits for ever on a child that is killed
        return _listen(job, here, child, errand.time_limit_s + GRACE_S, keep_on)
    except ConnectionError:  # killed before it had read what to do
        return None
    finally:
        here.close()
        child.join(timeout=1)
        if child.is_alive():
            child.kill()
            child.join()


def _listen(job: Job, here: Connection, child: Any, most_s: float, keep_on: Callable[[], bool]) -> Harvest | None:
    progress: dict[str, Any] = {"stage": "start"}
    over, told, beat = time.monotonic() + most_s, False, 0.0
    while time.monotonic() < over:
        try:
            if here.poll(BEAT_S / 4):
                news = here.recv()
                if isinstance(news, Harvest):
                    return news
                progress = news
        except (EOFError, ConnectionError):
            return None
        if time.monotonic() - beat < BEAT_S:
            continue
        beat = time.monotonic()
        if (keep_alive(job, progress) or not keep_on()) and not told:
            os.kill(child.pid, signal.SIGTERM)  # the planners end with the best they have
            told = True
    return None
