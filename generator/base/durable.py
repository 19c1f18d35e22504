"""Writes the files of an archive that exist only once: article files, ids, drafts. For all others there is `output`.

A save ends when the bytes are on the disk (fsync of file and folder): what was said to be saved is there after a power
cut. It costs some milliseconds, too much for a build's hundred thousand files.
"""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from generator.base import moving, output, regular
from generator.base.inside import inside
from generator.base.problems import Problem, Stop

LOCK = ".baocang/seeds.lock"
PATIENCE = 20.0  # seconds; a save takes a tenth of one


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Between reading a file of `seeds/` and writing it anew nobody else may write: another desk, `segment`.

    Stop where somebody does so for long.
    """
    (root / LOCK).parent.mkdir(exist_ok=True)
    try:
        with FileLock(root / LOCK, timeout=PATIENCE):
            yield
    except Timeout:
        what, mend = "another command is writing to seeds/", "Wait until it is done, or end it."
        raise Stop([Problem(LOCK, None, what, mend)]) from None


def save_parts(root: Path, name: str, parts: Iterable[bytes]) -> None:
    """The same of what is too large to be in memory as a whole."""
    path = _behind(root, name)
    _put(path, parts)


def save(root: Path, name: str, content: str | bytes) -> None:
    """Writes a file in one step, and returns when it is on the disk. One that holds this already is left alone.

    It keeps its rights, and a link stays a link: what it leads to is written. Stop where that lies outside the archive.
    """
    path = _behind(root, name)
    data = content if isinstance(content, bytes) else content.encode()
    if regular.is_file(path) and regular.content(path) == data:
        return
    _put(path, [data])


def _put(path: Path, parts: Iterable[bytes]) -> None:
    """Puts a file in the place of the one that is there."""
    fresh = [folder for folder in path.parents if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    rights = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o644
    new = output.begun_for(path)
    try:
        with new.open("wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        new.chmod(rights)
        moving.replace(new, path)
    except BaseException as error:
        moving.unlink(new, missing_ok=True)
        output.name_own(error, new, path)
        raise
    for folder in {path.parent, *(folder.parent for folder in fresh)}:
        _settle(folder)


def remove(root: Path, name: str) -> None:
    """Takes a file away for good, if it is there."""
    path = root / name
    if path.exists():
        moving.unlink(path)
        _settle(path.parent)


def _behind(root: Path, name: str) -> Path:
    """The file itself, behind all links."""
    path = root / name
    if not inside(root, path):
        what = f"is a link that leads out of the archive, to {os.path.realpath(path)}"
        raise Stop([Problem(name, None, what, "Put the file itself in the place of the link, and save again.")])
    return path.resolve()


def _settle(folder: Path) -> None:
    """Sees that the names in a folder are on the disk. Some disks cannot."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return  # Windows opens no folder, and sees to names by itself
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)
