"""How much memory a run takes at its height, the processes that it starts included."""

import os
import threading
from pathlib import Path
from types import TracebackType

SAMPLE_SECONDS = 0.25
_PROC = Path("/proc")


class PeakMemory:
    """A context in which memory is watched; afterwards `mb` is the height reached, 0.0 where the system cannot say.

    The own process's high-water mark counts where it rose within the context; otherwise, and for child processes,
    resident memory is sampled every quarter of a second.
    """

    def __init__(self) -> None:
        self.mb = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="peak-memory", daemon=True)
        self._mark = _high_water_kb()

    def __enter__(self) -> "PeakMemory":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()
        mark = _high_water_kb()
        if mark > self._mark:
            self.mb = max(self.mb, mark / 1024)

    def _watch(self) -> None:
        while True:
            self.mb = max(self.mb, sum(_resident_kb(pid) for pid in family(os.getpid())) / 1024)
            if self._done.wait(SAMPLE_SECONDS):
                return


def family(root: int) -> list[int]:
    """A process and everything that descends from it, by id; only itself where there is no /proc."""
    found = [root]
    for pid in found:
        try:
            tasks = list((_PROC / str(pid) / "task").iterdir())
            for task in tasks:
                found += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue  # it ended while we looked
    return found


def _resident_kb(pid: int) -> int:
    return _status_kb(pid, "VmRSS:")


def _high_water_kb() -> int:
    return _status_kb(os.getpid(), "VmHWM:")


def _status_kb(pid: int, field: str) -> int:
    try:
        for line in (_PROC / str(pid) / "status").read_text().splitlines():
            if line.startswith(field):
                return int(line.split()[1])
    except OSError:
        pass
    return 0
