"""What exists only once is on the disk when a save says so, and stays where a person has put it."""

import errno
import os
import sys
import tempfile
from pathlib import Path

import pytest
import yaml

from generator.base import disks, durable, output
from generator.base.problems import Stop
from generator.review import review
from tests.conftest import Sample
from tests.review.desks import ARTICLES, FILE, FIRST, SECOND, Hand, ask, saving

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and rights of POSIX")


def test_a_save_is_on_the_disk_before_it_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        done.append(os.path.basename(os.readlink(f"/proc/self/fd/{handle}")))  # noqa: PTH115, PTH119
        fsync(handle)

    def replaced(self: Path, target: Path) -> Path:
        done.append("replaced")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    durable.save(tmp_path, "seeds/articles/a.yml", "text")
    assert done[0].startswith(output.UNFINISHED) and done[1] == "replaced"
    assert set(done[2:]) == {"articles", "seeds", tmp_path.name}  # and that of the folders that were made for it


@posix
def test_a_link_stays_a_link_and_a_file_keeps_its_rights(tmp_path: Path) -> None:
    kept = tmp_path / "shared/a.yml"
    kept.parent.mkdir()
    kept.write_text("old")
    kept.chmod(0o640)
    (tmp_path / "a.yml").symlink_to("shared/a.yml")
    durable.save(tmp_path, "a.yml", "new")
    assert (tmp_path / "a.yml").readlink() == Path("shared/a.yml")
    assert (kept.read_text(), kept.stat().st_mode & 0o777) == ("new", 0o640)
    assert [path.name for path in kept.parent.iterdir()] == ["a.yml"]


@posix
def test_no_link_leads_out_of_the_archive(tmp_path: Path) -> None:
    root, other = tmp_path / "archive", tmp_path / "other.yml"
    root.mkdir()
    other.write_text("another's")
    (root / "a.yml").symlink_to(other)
    (root / "b.yml").symlink_to("b.yml")
    mend = "Put the file itself in the place of the link, and save again."
    for name, where in (("a.yml", other), ("b.yml", root / "b.yml")):
        with pytest.raises(Stop) as stop:
            durable.save(root, name, "new")
        assert str(stop.value) == f"{name}: is a link that leads out of the archive, to {where}. {mend}"
    assert other.read_text() == "another's"


def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(
    server: review.Server, archive: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    body = saving(server)
    body["articles"][0]["title"] = "春耕"
    before = archive.tree("seeds")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        assert ask(server, "/api/save", body)[:2] == (507, "磁盘已满，没有写下。腾出空间，再做一次。")
    assert archive.tree("seeds") == before
    assert ask(server, "/api/save", body)[0] == 200
    assert archive.read(FILE) == ARTICLES.replace("title: 我县春耕全面展开", "title: 春耕")


def test_two_commands_do_not_write_to_the_same_files_at_once(
    server: review.Server, archive: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "PATIENCE", 0.1)
    with durable.writing(archive.root):
        assert ask(server, "/api/save", saving(server))[:2] == (
            424,
            [".baocang/seeds.lock: another command is writing to seeds/. Wait until it is done, or end it."],
        )


def test_an_article_that_is_merged_leaves_word_of_where_it_went(server: review.Server, archive: Sample) -> None:
    hand = Hand(server)
    hand.move([5, 6, 7, 8], FIRST)
    assert hand.save()[0] == 200
    assert yaml.safe_load(archive.read("seeds/moved.yml")) == {SECOND: FIRST}
    hand.move([9], "+")
    hand.edit(FIRST, title="春耕与新楼")
    assert hand.save()[0] == 200
    assert yaml.safe_load(archive.read("seeds/moved.yml")) == {SECOND: FIRST}


def test_no_word_is_left_where_the_disk_took_no_article_file(
    server: review.Server, archive: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = Hand(server)
    hand.move([5, 6, 7, 8], FIRST)
    replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name.startswith("xxb-"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    assert hand.save()[0] == 507
    assert SECOND not in archive.read("seeds/moved.yml")
    assert archive.read(FILE) == ARTICLES


def test_a_file_that_cannot_be_written_is_named_and_not_the_unfinished_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "seeds/a.yml"

    def refused(*, dir: Path, prefix: str) -> tuple[int, str]:
        raise PermissionError(errno.EACCES, "Permission denied", f"{dir}/{prefix}x")

    monkeypatch.setattr(tempfile, "mkstemp", refused)
    with pytest.raises(PermissionError) as caught:
        durable.save(tmp_path, "seeds/a.yml", "text")
    said = "Close it where it is open, as in Word or WPS, take off its write protection, or give yourself the right"
    assert f"{disks.fault(caught.value)}".startswith(f"{target}: Permission denied. {said}")
