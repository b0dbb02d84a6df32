"""Parts solved side by side in processes of this machine (spawned), with a common stop and a common ear."""

import multiprocessing
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, wait
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from typing import Any

from genhun.engine.executor import POLL_S, Work
from genhun.engine.watch import Progress, Watch

_stop: list[Event] = []
_news: list["Queue[tuple[int, Progress]]"] = []


class Processes:
    """A pool of processes."""

    def __init__(self, width: int, work: Work, ready: Callable[[], None]) -> None:
        ready()  # once here, so that the processes find it compiled and do not all do the same
        context = multiprocessing.get_context("spawn")
        self.width, self._work = width, work
        self._stop: Event = context.Event()
        self.news: Queue[tuple[int, Progress]] = context.Queue()
        self._pool = ProcessPoolExecutor(width, context, _join, (self._stop, self.news))
        for begun in wait([self._pool.submit(_be_ready, ready) for _ in range(width)]).done:
            begun.result()

    def submit(self, part: Any, number: int, watch: Watch) -> "Future[Any]":
        """Begin a part in the next free process."""
        return self._pool.submit(_do, self._work, part, number, watch.left, watch.planner)

    def stop(self) -> None:
        """Ask all parts to end with what they have."""
        self._stop.set()

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown()


def _join(stop: Event, news: "Queue[tuple[int, Progress]]") -> None:
    """In a new process: remember the common stop and ear; interrupts are the parent's business."""
    import signal  # noqa: PLC0415  only processes of a pool need it

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _stop.append(stop)
    _news.append(news)


def _be_ready(ready: Callable[[], None]) -> None:
    ready()
    time.sleep(POLL_S)  # so that every process takes one of these, and none takes two


def _do(work: Work, part: Any, number: int, seconds: float, planner: str) -> Any:
    watch = Watch(seconds, planner, listener=lambda progress: _news[0].put((number, progress)))
    over = threading.Event()

    def listen() -> None:
        while not over.is_set():
            if _stop[0].wait(POLL_S):
                watch.stop()
                return

    threading.Thread(target=listen, daemon=True).start()
    try:
        return work(part, watch)
    finally:
        over.set()
