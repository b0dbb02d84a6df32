"""How long a run may go on, whether somebody asked it to stop, and who hears of its progress."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

STAGES = ("start", "circle", "prices", "relaxation", "plan", "search", "columns", "program", "done")


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands: its planner and stage (one of STAGES), the best cost and bound so far (None = none yet),
    seconds left; where parts are solved one by one, how many have a cost and of how many."""

    planner: str
    stage: str
    cost: int | None
    bound: int | None
    seconds_left: float
    parts: tuple[int, int] | None = None

    @property
    def gap(self) -> float | None:
        """(cost - bound) / max(|cost|, 1), None while either is missing."""
        return None if self.cost is None or self.bound is None else gap_of(self.cost, self.bound)


def gap_of(cost: int, bound: int) -> float:
    """(cost - bound) / max(|cost|, 1), as the contract defines it."""
    return (cost - bound) / max(abs(cost), 1)


@dataclass(slots=True)
class Watch:
    """The clock of one run. `stop()` may be called from a signal handler; every loop of a solver asks `over`."""

    seconds: float
    planner: str = ""
    listener: Callable[[Progress], None] | None = None
    started: float = field(default_factory=time.monotonic)
    _stopped: list[bool] = field(default_factory=lambda: [False])

    def stop(self) -> None:
        """Ask the run, and every part of it, to end with what it has."""
        self._stopped[0] = True

    @property
    def stopped(self) -> bool:
        """Whether somebody asked the run to end."""
        return self._stopped[0]

    @property
    def elapsed(self) -> float:
        """Seconds since this watch started."""
        return time.monotonic() - self.started

    @property
    def left(self) -> float:
        """Seconds left, 0 when over."""
        return 0.0 if self.stopped else max(0.0, self.seconds - self.elapsed)

    @property
    def over(self) -> bool:
        """Whether the run has to end now."""
        return self.left <= 0.0

    def part(self, seconds: float, planner: str = "") -> "Watch":
        """A watch for a part of the run: no longer than what is left here, stopped with the whole."""
        return replace(self, seconds=min(seconds, self.left), planner=planner or self.planner, started=time.monotonic())

    def report(
        self, stage: str, cost: int | None = None, bound: int | None = None, parts: tuple[int, int] | None = None
    ) -> None:
        """Tell the listener, if any, where the run stands."""
        if self.listener:
            self.listener(Progress(self.planner, stage, cost, bound, self.left, parts))
