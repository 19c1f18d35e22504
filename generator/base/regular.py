"""Opens files, and nothing else: a pipe that nobody writes to lets whoever opens it wait for ever, and /dev/zero never
ends. Whatever may stand in an archive's folders is read through here."""

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

WAITLESS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""With it a pipe is opened at once, should one have come to stand there since it was looked at."""

KINDS = {
    stat.S_ISDIR: "a folder",
    stat.S_ISFIFO: "a pipe",
    stat.S_ISSOCK: "a socket",
    stat.S_ISCHR: "a device",
    stat.S_ISBLK: "a device",
}


def is_file(path: Path) -> bool:
    """Whether a file stands there, or a link leads to one; False where that cannot be told."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def state(path: Path) -> tuple[int, int, int] | None:
    """When a file was changed last, in nanoseconds, its bytes, and when it came to its place: another when it is
    another, also where two of the same size and time have exchanged their names. None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ctime_ns


def within(folder: Path, ending: str = "") -> list[Path]:
    """What stands in a folder, by name, so far as the name ends so; nothing where there is none. Raises OSError where
    the folder cannot be looked into, or is a link to a disk that is not there: it is not empty because of that."""
    try:
        return sorted(path for path in folder.iterdir() if path.name.endswith(ending))
    except FileNotFoundError:
        if folder.is_symlink():
            raise OSError(errno.ELOOP, "Is a link that leads nowhere", str(folder)) from None
        return []


def kind(path: Path) -> str:
    """What stands there and is no file, in words."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return "a link that leads nowhere" if path.is_symlink() else "nothing"
    return next((words for is_one, words in KINDS.items() if is_one(mode)), "something")


def opened(path: Path) -> BufferedReader:
    """A file, to read its bytes. Raises OSError where there is none, or something else, or it may not be read."""
    _hold(path, path.stat().st_mode)
    file = os.fdopen(os.open(path, os.O_RDONLY | WAITLESS), "rb")
    try:
        _hold(path, os.fstat(file.fileno()).st_mode)
    except OSError:
        file.close()
        raise
    return file


def content(path: Path) -> bytes:
    """The bytes of a file. Raises as `opened` does."""
    with opened(path) as file:
        return file.read()


def text(path: Path, errors: str = "strict") -> str:
    """That of a file that a program wrote, its line ends as \\n. Raises as `opened` does, and UnicodeDecodeError."""
    return content(path).decode("utf-8", errors).replace("\r\n", "\n").replace("\r", "\n")


def _hold(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.ENXIO, "Is no file", str(path))
