"""What Windows and other systems have otherwise, each put in the place of what this one has, at its one seam."""

import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.base import disks, durable, file_names, moving, output
from generator.base.workers import processes
from tests.conftest import ARTICLES, ISSUES, REPOSITORY, Sample, copy_of_shipped, laid

Failing = Callable[[int, int], list[str]]
SHARED, DENIED, LONG = 32, 5, 206
"""Numbers of Windows: open in another program; no access; a name too long."""


def of_windows(winerror: int, number: int, path: object) -> OSError:
    """As Python raises it there."""
    error = (PermissionError if number == errno.EACCES else FileNotFoundError)(number, "...", str(path))
    vars(error)["winerror"] = winerror  # an attribute of its own on Windows alone
    return error


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Failing:
    """Lets each change of a name fail so many times first, with a number of Windows; gives what was tried."""

    def begin(times: int, winerror: int) -> list[str]:
        tried: list[str] = []

        def failed(real: Callable[..., object]) -> Callable[..., object]:
            def tries(path: object, *more: object, **named: object) -> object:
                tried.append(Path(str(path)).name)
                if len(tried) <= times:
                    raise of_windows(winerror, errno.EACCES, path)
                return real(path, *more, **named)

            return tries

        monkeypatch.setattr(time, "sleep", lambda _: None)
        for name in ("replace", "rename", "unlink"):
            monkeypatch.setattr(os, name, failed(getattr(os, name)))
        return tried

    return begin


# ---- files that another program has open ----------------------------------------------------------------------------


@pytest.mark.parametrize("winerror", [SHARED, DENIED, 33])
def test_a_file_that_a_virus_scanner_looks_at_is_saved_when_it_has_looked(
    tmp_path: Path, failing: Failing, winerror: int
) -> None:
    durable.save(tmp_path, "a.yml", "old")
    output.write(tmp_path / "b.html", "old")
    tried = failing(5, winerror)
    durable.save(tmp_path, "a.yml", "new")
    output.write(tmp_path / "b.html", "new")
    assert len(tried) > 5
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == {"a.yml": "new", "b.html": "new"}


def test_a_file_that_stays_open_is_left_as_it_was_and_the_message_is_true(tmp_path: Path, failing: Failing) -> None:
    durable.save(tmp_path, "a.yml", "old")
    failing(len(moving.PAUSES) + 1, SHARED)
    with pytest.raises(PermissionError) as held:
        durable.save(tmp_path, "a.yml", "new")
    assert (tmp_path / "a.yml").read_text("utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.yml"]
    said = str(disks.fault(held.value))
    assert said.endswith(
        "Close the program that has it open, as an editor, Word, WPS or a virus scanner and run it again."
    )


def test_what_is_denied_may_be_open_or_not_be_ours(tmp_path: Path) -> None:
    said = str(disks.fault(of_windows(DENIED, errno.EACCES, tmp_path / "a")))
    assert "has it open" in said
    assert "give yourself the right to write there" in said


def test_other_systems_try_nothing_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def denied(path: object, *_: object) -> None:
        tried.append(path)
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(os, "replace", denied)
    with pytest.raises(PermissionError) as error:
        moving.replace(tmp_path / "a", tmp_path / "b")
    assert len(tried) == 1
    assert "give yourself the right to write and run it again" in str(disks.fault(error.value))


def test_it_waits_for_seconds_and_not_for_ever() -> None:
    assert 2 < sum(moving.PAUSES) < 5


def test_a_command_says_so_and_ends(tmp_path: Path, failing: Failing) -> None:
    archive = laid(tmp_path)
    failing(10**6, SHARED)
    done = archive.run("build")
    assert done.exit_code != 0
    assert "Close the program that has it open" in done.output


# ---- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [LONG, 3])
def test_a_path_too_long_for_windows_is_named_as_one(number: int) -> None:
    error = of_windows(number, errno.ENOENT, "C:\\" + "长" * 300)
    assert "Give it a shorter name, or move the archive where its path is shorter" in str(disks.fault(error))


def test_a_list_may_be_written_with_the_slashes_of_windows(tmp_path: Path) -> None:
    archive = laid(tmp_path)
    archive.write("seeds/pages/2024/x.txt", "全县春耕开始，农机手检修机具。\n")
    archive.write("seeds/issues.yml", ISSUES + "    pages:\n      - {file: pages\\2024\\x.txt, page: 1}\n")
    (archive.root / "seeds/articles/xxb-2024-03-07.yml").unlink()
    done = archive.run("segment")
    assert done.exit_code == 0, done.output
    assert "file: pages/2024/x.txt" in archive.read("seeds/articles/xxb-2024-03-07.yml")
    assert "is listed under no issue" not in archive.run("check").output


def test_a_file_listed_in_another_case_is_named_on_every_system(tmp_path: Path) -> None:
    """Windows and macOS open it all the same, and the server that builds the site does not."""
    archive = laid(tmp_path)
    archive.write("seeds/pages/X.TXT", "全县春耕开始。\n")
    archive.write("seeds/issues.yml", ISSUES + "    pages:\n      - {file: pages/x.txt, page: 1}\n")
    said = archive.run("check").output
    assert "seeds/pages/X.TXT: is listed as pages/x.txt, which is the same file on Windows alone. " in said
    assert "Write pages/X.TXT in seeds/issues.yml: other systems do not find it." in said


def test_a_newspaper_whose_key_is_a_device_of_windows_is_named(tmp_path: Path) -> None:
    archive = laid(tmp_path)
    archive.write("seeds/issues.yml", ISSUES.replace("xxb", "com1"))
    archive.write("seeds/articles/xxb-2024-03-07.yml", ARTICLES.replace("xxb", "com1"))
    assert '"com1" can be no newspaper\'s key' in archive.run("build").output


def test_no_two_files_of_a_site_are_one_where_case_is_not_told(shipped: Sample) -> None:
    names = [name.removeprefix("site/") for name in shipped.tree("site")]
    assert [*file_names.unfit(names)] == []


# ---- consoles -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code_page", ["cp936", "cp1252", "cp437", "ascii"])
def test_a_console_that_cannot_show_a_character_stops_nothing(tmp_path: Path, code_page: str) -> None:
    archive = laid(tmp_path)
    archive.write("seeds/articles/xxb-2024-03-07.yml", ARTICLES.replace("春耕", "春耕𠮷"))
    told = {**os.environ, "PYTHONIOENCODING": code_page, "PYTHONUTF8": "0", "LC_ALL": "C.UTF-8"}
    for line in (
        "--lang zh check",
        "--lang zh build",
        "--lang zh find 春耕",
        "--lang en find 春耕 --json",
        "--lang zh --help",
    ):
        done = subprocess.run(
            [sys.executable, "-m", "generator", "-C", str(archive.root), *line.split()],
            cwd=REPOSITORY,
            env=told,
            capture_output=True,
            check=False,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode(code_page, "replace")
        assert done.returncode in (0, 1), (line, done)
        if "--json" in line:
            assert b"\\u" in done.stdout  # nothing is lost in a file that it is led into
        elif code_page == "cp936":
            done.stdout.decode("gbk")
            assert b"?" * 9 not in done.stdout


# ---- workers --------------------------------------------------------------------------------------------------------


def test_no_more_workers_than_windows_waits_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Executor:
        def __init__(self, number: int, **_: object) -> None:
            asked.append(number)
            raise InterruptedError

    monkeypatch.setattr("generator.base.workers.ProcessPoolExecutor", Executor)
    monkeypatch.setattr("generator.base.workers.MOST", 61)
    with pytest.raises(InterruptedError), processes(96):
        pass
    assert asked == [61]


# ---- all of it ------------------------------------------------------------------------------------------------------


@pytest.mark.slow(15)
def test_an_archive_is_the_same_on_a_system_that_has_little(tmp_path: Path, shipped: Sample) -> None:
    archive = copy_of_shipped(tmp_path / "一个 档案")
    told = {
        **os.environ,
        "PYTHONWARNDEFAULTENCODING": "1",
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "cp1252",
    }

    def run(line: str, expected: int = 0) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "tests.systems.bare", "-C", str(archive.root), *line.split()],
            cwd=REPOSITORY,
            env=told,
            capture_output=True,
            check=False,
        )
        assert done.returncode == expected, (line, done.stdout.decode("cp1252"), done.stderr.decode("cp1252"))

    run("segment")
    run("build --strict --workers 2")
    assert archive.tree("site") == shipped.tree("site")
    run("build --strict --workers 2")
    assert archive.tree("site") == shipped.tree("site")
    run("bundle")
    run("bag")
    run("publish --to ../published --yes")
    assert {name.partition("/")[2] for name in Sample(tmp_path).tree("published")} >= {
        "index.html",
        "search/index.html",
    }
