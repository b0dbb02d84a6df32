"""Independent parts of a run, solved one after the other here or side by side in local processes (spawn).

Each part gets a share of the time by its weight. Whatever the number of processes, the results come back in the
order of the parts; a part that fails takes the run down with its own error.
"""

import multiprocessing
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from queue import Empty
from typing import Any, Generic, TypeVar

from genhun.engine.watch import Progress, Watch

Part = TypeVar("Part")
Result = TypeVar("Result")
Hear = Callable[[int, Progress], None]

_POLL_S = 0.2
_stop: list[Event] = []
_news: list["Queue[tuple[int, Progress]]"] = []


@dataclass(slots=True)
class _Share:
    """Hands out the time: what the lanes still hold, split over the parts not yet begun by weight."""

    ends_at: float
    weights: Sequence[float]
    busy_until: list[float] = field(default_factory=list)

    def seconds(self, part: int) -> float:
        """Seconds for a part that begins now, the parts after it not yet begun."""
        now = time.monotonic()
        left = max(0.0, self.ends_at - now)
        others = sum(max(0.0, self.ends_at - until) for until in self.busy_until if until > now)
        waiting = sum(self.weights[part:]) or 1.0
        return min(left, (left + others) * self.weights[part] / waiting)


def run_parts(
    work: Callable[[Part, Watch], Result],
    parts: Sequence[Part],
    weights: Sequence[float],
    watch: Watch,
    threads: int,
    hear: Hear,
    ready: Callable[[], None],
) -> list[Result]:
    """`work(part, watch)` for every part, heaviest first for the best use of the time; results in the order of `parts`.

    `ready` is called once in each process before the time is shared out (compiling, say). `work` and `ready` must be
    module-level functions: processes import them.
    """
    order = sorted(range(len(parts)), key=lambda k: (-weights[k], k))
    if threads <= 1 or len(parts) <= 1:
        return _here(work, parts, weights, order, watch, hear, ready)
    crew = _Crew(work, parts, weights, order, watch, hear)
    return crew.run(min(threads, len(parts)), ready)


def _here(
    work: Callable[[Part, Watch], Result],
    parts: Sequence[Part],
    weights: Sequence[float],
    order: list[int],
    watch: Watch,
    hear: Hear,
    ready: Callable[[], None],
) -> list[Result]:
    ready()
    share = _Share(time.monotonic() + watch.left, [weights[k] for k in order])
    results: dict[int, Result] = {}
    for place, k in enumerate(order):
        part_watch = watch.part(share.seconds(place))
        part_watch.listener = _teller(hear, k)
        results[k] = work(parts[k], part_watch)
    return [results[k] for k in range(len(parts))]


def _teller(hear: Hear, part: int) -> Callable[[Progress], None]:
    return lambda progress: hear(part, progress)


class _Crew(Generic[Part, Result]):
    """A pool of processes with a common stop and a common ear."""

    def __init__(
        self,
        work: Callable[[Part, Watch], Result],
        parts: Sequence[Part],
        weights: Sequence[float],
        order: list[int],
        watch: Watch,
        hear: Hear,
    ) -> None:
        self.work, self.parts, self.order, self.watch, self.hear = work, parts, order, watch, hear
        self.weights = [weights[k] for k in order]
        context = multiprocessing.get_context("spawn")
        self.context = context
        self.stop = context.Event()
        self.news: Queue[tuple[int, Progress]] = context.Queue()

    def run(self, threads: int, ready: Callable[[], None]) -> list[Result]:
        ready()  # once here, so that the processes find it compiled and do not all do the same
        with ProcessPoolExecutor(threads, self.context, _join, (self.stop, self.news)) as pool:
            try:
                self._wait([pool.submit(_be_ready, ready) for _ in range(threads)])
                return self._work_off(pool, threads)
            except BaseException:
                self.stop.set()
                raise

    def _work_off(self, pool: ProcessPoolExecutor, threads: int) -> list[Result]:
        share = _Share(time.monotonic() + self.watch.left, self.weights)
        running: dict[Future[Result], int] = {}
        results: dict[int, Result] = {}
        ends: dict[int, float] = {}
        place = 0
        while place < len(self.order) or running:
            while place < len(self.order) and len(running) < threads:
                share.busy_until = [ends[k] for k in running.values()]
                k, seconds = self.order[place], share.seconds(place)
                ends[k] = time.monotonic() + seconds
                running[pool.submit(_do, self.work, self.parts[k], k, seconds, self.watch.planner)] = k
                place += 1
            for done in self._wait(list(running), FIRST_COMPLETED):
                results[running.pop(done)] = done.result()
        return [results[k] for k in range(len(self.parts))]

    def _wait(self, futures: "list[Future[Any]]", until: str = "ALL_COMPLETED") -> "list[Future[Any]]":
        """Wait for futures, passing on news and the stop meanwhile."""
        while True:
            finished = wait(futures, _POLL_S, until)
            self._pass_on()
            if self.watch.stopped:
                self.stop.set()
            if not finished.not_done or (until == FIRST_COMPLETED and finished.done):
                for future in finished.done:
                    future.result()
                return list(finished.done)

    def _pass_on(self) -> None:
        while True:
            try:
                part, progress = self.news.get_nowait()
            except Empty:
                return
            self.hear(part, progress)


def _join(stop: Event, news: "Queue[tuple[int, Progress]]") -> None:
    """In a new process: remember the common stop and ear; interrupts are the parent's business."""
    import signal  # noqa: PLC0415  only processes of a crew need it

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _stop.append(stop)
    _news.append(news)


def _be_ready(ready: Callable[[], None]) -> None:
    ready()
    time.sleep(_POLL_S)  # so that every process takes one of these, and none takes two


def _do(work: Callable[[Part, Watch], Result], part: Part, number: int, seconds: float, planner: str) -> Result:
    watch = Watch(seconds, planner, listener=lambda progress: _news[0].put((number, progress)))
    over = threading.Event()

    def listen() -> None:
        while not over.is_set():
            if _stop[0].wait(_POLL_S):
                watch.stop()
                return

    threading.Thread(target=listen, daemon=True).start()
    try:
        return work(part, watch)
    finally:
        over.set()
