"""Independent parts of a run: solved one after the other here, side by side in local processes, or on a Spark cluster.

Each part gets a share of the time by its weight. Wherever the parts are solved, the results come back in the order of
the parts; a part that fails takes the run down with its own error.
"""

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty
from typing import Any, Generic, Protocol, TypeVar

from genhun.engine.watch import Progress, Watch

Part = TypeVar("Part")
Result = TypeVar("Result")
Hear = Callable[[int, Progress], None]
Work = Callable[[Any, Watch], Any]

SPARK = "GENHUN_SPARK"
"""The setting that names a Spark master, `spark://host:7077` say; without it parts are solved on this machine."""
POLL_S = 0.2


class News(Protocol):
    """What the parts tell: (part, progress), the oldest first."""

    def get_nowait(self) -> tuple[int, Progress]:
        """The next one. Raises queue.Empty if there is none."""
        ...


class Pool(Protocol):
    """Where parts are solved at the same time: `width` of them."""

    @property
    def width(self) -> int:
        """How many parts are solved at the same time."""
        ...

    @property
    def news(self) -> News:
        """What the parts have told and nobody heard yet."""
        ...

    def submit(self, part: Any, number: int, watch: Watch) -> "Future[Any]":
        """Begin a part, with the time of a watch."""
        ...

    def stop(self) -> None:
        """Ask all parts to end with what they have."""
        ...

    def close(self) -> None:
        """Let the machines go."""
        ...


@dataclass(slots=True)
class _Share:
    """Hands out the time: what all places still hold, split over the parts not yet begun by weight."""

    ends_at: float
    weights: Sequence[float]
    width: int = 1
    busy_until: list[float] = field(default_factory=list)

    def seconds(self, part: int) -> float:
        """Seconds for a part that begins now, the parts after it not yet begun."""
        now = time.monotonic()
        left = max(0.0, self.ends_at - now)
        busy = [until for until in self.busy_until if until > now]
        held = left * (self.width - len(busy)) + sum(max(0.0, self.ends_at - until) for until in busy)
        waiting = sum(self.weights[part:]) or 1.0
        return min(left, held * self.weights[part] / waiting)


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
    module-level functions: processes import them. `threads` counts for this machine; a cluster has its own width.
    """
    order = sorted(range(len(parts)), key=lambda k: (-weights[k], k))
    master = os.environ.get(SPARK, "")
    if not parts or (not master and (threads <= 1 or len(parts) <= 1)):
        return _here(work, parts, weights, order, watch, hear, ready)
    pool = _cluster(master, work, ready) if master else _processes(min(threads, len(parts)), work, ready)
    try:
        results = _Crew[Part, Result](pool, parts, weights, order, watch, hear).work_off()
    except BaseException:
        pool.stop()
        raise
    finally:
        pool.close()
    _pass_on(pool.news, hear)  # what was told last
    return results


def _pass_on(news: News, hear: Hear) -> None:
    with suppress(Empty):
        while True:
            hear(*news.get_nowait())


def _processes(width: int, work: Work, ready: Callable[[], None]) -> Pool:
    from genhun.engine.processes import Processes  # noqa: PLC0415  only where several are wanted

    return Processes(width, work, ready)


def _cluster(master: str, work: Work, ready: Callable[[], None]) -> Pool:
    from genhun.engine.spark import Cluster  # noqa: PLC0415  an extra that few have

    return Cluster(master, work, ready)


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
    """Keeps a pool busy until all parts are done."""

    def __init__(
        self, pool: Pool, parts: Sequence[Part], weights: Sequence[float], order: list[int], watch: Watch, hear: Hear
    ) -> None:
        self.pool, self.parts, self.order, self.watch, self.hear = pool, parts, order, watch, hear
        self.weights = [weights[k] for k in order]

    def work_off(self) -> list[Result]:
        """All parts, as many at a time as the pool takes."""
        share = _Share(time.monotonic() + self.watch.left, self.weights, self.pool.width)
        running: dict[Future[Result], int] = {}
        results: dict[int, Result] = {}
        ends: dict[int, float] = {}
        place = 0
        while place < len(self.order) or running:
            while place < len(self.order) and len(running) < self.pool.width:
                share.busy_until = [ends[k] for k in running.values()]
                k, seconds = self.order[place], share.seconds(place)
                ends[k] = time.monotonic() + seconds
                running[self.pool.submit(self.parts[k], k, self.watch.part(seconds))] = k
                place += 1
            for done in self._next(list(running)):
                results[running.pop(done)] = done.result()
        return [results[k] for k in range(len(self.parts))]

    def _next(self, futures: "list[Future[Result]]") -> "list[Future[Result]]":
        """Wait until something is done, passing on news and the stop meanwhile."""
        while True:
            finished = wait(futures, POLL_S, FIRST_COMPLETED)
            _pass_on(self.pool.news, self.hear)
            if self.watch.stopped:
                self.pool.stop()
            if finished.done:
                return list(finished.done)
