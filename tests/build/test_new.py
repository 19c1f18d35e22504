"""A new archive: whole or not at all, and never over what is there."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.base import assets
from generator.build.new import begin
from generator.cli import main

NAMES = {
    ".gitignore",
    "mkdocs.yml",
    "seeds/issues.yml",
    "seeds/pages/yangbao-2024-01-02-01.txt",
    "site_src/about.md",
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments], catch_exceptions=False)


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("there", [False, True])
def test_a_new_archive_is_made_where_nothing_stands(tmp_path: Path, there: bool) -> None:
    target = tmp_path / "deep/one"
    if there:
        target.mkdir(parents=True)
    number = target.stat().st_ino if there else None
    assert run("new", str(target)).exit_code == 0
    assert files(target).keys() == NAMES
    assert number in (None, target.stat().st_ino)
    assert (target / "mkdocs.yml").read_bytes() == (assets.starter() / "mkdocs.yml").read_bytes()
    assert [path.name for path in target.parent.iterdir()] == ["one"]
    again = run("new", str(target))
    assert again.exit_code == 2
    assert again.output.endswith(f"Error: {target} is there already and is not empty. Name a new folder.\n")


@pytest.mark.parametrize("name", ["mkdocs.yml", "notes.txt", "seeds/mine.txt", "own/.keep"])
def test_what_stands_there_is_never_written_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"mine")
    result = run("new", str(tmp_path))
    assert result.exit_code == 2
    assert result.output.endswith("is there already and is not empty. Name a new folder.\n")
    assert files(tmp_path) == {name: b"mine"}


def test_a_file_or_a_link_that_leads_nowhere_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "link").symlink_to("link")
    for name in ("file", "link"):
        assert run("new", str(tmp_path / name)).exit_code == 2
    assert (tmp_path / "file").read_bytes() == b"mine"


@pytest.mark.parametrize("there", [False, True])
def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    target = tmp_path / "one"
    if there:
        target.mkdir()
    write = Path.write_bytes

    def writes(path: Path, data: bytes) -> int:
        if path.name == "about.md":
            raise OSError(28, "No space left on device", str(path))
        return write(path, data)

    with monkeypatch.context() as full:
        full.setattr(Path, "write_bytes", writes)
        result = run("new", str(target))
    assert result.exit_code == 2
    assert result.output.endswith("about.md: No space left on device. Make room and run it again.\n")
    assert files(tmp_path) == {}
    assert target.exists() == there
    assert begin(target)


@pytest.mark.parametrize("moved", range(6))
def test_what_a_kill_leaves_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: int) -> None:
    replace, done = Path.replace, 0

    def ends(path: Path, target: Path) -> Path:
        nonlocal done
        if done == moved:
            raise KeyboardInterrupt
        done += 1
        return replace(path, target)

    with monkeypatch.context() as killed:
        killed.setattr(Path, "replace", ends)
        if moved < len(NAMES):
            with pytest.raises(KeyboardInterrupt):
                begin(tmp_path)
        else:
            begin(tmp_path)
    assert begin(tmp_path) == (moved < len(NAMES))
    assert files(tmp_path).keys() == NAMES
    assert not list(tmp_path.glob(".baocang*"))
