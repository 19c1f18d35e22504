"""Which paths stay within an archive: a foreign one may bring links, and its settings may name any folder."""

import os
from collections.abc import Callable
from pathlib import Path


def inside(root: Path, path: Path) -> bool:
    """Whether a path below `root` or named by the archive stays there when its links are followed. A link may not lead
    to what is hidden there, either: `.git` may hold a password."""
    try:
        real, home = path.resolve(), root.resolve()
        below = real.relative_to(home)
        plain = home / path.relative_to(root) == real
    except (OSError, RuntimeError, ValueError):  # links in a circle; a name too long; elsewhere
        return False
    return plain or not any(part.startswith(".") for part in below.parts)


def among(root: Path) -> Callable[[Path], bool]:
    """The same for many paths at one moment: what a folder is, is asked once for all that lies in it. To follow each
    path by itself takes a tenth of the build of a small archive."""
    folders: dict[Path, bool] = {}

    def within(path: Path) -> bool:
        link = os.path.islink(path)  # noqa: PTH114  (a name may be too long for Path)
        if link or path == root or path.name.startswith("."):
            return inside(root, path)
        if path.parent not in folders:
            folders[path.parent] = inside(root, path.parent)
        return folders[path.parent]

    return within
