"""What a kill leaves unfinished is taken away by the next command, and what others are writing now is not."""

import os
import time
from pathlib import Path

import pytest

from generator.base import durable, kept, output
from tests.conftest import Sample

KEPT, SEEDS, PACKED = ".baocang/pages", "seeds/articles", "dist"
BEGUN = output.UNFINISHED


def _killed(archive: Sample, age: float) -> list[Path]:
    """What kills leave while a page's picture is kept, an article file saved, a bundle and a part of it packed."""
    names = (f"{KEPT}/{BEGUN}a", f"{SEEDS}/{BEGUN}b", f"{PACKED}/{BEGUN}c", f"{PACKED}/{BEGUN}d/e.zim")
    paths = [archive.root / name for name in (*names, f".baocang/{BEGUN}f/docs/index.md")]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("half")
    then = time.time() - age
    for path in paths:
        for each in (path, *path.parents):
            if each != archive.root and each.is_relative_to(archive.root):
                os.utime(each, (then, then))
    return paths


@pytest.mark.parametrize("command", ["check", "segment", "status"])
def test_the_next_command_takes_away_what_a_kill_has_left(sample: Sample, command: str) -> None:
    old = _killed(sample, output.ABANDONED + 60)
    sample.run(command)
    assert not [path for path in old if path.exists()]
    assert not [*sample.root.rglob(f"{BEGUN}*")]
    assert sample.read("seeds/articles/xxb-2024-03-07.yml")


def test_what_somebody_is_writing_now_stays(sample: Sample) -> None:
    new = _killed(sample, 60)
    folder = new[3].parent
    os.utime(folder, (0, 0))  # a folder is as new as what is written in it
    sample.run("check")
    assert all(path.exists() for path in new)


@pytest.mark.parametrize("where", [SEEDS, ".baocang"])
def test_unfinished_files_of_each_way_to_write_are_known(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """A kill before a file takes its place leaves it under a name by which the next command knows it."""

    def killed(path: Path, target: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("generator.base.moving.replace", killed)
        patch.setattr("generator.base.moving.unlink", lambda *_, **__: None)
        with pytest.raises(KeyboardInterrupt):
            durable.save(sample.root, f"{where}/x", "text")
        with pytest.raises(KeyboardInterrupt):
            kept.write(sample.root / where / "y", "text")
    left = [*(sample.root / where).rglob(f"{BEGUN}*")]
    assert len(left) == 2
    for path in left:
        os.utime(path, (0, 0))
    sample.run("check")
    assert not any(path.exists() for path in left)


def test_links_are_not_followed(sample: Sample, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    theirs = other / f"{BEGUN}x"
    theirs.write_text("another's")
    for path in (theirs, other):
        os.utime(path, (0, 0))
    (sample.root / "dist").symlink_to(other)
    (sample.root / "seeds/images").symlink_to(other)
    (sample.root / f"seeds/{BEGUN}y").symlink_to(theirs)
    os.utime(sample.root / f"seeds/{BEGUN}y", (0, 0), follow_symlinks=False)
    sample.run("check")
    assert theirs.read_text() == "another's"
    assert not (sample.root / f"seeds/{BEGUN}y").is_symlink()
