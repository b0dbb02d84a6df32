"""Parts of a run come back whole and in order wherever they are solved; a stop ends them with what they have."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from genhun.engine.executor import SPARK, run_parts
from genhun.engine.watch import Progress, Watch


def ready() -> None:
    """Nothing to compile."""


def double(part: int, watch: Watch) -> int:
    watch.report("plan", part)
    return 2 * part


def fails_at_three(part: int, watch: Watch) -> int:
    if part == 3:
        raise ValueError("three")
    return part


def until_over(part: float, watch: Watch) -> float:
    begun = time.monotonic()
    while not watch.over:
        time.sleep(0.02)
    return time.monotonic() - begun


def own_process(part: int, watch: Watch) -> int:
    time.sleep(part / 10)
    return os.getpid()


@pytest.mark.parametrize("threads", [1, 2])
def test_results_and_news_come_back_in_order(threads: int) -> None:
    heard: list[tuple[int, Progress]] = []
    tell = lambda part, progress: heard.append((part, progress))  # noqa: E731
    assert run_parts(double, [1, 5, 3], [1, 5, 3], Watch(20.0), threads, tell, ready) == [2, 10, 6]
    assert sorted((part, progress.cost) for part, progress in heard) == [(0, 1), (1, 5), (2, 3)]


@pytest.mark.parametrize("threads", [1, 2])
def test_a_part_that_fails_takes_the_run_down(threads: int) -> None:
    with pytest.raises(ValueError, match="three"):
        run_parts(fails_at_three, [1, 2, 3], [1, 1, 1], Watch(20.0), threads, lambda part, progress: None, ready)


@pytest.mark.parametrize("threads", [1, 2])
def test_time_is_shared_by_weight(threads: int) -> None:
    watch, begun = Watch(10.0), time.monotonic()
    spent = run_parts(until_over, [0, 1, 2], [1, 1, 2], watch, threads, lambda part, progress: None, ready)
    assert time.monotonic() - begun < 11
    assert spent[2] > 1.7 * max(spent[:2])
    assert sum(spent) <= 10.0 * threads + 0.5


def test_nothing_to_do_takes_no_process() -> None:
    assert run_parts(double, [], [], Watch(1.0), 2, lambda part, progress: None, ready) == []


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """A real cluster on this machine: a master and two machines with one core each."""
    pyspark = pytest.importorskip("pyspark", reason="requirements/spark.lock is not installed")
    if shutil.which("java") is None:
        pytest.skip("there is no Java on this machine; Spark needs 17")
    home = Path(pyspark.__file__).parent
    known = {**os.environ, "SPARK_HOME": str(home), "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    start, master = [str(home / "bin" / "spark-class")], "spark://127.0.0.1:17077"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": known}
    head = ["org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", "17077", "--webui-port", "0"]
    hand = ["org.apache.spark.deploy.worker.Worker", master, "--host", "127.0.0.1", "--cores", "1", "--memory", "1g"]
    running = [subprocess.Popen([*start, *head], **quiet)]
    running += [subprocess.Popen([*start, *hand, "--webui-port", "0"], **quiet) for _ in range(2)]
    yield master
    for process in running:
        process.terminate()


@pytest.fixture
def on_cluster(cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SPARK, cluster)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([*sys.path]))


@pytest.mark.drill
@pytest.mark.usefixtures("on_cluster")
def test_a_cluster_gives_the_same_results_from_other_processes() -> None:
    heard: list[int] = []
    tell = lambda part, progress: heard.append(part)  # noqa: E731
    assert run_parts(double, [1, 5, 3], [1, 5, 3], Watch(60.0), 1, tell, ready) == [2, 10, 6]
    assert sorted(heard) == [0, 1, 2]
    found = run_parts(own_process, [5] * 4, [1] * 4, Watch(60.0), 1, tell, ready)
    assert os.getpid() not in found
    assert len(set(found)) == 2


@pytest.mark.drill
@pytest.mark.usefixtures("on_cluster")
def test_a_cluster_that_is_told_to_stop_answers_at_once_with_what_no_time_allows() -> None:
    watch = Watch(120.0)
    begun = time.monotonic()

    def stop_soon(part: int, progress: Progress) -> None:
        """News of the first part, which is over at once, stops the run."""
        watch.stop()

    found = run_parts(double_or_wait, [1, 2, 3], [2, 1, 1], watch, 1, stop_soon, ready)
    assert found == [2, 4, 6]
    assert time.monotonic() - begun < 60


def double_or_wait(part: int, watch: Watch) -> int:
    watch.report("plan", part)
    while part > 1 and not watch.over:
        time.sleep(0.05)
    return 2 * part
