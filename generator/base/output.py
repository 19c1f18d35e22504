"""Files that can be made again: written whole or not at all, linked, taken away, looked at."""

import hashlib
import os
import shutil
import stat
import tempfile
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from generator.base import moving, regular
from generator.base.workers import Workers

UNFINISHED = ".baocang-"
ABANDONED = 3600.0  # seconds; what is being made is written on all the time, and the largest file of all takes minutes
_OF_LINKS = {"follow_symlinks": False} if os.link in os.supports_follow_symlinks else {}

Listing = dict[str, str]
"""Size and time of change of each file, by its name below a folder."""


def write(path: Path, content: str | bytes) -> None:
    """Writes a file in one step; one that holds this already is left alone."""
    data = as_bytes(content)
    if regular.is_file(path) and regular.content(path) == data:
        return
    with unfinished(path) as new:
        new.write_bytes(data)


@contextmanager
def unfinished(path: Path) -> Iterator[Path]:
    """A file that takes the place of another one when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = begun_for(path)
    try:
        yield new
        new.chmod(0o644)
        moving.replace(new, path)
    except BaseException as error:
        moving.unlink(new, missing_ok=True)
        name_own(error, new, path)
        raise


@contextmanager
def unfinished_folder(folder: Path) -> Iterator[Path]:
    """A folder in another one for what is not whole yet; it goes with all that is left in it."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=UNFINISHED, ignore_cleanup_errors=True) as scratch:
        yield Path(scratch)


def probe(folder: Path) -> None:
    """Raises OSError where no file can be made in a folder, or the folder itself cannot."""
    moving.unlink(begun(next(each for each in [folder, *folder.parents] if each.exists())))


def sweep(folder: Path) -> None:
    """Takes away the unfinished files that a kill has left in a folder in which nobody else is writing now."""
    for path in folder.glob(f"{UNFINISHED}*"):
        _away(path)


def tidy(folder: Path) -> None:
    """Takes away what a kill has left unfinished anywhere below a folder in which others may be writing now: that on
    which nobody has written for an hour. What cannot be taken away stays; links are not followed."""
    before = time.time() - ABANDONED
    for path, folders, files in os.walk(folder) if not folder.is_symlink() else ():
        for name in [*folders, *files]:
            if name.startswith(UNFINISHED):
                with suppress(OSError):
                    if _last_written(Path(path, name)) < before:
                        _away(Path(path, name))
        folders[:] = [name for name in folders if not name.startswith(UNFINISHED)]


def _last_written(path: Path) -> float:
    """When something was last written into a file or folder."""
    below = (Path(folder, name) for folder, _, files in os.walk(path) for name in ("", *files))
    return max(each.lstat().st_mtime for each in (path, *below))


def _away(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        moving.clear(path)
    else:
        moving.unlink(path)


def begun(folder: Path) -> Path:
    """An empty file under a name that nobody else has; it is private."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=UNFINISHED)
    os.close(handle)
    return Path(name)


def begun_for(path: Path) -> Path:
    """The same, for what is to take the place of a file: that file is named where none can be made."""
    try:
        return begun(path.parent)
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def name_own(error: BaseException, new: Path, path: Path) -> None:
    """An error names the file that a person knows, and not the unfinished one that was to take its place."""
    if isinstance(error, OSError) and str(error.filename) == str(new):
        error.filename, error.filename2 = str(path), None


def _write_new(path: str, data: bytes) -> None:
    """Writes a file that is not there yet. One that is there gives way and is not written over, for it may stand in the
    site, too. (Path.write_bytes takes three times as long, and there are a hundred thousand.)"""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
    except FileExistsError:
        moving.unlink(path)
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
        os.link(source, path, **_OF_LINKS)
    except FileExistsError:
        moving.unlink(path)
        link(source, path, known)
    except OSError:
        shutil.copy2(source, path, follow_symlinks=False)


def folder_of(path: str, known: set[str]) -> None:
    """Makes the folder of a file, if it is not among those that are known to be there."""
    folder = path.rpartition("/")[0]
    if folder not in known:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        known.add(folder)


def clear(folder: Path, gone: Collection[str], workers: Workers) -> Callable[[], None]:
    """Begins to take away files; to be called when that has to be done. It takes as long as to write them."""
    left = workers.map(cleared, [(folder, gone)] if gone else [])
    return lambda: deque(left, 0).clear()


def cleared(task: tuple[Path, Collection[str]]) -> None:
    """Takes away files and empty folders, and their folders where nothing else is in them, the deepest first."""
    folder, gone = task
    for name in gone:
        if not name.endswith("/"):
            with suppress(FileNotFoundError, NotADirectoryError):
                moving.unlink(f"{folder}/{name}")
    folders = {name.rpartition("/")[0] for name in gone} - {""}
    above = {str(parent) for name in folders for parent in PurePosixPath(name).parents} - {"."}
    for name in sorted(folders | above, key=len, reverse=True):
        with suppress(OSError):  # not empty, or not there
            (folder / name).rmdir()


def as_bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


# ---- what stands in a folder ---------------------------------------------------------------------------------------

LINK = "-> "
"""What the state of a symbolic link begins with; where it leads to stands behind it."""
SPECIAL = "special"
"""The state of what is neither file nor folder nor link."""


def listing(folder: Path, without: Collection[str] = (), unread: list[OSError] | None = None) -> Listing:
    """Every file below a folder, links not followed, and the folders that are empty, with a slash; none where there is
    no folder. `without`: names in the folder itself that are passed over. Into `unread` goes what keeps a folder from
    being read; without it that is raised."""
    found: Listing = {}
    waiting = [(str(folder), "")]
    while waiting:
        path, name = waiting.pop()
        try:
            entries = [entry for entry in os.scandir(path) if name or entry.name not in without]
        except FileNotFoundError:
            continue
        except OSError as error:
            if unread is None:
                raise
            unread.append(error)
            continue
        if name and not entries:
            found[name] = ""
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, f"{name}{entry.name}/"))
            else:
                found[f"{name}{entry.name}"] = _state(entry, entry.stat(follow_symlinks=False))
    return found


def state_at(path: Path) -> str | None:
    """What a listing says of a file or an empty folder; None where there is none."""
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        return None
    return "" if stat.S_ISDIR(status.st_mode) else _state(path, status)


def _state(path: os.PathLike[str], status: os.stat_result) -> str:
    if stat.S_ISREG(status.st_mode):
        return state_of(status)
    return f"{LINK}{os.readlink(path)}" if stat.S_ISLNK(status.st_mode) else SPECIAL  # noqa: PTH115


def state_of(status: os.stat_result) -> str:
    return f"{status.st_size} {status.st_mtime_ns}"


class Others:
    """Files that are not ours, and what of them is in the way of one that is."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names
        self._folders = {f"{parent}/" for name in names for parent in PurePosixPath(name).parents if parent.name}
        self._above: dict[str, str | None] = {}

    def in_the_way(self, name: str) -> str | None:
        """The file at its place or at that of one of its folders, or the folder at its place."""
        if not self._names:
            return None
        if name in self._names:
            return name
        if f"{name}/" in self._folders or f"{name}/" in self._names:
            return f"{name}/"
        return self._at(name.rpartition("/")[0])

    def _at(self, folder: str) -> str | None:
        if folder not in self._above:
            above = folder.rpartition("/")[0]
            self._above[folder] = None if not folder else folder if folder in self._names else self._at(above)
        return self._above[folder]


def manifest(path: Path) -> set[str]:
    """The names in a list of files, whatever stands in it; none where there is no list."""
    return {*sums(path)}


def sums(path: Path) -> dict[str, str]:
    """The names in a list of files, one on a line, each with the digest behind it; "" where none is."""
    try:
        lines = regular.text(path, "surrogateescape").split("\n")
    except FileNotFoundError:
        return {}
    return {name: of for name, _, of in (line.partition("\t") for line in lines) if name}


def sum_of(content: str | bytes) -> str:
    """Sixteen hexadecimal digits that stand for a content."""
    return hashlib.sha256(as_bytes(content)).hexdigest()[:16]


def content_of(path: Path) -> str:
    """Digest of a file; empty where there is none, or where it may not be read, which whoever needs it says."""
    if not regular.is_file(path):
        return ""
    try:
        with regular.opened(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except PermissionError:
        return ""
