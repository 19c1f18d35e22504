"""Work side by side, and what is remembered from one build to the next."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.base.digest import digest
from generator.base.memo import Memo
from generator.base.workers import AHEAD, Workers, processes, processors
from tests.conftest import copy_of_shipped


def square(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def test_results_come_in_the_order_of_the_tasks_whoever_does_the_work() -> None:
    with processes(2) as two:
        side_by_side = list(two.map(square, range(50)))
    alone = list(Workers().map(square, range(50)))
    assert [result for result, _ in side_by_side] == [result for result, _ in alone]
    assert {who for _, who in alone} == {os.getpid()}
    assert os.getpid() not in {who for _, who in side_by_side}


def test_tasks_are_taken_as_they_are_needed() -> None:
    taken = 0

    def tasks() -> Iterator[int]:
        nonlocal taken
        while taken < 1000:
            taken += 1
            yield taken

    with processes(2) as two:
        results = two.map(square, tasks())
        next(results)
        assert taken <= 2 * AHEAD + 1
        assert len(list(results)) == 999


def test_what_fails_in_a_worker_fails_here() -> None:
    with processes(2) as two, pytest.raises(TypeError):
        list(two.map(square, ["no number"]))  # type: ignore[arg-type]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_workers_end_with_the_process_that_started_them() -> None:
    """However it ends: they put files in place, and the next build may be at work."""
    code = (
        "import time\n"
        "from generator.base.workers import processes\n"
        "with processes(2) as two:\n"
        "    print(*sorted(two.executor._processes), flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        workers = [int(number) for number in process.stdout.readline().split()]
        assert len(workers) == 2 and all(map(alive, workers))
        process.kill()
    for _ in range(100):
        if not any(map(alive, workers)):
            break
        time.sleep(0.1)
    assert not any(map(alive, workers))


def alive(process: int) -> bool:
    try:
        return not Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].startswith(" Z")
    except OSError:
        return False


def test_there_is_a_processor() -> None:
    assert 1 <= processors() <= (os.cpu_count() or 1)


@pytest.mark.slow
def test_segmenting_side_by_side_gives_the_same_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = copy_of_shipped(tmp_path / "archive")
    shutil.rmtree(archive.root / "seeds/articles")

    def segmented(workers: str) -> tuple[list[str], dict[str, bytes]]:
        """What was said, but for how far it was, which a slow machine says; what was made."""
        said = archive.run("segment", "--workers", workers).output.split("\n")
        return [line for line in said if not line.startswith("issues: ")], archive.tree("seeds/articles")

    alone = segmented("1")
    shutil.rmtree(archive.root / "seeds/articles")
    monkeypatch.setattr("generator.base.workers.ALONE", 0)
    assert segmented("2") == alone
    assert len(alone[1]) == 5


def test_a_memo_gives_back_what_was_kept_and_forgets_what_no_one_asks_for() -> None:
    first = Memo()
    first.keep("a", [1])
    first.keep("b", {"x": "y"})
    second = Memo(first.now)
    assert second.recall("a") == [1]
    assert second.recall("c") is None
    assert second.now == {"a": [1]}


def test_digests_tell_their_parts_apart() -> None:
    different: list[tuple[object, ...]] = [
        ("ab",),
        ("a", "b"),
        ("", "ab"),
        (b"ab", b""),
        (["ab"],),
        ('["ab"]',),
        ({"a": 1, "b": 2},),
        (None,),
    ]
    assert len({digest(*parts) for parts in different}) == len(different)
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
