"""A cluster's workers: they make what this machine would, or are refused by name; a scheduler that is not there, or no
longer, is one line."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from distributed import LocalCluster

from generator.base.problems import Stop
from generator.build import cluster, ledger
from tests.conftest import Sample

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def two() -> Iterator[LocalCluster]:
    with LocalCluster(n_workers=2, threads_per_worker=2, dashboard_address=None) as found:
        yield found


@contextmanager
def workers_that(address: str, change: str) -> Iterator[None]:
    """A worker whose process runs something first, as one does that was set up otherwise."""
    code = (
        "import asyncio, importlib.metadata, os, sys\n"
        f"{change}\n"
        "from distributed import Worker\n"
        "async def work():\n"
        f"    async with Worker({address!r}, nthreads=1, dashboard_address=None) as worker:\n"
        "        print('ready', flush=True)\n"
        "        await worker.finished()\n"
        "asyncio.run(work())\n"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout and process.stdout.readline() == "ready\n"
            yield
        finally:
            process.kill()


def test_a_cluster_makes_the_same_bytes(sample: Sample, two: LocalCluster) -> None:
    sample.run("build")
    alone = sample.tree("site", "site_src")
    shutil.rmtree(sample.root / ".baocang")
    result = sample.run("build", "--scheduler", two.scheduler_address)
    assert result.exit_code == 0, result.output
    assert sample.tree("site", "site_src") == alone
    assert not (sample.root / cluster.TOKEN).exists()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "foo", "foo://x:1", "", "tcp://", "127.0.0.1:99999", ":"])
def test_a_scheduler_that_is_not_there_is_said_in_a_line(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 0.2)
    result = sample.run("build", "--scheduler", address)
    if not address:
        return
    assert result.exit_code == 2
    assert len(result.output.splitlines()) == 1
    assert result.output.startswith(f"{address}: no scheduler answers (")
    assert not (sample.root / "site").exists()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (
            "from generator.base import made_by\nof = made_by.libraries\n"
            "made_by.libraries = lambda: {**of(), 'jieba': ('0.1', of()['jieba'][1])}",
            "has another jieba than the machine that builds",
        ),
        (
            "from generator.build import ledger\nof = ledger._contents\n"
            "ledger._contents = lambda root, paths: [*of(root, paths), ('more', '')]",
            "has another program, theme than the machine that builds",
        ),
        ("os.environ['SITE_URL'] = 'https://example.org/'", "has another settings than the machine that builds"),
    ],
)
def test_a_worker_that_would_make_something_else_is_refused_by_name(sample: Sample, change: str, what: str) -> None:
    sample.write("mkdocs.yml", sample.read("mkdocs.yml").replace('site_url: ""', 'site_url: !ENV [SITE_URL, ""]'))
    with LocalCluster(n_workers=0, dashboard_address=None) as others:
        address = others.scheduler_address
        with workers_that(address, change):
            result = sample.run("build", "--scheduler", address)
    assert result.exit_code == 2
    assert result.output.startswith("tcp://127.0.0.1:")
    assert result.output.endswith(f": this worker {what}. {cluster.SAME}\n")
    assert len(result.output.splitlines()) == 1
    assert not (sample.root / "site").exists()


def test_a_worker_that_sees_another_folder_is_refused_by_name(sample: Sample) -> None:
    """One on another machine, with a copy of the archive under the same path."""
    change = "from pathlib import Path\nfrom generator.build import cluster\ncluster.TOKEN = 'mkdocs.yml'"
    with LocalCluster(n_workers=0, dashboard_address=None) as others:
        address = others.scheduler_address
        with workers_that(address, change):
            result = sample.run("build", "--scheduler", address)
    assert result.exit_code == 2
    assert f": this worker does not see the archive's folder {sample.root}. Let it see" in result.output


def test_a_scheduler_without_workers_is_said_in_a_line(sample: Sample) -> None:
    with LocalCluster(n_workers=0, dashboard_address=None) as none:
        result = sample.run("build", "--scheduler", none.scheduler_address)
    assert result.output.endswith(f": the scheduler has no workers. {cluster.START}\n")
    assert result.exit_code == 2


def slow(seconds: float) -> int:
    import time  # noqa: PLC0415

    time.sleep(seconds)
    return os.getpid()


@contextmanager
def _scheduler() -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """One in a process of its own, and its address."""
    code = (
        "import asyncio\nfrom distributed import Scheduler\n"
        "async def work():\n"
        "    async with Scheduler(port=0, host='127.0.0.1', dashboard_address=None) as scheduler:\n"
        "        print(scheduler.address, flush=True)\n"
        "        await scheduler.finished()\n"
        "asyncio.run(work())\n"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def test_a_scheduler_that_goes_away_is_said_in_a_line(sample: Sample) -> None:
    with (
        _scheduler() as (process, address),
        workers_that(address, ""),
        pytest.raises(Stop) as stopped,
        cluster.cluster(address, sample.root, ledger.state) as workers,
    ):
        results = workers.map(slow, [0.0, 30.0, 30.0])
        next(results)
        process.send_signal(signal.SIGKILL)
        list(results)
    assert str(stopped.value).startswith(f"{address}: the scheduler went away. Start it again")


def test_workers_that_all_end_are_not_waited_for(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ALIVE", 0.5)
    with _scheduler() as (_, address):
        with pytest.raises(Stop) as stopped, cluster.cluster(address, sample.root, ledger.state) as workers:
            raise AssertionError(workers)
        assert str(stopped.value) == f"{address}: the scheduler has no workers. {cluster.START}"
        with (
            pytest.raises(Stop) as stopped,
            workers_that(address, ""),
            cluster.cluster(address, sample.root, ledger.state) as workers,
        ):
            results = workers.map(_ends, [0])
            list(results)
        assert "the scheduler has no workers any more" in str(stopped.value) or "went away" in str(stopped.value)


def _ends(_: int) -> None:
    os._exit(1)


def test_what_stops_a_worker_is_said_here_as_it_was_there(sample: Sample, two: LocalCluster) -> None:
    with (
        cluster.cluster(two.scheduler_address, sample.root, ledger.state) as workers,
        pytest.raises(Stop) as stopped,
    ):
        list(workers.map(_stops, [Path("x")]))
    assert str(stopped.value) == "x: is wrong. Mend it."


def _stops(path: Path) -> None:
    from generator.base.problems import Problem  # noqa: PLC0415

    raise Stop([Problem(str(path), None, "is wrong", "Mend it.")])
