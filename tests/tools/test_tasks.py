"""Tasks without make: the same as with it, and what goes to PyPI."""

import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from email.parser import BytesParser
from pathlib import Path

import pytest

from tests import only_posix
from tests.conftest import REPOSITORY, SHIPPED
from tools import tasks, viewer

MAKEFILE = (REPOSITORY / "Makefile").read_text("utf-8")


def test_make_has_each_task_under_its_name_and_says_the_same() -> None:
    says = dict(re.findall(r"^([a-z]+):[^#\n]*## (.*)$", MAKEFILE, re.M))
    for name, task in tasks.TASKS.items():
        assert says[name].partition(" [")[0] == task.says, name
    [delegated] = re.findall(r"^(.*): \| python\n\t\$\(TASK\) \$@", MAKEFILE, re.M)
    assert {*delegated.split()} == {*tasks.TASKS}


def test_each_program_of_a_task_is_there() -> None:
    for task in tasks.TASKS.values():
        for program, *rest in task.steps:
            assert any((tasks.BIN / f"{program}{ending}").exists() for ending in ("", ".exe")), program
            assert program != "node" or (REPOSITORY / rest[0]).exists()
        assert {*task.first} <= {*tasks.TASKS}


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[Sequence[str]]]:
    """What a task would call, in a repository whose environment is not there yet."""
    calls: list[Sequence[str]] = []

    def call(command: Sequence[str], quiet: bool = False) -> None:
        calls.append(command)
        if "venv" in command:
            (tmp_path / "bin").mkdir(parents=True)

    monkeypatch.setattr(tasks, "call", call)
    monkeypatch.setattr(tasks, "VENV", tmp_path)
    monkeypatch.setattr(tasks, "BIN", tmp_path / "bin")
    monkeypatch.setattr(tasks, "LINUX", False)
    yield calls


def test_site_sets_up_once_and_then_builds(called: list[Sequence[str]]) -> None:
    assert tasks.main(["site", "--strict"]) == 0
    first = [*called]
    called.clear()
    assert tasks.main(["site"]) == 0
    assert [" ".join(each) for each in called] == ["baocang segment", "baocang build"]
    assert first[-2:] == [["baocang", "segment"], ["baocang", "build", "--strict"]]
    assert any("venv" in each for each in first)
    assert any("requirements.lock" in each for each in first)
    assert not any("requirements-test.lock" in each for each in first)


def test_quick_looks_at_the_form_first_and_needs_no_debian_elsewhere(called: list[Sequence[str]]) -> None:
    assert tasks.main(["quick", "-k", "one"]) == 0
    said = [" ".join(each) for each in called]
    assert said[-1].startswith("python -m pytest -n ")
    assert said[-1].endswith("-k one")
    assert said.index("mypy") < len(said) - 1
    assert not any("debian_install" in each for each in said)


def test_a_program_that_fails_ends_the_task_with_its_status(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(command: Sequence[str], quiet: bool = False) -> None:
        raise subprocess.CalledProcessError(3, command)

    monkeypatch.setattr(tasks, "set_up", lambda _: None)
    monkeypatch.setattr(tasks, "call", fails)
    assert tasks.main(["site"]) == 3


def test_a_name_that_is_none_lists_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert tasks.main(["everything"]) == 2
    said = capsys.readouterr().out
    assert [name for name in tasks.TASKS if name not in said] == []


def test_a_program_is_run_and_its_status_told(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        tasks.call([sys.executable, "-c", "raise SystemExit(4)"], quiet=True)


def test_what_is_compiled_is_kept_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    tasks.call([sys.executable, "-c", "import sys; sys.exit(sys.dont_write_bytecode)"], quiet=True)


# ---- what goes to PyPI ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with wheel and sdist, as the workflow makes them."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    told = {"GITHUB_SERVER_URL": "https://example.org", "GITHUB_REPOSITORY": "county/baocang", "PATH": ""}
    done = subprocess.run(build, cwd=REPOSITORY, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.slow
def test_the_source_archive_has_the_program_and_no_newspaper(made: Path) -> None:
    [path] = made.glob("*.tar.gz")
    with tarfile.open(path) as source:
        names = [name.partition("/")[2] for name in source.getnames()]
    tops = {name.partition("/")[0] for name in names}
    assert {"generator", "theme", "docs", "LICENSE", "pyproject.toml", "requirements.lock"} <= tops
    assert not tops & {"seeds", "tests", "scripts", "site_src", "node_modules"}
    pages = {path.name for path in (SHIPPED / "seeds/pages").iterdir()}
    assert pages
    assert not pages & {Path(name).name for name in names}


@pytest.mark.slow
def test_what_pypi_shows_is_said(made: Path) -> None:
    [path] = made.glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        [name] = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
        about = BytesParser().parsebytes(wheel.read(name))
        assert "generator/theme/article.html" in wheel.namelist()
    addresses = dict(each.split(", ") for each in about.get_all("Project-URL", []))
    assert addresses["Source"] == "https://example.org/county/baocang"
    assert addresses["Issues"] == "https://example.org/county/baocang/issues"
    kinds = about.get_all("Classifier", [])
    assert {f"Programming Language :: Python :: 3.{minor}" for minor in range(11, 15)} <= {*kinds}
    assert "Operating System :: Microsoft :: Windows" in kinds
    assert about["License-Expression"] == "MIT"
    assert "](" not in str(about.get_payload())  # a link into the repository would lead nowhere there
    assert "pip install baocang" in str(about.get_payload(decode=True).decode())  # type: ignore[union-attr]


# ---- which tests run where ------------------------------------------------------------------------------------------


def test_what_windows_cannot_run_says_why() -> None:
    def links(folder: Path) -> None:
        folder.symlink_to("elsewhere")

    def rights(folder: Path) -> None:
        folder.chmod(0o500)

    def plain(folder: Path) -> None:
        folder.write_text("text", encoding="utf-8")

    assert only_posix.why(links) == "Windows has no symlink_to"
    assert only_posix.why(rights).startswith("Windows has no .chmod(")
    assert only_posix.why(plain) == only_posix.why(len) == ""


def test_another_viewer_than_the_one_that_is_pinned_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def call(command: Sequence[str]) -> None:
        with tarfile.open(Path(command[-1]) / "mirador.tgz", "w:gz") as package:
            package.addfile(tarfile.TarInfo(viewer.INSIDE))

    monkeypatch.setattr(viewer, "call", call)
    monkeypatch.setattr(viewer, "FILE", tmp_path / "mirador.min.js")
    with pytest.raises(ValueError, match="its digest is not the one"):
        viewer.bring()
    assert not viewer.FILE.exists()
