"""Files that can be made again: written whole or not at all, linked, taken away, looked at."""

import os
import shutil
import tempfile
from collections import deque
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path, PurePosixPath

from generator.workers import Workers

Listing = dict[str, str]
"""Size and time of change of each file, by its name below a folder."""


def write(path: Path, content: str | bytes) -> None:
    """Writes a file in one step; one that holds this already is left alone."""
    data = as_bytes(content)
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o644)  # noqa: PTH101  (mkstemp makes it private)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _write_new(path: str, data: bytes) -> None:
    """Writes a file that is not there yet. One that is there gives way and is not written over, for it may stand in the
    site, too. (Path.write_bytes takes three times as long, and there are a hundred thousand.)"""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
    except FileExistsError:
        os.unlink(path)  # noqa: PTH108
        return _write_new(path, data)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(file, left) :]
    finally:
        os.close(file)
    return None


def put(path: str, content: str | bytes, known: set[str]) -> str:
    """Writes a file; gives its size and time of change. `known` are folders that are there."""
    folder_of(path, known)
    _write_new(path, as_bytes(content))
    return state_of(os.stat(path))  # noqa: PTH116


def link(source: Path | str, path: str, known: set[str]) -> None:
    """Gives a file another name; where the disk knows no links, copies it."""
    folder_of(path, known)
    try:
        os.link(source, path)
    except FileExistsError:
        os.unlink(path)  # noqa: PTH108
        link(source, path, known)
    except OSError:
        shutil.copy2(source, path)


def folder_of(path: str, known: set[str]) -> None:
    """Makes the folder of a file, if it is not among those that are known to be there."""
    folder = path.rpartition("/")[0]
    if folder not in known:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        known.add(folder)


def clear(folder: Path, gone: Collection[str], workers: Workers) -> Callable[[], None]:
    """Begins to take away files; to be called when that has to be done. It takes as long as to write them."""
    left = workers.map(_cleared, [(folder, gone)] if gone else [])
    return lambda: deque(left, 0).clear()


def _cleared(task: tuple[Path, Collection[str]]) -> None:
    """Takes away files, and their folders where nothing else is in them, the deepest first."""
    folder, gone = task
    for name in gone:
        with suppress(FileNotFoundError):
            os.unlink(f"{folder}/{name}")  # noqa: PTH108  (a path object for each of many files takes as long again)
    folders = {name.rpartition("/")[0] for name in gone} - {""}
    above = {str(parent) for name in folders for parent in PurePosixPath(name).parents} - {"."}
    for name in sorted(folders | above, key=len, reverse=True):
        with suppress(OSError):  # not empty, or not there
            (folder / name).rmdir()


def as_bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


# ---- what stands in a folder ---------------------------------------------------------------------------------------


def listing(folder: Path) -> Listing:
    """Every file below a folder; none where there is no folder."""
    found: Listing = {}
    waiting = [(str(folder), "")]
    while waiting:
        path, name = waiting.pop()
        try:
            entries = list(os.scandir(path))
        except FileNotFoundError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, f"{name}{entry.name}/"))
            else:
                found[f"{name}{entry.name}"] = state_of(entry.stat())
    return found


def state_of(status: os.stat_result) -> str:
    return f"{status.st_size} {status.st_mtime_ns}"
