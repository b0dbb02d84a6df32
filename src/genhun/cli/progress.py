"""The progress line of long work: in place on a terminal, a line now and then in a log."""

import sys
import time
from types import TracebackType

from genhun.engine.watch import Progress

QUIET_SECONDS = 5.0


def line_of(progress: Progress) -> str:
    """Planner, stage, best cost, bound, gap and seconds left, in one line."""
    parts = [f"{progress.planner}: {progress.stage}"]
    parts += ["{} of {} circles have a plan".format(*progress.parts)] if progress.parts else []
    parts += [f"cost {progress.cost}"] if progress.cost is not None else []
    parts += [f"bound {progress.bound}"] if progress.bound is not None else []
    parts += [f"gap {progress.gap:.2%}"] if progress.gap is not None else []
    return ", ".join([*parts, f"{progress.seconds_left:.0f} s left"])


class ProgressLine:
    """A context that shows progress on standard error."""

    def __init__(self) -> None:
        self._status: object = None
        self._stage = ("", "")
        self._shown_at = 0.0

    def __enter__(self) -> "ProgressLine":
        if sys.stderr.isatty():
            from rich.console import Console  # noqa: PLC0415  # only where somebody looks

            self._status = Console(stderr=True).status("")
            self._status.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        from rich.status import Status  # noqa: PLC0415

        if isinstance(self._status, Status):
            self._status.stop()

    def show(self, progress: Progress) -> None:
        """Show where the work stands; in a log, each new stage and then every few seconds."""
        from rich.status import Status  # noqa: PLC0415

        if isinstance(self._status, Status):
            self._status.update(line_of(progress))
            return
        stage, now = (progress.planner, progress.stage), time.monotonic()
        if stage[0] != self._stage[0] or progress.stage == "done" or now - self._shown_at >= QUIET_SECONDS:
            print(line_of(progress), file=sys.stderr, flush=True)
            self._stage, self._shown_at = stage, now
