"""Files that are kept to save work, and that say by themselves whether they are still what was written.

Each begins with a line that stands for its name and for all that follows: where a bit has turned, where something is
missing, or where the file of another name lies, nothing is read, and what was kept is made again.
"""

import hashlib
import os
from pathlib import Path

from generator.base import output, regular
from generator.base.problems import Problem, Stop

FOLDER = ".baocang"
"""Beside the archive: all of it can be made again but for drafts."""


def own(root: Path) -> None:
    """Raises Stop where a link lies among what is kept: it leads to what is not ours, and what is kept is written and
    taken away without a question."""
    waiting = [root / FOLDER]
    for path in waiting:
        if path.is_symlink():
            what = "is a link, and what is kept may lie in no folder but the archive's"
            mend = "Take the link away; what is kept is made again."
            raise Stop([Problem(path.relative_to(root).as_posix(), None, what, mend)])
        if path.is_dir():
            waiting += [Path(entry.path) for entry in os.scandir(path) if entry.is_dir() or entry.is_symlink()]


def write(path: Path, content: str | bytes) -> None:
    """Keeps a content. Raises OSError where it cannot be written."""
    data = output.as_bytes(content)
    output.write(path, _seal(path, data) + data)


def read(path: Path) -> bytes | None:
    """What was kept; None where nothing was, or where it is not that any more."""
    try:
        seal, line, data = regular.content(path).partition(b"\n")
    except OSError:
        return None
    return data if seal + line == _seal(path, data) else None


def _seal(path: Path, data: bytes) -> bytes:
    state = hashlib.sha256(f"{path.name}\n".encode())
    state.update(data)
    return f"{state.hexdigest()}\n".encode()
