"""Parts solved on the machines of a Spark cluster, each part a job of its own.

Every machine has this program installed, with its hot loops compiled (`genhun warm`), and a clock that agrees with the
others to about a second. A machine that is lost costs the work done on it: Spark begins its parts again elsewhere, with
the time that is left. What is not back when the run is stopped is solved here, as far as no time allows: a sound plan.
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any

from pyspark import SparkConf, SparkContext

from genhun.engine.executor import Work
from genhun.engine.watch import Progress, Watch

Errand = tuple[Work, Callable[[], None], Any, float, str]
"""What to do, what to make ready before, the part, when to end (seconds of the epoch), the planner."""

_ready = threading.Event()


class Cluster:
    """The machines behind a Spark master."""

    def __init__(self, master: str, work: Work, ready: Callable[[], None]) -> None:
        self._work, self._get_ready = work, ready
        self._spark = SparkContext(conf=_settings(master))
        self._spark.parallelize([0], 1).count()  # until a machine has answered, the cluster does not know its width
        self.width = max(1, self._spark.defaultParallelism)
        self._stopped = threading.Event()
        self.news: SimpleQueue[tuple[int, Progress]] = SimpleQueue()
        self._threads = ThreadPoolExecutor(self.width)

    def submit(self, part: Any, number: int, watch: Watch) -> "Future[Any]":
        """Begin a part on whatever machine is free."""
        return self._threads.submit(self._solved, part, number, watch)

    def _solved(self, part: Any, number: int, watch: Watch) -> Any:
        errand = (self._work, self._get_ready, part, time.time() + watch.left, watch.planner)
        try:
            result, progress = self._spark.parallelize([errand], 1).map(_do).collect()[0]
        except Exception:
            if not self._stopped.is_set():
                raise
            self._get_ready()
            return self._work(part, Watch(0.0, watch.planner))
        if progress is not None:
            self.news.put((number, progress))
        return result

    def stop(self) -> None:
        """Call back what is under way."""
        if not self._stopped.is_set():
            self._stopped.set()
            self._spark.cancelAllJobs()

    def close(self) -> None:
        """Let the machines go."""
        self._threads.shutdown()
        self._spark.stop()


def _settings(master: str) -> SparkConf:
    conf = SparkConf().setMaster(master).setAppName("genhun")
    conf.set("spark.ui.enabled", "false").set("spark.log.level", "ERROR")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if path := os.environ.get("PYTHONPATH"):
        conf.set("spark.executorEnv.PYTHONPATH", path)
    return conf


def _do(errand: Errand) -> tuple[Any, Progress | None]:
    """On a machine of the cluster: the part's result and the last that it told."""
    work, ready, part, ends_at, planner = errand
    if not _ready.is_set():
        ready()
        _ready.set()
    told: list[Progress] = []
    result = work(part, Watch(max(0.0, ends_at - time.time()), planner, listener=told.append))
    return result, told[-1] if told else None
